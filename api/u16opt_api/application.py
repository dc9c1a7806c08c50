"""The service as a whole."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp

from u16opt.running.aside import Aside
from u16opt.running.options import WorkerOptions
from u16opt.running.worker import Worker
from u16opt.store.opening import opened
from u16opt_api.conditional import document
from u16opt_api.following import Following
from u16opt_api.headers import Headers
from u16opt_api.judged import Judgements
from u16opt_api.openapi.document import described
from u16opt_api.page.page import add_page
from u16opt_api.refusing import refuse_in_words
from u16opt_api.routes import (
    description,
    events,
    health,
    instances,
    models,
    proposals,
    questions,
    runs,
    solves,
)
from u16opt_api.security import protect
from u16opt_api.settings import Settings
from u16opt_api.watching.working import telling
from u16opt_api.watching.writable import Writable

ROUTES = (health, description, instances, solves, questions, runs, events, proposals, models)


class Service(FastAPI):
    """The service; its headers stand on every answer, also on one to a fault of its own."""

    def build_middleware_stack(self) -> ASGIApp:
        """Return all that stands between a request and its route."""
        return Headers(super().build_middleware_stack())


def create_app(settings: Settings) -> FastAPI:
    """Return the service; it opens its store and starts to work when it is started itself.

    Parameters
    ----------
    settings
        How it is set up.
    """
    app = Service(lifespan=_working, openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.settings, app.state.judgements = settings, Judgements()
    app.state.description = lru_cache(lambda keyless: document(described(app, settings, keyless)))
    for module in ROUTES:
        app.include_router(module.router)
    add_page(app)
    refuse_in_words(app)
    protect(app, settings)
    return app


@asynccontextmanager
async def _working(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    state = app.state
    state.store = await run_in_threadpool(opened, settings.store)
    state.aside, state.worker = Aside(), _worker(app, settings)
    state.following = Following(state.store)
    state.writable = Writable(settings.store, state.store)
    try:
        state.aside.start()
        if state.worker is not None:
            state.worker.start()
        async with state.following.running():
            yield
    finally:
        await run_in_threadpool(_stop, app)


def _worker(app: FastAPI, settings: Settings) -> Worker | None:
    if not settings.workers:
        return None
    options = WorkerOptions(settings.workers, settings.answers, settings.memory_limit or None)
    return Worker(app.state.store, options, telling())


def _stop(app: FastAPI) -> None:
    if app.state.worker is not None:
        app.state.worker.stop()
    app.state.aside.stop()
    app.state.writable.close()
    app.state.store.close()
