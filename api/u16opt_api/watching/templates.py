"""Which route a request is for, told without what stands in its path."""

from __future__ import annotations

from prometheus_fastapi_instrumentator.routing import get_route_name
from starlette.requests import Request
from starlette.types import Scope

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "QUERY"})
"""Methods that are told by name; others are a stranger's text."""


def template_of(scope: Scope) -> str:
    """Return the path of the route, with names for what differs; ``none`` when there is no such route."""
    return get_route_name(Request(scope), should_include_root_path=False) or "none"


def method_of(scope: Scope) -> str:
    """Return the method, or ``other``."""
    return scope["method"] if scope["method"] in METHODS else "other"
