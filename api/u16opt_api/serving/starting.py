"""All that must be right before the service starts, each with a message of its own."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from pydantic import ValidationError

from u16opt.store.database import Database
from u16opt.store.faults import StoreError
from u16opt.store.opening import opened
from u16opt.texts import Text
from u16opt_api.security.startup import refusals
from u16opt_api.settings import Settings
from u16opt_api.wordings import worded

SETTING = Text("U16OPT_{name} {what}.", "U16OPT_{name} {what}.")
TAKEN = Text(
    "Op {host} poort {port} luistert al een ander programma; kies een andere met --port.",
    "Another program listens on {host} port {port}; choose another one with --port.",
)
FORBIDDEN = Text(
    "Poort {port} mag dit programma niet gebruiken; kies er een boven 1023 met --port.",
    "This program may not use port {port}; choose one above 1023 with --port.",
)
NO_ADDRESS = Text(
    "{host} is geen adres van deze computer; kies een ander met --host.",
    "{host} is no address of this machine; choose another one with --host.",
)
BACKLOG = 2048


class StartError(Exception):
    """The service cannot start.

    Parameters
    ----------
    texts
        Everything that forbids it, for people.
    """

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = tuple(texts)
        super().__init__(*(text.en for text in texts))


def prepared(given: dict[str, Any]) -> Settings:
    """Return the settings of a service that may start.

    Parameters
    ----------
    given
        Settings that go before those of the environment.

    Raises
    ------
    StartError
        When a setting is wrong, the store cannot be used, or it is not safe to start.
    InputError
        When the store is no store.
    """
    settings = _settings(given)
    try:
        with closing(opened(settings.store)) as database:
            _write(database)
            found = refusals(settings, database)
    except StoreError as fault:
        raise StartError([fault.text]) from None
    if found:
        raise StartError(found)
    return settings


def _settings(given: dict[str, Any]) -> Settings:
    try:
        return Settings(**given)
    except ValidationError as wrong:
        raise StartError([_told(dict(error)) for error in wrong.errors(include_url=False)]) from None


def _told(error: dict[str, Any]) -> Text:
    name, what = str(error["loc"][0]).upper(), worded(error)
    return Text(SETTING.nl.format(name=name, what=what.nl), SETTING.en.format(name=name, what=what.en))


def _write(database: Database) -> None:
    """See that the store can be written: a file can be readable and no more."""
    with database.writing():
        pass


@contextmanager
def listening(settings: Settings) -> Iterator[list[socket.socket]]:
    """Take the port; what is sent meanwhile waits until the service is ready.

    Raises
    ------
    StartError
        When it cannot be had.
    """
    sockets = [_bound(settings.host, settings.port)]
    try:
        yield sockets
    finally:
        for each in sockets:
            each.close()


def _bound(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
        # Connections take this over; without it an answer waits 40 ms until its start is confirmed.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as fault:
        known = {errno.EADDRINUSE: TAKEN, errno.EACCES: FORBIDDEN}
        text = known.get(fault.errno or 0, NO_ADDRESS)
        where = {"host": host, "port": str(port)}
        raise StartError([Text(text.nl.format(**where), text.en.format(**where))]) from None
