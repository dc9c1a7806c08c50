"""A proposal out of the store as the files that ``u16opt export`` writes."""

from __future__ import annotations

from pathlib import Path

from u16opt.acceptance import accepted
from u16opt.export.suppression import THRESHOLD, usable_threshold
from u16opt.instance.nearest import one_of
from u16opt.problems import InputError, Problem
from u16opt.running.given import content_of, instance_proposed
from u16opt.running.tasks import Subject
from u16opt.texts import Language


def exported(
    subject: Subject,
    ending: str,
    *,
    internal: bool,
    language: Language = "nl",
    threshold: int = THRESHOLD,
) -> dict[str, bytes]:
    """Return the files of a proposal by name.

    Parameters
    ----------
    ending
        ``.csv``, ``.xlsx``, ``.ods``, ``.geojson`` or ``.html``.
    internal
        Whether rows about people may leave, and small counts are shown.
    threshold
        Smallest count of people that is shown when it is not internal.

    Raises
    ------
    InputError
        For another ending, or when the instance cannot be read.
    VerificationError
        When the proposal does not add up, or there is none.
    """
    from u16opt.export.content import content_of as shown
    from u16opt.export.export import FORMATS

    if ending not in FORMATS:
        raise InputError([Problem("--to", one_of(FORMATS), value=ending)])
    usable_threshold(threshold)
    found = accepted(instance_proposed(subject), content_of(subject))
    content = shown(
        found.instance,
        found.model,
        found.proposal,
        internal=internal,
        language=language,
        threshold=threshold,
    )
    files = FORMATS[ending](content, Path(f"{subject.name}{ending}"))
    return {file.name: written for file, written in files.items()}
