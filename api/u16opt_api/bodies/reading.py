"""Reading what is sent, so that everything that is wrong with it is told at once."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from u16opt.texts import Text
from u16opt_api.bodies.fields import Sent
from u16opt_api.bodies.personal import citizen_faults
from u16opt_api.problems import Fault, Refused, pointer
from u16opt_api.wordings import at_places, worded

Body = TypeVar("Body")

JSON = "application/json"
CHOICE = "/question"
TAGS = frozenset({"|line", "|table", "[key]"})
INVALID = Text("De invoer klopt op {places} niet.", "The input is wrong in {places}.")
MEDIA = Text("Stuur de inhoud als {media}.", "Send the content as {media}.")


async def read_json(request: Request, shape: TypeAdapter[Body], common: type[Sent] | None = None) -> Body:
    """Return what is sent as JSON.

    Parameters
    ----------
    common
        What all shapes of a choice of shapes have in common: what else is wrong when it is none of them.

    Raises
    ------
    Refused
        With 415 for another kind of content, and with 400 and every fault for what is not as it should be;
        where a citizen number stands, with nothing but that.
    """
    check_media(request, (JSON,))
    content = await request.body()
    # Looking through a megabyte takes a while, in which others are answered.
    if found := await run_in_threadpool(citizen_faults, content):
        raise invalid(found)
    try:
        return shape.validate_json(content, strict=True)
    except ValidationError as wrong:
        faults = faults_of(wrong, "body", 0 if common is None else 1)
        raise invalid(faults + _besides(content, faults, common)) from None


def _besides(content: bytes, faults: list[Fault], common: type[Sent] | None) -> list[Fault]:
    """Return what else is wrong with a body that is none of the shapes that there are."""
    if common is None or faults[0].code not in ("union_tag_invalid", "union_tag_not_found"):
        return []
    try:
        common.model_validate_json(content, strict=True)
    except ValidationError as wrong:
        return [each for each in faults_of(wrong, "body") if each.pointer != CHOICE]
    return []


def check_media(request: Request, accepted: tuple[str, ...]) -> str:
    """Return the media type of what is sent, without parameters.

    Raises
    ------
    Refused
        When it is none of those that are accepted (415).
    """
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media not in accepted:
        names = ", ".join(accepted)
        detail = Text(MEDIA.nl.format(media=names), MEDIA.en.format(media=names))
        raise Refused(415, detail, headers={"Accept-Post": names})
    return media


def faults_of(wrong: ValidationError, place: str, first: int = 0) -> list[Fault]:
    """Return every fault that a validation found.

    Parameters
    ----------
    place
        Where it was looked for: ``body``, ``query``, ``header``.
    first
        So many steps of each location say in which of several shapes the fault is, and are left out.
    """
    return [fault_of(dict(each), place, first) for each in wrong.errors(include_url=False)]


def fault_of(error: dict[str, Any], place: str, first: int = 0) -> Fault:
    """Return one fault as the service tells it, from what pydantic tells."""
    steps = [step for step in error["loc"][first:] if step not in TAGS]
    at = CHOICE if error["type"] in ("union_tag_invalid", "union_tag_not_found") else pointer(steps)
    return Fault(place, at, worded(error), str(error["type"]))


def invalid(faults: list[Fault]) -> Refused:
    """Return the refusal that tells all these faults."""
    return Refused(400, at_places(INVALID, len(faults)), faults)
