"""Whether what came of every run is there, and the audit tells of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from u16opt.store.endings import ENDED as END
from u16opt.store.records import ENDED
from u16opt.store.tables import answers, audit, proposals, runs
from u16opt.texts import Text


def outcomes(connection: Connection) -> Iterator[Text]:
    """Yield the runs whose document is lacking, is there too early, or is no JSON."""
    there = {table.name: dict(_documents(connection, table)) for table in (proposals, answers)}
    for run in connection.execute(select(runs).order_by(runs.c.number)):
        due = (proposals if run.kind == "solve" else answers).name
        found = [name for name, documents in there.items() if run.id in documents]
        if (run.state == "done" and due not in found) or (run.state not in ENDED and found):
            yield _of(run, "wat eruit kwam past niet bij de toestand", "what came of it does not fit")
        if any(not there[name][run.id] for name in found):
            yield _of(run, "wat eruit kwam is onleesbaar", "what came of it cannot be read")
        if (run.state == "failed") != (run.problem is not None):
            yield _of(run, "waarom hij mislukte klopt niet", "why it failed does not add up")


def accounts(connection: Connection) -> Iterator[Text]:
    """Yield the runs of which the audit does not tell exactly one question and at most one end.

    A run that was asked and is not there must have been removed by somebody.
    """
    lines = Counter[tuple[str, str]]()
    query = select(audit.c.subject, audit.c.action).where(audit.c.action.like("run.%"))
    for row in connection.execute(query):
        lines[row.subject, row.action] += 1
    there = {run.id: str(run.state) for run in connection.execute(select(runs.c.id, runs.c.state))}
    for id in sorted({subject for subject, _ in lines} | set(there)):
        if not _accounted(id, there.get(id), lines):
            yield Text(f"run {id}: de audit klopt niet", f"run {id}: the audit does not add up")


def _accounted(id: str, state: str | None, lines: Counter[tuple[str, str]]) -> bool:
    asked, ended, removed = (lines[id, action] for action in ("run.asked", END, "run.removed"))
    if state is None:
        return asked == removed == 1 and ended <= 1
    return asked == 1 and removed == 0 and ended == (state in ENDED)


def _documents(connection: Connection, table: Table) -> Iterator[tuple[str, bool]]:
    """Yield runs, and whether their document can be read."""
    for row in connection.execution_options(yield_per=20).execute(select(table)):
        yield row.run, _is_object(row.document)


def _is_object(document: str) -> bool:
    try:
        return isinstance(json.loads(document), dict)
    except (ValueError, RecursionError):
        return False


def _of(run: Row[Any], nl: str, en: str) -> Text:
    return Text(f"run {run.id}: {nl}", f"run {run.id}: {en}")
