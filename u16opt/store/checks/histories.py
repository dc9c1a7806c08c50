"""Whether every run has a history without gaps that ends as the run did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, select

from u16opt.store.records import ENDED
from u16opt.store.tables import events, runs
from u16opt.texts import Text


@dataclass
class _History:
    """What the events of a run tell."""

    count: int = 0
    gap: bool = False
    states: list[str] = field(default_factory=list)
    last: str = ""

    def add(self, event: Row[Any]) -> None:
        self.count += 1
        self.gap = self.gap or event.number != self.count
        self.last = event.content["state"] if event.kind == "state" else event.kind
        if event.kind == "state":
            self.states.append(self.last)


def histories(connection: Connection) -> Iterator[Text]:
    """Yield what is wrong with the events of runs, and with the claims on them."""
    told = _told(connection)
    for run in connection.execute(select(runs).order_by(runs.c.number)):
        for wrong in (*_events(run, told[run.id]), *_claims(run)):
            yield Text(f"run {run.id}: {wrong.nl}", f"run {run.id}: {wrong.en}")


def _told(connection: Connection) -> dict[str, _History]:
    told: dict[str, _History] = defaultdict(_History)
    streamed = connection.execution_options(yield_per=1000)
    for event in streamed.execute(select(events).order_by(events.c.run, events.c.number)):
        told[event.run].add(event)
    return told


def _events(run: Row[Any], history: _History) -> Iterator[Text]:
    if history.gap or history.count != run.events:
        yield Text(
            "de gebeurtenissen zijn niet doorlopend genummerd", "its events are not numbered without gap"
        )
    if history.states[:1] != ["queued"]:
        yield Text("er is niet verteld dat hij werd gevraagd", "it is not told that it was asked")
    if history.states.count("running") != run.attempts:
        yield Text("hij is vaker of minder vaak opgepakt dan verteld", "it was not taken up as often as told")
    ends = [state for state in history.states if state in ENDED]
    if ends != ([run.state] if run.state in ENDED else []):
        yield Text("er is niet precies een einde verteld", "not exactly one end is told")
    elif ends and history.last != run.state:
        yield Text("er is iets verteld na het einde", "something is told after the end")


def _claims(run: Row[Any]) -> Iterator[Text]:
    held = [value is not None for value in (run.claim, run.lease, run.worker)]
    if held != [run.state == "running"] * 3:
        yield Text(
            "wie eraan werkt past niet bij zijn toestand", "who works on it does not fit the state it is in"
        )
