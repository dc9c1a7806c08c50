"""The same instance written otherwise: rows and columns shuffled, codes renamed, amounts scaled."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from support.generator import Case
from support.world import Row

CODES = (
    ("municipalities", "code"),
    ("neighbourhoods", "code"),
    ("client_groups", "group"),
    ("supply", "lot"),
)
COUNTS = {
    "client_groups": ("clients",),
    "placed": ("clients",),
    "previous": ("clients",),
    "supply": ("homes", "complex_homes"),
    "contingents": ("lettings",),
    "neighbourhoods": ("draagkracht",),
}
MONEY = {"support": ("rate",), "budgets": ("historic", "objective", "amount")}
KILOMETRES = {"distances": ("km",)}


def shuffled(case: Case, seed: int) -> Case:
    """Return the case with the rows and the columns of every table in another order."""
    draw, tables = random.Random(seed), {}
    for name, rows in case.tables.items():
        columns = draw.sample(list(rows[0]), len(rows[0])) if rows else []
        turned = [{column: row.get(column) for column in columns} for row in rows]
        tables[name] = draw.sample(turned, len(turned))
    return Case(dict(draw.sample(list(tables.items()), len(tables))), case.settings)


def renamed(case: Case, prefix: str = "Z") -> Case:
    """Return the case with other names for every municipality, neighbourhood, group and lot."""
    codes = [row[column] for table, column in CODES for row in case.tables[table]]
    names = {code: f"{prefix}{number}" for number, code in enumerate(sorted(codes, reverse=True))}
    tables = {name: [_renamed_row(row, names) for row in rows] for name, rows in case.tables.items()}
    budget = {key: names.get(value, value) for key, value in case.settings["budget"].items()}
    return Case(tables, {**case.settings, "budget": budget})


def scaled(case: Case, columns: Mapping[str, tuple[str, ...]], factor: int) -> Case:
    """Return the case with every number in some columns multiplied."""
    tables = {
        name: [_scaled_row(row, columns.get(name, ()), factor) for row in rows]
        for name, rows in case.tables.items()
    }
    return Case(tables, case.settings)


def with_policy(case: Case, policy: Any) -> Case:
    """Return the case under another policy."""
    return Case(case.tables, {**case.settings, "policy": {"allocation": policy}})


def _renamed_row(row: Row, names: Mapping[str, str]) -> Row:
    return {
        key: [names.get(each, each) for each in value]
        if isinstance(value, list)
        else names.get(value, value)
        if isinstance(value, str)
        else value
        for key, value in row.items()
    }


def _scaled_row(row: Row, columns: tuple[str, ...], factor: int) -> Row:
    return {
        key: value * factor if key in columns and value is not None else value for key, value in row.items()
    }
