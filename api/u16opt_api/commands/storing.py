"""A store that a command uses; what is wrong with it is said, not shown as a fault of the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from shlex import quote
from typing import TYPE_CHECKING

import typer

from u16opt.command.exits import Exit, exit_codes, say
from u16opt.problems import InputError, Problem
from u16opt.texts import Language, Text

if TYPE_CHECKING:
    from u16opt.store.database import Database

MISSING = Text(
    "een opslag die er al is; maak er een met u16opt store migrate --store {store}",
    "a store that is there; make one with u16opt store migrate --store {store}",
)


@contextmanager
def store_of(where: str | None, language: Language, *, new: bool = False) -> Iterator[Database]:
    """Give the store while the block runs; whatever goes wrong in the block ends with a message and a code.

    Parameters
    ----------
    where
        File or URL; None: the usual file, in this folder.
    new
        Whether it may be made when it is not there.
    """
    with told(language):
        database = _opened(where, new)
        try:
            yield database
        finally:
            database.close()


@contextmanager
def told(language: Language) -> Iterator[None]:
    """Turn what goes wrong with a store, or with what is asked of it, into a message and an exit code."""
    with exit_codes(language):
        from u16opt.store.faults import StoreError

        try:
            yield
        except StoreError as fault:
            say(fault.text[language])
            raise typer.Exit(Exit.BAD_INPUT) from None


def _opened(where: str | None, new: bool) -> Database:
    from u16opt.store.address import url_of
    from u16opt.store.database import DEFAULT
    from u16opt.store.opening import opened
    from u16opt.store.summary import place_of

    place = place_of(url_of(where or DEFAULT))
    try:
        return opened(where or DEFAULT, new=new)
    except InputError:
        # The address is sound, so there is nothing there.
        named = {"store": quote(place)}
        expected = Text(MISSING.nl.format(**named), MISSING.en.format(**named))
        raise InputError([Problem(place, expected)]) from None
