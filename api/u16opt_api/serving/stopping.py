"""The server itself: it says where it listens, and lets everybody go before it stops."""

from __future__ import annotations

import logging.config
import signal
import socket
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from u16opt.command.exits import say
from u16opt.store.database import Database
from u16opt.store.keys import any_key
from u16opt.texts import Language, Text
from u16opt_api.application import create_app
from u16opt_api.security.openness import PAGE
from u16opt_api.settings import Settings
from u16opt_api.watching.logs import logging_setup

GRACE = 10
"""Seconds for answers that are on their way when the service stops."""

HERE = Text(
    "u16opt luistert op {address} (stoppen: Ctrl-C).", "u16opt listens on {address} (to stop: Ctrl-C)."
)
STORE = Text("Opslag: {store}", "Store: {store}")
CALLS = Text("Alle aanroepen, om te lezen en te proberen: {page}", "Every call, to read and to try: {page}")
KEYS = Text("Elk verzoek heeft een sleutel nodig (u16opt keys).", "Every request needs a key (u16opt keys).")
NO_KEYS = Text(
    "Er zijn geen sleutels nodig: alleen deze computer kan erbij.",
    "No keys are needed: only this machine can reach it.",
)


class Server(uvicorn.Server):
    """A server that says when it is ready, and that ends streams and waits when it must stop.

    Parameters
    ----------
    language
        Of what it says.
    """

    def __init__(self, config: uvicorn.Config, app: FastAPI, language: Language) -> None:
        super().__init__(config)
        self.app, self.language = app, language
        self.heard: int | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        for text in told(self.app, sockets or []):
            say(text[self.language])

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let go of everybody who follows a run or waits for one, and stop."""
        self.app.state.following.stop()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Stop in peace at the first Ctrl-C or SIGTERM, and at once at a second Ctrl-C."""
        signals = (signal.SIGINT, signal.SIGTERM)
        before = {each: signal.signal(each, self.handle_exit) for each in signals}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)
        self.heard = next(iter(self._captured_signals), None)


def serve_on(settings: Settings, sockets: list[socket.socket], language: Language) -> bool:
    """Serve until somebody stops it.

    Returns
    -------
    Whether that was with Ctrl-C.
    """
    logs = logging_setup(pretty=sys.stderr.isatty())
    logging.config.dictConfig(logs)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        log_config=logs,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="on",
        ws="none",
        timeout_graceful_shutdown=GRACE,
    )
    server = Server(config, app, language)
    server.run(sockets)
    return server.heard == signal.SIGINT


def told(app: FastAPI, sockets: list[socket.socket]) -> list[Text]:
    """Return what whoever starts the service wants to know."""
    settings, store = app.state.settings, app.state.store
    addresses = [_address(settings.host, each.getsockname()[1]) for each in sockets]
    keys = any_key(store) or settings.oidc_issuer is not None
    return [
        *(_filled(HERE, address=each) for each in addresses),
        _filled(STORE, store=_place(store)),
        *(_filled(CALLS, page=f"{each}{PAGE}") for each in addresses),
        KEYS if keys else NO_KEYS,
    ]


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _place(store: Database) -> str:
    return str(Path(store.url.database or "").resolve()) if store.is_sqlite else store.name


def _filled(text: Text, **values: str) -> Text:
    return Text(text.nl.format(**values), text.en.format(**values))
