"""What a monitoring program reads: requests by route, runs, workers, and the event loop."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Depends, FastAPI
from prometheus_client import CollectorRegistry, Gauge
from prometheus_fastapi_instrumentator import Instrumentator
from prometheus_fastapi_instrumentator.middleware import PrometheusInstrumentatorMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from u16opt_api.security.scopes import Needs
from u16opt_api.watching.lag import Lag
from u16opt_api.watching.stored import Stored
from u16opt_api.watching.templates import METHODS

PATH = "/metrics"


class Measured:
    """Counts and times requests by route; unknown methods are not counted, as they could be any text."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self.app = app
        self.measuring = PrometheusInstrumentatorMiddleware(
            app, registry=registry, should_exclude_streaming_duration=True
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        known = scope["type"] == "http" and scope["method"] in METHODS
        await (self.measuring if known else self.app)(scope, receive, send)


def measure(app: FastAPI) -> CollectorRegistry:
    """Give an application its metrics and the route that shows them; return where they are kept.

    Each application has its own, so that several in one process do not add up.
    """
    registry = CollectorRegistry()
    registry.register(Stored(lambda: getattr(app.state, "store", None)))
    alive = Gauge(
        "u16opt_workers_alive", "Whether all of this server's own workers are alive.", registry=registry
    )
    alive.set_function(lambda: float(workers_alive(app)))
    _watch_loop(app, Lag(registry))
    instrumentator = Instrumentator(registry=registry)
    instrumentator.expose(app, endpoint=PATH, include_in_schema=False, dependencies=[Depends(Needs("read"))])
    return registry


def workers_alive(app: FastAPI) -> bool:
    """Return whether all that this server works with is alive; False when all work is left to others."""
    worker = getattr(app.state, "worker", None)
    return worker is not None and bool(worker.alive)


def _watch_loop(app: FastAPI, lag: Lag) -> None:
    """Measure the event loop for as long as the application runs."""
    given: Callable[[Any], Any] = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(running: FastAPI) -> AsyncIterator[Any]:
        async with lag.watched(), given(running) as state:
            yield state

    app.router.lifespan_context = lifespan
