"""Three municipalities, five lots, three groups: small enough to add up by hand.

Utrecht (UT) is a region by itself; Zeist (ZE) and Bunnik (BU) are the other. Distances in km:

=====  ====  ====  ====  ====
from   U1    Z1    Z2    B1
=====  ====  ====  ====  ====
U1     0     8     10    6
ZE     9     1     2     5
=====  ====  ====  ====  ====
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from support.generator import Case

from u16opt.instance.instance import Instance
from u16opt.instance.read import read

Tables = dict[str, list[dict[str, Any]]]


def _table(columns: str, *values: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [dict(zip(columns.split(), row, strict=True)) for row in values]


TABLES: Tables = {
    "municipalities": _table(
        "code name region latitude longitude",
        ("UT", "Utrecht", "stad", 52.09, 5.12),
        ("ZE", "Zeist", "oost", 52.09, 5.23),
        ("BU", "Bunnik", "oost", 52.07, 5.20),
    ),
    "neighbourhoods": _table(
        "code municipality latitude longitude draagkracht",
        ("U1", "UT", 52.1, 5.1, 2),
        ("Z1", "ZE", 52.1, 5.2, 1),
        ("Z2", "ZE", 52.1, 5.3, None),
        ("B1", "BU", 52.0, 5.2, 4),
    ),
    "contingents": _table(
        "municipality period lettings", ("UT", 2024, 4), ("UT", 2025, 2), ("ZE", 2024, 2), ("BU", 2025, 0)
    ),
    "supply": _table(
        "lot neighbourhood period kind form homes complex_homes",
        ("u-flat", "U1", 2024, "flat", None, 3, 6),
        ("u-temp", "U1", 2025, "studio", "temporary", 2, None),
        ("z-flat", "Z1", 2024, "flat", "regular", 2, None),
        ("z-room", "Z2", 2025, "room", "shared", 3, None),
        ("b-flat", "B1", 2025, "flat", "new_build", 1, None),
    ),
    "client_groups": _table(
        "group clients origin network kinds first_period priority support existing",
        ("a", 3, "UT", "U1", ["flat", "studio"], None, None, "light", 0),
        ("b", 2, "ZE", "ZE", ["room", "flat"], 2024, 2, "heavy", None),
        ("c", 2, "elsewhere", None, ["flat"], 2025, 3, "heavy", 1),
    ),
    "support": _table("product rate periods", ("light", 4000, 1), ("heavy", 10_000, 2)),
    "budgets": _table(
        "municipality period amount historic objective",
        ("UT", 2024, 5000, None, None),
        ("ZE", 2024, None, 8000, 18_000),
        ("ZE", 2025, None, 8000, 18_000),
    ),
    "distances": _table(
        "origin destination km",
        ("U1", "Z1", 8),
        ("Z2", "U1", 10),
        ("U1", "B1", 6),
        ("ZE", "U1", 9),
        ("ZE", "Z1", 1),
        ("Z2", "ZE", 2),
        ("B1", "ZE", 5),
    ),
    "previous": _table("group lot clients", ("a", "u-flat", 2), ("a", "z-flat", 1), ("b", "z-flat", 1)),
}

PLACEMENTS = {
    ("a", "u-flat"): 1,
    ("a", "u-temp"): 1,
    ("a", "z-flat"): 1,
    ("b", "z-flat"): 1,
    ("c", "b-flat"): 1,
}
"""Of b and of c one client is left without a home."""


def village(path: Path, *, policy: Any = None, budget: Any = None, **changed: Any) -> Instance:
    """Return the village as an instance.

    Parameters
    ----------
    path
        An empty folder to write it to.
    policy, budget
        Content of ``[policy.allocation]`` and ``[budget]``.
    changed
        Tables to replace, by name; an empty list takes an optional table away.
    """
    tables = copy.deepcopy(TABLES) | changed
    settings = {"format": 1, "name": "village", "periods": [2024, 2025]}
    settings |= {"budget": budget or {}, "policy": {"allocation": policy or {}}}
    return read(Case({name: rows for name, rows in tables.items() if rows}, settings).write(path))


def rows(table: str, key: str, **changed: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a table, some of them changed: ``rows("supply", "lot", b={"homes": 2})``."""
    named = {name.replace("_", "-"): each for name, each in changed.items()}
    assert named.keys() <= {row[key] for row in TABLES[table]}
    return [row | named.get(row[key], {}) for row in TABLES[table]]
