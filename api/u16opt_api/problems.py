"""What is refused, as ``application/problem+json`` (RFC 9457): everything that is wrong at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.requests import HTTPConnection
from starlette.responses import Response

from u16opt.texts import Language, Text
from u16opt_api.languages import language_of

MEDIA = "application/problem+json"

TITLES: Mapping[int, Text] = {
    400: Text("Ongeldige invoer", "Invalid input"),
    401: Text("Niet aangemeld", "Not authenticated"),
    403: Text("Geen toegang", "No access"),
    404: Text("Niet gevonden", "Not found"),
    405: Text("Methode niet toegestaan", "Method not allowed"),
    406: Text("Geen vorm die past", "No suitable form"),
    409: Text("Dit kan nu niet", "Not possible now"),
    413: Text("Te groot", "Too large"),
    415: Text("Onbekend soort inhoud", "Unknown kind of content"),
    421: Text("Verkeerd adres", "Wrong address"),
    429: Text("Te veel verzoeken", "Too many requests"),
    431: Text("Te veel kopregels", "Too many header fields"),
    500: Text("Er ging iets mis", "Something went wrong"),
    503: Text("Nu niet beschikbaar", "Not available now"),
    507: Text("De opslag is vol", "The store is full"),
}
"""Title of a problem by status."""

OTHER = Text("Geweigerd", "Refused")


class Entry(Protocol):
    """One fault in a list of faults."""

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the fault as the service tells it; it has a ``pointer`` and a ``detail``."""


@dataclass(frozen=True)
class Fault:
    """A fault in what was sent.

    Parameters
    ----------
    place
        ``body``, ``query``, ``path`` or ``header``.
    pointer
        JSON pointer within that place.
    code
        What kind of fault it is, for programs.
    """

    place: str
    pointer: str
    detail: Text
    code: str

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the fault as the service tells it."""
        return {
            "in": self.place,
            "pointer": self.pointer,
            "code": self.code,
            "detail": self.detail[language],
        }


class Refused(Exception):  # noqa: N818
    """A request that is answered with a problem; raise it anywhere in a route.

    Parameters
    ----------
    status
        HTTP status; it decides the title.
    detail
        What is wrong, for people.
    errors
        Every fault there is.
    headers
        To send along, such as ``Retry-After``.
    """

    def __init__(
        self,
        status: int,
        detail: Text,
        errors: Sequence[Entry] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status, self.detail, self.errors = status, detail, tuple(errors)
        self.headers = dict(headers or {})
        super().__init__(detail.en)


def problem_response(request: HTTPConnection, refused: Refused) -> Response:
    """Return the answer to a request that is refused, in the language of who asked.

    Parameters
    ----------
    request
        The request; ``request.state.request_id`` is told, when there is one.
    """
    language = language_of(request.headers)
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(refused.status, OTHER)[language],
        "status": refused.status,
        "detail": refused.detail[language],
        "instance": request.url.path,
    }
    if request_id := getattr(request.state, "request_id", None):
        content["requestId"] = request_id
    if refused.errors:
        content["errors"] = [each.as_dict(language) for each in refused.errors]
    headers = {"Content-Language": language, "Vary": "Accept, Accept-Language"} | refused.headers
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return Response(text, refused.status, headers, MEDIA)


def pointer(steps: Iterable[str | int]) -> str:
    """Return a JSON pointer (RFC 6901) along steps.

    Examples
    --------
    >>> pointer(["changes", 0, "a/b"])
    '/changes/0/a~1b'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
