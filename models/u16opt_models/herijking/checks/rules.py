"""Every rule of `herijking`: how far the lettings break it, and where most."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from u16opt.model.model import RuleOutcome
from u16opt_models.checks.excess import Place, outcome
from u16opt_models.herijking.checks.view import View


def total(view: View) -> RuleOutcome:
    """Fact: sum of c[m] in a group = total_g; violation in lettings (C01-C03)."""
    off: dict[Place, float] = {}
    for group, asked in view.totals.items():
        found = sum(view.lettings[code] for code, row in view.rows.items() if row.group == group)
        off[group or None, None] = abs(found - asked)
    return outcome("total", off)


def minimum(view: View) -> RuleOutcome:
    """Rule: c[m] >= minimum_m where it is given; violation in lettings (C09)."""
    rows = view.rows.items()
    return outcome(
        "minimum", {(code, None): max(0, (row.minimum or 0) - view.lettings[code]) for code, row in rows}
    )


def maximum(view: View) -> RuleOutcome:
    """Rule: c[m] <= maximum_m where it is given; violation in lettings (C09)."""
    limits = {code: row.maximum for code, row in view.rows.items() if row.maximum is not None}
    return outcome(
        "maximum", {(code, None): max(0, view.lettings[code] - limit) for code, limit in limits.items()}
    )


def max_change(view: View) -> RuleOutcome:
    """Rule: |c[m] - current_m| <= max_change when it is given; violation in lettings (C08)."""
    limits = {code: row.max_change for code, row in view.rows.items() if row.max_change is not None}
    return outcome(
        "max_change", {(code, None): max(0, view.change(code) - limit) for code, limit in limits.items()}
    )


RULES: Mapping[str, Callable[[View], RuleOutcome]] = {
    rule.__name__: rule for rule in (total, minimum, maximum, max_change)
}


def outcomes(view: View) -> tuple[RuleOutcome, ...]:
    """Return one outcome per rule; a rule that is off is broken nowhere."""
    return tuple(
        rule(view) if view.policy.rules[name].on else RuleOutcome(name, 0) for name, rule in RULES.items()
    )
