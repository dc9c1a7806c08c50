"""Every route of the service is guarded, and a route that is not would be found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI, Response, WebSocket
from starlette.routing import Mount, Route
from support.walking import BODY_LIMIT, OPEN, UPLOAD_LIMIT, Walk

from u16opt.store.database import Database
from u16opt.store.opening import opened
from u16opt_api.application import create_app
from u16opt_api.security import authentication
from u16opt_api.security.authentication import Admission, Authentication
from u16opt_api.security.scopes import Computes, Reads
from u16opt_api.security.sizes import Sizes
from u16opt_api.settings import Settings


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """A new store."""
    given = opened(str(tmp_path / "u16opt.db"))
    yield given
    given.close()


def service() -> FastAPI:
    """The whole service, with small limits."""
    return create_app(Settings(body_limit=BODY_LIMIT, upload_limit=UPLOAD_LIMIT, workers=0, rate_limit=""))


def test_every_route_is_guarded(store: Database) -> None:
    """Tests that every route refuses a missing, an unknown, a revoked and an expired key, a lacking scope and
    a body that is too large, unless it is on the short list of what is open."""
    walk = Walk(service(), store)
    assert walk.faults() == []
    paths = {way.path for way in walk.ways()}
    assert paths >= OPEN
    assert {
        "/v1/solve",
        "/v1/explain",
        "/v1/compare",
        "/v1/runs/{runId}",
        "/v1/instances",
        "/metrics",
    } <= paths


def _leak() -> dict[str, str]:
    return {"all": "told"}


def _undeclared(app: FastAPI) -> None:
    app.get("/v1/leak")(_leak)


def _undeclared_post(app: FastAPI) -> None:
    app.post("/v1/leak")(_leak)


def _too_little(app: FastAPI) -> None:
    def leak(_asker: Reads) -> None:
        return None

    app.delete("/v1/leak")(leak)


def _any_method(app: FastAPI) -> None:
    def leak(_asker: Computes) -> None:
        return None

    app.api_route("/v1/leak", methods=["PATCH"])(leak)


def _mount(app: FastAPI) -> None:
    app.router.routes.append(Mount("/v1/leak", app=Response("all")))


def _plain(app: FastAPI) -> None:
    app.router.routes.append(Route("/v1/leak", Response("all")))


def _websocket(app: FastAPI) -> None:
    async def leak(socket: WebSocket) -> None:
        await socket.accept()

    app.websocket("/v1/leak")(leak)


def _beside_the_page(app: FastAPI) -> None:
    app.get("/docs/leak")(_leak)


ROUTES = [
    _undeclared,
    _undeclared_post,
    _too_little,
    _any_method,
    _mount,
    _plain,
    _websocket,
    _beside_the_page,
]


@pytest.mark.parametrize("add", ROUTES)
def test_a_route_that_is_not_guarded_is_found(store: Database, add: Callable[[FastAPI], None]) -> None:
    """Tests that the walk finds a route, of whatever kind, that does not say what it needs."""
    app = service()
    add(app)
    faults = Walk(app, store).faults()
    assert faults
    assert all("leak" in fault for fault in faults)


def test_an_open_door_is_found(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that the walk finds a path that was opened by mistake, although its route says what it needs."""
    monkeypatch.setattr(authentication, "is_open", lambda path: path.startswith("/v1/models"))
    app = service()
    assert Walk(app, store).faults() != []


@pytest.mark.parametrize("guard", [Authentication, Sizes])
def test_a_guard_that_is_gone_is_found(store: Database, guard: type) -> None:
    """Tests that the walk finds that one of the guards around all routes does not stand there."""
    assert Walk(without(guard), store).faults() != []


def test_every_route_also_guards_itself(store: Database) -> None:
    """Tests that every route refuses by itself whoever may not come in, if nobody did so before it."""
    assert Walk(without(Admission), store).faults() == []


def without(guard: type) -> FastAPI:
    """The whole service without one of the guards around its routes."""
    app = service()
    app.user_middleware = [each for each in app.user_middleware if each.cls is not guard]
    return app
