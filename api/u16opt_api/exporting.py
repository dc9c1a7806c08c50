"""The forms in which a proposal can be had."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool

from u16opt.running.aside import Aside
from u16opt.running.exporting import exported
from u16opt.running.tasks import Subject
from u16opt.store.database import Database
from u16opt.store.records import RunRecord
from u16opt.texts import Language, Text
from u16opt.verification import VerificationError
from u16opt_api.apart import apart
from u16opt_api.lookup import subject_of
from u16opt_api.negotiation import chosen
from u16opt_api.problems import Refused

NONE = Text("Het voorstel is er als: {offered}.", "The proposal can be had as: {offered}.")
ONLY_JSON = Text(
    "Deze berekening gaf geen uitkomst; wat er wel van is, is er alleen als application/json.",
    "This run gave no outcome; what there is of it can only be had as application/json.",
)


@dataclass(frozen=True)
class Shape:
    """A form of a proposal.

    Parameters
    ----------
    ending
        Of the file that ``u16opt export`` would write; empty for JSON.
    packed
        Whether all its files come in one zip.
    """

    media: str
    ending: str
    packed: bool = False


SHAPES = (
    Shape("application/json", ""),
    Shape("text/csv", ".csv"),
    Shape("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    Shape("application/vnd.oasis.opendocument.spreadsheet", ".ods"),
    Shape("application/geo+json", ".geojson"),
    Shape("text/html", ".html"),
    Shape("application/zip", ".csv", packed=True),
)
"""The best first."""

TEXT: Mapping[str, Any] = {"type": "string"}
FORMS: Mapping[str, Mapping[str, Any]] = {
    "application/json": {"$ref": "#/components/schemas/Proposal"},
    **{shape.media: {"type": "object"} if shape.ending == ".geojson" else TEXT for shape in SHAPES[1:]},
}
"""Schema of each form, by media type."""


def shape_of(accept: str) -> Shape:
    """Return the form that somebody wants.

    Raises
    ------
    Refused
        When it is none of those that there are (406).
    """
    offered = [shape.media for shape in SHAPES]
    media = chosen(accept, offered)
    if media is None:
        names = ", ".join(offered)
        raise Refused(406, Text(NONE.nl.format(offered=names), NONE.en.format(offered=names)))
    return SHAPES[offered.index(media)]


async def made(
    store: Database,
    aside: Aside,
    record: RunRecord,
    proposal: str,
    shape: Shape,
    internal: bool,
    language: Language,
) -> tuple[str, bytes]:
    """Return the name and the content of a file with a proposal.

    Raises
    ------
    Refused
        When there is no outcome to show (406).
    """
    name = f"voorstel-{record.id[:8]}"
    subject = await run_in_threadpool(subject_of, store, record, proposal, name)
    try:
        files = await apart(aside, files_of, subject, shape, internal, language)
    except VerificationError:
        raise Refused(406, ONLY_JSON) from None
    return next(iter(files.items()))


def files_of(subject: Subject, shape: Shape, internal: bool, language: Language) -> dict[str, bytes]:
    """Return the files of a proposal by name; those of a zip in one."""
    files = exported(subject, shape.ending, internal=internal, language=language)
    return {f"{subject.name}.zip": packed(files)} if shape.packed else files


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files: of the same files always the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, written in files.items():
            archive.writestr(zipfile.ZipInfo(name), written, zipfile.ZIP_DEFLATED)
    return content.getvalue()
