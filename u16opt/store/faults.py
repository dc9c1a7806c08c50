"""What can be wrong with a database, in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from u16opt.store.address import name_of
from u16opt.store.signs import Kind, kind_of
from u16opt.texts import Text

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

Reason = Literal["rule", "defect"]


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


class RefusedError(Exception):
    """The database refused a statement; nothing of what was being written is there.

    Parameters
    ----------
    reason
        ``rule`` when it breaks a rule of the tables, such as a name that is there already; else a ``defect``.
    what
        The rule, or the kind of fault: never a value, because values are people's.
    """

    def __init__(self, reason: Reason, what: str) -> None:
        self.reason, self.what = reason, what
        super().__init__(f"{reason}: {what}")


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Turn what a database driver raises into words; the driver's own may hold what people wrote."""
    try:
        yield
    except IntegrityError as fault:
        raise RefusedError("rule", _rule_of(fault)) from None
    except DBAPIError as fault:
        kind = kind_of(fault.orig)
        if kind is None:
            raise RefusedError("defect", type(fault.orig).__name__) from None
        raise StoreError(kind, name_of(url)) from None
    except StatementError as fault:
        raise RefusedError("defect", type(fault.orig).__name__) from None
    except NoConnectionError:
        raise StoreError("locked", name_of(url)) from None


def _rule_of(fault: IntegrityError) -> str:
    """Return the name of the rule that was broken; SQLite says no more than that, PostgreSQL apart."""
    told_apart = getattr(fault.orig, "diag", None)
    if told_apart is None:
        return str(fault.orig)
    return str(told_apart.constraint_name or told_apart.message_primary)
