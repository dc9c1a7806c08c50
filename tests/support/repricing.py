"""Agreements made wider, tighter or dropped where anybody would do it: in the tables, or in the policy."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from support.generator import Case

Tables = dict[str, list[dict[str, Any]]]
Rewrite = Callable[[Tables, Any, Any, "float | None"], bool]

GOALS: Mapping[str, tuple[str, ...]] = {
    "contingent": ("shortfall", "worst_shortfall"),
    "draagkracht": ("overload",),
    "budget": ("overspend",),
    "running_budget": ("overspend",),
    "stability": ("moves",),
}
"""Goals that go with a rule that is off."""

NUMBERS = {
    "contingent_cap": "allowance",
    "max_distance": "limit",
    "loss_cap": "limit",
    "stability": "limit",
    "new_locations": "limit",
    "within_reach": "limit",
    "separation": "limit",
}


def rewritten(case: Case, model: str, row: Mapping[str, Any], by: float | None) -> Case | None:
    """Return a case in which an agreement is another; None when files cannot say that.

    Parameters
    ----------
    row
        ``rule``, ``place`` and ``period``.
    by
        What its number is changed by; None drops it.
    """
    tables, settings = copy.deepcopy(dict(case.tables)), copy.deepcopy(dict(case.settings))
    if row["place"] is None and row["period"] is None:
        policy = settings.setdefault("policy", {}).setdefault(model, {})
        return Case(tables, settings) if _policy(policy, row["rule"], by) else None
    rewrite, rules = TABLES.get(row["rule"]), settings.get("policy", {}).get(model, {}).get("rules", {})
    if row["rule"] == "contingent" and by is None and "contingent_cap" in rules:
        return None  # a contingent that is dropped still stands under its cap
    if rewrite is None or not rewrite(tables, row["place"], row["period"], by):
        return None
    return Case({name: rows for name, rows in tables.items() if rows or name != "budgets"}, settings)


def _policy(policy: dict[str, Any], rule: str, by: float | None) -> bool:
    rules = policy.setdefault("rules", {})
    if by is None:
        rules[rule] = {"mode": "off"}
        if "order" in policy:
            entries = ([entry] if isinstance(entry, str) else entry for entry in policy["order"])
            kept = ([goal for goal in entry if goal not in GOALS.get(rule, ())] for entry in entries)
            policy["order"] = [entry for entry in kept if entry]
            return bool(policy["order"])
        return True
    rules[rule][NUMBERS[rule]] += by
    return bool(rules[rule][NUMBERS[rule]] >= 0)


def contingents(tables: Tables, place: Any, period: Any, by: float | None) -> bool:
    """Change a contingent; without one nothing is promised."""
    for row in tables["contingents"]:
        if (row["municipality"], row["period"]) == (place, period):
            row["lettings"] = 0 if by is None else row["lettings"] + int(by)
            return bool(row["lettings"] >= 0)
    return False


def strengths(tables: Tables, place: Any, _period: Any, by: float | None) -> bool:
    """Change what a neighbourhood carries, where there is one year."""
    for row in tables["neighbourhoods"]:
        if row["code"] == place:
            row["draagkracht"] = None if by is None else row["draagkracht"] + int(by)
            return bool(by is None or row["draagkracht"] >= 0)
    return False


def loads(tables: Tables, place: Any, _period: Any, by: float | None) -> bool:
    """Change how many places a neighbourhood carries; a table cannot say fewer than stand there."""
    stand = [row for row in tables["locations"] if row["neighbourhood"] == place and row["product"] == "BV"]
    today = sum(row["places"] for row in stand)
    for row in tables["neighbourhoods"]:
        if row["code"] == place:
            row["location_load"] = None if by is None else max(today, row["location_load"]) + int(by)
            return bool(by is None or row["location_load"] >= today)
    return False


def complexes(tables: Tables, place: Any, _period: Any, by: float | None) -> bool:
    """Change a complex of which a third may ask support."""
    for row in tables["supply"]:
        if row["lot"] == place:
            row["complex_homes"] = None if by is None else row["complex_homes"] + 3 * int(by)
            return bool(by is None or row["complex_homes"] >= row["homes"])
    return False


def budgets(tables: Tables, place: Any, period: Any, by: float | None) -> bool:
    """Change the budgets of a year: of one municipality, or of all together."""
    mine = [
        row for row in tables["budgets"] if row["period"] == period and place in (None, row["municipality"])
    ]
    if any(row.get("model") is not None for row in tables["budgets"]):
        return False
    if by is None:
        tables["budgets"] = [row for row in tables["budgets"] if row not in mine]
        return True
    columns = ("amount", "historic", "objective")
    for column in columns:
        if mine[0].get(column) is not None:
            mine[0][column] += by
    return min(value for name in columns if (value := mine[0].get(name)) is not None) >= 0


def bounds(column: str) -> Rewrite:
    """Return what changes a bound of a municipality in a recalibration."""

    def rewrite(tables: Tables, place: Any, _period: Any, by: float | None) -> bool:
        for row in tables["recalibration"]:
            if row["municipality"] == place:
                row[column] = None if by is None else row[column] + int(by)
                return bool(by is None or row[column] >= 0)
        return False

    return rewrite


TABLES: Mapping[str, Rewrite] = {
    "contingent": contingents,
    "draagkracht": strengths,
    "mixed_living": complexes,
    "budget": budgets,
    "running_budget": budgets,
    "neighbourhood_load": loads,
    "minimum": bounds("minimum"),
    "maximum": bounds("maximum"),
}
