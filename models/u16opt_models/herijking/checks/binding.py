"""Which bound holds a municipality back: one letting past it, exchanged with another, would be fairer."""

from __future__ import annotations

from fractions import Fraction

from u16opt_models.herijking.checks.view import Row, View


def binding(view: View, code: str) -> str:
    """Return the first of ``minimum``, ``maximum``, ``max_change`` that holds a municipality back, or "".

    A rule that is off holds nobody back, and neither does a bound below which there are no lettings at all.
    """
    row, lettings = view.rows[code], view.lettings[code]
    for rule, bounds in _bounds_of(view, row).items():
        for step, bound in bounds:
            if view.policy.rules[rule].on and lettings == bound and _fairer(view, code, step):
                return rule
    return ""


def _bounds_of(view: View, row: Row) -> dict[str, list[tuple[int, int | None]]]:
    """Return the bounds of every rule, each with the step that goes past it."""
    change = view.max_change
    around = [] if change is None else [(-1, row.current - change), (1, row.current + change)]
    return {"minimum": [(-1, row.minimum)], "maximum": [(1, row.maximum)], "max_change": [*around]}


def _fairer(view: View, code: str, step: int) -> bool:
    """Return whether a step of this municipality, undone by another, lowers the disproportion.

    A municipality without a basis never gets more than its lower bound.
    """
    if view.lettings[code] + step < 0 or (step > 0 and not view.rows[code].basis):
        return False
    gain = _added(view, code, step)
    return any(gain + _added(view, other, -step) < 0 for other in _with_room(view, code, -step))


def _with_room(view: View, code: str, step: int) -> list[str]:
    """Return the others of the group that can take a step."""
    return [
        other
        for other, row in view.rows.items()
        if other != code
        and row.group == view.rows[code].group
        and row.basis
        and row.least <= view.lettings[other] + step <= row.most
    ]


def _added(view: View, code: str, step: int) -> Fraction:
    """Return what a step adds to the disproportion."""
    quota = view.rows[code].quota
    if not quota:
        return Fraction(0)
    off = view.lettings[code] - quota
    return ((off + step) ** 2 - off**2) / quota
