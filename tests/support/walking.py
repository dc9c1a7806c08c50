"""A walk over the routes of a service that finds every way in that is not guarded."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from sqlalchemy import update
from starlette.testclient import TestClient

from u16opt.store.database import Database
from u16opt.store.keys import make_key, revoke_key
from u16opt.store.records import Scope
from u16opt.store.tables import keys
from u16opt_api.security.scopes import Needs

OPEN = {
    "/v1/health/live",
    "/v1/health/ready",
    "/v1/openapi.json",
    "/",
    "/docs",
    "/docs/page.js",
    "/docs/page.css",
    "/docs/swagger-ui-bundle.js",
    "/docs/swagger-ui.css",
}
"""All that may be seen without a key; what is not here must not be seen."""

NEEDED: dict[str, Scope] = {"GET": "read", "HEAD": "read", "POST": "compute", "DELETE": "manage"}
LESS: dict[Scope, str] = {"read": "nothing", "compute": "read", "manage": "compute"}
BODY_LIMIT, UPLOAD_LIMIT = 1000, 2000


@dataclass(frozen=True)
class Way:
    """A method at a path.

    Parameters
    ----------
    declared
        Scopes that the route says it needs.
    kind
        What stands there, when it is no route.
    """

    method: str
    path: str
    declared: tuple[Scope, ...] = ()
    kind: str = "route"

    @property
    def address(self) -> str:
        """The path with something where it differs."""
        return re.sub(r"\{[^}]*\}", "x", self.path)


@dataclass
class Walk:
    """Goes along every route of a service with good and bad keys.

    Parameters
    ----------
    app
        With a body limit of `BODY_LIMIT` and an upload limit of `UPLOAD_LIMIT`.
    """

    app: FastAPI
    store: Database
    shown: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Nothing is started: a refusal must not need what works things out.
        self.app.state.store = self.store
        self.app.state.aside = self.app.state.following = self.app.state.worker = None
        self.client = TestClient(self.app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        self.shown = {scope: self._key(scope, scope) for scope in ("read", "compute", "manage")}
        self.shown["nothing"] = self._key("nothing", "read")
        self.shown["revoked"] = self._key("revoked", "manage")
        self.shown["expired"] = self._key("expired", "manage", time.time() - 1)
        self.shown["unknown"] = {"X-API-Key": "u16_0123456789abcdef_" + "A" * 43}
        self.shown["none"] = {}
        revoke_key(self.store, "revoked")
        with self.store.writing() as connection:
            connection.execute(update(keys).where(keys.c.name == "nothing").values(scopes=[]))

    def ways(self) -> list[Way]:
        """Return every method at every path."""
        return [way for route in iter_route_contexts(self.app.routes) for way in _ways(route)]

    def faults(self) -> list[str]:
        """Return all that is not guarded as it should be, in words."""
        return [fault for way in self.ways() for fault in self.faults_of(way)]

    def faults_of(self, way: Way) -> list[str]:
        """Return what is not guarded at one way in."""
        if way.path in OPEN:
            return []
        needed = NEEDED.get(way.method)
        if way.kind != "route" or needed is None:
            return [f"{way.kind} {way.method} {way.path}: nobody says what it needs"]
        found = [] if way.declared == (needed,) else [f"needs {needed}, says {way.declared}"]
        bad = {"none": 401, "unknown": 401, "revoked": 401, "expired": 401, LESS[needed]: 403}
        asked = {key: self.ask(way, key) for key in bad}
        found += [f"key {key}: {status}" for key, status in asked.items() if status != bad[key]]
        limit = UPLOAD_LIMIT if (way.method, way.path) == ("POST", "/v1/instances") else BODY_LIMIT
        large = b"x" * (limit + 1)
        sent = {
            streamed: self.ask(way, needed, large, streamed) for streamed in (False, way.method == "POST")
        }
        found += [f"too large, streamed {how}: {status}" for how, status in sent.items() if status != 413]
        return [f"{way.method} {way.path}: {each}" for each in found]

    def ask(self, way: Way, key: str, body: bytes = b"{}", streamed: bool = False) -> int:
        """Ask with a key; return the status, or 0 when a refusal is not told as it should be."""
        content: Any = iter([body[:10], body[10:]]) if streamed else body
        headers = {"Content-Type": "application/json", **self.shown[key]}
        answer = self.client.request(way.method, way.address, content=content, headers=headers)
        told = answer.headers.get("Content-Type") == "application/problem+json"
        challenged = answer.status_code == 413 or "Bearer" in answer.headers.get("WWW-Authenticate", "")
        return answer.status_code if answer.is_success or (told and challenged) else 0

    def _key(self, name: str, scope: Scope | str, expires: float | None = None) -> dict[str, str]:
        return {"X-API-Key": make_key(self.store, name, [scope], expires)[1]}  # type: ignore[list-item]


def _ways(route: Any) -> Iterator[Way]:
    methods = getattr(route, "methods", None)
    if not methods:
        yield Way("*", str(getattr(route, "path", "?")), kind=type(route.original_route).__name__)
        return
    declared = _declared(getattr(route, "dependant", None))
    for method in sorted(methods):
        yield Way(method, route.path, declared)


def _declared(dependant: Any) -> tuple[Scope, ...]:
    needs = (each.call for each in getattr(dependant, "dependencies", ()))
    return tuple(each.scope for each in needs if isinstance(each, Needs))
