"""Three municipalities, two locations, two sites, two years: small enough to add up by hand.

Aa (A) and Bee (B) are the north, Cee (C) is the south. Distances in km; A2 and B1 are 4 km apart:

====  ====  ====  ====  ====
from  A1    A2    B1    C1
====  ====  ====  ====  ====
A     1     3     5     20
B     6     4     0.5   15
C     20    18    15    2
A1    0     3     7     20
====  ====  ====  ====  ====

=========  ====  =======  ======  ===========  ==============================
place      in    places   a year  opening      besides
=========  ====  =======  ======  ===========  ==============================
oak        A1    4        10,000               may close
elm        C1    2        20,000               stays as it is
near-oak   A2    2 to 6   12,000  50,000       modules of 2
new-b      B1    3 to 5   15,000  30,000       from 2025 on
=========  ====  =======  ======  ===========  ==============================

A asks for 3 clients in both years, B for 2 and then 4, C for 4 and then 3: 9 in 2024, 10 in 2025.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from support.generator import Case
from support.spread.plan import Plan
from support.village import Tables

from u16opt.instance.instance import Instance
from u16opt.instance.read import read


def _table(columns: str, *values: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [dict(zip(columns.split(), row, strict=True)) for row in values]


PERIODS = (2024, 2025)

TABLES: Tables = {
    "municipalities": _table(
        "code name region", ("A", "Aa", "noord"), ("B", "Bee", "noord"), ("C", "Cee", "zuid")
    ),
    "neighbourhoods": _table(
        "code municipality location_load", ("A1", "A", 3), ("A2", "A", None), ("B1", "B", 5), ("C1", "C", 2)
    ),
    "locations": _table(
        "location neighbourhood product places place_cost closable",
        ("oak", "A1", "BV", 4, 10_000, 1),
        ("elm", "C1", "BV", 2, 20_000, None),
    ),
    "sites": _table(
        "site neighbourhood product min_places max_places module opening_cost place_cost first_period",
        ("near-oak", "A2", "BV", 2, 6, 2, 50_000, 12_000, None),
        ("new-b", "B1", "BV", 3, 5, None, 30_000, 15_000, 2025),
    ),
    "demand": _table(
        "municipality period product clients",
        ("A", 2024, "BV", 3),
        ("A", 2025, "BV", 3),
        ("B", 2024, "BV", 2),
        ("B", 2025, "BV", 4),
        ("C", 2024, "BV", 4),
        ("C", 2025, "BV", 3),
    ),
    "budgets": _table(
        "municipality period amount historic objective model",
        ("A", 2024, 30_000, None, None, None),
        ("B", 2025, 60_000, None, None, "spread"),
        ("B", 2024, 1, None, None, "allocation"),
        ("C", 2024, None, 10_000, 20_000, None),
        ("C", 2025, None, 10_000, 20_000, None),
    ),
    "distances": _table(
        "origin destination km",
        *(("A", place, km) for place, km in (("A1", 1), ("A2", 3), ("B1", 5), ("C1", 20))),
        *((place, "B", km) for place, km in (("A1", 6), ("A2", 4), ("B1", 0.5), ("C1", 15))),
        *(("C", place, km) for place, km in (("A1", 20), ("A2", 18), ("B1", 15), ("C1", 2))),
        *(("A1", place, km) for place, km in (("A1", 0), ("A2", 3), ("B1", 7), ("C1", 20))),
        *((place, "C1", km) for place, km in (("A2", 18), ("B1", 15), ("C1", 0))),
        *((place, "A2", km) for place, km in (("A2", 0), ("B1", 4))),
        ("B1", "B1", 0),
    ),
}

PLAN = Plan(
    opened={"new-b": 2025},
    places={
        ("oak", 2024): 4,
        ("oak", 2025): 3,
        ("elm", 2024): 2,
        ("elm", 2025): 2,
        ("new-b", 2025): 3,
    },
    served={
        ("A", "oak", 2024): 3,
        ("B", "oak", 2024): 1,
        ("C", "elm", 2024): 2,
        ("A", "oak", 2025): 3,
        ("B", "new-b", 2025): 3,
        ("C", "elm", 2025): 2,
    },
)
"""Oak loses a place when new-b opens; one of B and two of C wait in 2024, one of B and one of C in 2025."""


def polder(
    path: Path, *, periods: Sequence[int] = PERIODS, policy: Any = None, budget: Any = None, **changed: Any
) -> Instance:
    """Return the polder as an instance.

    Parameters
    ----------
    path
        An empty folder to write it to.
    periods
        Years; tables with other years must be replaced.
    policy, budget
        Content of ``[policy.spread]`` and ``[budget]``.
    changed
        Tables to replace, by name; an empty list takes an optional table away.
    """
    tables = copy.deepcopy(TABLES) | changed
    settings = {"format": 1, "name": "polder", "periods": list(periods)}
    settings |= {"budget": budget or {}, "policy": {"spread": policy or {}}}
    return read(Case({name: rows for name, rows in tables.items() if rows}, settings).write(path))


def rows(table: str, key: str, **changed: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a table, some changed: ``rows("sites", "site", new_b={"module": 2})``."""
    named = {name.replace("_", "-"): each for name, each in changed.items()}
    assert named.keys() <= {row[key] for row in TABLES[table]}
    return [row | named.get(row[key], {}) for row in TABLES[table]]


def other(**changed: Mapping[Any, int | None]) -> Plan:
    """Return the plan with other entries in `opened`, `places` or `served`; None takes an entry away."""
    parts = {}
    for name in ("opened", "places", "served"):
        entries = {**getattr(PLAN, name), **changed.get(name, {})}
        parts[name] = {key: number for key, number in entries.items() if number is not None}
    return Plan(**parts)
