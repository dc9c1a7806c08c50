"""A small application behind everything that guards the service, for tests of those guards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.testclient import TestClient

from u16opt.store.database import Database
from u16opt.store.keys import make_key
from u16opt.store.opening import opened
from u16opt.store.records import Scope
from u16opt_api.headers import Headers
from u16opt_api.problems import Refused, problem_response
from u16opt_api.security import protect
from u16opt_api.security.scopes import Computes, Manages, Reads
from u16opt_api.settings import Settings

LOCAL = "http://127.0.0.1"


@dataclass(frozen=True)
class Guarded:
    """An application that is asked from this machine."""

    app: FastAPI
    store: Database
    client: TestClient

    def key(self, name: str, *scopes: Scope, expires: float | None = None) -> str:
        """Make a key and return its text."""
        return make_key(self.store, name, scopes, expires)[1]

    def bearer(self, name: str, *scopes: Scope) -> dict[str, str]:
        """Make a key and return the header that shows it."""
        return {"Authorization": f"Bearer {self.key(name, *scopes)}"}


@contextmanager
def guarded(folder: Path, **settings: Any) -> Iterator[Guarded]:
    """Give a guarded application on a new store.

    Parameters
    ----------
    settings
        Of the service, where the test needs others.
    """
    store = opened(str(folder / "u16opt.db"))
    app = small()
    app.state.store = store
    protect(app, Settings(**settings))
    app.add_middleware(Headers)
    try:
        with TestClient(
            app, base_url=LOCAL, raise_server_exceptions=False, client=("127.0.0.1", 5)
        ) as client:
            yield Guarded(app, store, client)
    finally:
        store.close()


def small() -> FastAPI:
    """Return an application with a route of every kind, guarded by nothing yet."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.add_exception_handler(Refused, _refused)

    @app.get("/v1/runs/{run}")
    def read(run: str, asker: Reads) -> dict[str, str]:
        return {"run": run, "asker": asker.name}

    @app.post("/v1/solve")
    def compute(content: dict[str, Any], asker: Computes) -> dict[str, Any]:
        return {"asker": asker.name, "content": content}

    @app.post("/v1/instances")
    async def upload(request: Request, _asker: Computes) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    @app.post("/v1/purge")
    def purge(_asker: Manages) -> dict[str, bool]:
        return {"purged": True}

    @app.delete("/v1/runs/{run}")
    def remove(run: str, asker: Manages) -> dict[str, str]:
        return {"run": run, "asker": asker.name}

    @app.get("/v1/broken/{value}")
    def broken(value: str, _asker: Reads) -> None:
        secret = f"row of client {value}"
        raise RuntimeError(secret)

    app.api_route("/v1/forgotten", methods=["GET", "POST", "PUT", "DELETE"])(_fine)
    for path in ("/v1/health/live", "/v1/openapi.json", "/docs"):
        app.get(path)(_fine)
    return app


def _fine() -> dict[str, bool]:
    return {"fine": True}


def _refused(request: Request, refused: Exception) -> Response:
    assert isinstance(refused, Refused)
    return problem_response(request, refused)
