"""Which methods a path knows, over all its routes; a single route only knows its own."""

from __future__ import annotations

from fastapi.routing import iter_route_contexts
from starlette.requests import Request

from u16opt_api.security.arriving import path_of


def allowed(request: Request) -> list[str]:
    """Return the methods that the path of a request knows, in order of the alphabet."""
    path, found = path_of(request.scope), {"OPTIONS"}
    for route in iter_route_contexts(request.app.routes):
        if route.methods and route.path_regex.match(path):
            found |= route.methods
    return sorted(found | ({"HEAD"} if "GET" in found else set()))
