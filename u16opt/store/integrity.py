"""Whether a store is whole."""

from __future__ import annotations

from u16opt.store.checks.contents import arrivals, contents
from u16opt.store.checks.histories import histories
from u16opt.store.checks.medium import guard, layout, pages, references
from u16opt.store.checks.outcomes import accounts, outcomes
from u16opt.store.database import Database
from u16opt.store.faults import StoreError
from u16opt.texts import Text

CHECKS = (pages, layout, guard, references, contents, arrivals, histories, outcomes, accounts)


def faults_of(db: Database) -> tuple[Text, ...]:
    """Return everything that is wrong in a store, as it is at one moment; nothing when it is whole.

    No text holds more of what people gave than the id of an instance or a run.

    Raises
    ------
    StoreError
        When it cannot be reached, or is locked.
    """
    found: list[Text] = []
    try:
        with db.snapshot() as connection:
            for check in CHECKS:
                found.extend(check(connection))
    except StoreError as fault:
        if fault.kind != "damaged":
            raise
        found.append(fault.text)
    return tuple(found)
