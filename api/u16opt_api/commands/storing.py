"""A store that a command uses; what is wrong with it is said, not shown as a fault of the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from u16opt.command.exits import Exit, exit_codes, say
from u16opt.texts import Language

if TYPE_CHECKING:
    from u16opt.store.database import Database


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
    with exit_codes(language):
        from u16opt.store.database import DEFAULT
        from u16opt.store.faults import StoreError
        from u16opt.store.opening import opened

        try:
            database = opened(where or DEFAULT, new=new)
            try:
                yield database
            finally:
                database.close()
        except StoreError as fault:
            say(fault.text[language])
            raise typer.Exit(Exit.BAD_INPUT) from None
