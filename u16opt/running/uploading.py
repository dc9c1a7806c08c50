"""From the bytes that somebody sends to an instance, or to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from u16opt.checkup import checkup_of_source
from u16opt.instance.citizen_numbers import citizen_numbers, masked
from u16opt.instance.documents.pointers import pointer_of
from u16opt.instance.documents.reading import source_in
from u16opt.instance.documents.strict import OddError, parsed
from u16opt.instance.nearest import one_of
from u16opt.instance.read import source_of
from u16opt.instance.sheet import Source
from u16opt.instance.wording import Wording
from u16opt.instance.workbook import WORKBOOK
from u16opt.problems import InputError, Problem
from u16opt.running.given import laid_out
from u16opt.running.uploads import excess
from u16opt.running.uploads.areas import Areas
from u16opt.running.uploads.bounds import lines_bounded, source_bounded
from u16opt.running.uploads.facts import facts_of
from u16opt.running.uploads.foldered import BOUNDARIES, chosen, kept
from u16opt.running.uploads.media import MEDIA, Medium, medium_of, name_of
from u16opt.running.uploads.strangers import strangers
from u16opt.running.uploads.unpacking import opened
from u16opt.running.uploads.upload import Upload, UploadLimits

__all__ = ["MEDIA", "Upload", "UploadLimits", "pointer_of", "read_upload"]


def read_upload(
    content: bytes, media: str, filename: str | None = None, limits: UploadLimits | None = None
) -> Upload:
    """Read an instance that somebody sends: a JSON document, a zip of its folder, or a workbook.

    Parameters
    ----------
    content
        Any bytes.
    media
        Their media type, one of `MEDIA`.
    filename
        What the sender calls it; problems then call it so.
    limits
        How large it may be.

    Returns
    -------
    What was made of it; whatever is wrong with it is a problem, and nothing is raised.
    """
    medium, limits = medium_of(media), limits or UploadLimits()
    if medium is None:
        return _refused([Problem("upload", one_of(MEDIA), value=media[:80])], MEDIA["application/zip"])
    name = name_of(filename, medium.ending)
    try:
        return _READERS[medium.shape](content, name, medium, limits)
    except InputError as fault:
        return _refused(fault.problems, medium)
    except (MemoryError, RecursionError):
        return _refused([excess.memory(name)], medium)


def _document(content: bytes, name: str, medium: Medium, limits: UploadLimits) -> Upload:
    if len(content) > limits.unpacked:
        raise InputError([excess.unpacked(name, limits)])
    if content.count(b",") > limits.values:
        raise InputError([excess.values(name, limits)])
    document, upload = None, Upload({name: content}, "document", None, (), ())
    try:
        document = parsed(content, name, limits.depth)
        return _judged(source_in(document, name), name, upload, limits, document)
    except InputError as fault:
        return _refused(fault.problems, medium, fault.content if isinstance(fault, OddError) else document)


def _folder(content: bytes, name: str, _medium: Medium, limits: UploadLimits) -> Upload:
    with opened(content, name, limits) as zipped:
        files = {path: zipped.content(entry) for path, entry in chosen(zipped.entries, name).items()}
    lines_bounded(files, name, limits)
    with laid_out(files) as folder:
        source = source_of(folder)
    if source.boundaries is not None:
        parsed(files[BOUNDARIES], BOUNDARIES, limits.depth)
    files = {path: each for path, each in files.items() if kept(path)}
    return _judged(source, name, Upload(files, "folder", None, (), ()), limits)


def _workbook(content: bytes, name: str, medium: Medium, limits: UploadLimits) -> Upload:
    if medium.packed or content.startswith(b"PK"):
        _measure(content, name, limits)
    with laid_out({name: content}) as file:
        source = source_of(file)
        others = strangers(file, source)
    return _judged(source, name, Upload({name: content}, "workbook", None, (), ()), limits, others=others)


_READERS = {"document": _document, "folder": _folder, "workbook": _workbook}


def _measure(content: bytes, name: str, limits: UploadLimits) -> None:
    areas = Areas(name, limits)
    with opened(content, name, limits, WORKBOOK) as parts:
        for entry in parts.entries:
            areas.part(entry.path, parts.chunks(entry))


def _judged(
    source: Source,
    name: str,
    upload: Upload,
    limits: UploadLimits,
    document: Any = None,
    others: Iterable[Wording] = (),
) -> Upload:
    """Return an upload with all that is wrong with its instance, or with its facts."""
    source_bounded(source, name, limits)
    instance, problems, _ = checkup_of_source(source)
    if numbers := citizen_numbers(source, others):
        problems = (*numbers, *map(masked, problems))
    sound = instance is not None and all(problem.level != "error" for problem in problems)
    if len(problems) > limits.problems and not sound:
        rest = excess.more(name, len(problems) - limits.problems, limits)
        problems = (*problems[: limits.problems], rest)
    facts = facts_of(instance, source) if sound and instance is not None else None
    pointers = tuple(pointer_of(problem, document) for problem in problems)
    return Upload(upload.files, upload.shape, facts, problems, pointers)


def _refused(problems: Iterable[Problem], medium: Medium, document: Any = None) -> Upload:
    problems = tuple(masked(problem) for problem in problems)
    pointers = tuple(pointer_of(problem, document) for problem in problems)
    return Upload({}, medium.shape, None, problems, pointers)
