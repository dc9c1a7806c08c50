"""When something goes wrong inside: a clear answer, without anything of the inside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from support.service import Asked, asking

from u16opt.store import runs as stored
from u16opt.store.faults import StoreError
from u16opt.store.signs import Kind
from u16opt_api.routes import runs as routes

SECRET = "/geheim/pad/u16opt.db"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """A service of its own, that may be broken for a while."""
    with asking(tmp_path_factory.mktemp("faults"), workers=0) as asked:
        yield asked


def app_of(service: Asked) -> FastAPI:
    """The application that is asked."""
    app = service.client.app
    assert isinstance(app, FastAPI)
    return app


@pytest.mark.parametrize(
    ("kind", "status", "later"),
    [
        ("locked", 503, True),
        ("unreachable", 503, True),
        ("full", 507, False),
        ("unwritable", 503, False),
        ("damaged", 503, False),
    ],
)
def test_a_store_that_cannot(
    service: Asked, monkeypatch: pytest.MonkeyPatch, kind: Kind, status: int, later: bool
) -> None:
    """Tests that a store that fails is 503 or 507 in words, and that no answer says where it is."""

    def fail(*_arguments: Any) -> None:
        raise StoreError(kind, SECRET)

    monkeypatch.setattr(routes, "run_records", fail)
    answer = service.client.get("/v1/runs")
    assert answer.status_code == status
    assert ("retry-after" in answer.headers) == later
    assert SECRET not in answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert stored.run_records is not fail


def test_a_defect(service: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a defect is 500 with the id of the request, all headers, and nothing of what went wrong."""

    def fail(*_arguments: Any) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(routes, "run_records", fail)
    answer = service.client.get("/v1/runs", headers={"X-Request-ID": "vraag-12345678"})
    assert answer.status_code == 500
    assert answer.headers["api-version"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert "vraag-12345678" in (answer.headers["x-request-id"], answer.json().get("requestId"))
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text


def test_health(service: Asked) -> None:
    """Tests that a service that works is live and ready."""
    for part in ("live", "ready"):
        answer = service.client.get(f"/v1/health/{part}")
        assert (answer.status_code, answer.json()) == (200, {"status": part})


class Gone:
    """A store that is away."""

    def reading(self) -> None:
        """Give nothing."""
        raise StoreError("unreachable", SECRET)


def test_a_service_without_its_store_is_not_ready(service: Asked) -> None:
    """Tests that without its store a service is live but not ready, and says so."""
    state = app_of(service).state
    store, state.store = state.store, Gone()
    try:
        assert service.client.get("/v1/health/live").status_code == 200
        answer = service.client.get("/v1/health/ready")
    finally:
        state.store = store
    assert answer.status_code == 503
    assert SECRET not in answer.text


def test_a_service_whose_workers_stopped_is_not_ready(tmp_path: Path) -> None:
    """Tests that a service that works nothing out any more says that it is not ready."""
    with asking(tmp_path) as working:
        assert working.client.get("/v1/health/ready").status_code == 200
        app_of(working).state.worker.stop()
        answer = working.client.get("/v1/health/ready")
        assert answer.status_code == 503
        assert "werkers" in answer.json()["detail"]
