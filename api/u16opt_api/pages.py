"""Lists as the service tells them: a plain array, with links to the pages beside it (RFC 8288)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from u16opt.store.paging import Listed
from u16opt_api.conditional import document, tagged

TURNS = ("after", "before")


def page_of(
    request: Request, found: Listed[Any], items: list[dict[str, Any]], headers: dict[str, str]
) -> Response:
    """Return a page of a list.

    Parameters
    ----------
    found
        The page in the store.
    items
        The same as JSON holds it.
    """
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in TURNS]
    links = [
        f'<{request.url.path}?{urlencode([*kept, (turn, number)])}>; rel="{relation}"'
        for turn, number, relation in (("after", found.next, "next"), ("before", found.previous, "prev"))
        if number is not None
    ]
    told = headers | ({"Link": ", ".join(links)} if links else {})
    return tagged(request, document(items), headers=told)
