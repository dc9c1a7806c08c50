"""Every goal of `herijking`, computed from the lettings and the tables whatever the policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from u16opt_models.herijking.checks.view import View


def disproportion(view: View) -> float:
    """Goal: sum (c[m] - q_m)^2 / q_m over q_m > 0, in points (C08)."""
    return float(
        sum((_off(view, code) ** 2 / view.rows[code].quota for code in _with_quota(view)), Fraction(0))
    )


def worst_deviation(view: View) -> float:
    """Goal: max |c[m] - q_m| / q_m over q_m > 0, a share (C08)."""
    shares = (abs(_off(view, code)) / view.rows[code].quota for code in _with_quota(view))
    return float(max(shares, default=Fraction(0)))


def moves(view: View) -> float:
    """Goal: sum |c[m] - current_m| / 2, in lettings (A26)."""
    return sum(view.change(code) for code in view.rows) / 2


def _with_quota(view: View) -> list[str]:
    return [code for code, row in view.rows.items() if row.quota]


def _off(view: View, code: str) -> Fraction:
    return view.lettings[code] - view.rows[code].quota


GOALS: Mapping[str, Callable[[View], float]] = {
    goal.__name__: goal for goal in (disproportion, worst_deviation, moves)
}


def values(view: View) -> dict[str, float]:
    """Return the value of every goal by name."""
    return {name: goal(view) for name, goal in GOALS.items()}
