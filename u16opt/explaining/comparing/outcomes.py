"""What comes out of proposals, number beside number: goals, measures and rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from u16opt.explaining.answer import amount
from u16opt.explaining.comparing.sides import Side, Sides
from u16opt.explaining.comparing.targets import Target

Row = dict[str, Any]
Number = float | None


def goals_of(sides: Sides, targets: Mapping[str, Target]) -> list[Row]:
    """Return a row for each goal of any order, with what it is in the others that measure it."""
    names = _together([goal.name for goal in side.proposal.goals] for side in sides)
    return [_row(sides, targets, name, _proven(sides, name)) for name in names]


def measures_of(sides: Sides, targets: Mapping[str, Target]) -> list[Row]:
    """Return a row for each measure that is a goal of no order."""
    goals = {goal.name for side in sides for goal in side.proposal.goals}
    names = _together([measure.name for measure in side.proposal.measures] for side in sides)
    return [_row(sides, targets, name, {}) for name in names if name not in goals]


def rules_of(sides: Sides) -> list[Row]:
    """Return a row for each rule: its mode, how far it is broken, and where most."""
    found = [{rule.name: rule for rule in side.proposal.rules} for side in sides]
    rows = []
    for name in _together(found):
        own = [each.get(name) for each in found]
        violations = [None if rule is None else amount(rule.violation) for rule in own]
        rows.append(
            {
                "name": name,
                "unit": next(rule.unit for rule in own if rule is not None),
                "modes": [None if rule is None else rule.mode for rule in own],
                "violations": violations,
                "changes": changes(violations),
                "worst": [
                    None if rule is None or rule.worst is None else rule.worst.model_dump() for rule in own
                ],
            }
        )
    return rows


def changes(values: Sequence[Number]) -> list[Number]:
    """Return by how much each value differs from the first one; None where either is not there."""
    first = values[0]
    return [None if first is None or value is None else amount(value - first) for value in values]


def _row(sides: Sides, targets: Mapping[str, Target], name: str, more: Row) -> Row:
    values = [_value(side, name) for side in sides]
    target = targets.get(name)
    return {
        "name": name,
        "unit": next(unit for side in sides if (unit := _unit(side, name))),
        "values": values,
        "changes": changes(values),
        **more,
        "target": None if target is None else target.as_fact(),
        "met": None if target is None else [target.met(value) for value in values],
    }


def _value(side: Side, name: str) -> Number:
    return next((amount(each.value) for each in side.measured if each.name == name), None)


def _unit(side: Side, name: str) -> str | None:
    return next((each.unit for each in side.measured if each.name == name), None)


def _proven(sides: Sides, name: str) -> Row:
    proven = [{goal.name: goal.proven for goal in side.proposal.goals} for side in sides]
    return {"proven": [each.get(name) for each in proven]}


def _together(names: Iterable[Iterable[str]]) -> list[str]:
    """Return all names once, in the order in which they are first met."""
    return list(dict.fromkeys(name for each in names for name in each))
