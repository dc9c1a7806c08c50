"""Which bound holds a municipality back: one letting past it, exchanged with another, would be fairer."""

from __future__ import annotations

from fractions import Fraction

from u16opt_models.herijking.checks.view import Row, View

Steps = dict[tuple[str, int], list[tuple[Fraction, str]]]
"""By group and way (1 up, -1 down): what a letting more or fewer adds where there is room, least first."""


def bindings(view: View) -> dict[str, str]:
    """Return by municipality the first of ``minimum``, ``maximum``, ``max_change`` that holds it back, or "".

    A rule that is off holds nobody back, and neither does a bound below which there are no lettings at all.
    """
    steps = _steps(view)
    return {code: _binding(view, row, steps) for code, row in view.rows.items()}


def _binding(view: View, row: Row, steps: Steps) -> str:
    for rule, bounds in _bounds_of(view, row).items():
        for way, bound in bounds:
            if view.lettings[row.code] == bound and _fairer(view, row, way, steps):
                return rule
    return ""


def _bounds_of(view: View, row: Row) -> dict[str, list[tuple[int, int | None]]]:
    """Return the bounds of every rule that is on, each with the way that goes past it."""
    change = row.max_change
    around = [] if change is None else [(-1, row.current - change), (1, row.current + change)]
    bounds: dict[str, list[tuple[int, int | None]]] = {
        "minimum": [(-1, row.minimum)],
        "maximum": [(1, row.maximum)],
        "max_change": [*around],
    }
    return {rule: each for rule, each in bounds.items() if view.policy.rules[rule].on}


def _fairer(view: View, row: Row, way: int, steps: Steps) -> bool:
    """Return whether a step of this municipality, undone by another, lowers the disproportion.

    A municipality without a basis never gets more than its lower bound.
    """
    if view.lettings[row.code] + way < 0 or (way > 0 and not row.basis):
        return False
    others = (added for added, code in steps[row.group, -way] if code != row.code)
    least = next(others, None)
    return least is not None and _added(view, row, way) + least < 0


def _steps(view: View) -> Steps:
    """Return the steps of those that have room for one."""
    steps: Steps = {(group, way): [] for group in view.totals for way in (1, -1)}
    for code, row in view.rows.items():
        for way in (1, -1):
            if row.basis and row.least <= view.lettings[code] + way <= row.most:
                steps[row.group, way].append((_added(view, row, way), code))
    return {key: sorted(each) for key, each in steps.items()}


def _added(view: View, row: Row, way: int) -> Fraction:
    """Return what a step adds to the disproportion."""
    if not row.quota:
        return Fraction(0)
    off = view.lettings[row.code] - row.quota
    return ((off + way) ** 2 - off**2) / row.quota
