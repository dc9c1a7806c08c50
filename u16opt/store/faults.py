"""What can be wrong with a database, in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError

from u16opt.texts import Text

Kind = Literal["locked", "full", "damaged", "unreachable", "unwritable", "version"]

_TEXTS: dict[Kind, Text] = {
    "locked": Text(
        "de opslag is bezet door een ander programma; probeer het zo opnieuw",
        "the store is locked by another program; try again in a moment",
    ),
    "full": Text(
        "de schijf van de opslag is vol; er is niets half geschreven",
        "the disk of the store is full; nothing is half written",
    ),
    "damaged": Text(
        "dit is geen opslag van u16opt, of zij is beschadigd; zet een reservekopie terug",
        "this is no store of u16opt, or it is damaged; put back a backup",
    ),
    "unreachable": Text("de opslag is niet bereikbaar", "the store cannot be reached"),
    "unwritable": Text("de opslag kan niet worden beschreven", "the store cannot be written"),
    "version": Text(
        "deze opslag is van een nieuwere u16opt; werk u16opt bij",
        "this store is of a newer u16opt; upgrade u16opt",
    ),
}

_SIGNS: tuple[tuple[str, Kind], ...] = (
    ("database is locked", "locked"),
    ("locked", "locked"),
    ("lock timeout", "locked"),
    ("disk is full", "full"),
    ("no space left", "full"),
    ("disk i/o error", "unwritable"),
    ("readonly", "unwritable"),
    ("read-only", "unwritable"),
    ("malformed", "damaged"),
    ("not a database", "damaged"),
    ("no such table", "damaged"),
)
"""What databases say, in small letters, and what it means."""


class StoreError(Exception):
    """The store cannot do its work now; nothing of what was being written is there.

    Parameters
    ----------
    kind
        What is wrong.
    where
        The store, without a password.
    """

    def __init__(self, kind: Kind, where: str) -> None:
        self.kind, self.where = kind, where
        super().__init__(self.text.en)

    @property
    def text(self) -> Text:
        """What is wrong and where, for people."""
        said = _TEXTS[self.kind]
        return Text(f"{self.where}: {said.nl}.", f"{self.where}: {said.en}.")


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Turn what a database driver raises into a `StoreError`; what breaks a constraint stays what it is."""
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as fault:
        raise StoreError(kind_of(str(fault.orig)), url.render_as_string(hide_password=True)) from fault


def kind_of(message: str) -> Kind:
    """Return what a driver's message means.

    Examples
    --------
    >>> kind_of("database or disk is full"), kind_of("connection refused")
    ('full', 'unreachable')
    """
    small = message.lower()
    return next((kind for sign, kind in _SIGNS if sign in small), "unreachable")
