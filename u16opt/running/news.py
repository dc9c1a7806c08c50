"""What a worker says about its work: by run id only, nothing of what is in a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from u16opt.store.faults import StoreError
from u16opt.store.records import Ending, RunRecord
from u16opt.texts import Text

Event = Literal["taken", "ended", "returned", "lost", "trouble", "recovered", "defect"]


@dataclass(frozen=True)
class News:
    """Something that a worker has to say.

    Parameters
    ----------
    run
        Id of the run that it is about; None when it is about the store or the worker itself.
    """

    event: Event
    text: Text
    run: str | None = None


Say = Callable[[News], None]


def taken(run: RunRecord) -> News:
    """Return the news that a run is worked on."""
    again = Text("", "")
    if run.attempts > 1:
        again = Text(f", poging {run.attempts}", f", attempt {run.attempts}")
    text = Text(f"{run.id}: opgepakt ({run.kind}{again.nl})", f"{run.id}: taken up ({run.kind}{again.en})")
    return News("taken", text, run.id)


def ended(run: str, ending: Ending) -> News:
    """Return the news that a run ended."""
    how = "/".join(filter(None, [ending.state, ending.status]))
    if ending.problem is not None and "kind" in ending.problem:
        how += f" ({ending.problem['kind']})"
    return News("ended", Text(f"{run}: klaar, {how}", f"{run}: ended, {how}"), run)


def returned(run: str) -> News:
    """Return the news that a run waits again."""
    return News("returned", Text(f"{run}: terug in de wachtrij", f"{run}: back in the queue"), run)


def lost(run: str) -> News:
    """Return the news that a run is not this worker's any more."""
    text = Text(
        f"{run}: niet meer van deze worker (verwijderd, of door een ander overgenomen)",
        f"{run}: not this worker's any more (removed, or taken over)",
    )
    return News("lost", text, run)


def trouble(fault: Exception) -> News:
    """Return the news that the store cannot be used; the worker tries again by itself."""
    if isinstance(fault, StoreError):
        return News("trouble", fault.text)
    kind = type(fault).__name__
    return News("trouble", Text(f"de opslag weigert ({kind})", f"the store refuses ({kind})"))


def recovered() -> News:
    """Return the news that the store can be used again."""
    return News("recovered", Text("de opslag doet het weer", "the store works again"))


def defective(what: str, run: str | None = None) -> News:
    """Return the news that something went wrong inside."""
    text = Text(f"er ging iets mis in u16opt zelf ({what})", f"something went wrong inside u16opt ({what})")
    return News("defect", text, run)
