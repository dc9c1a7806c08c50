"""One ``[[change]]`` of a scenario, read against the tables of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.place import Place, table, table_problems
from u16opt.instance.schema import TABLES
from u16opt.problems import Problem
from u16opt.scenario.actions import READERS
from u16opt.scenario.faults import Faults
from u16opt.scenario.scenario import ACTIONS, Change
from u16opt.scenario.values import accepted
from u16opt.texts import Text

KEYS = ("table", "where", *ACTIONS)
_ONE_ACTION = Text(f"precies een van: {', '.join(ACTIONS)}", f"exactly one of: {', '.join(ACTIONS)}")
_NO_WHERE = Text("geen where bij insert", "no where beside insert")
_ASKED_FOR = Text(
    "where: welke rijen vervallen (where = {} laat alle rijen vervallen)",
    "where: which rows are dropped (where = {} drops all rows)",
)


def read_change(written: Any, number: int, top: Place) -> tuple[Change | None, list[Problem]]:
    """Read one change.

    Parameters
    ----------
    written
        What stands under ``[[change]]``.
    number
        Its number in the scenario, from 1.
    top
        The scenario's file.

    Returns
    -------
    The change, None when anything is wrong with it, and everything that is.
    """
    place = top / f"change[{number}]"
    faults = Faults(_shape(written, place))
    written = table(written)
    name, actions = written.get("table"), [each for each in ACTIONS if each in written]
    if not isinstance(name, str) or name not in TABLES or len(actions) != 1:
        return None, faults
    definition, action = TABLES[name], actions[0]
    conditions = faults.columns(written.get("where", {}), definition.columns, place / "where")
    where = faults.values(conditions, place / "where", accepted)
    read = READERS[action](written[action], definition, place / action, faults)
    change = Change(place, number, name, action, where, **read)
    return (None if faults else change), faults


def _shape(written: Any, place: Place) -> Iterator[Problem]:
    yield from table_problems(written, KEYS, place)
    if not isinstance(written, Mapping):
        return
    name, actions = written.get("table"), [each for each in ACTIONS if each in written]
    if name not in list(TABLES):
        yield (place / "table").problem(name, perhaps(one_of(TABLES), str(name), TABLES))
    if len(actions) != 1:
        yield place.problem(", ".join(actions) or None, _ONE_ACTION)
    if "insert" in actions and "where" in written:
        yield (place / "where").problem(written["where"], _NO_WHERE)
    if "drop" in actions and "where" not in written:
        yield (place / "where").problem(None, _ASKED_FOR)
