"""What a worker says about its work: by run id only, nothing of what is in a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from u16opt.store.faults import StoreError
from u16opt.store.records import Ending, RunRecord
from u16opt.texts import Text

Event = Literal["taken", "ended", "returned", "lost", "trouble", "recovered", "defect"]

STATES: Mapping[str, Text] = {
    "done": Text("klaar", "done"),
    "failed": Text("mislukt", "failed"),
    "cancelled": Text("gestopt", "cancelled"),
}
STATUSES: Mapping[str, Text] = {
    "optimal": Text("bewezen het beste", "optimal"),
    "feasible": Text("niet bewezen het beste", "feasible"),
    "infeasible": Text("het kan niet", "infeasible"),
    "no_solution": Text("niets gevonden", "nothing found"),
}
REASONS: Mapping[str, Text] = {
    "input": Text("de invoer kan niet", "input"),
    "verification": Text("niet goedgekeurd", "verification"),
    "memory": Text("te weinig geheugen", "too little memory"),
    "time": Text("te lang bezig", "busy for too long"),
    "defect": Text("fout in u16opt", "fault in u16opt"),
}


@dataclass(frozen=True)
class News:
    """Something that a worker has to say.

    Parameters
    ----------
    run
        Id of the run that it is about; None when it is about the store or the worker itself.
    facts
        The same for programs, by name: kind, state and so on.
    """

    event: Event
    text: Text
    run: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


Say = Callable[[News], None]


def taken(run: RunRecord) -> News:
    """Return the news that a run is worked on."""
    again = Text("", "")
    if run.attempts > 1:
        again = Text(f", poging {run.attempts}", f", attempt {run.attempts}")
    text = Text(f"opgepakt ({run.kind}{again.nl})", f"taken up ({run.kind}{again.en})")
    return _of_run("taken", run, text, attempt=run.attempts)


def ended(run: RunRecord, ending: Ending) -> News:
    """Return the news that a run ended."""
    reason = None if ending.problem is None else ending.problem.get("kind")
    known = [
        table[key] for table, key in ((STATUSES, ending.status), (REASONS, reason)) if key and key in table
    ]
    nl, en = (", ".join(each[language] for each in known) for language in ("nl", "en"))
    state = STATES[ending.state]
    text = Text(
        f"geëindigd: {state.nl}" + (f" ({nl})" if nl else ""),
        f"ended: {state.en}" + (f" ({en})" if en else ""),
    )
    facts = {"state": ending.state, "status": ending.status, "reason": reason}
    return _of_run("ended", run, text, **{name: fact for name, fact in facts.items() if fact is not None})


def returned(run: RunRecord) -> News:
    """Return the news that a run waits again."""
    return _of_run("returned", run, Text("terug in de wachtrij", "back in the queue"))


def lost(run: RunRecord) -> News:
    """Return the news that a run is not this worker's any more."""
    text = Text(
        "niet meer van deze worker (verwijderd, of door een ander overgenomen)",
        "not this worker's any more (removed, or taken over)",
    )
    return _of_run("lost", run, text)


def trouble(fault: Exception) -> News:
    """Return the news that the store cannot be used; the worker tries again by itself."""
    if isinstance(fault, StoreError):
        return News("trouble", fault.text, facts={"trouble": fault.kind})
    kind = type(fault).__name__
    text = Text(f"de opslag weigert ({kind})", f"the store refuses ({kind})")
    return News("trouble", text, facts={"trouble": kind})


def recovered() -> News:
    """Return the news that the store can be used again."""
    return News("recovered", Text("de opslag doet het weer", "the store works again"))


def defective(what: str) -> News:
    """Return the news that something went wrong inside."""
    text = Text(f"er ging iets mis in u16opt zelf ({what})", f"something went wrong inside u16opt ({what})")
    return News("defect", text, facts={"what": what})


def _of_run(event: Event, run: RunRecord, text: Text, **facts: Any) -> News:
    told = Text(f"{run.id}: {text.nl}", f"{run.id}: {text.en}")
    return News(event, told, run.id, {"kind": run.kind, **facts})
