"""Three municipalities, five lots, four groups in which everything occurs once, with whole numbers.

GM1 and GM2 are one region, GM3 is another. Distances in km:

====  ===  ===  ===  ===
from  W1   W2   W3   W4
====  ===  ===  ===  ===
W1    0    4    12   13
GM2   5    1    9    10
W3    12   8    0    2
====  ===  ===  ===  ===

Alone, g1 (4 clients, network W1) fills l1 and l4 at 0 km and one home of l2 at 4 km: 1 km on average.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from support.generator import Case
from support.village import Tables

from u16opt.instance.instance import Instance
from u16opt.instance.read import read


def _table(columns: str, *values: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [dict(zip(columns.split(), row, strict=True)) for row in values]


TABLES: Tables = {
    "municipalities": _table(
        "code name region", ("GM1", "Een", "noord"), ("GM2", "Twee", "noord"), ("GM3", "Drie", "zuid")
    ),
    "neighbourhoods": _table(
        "code municipality draagkracht",
        ("W1", "GM1", 2),
        ("W2", "GM2", None),
        ("W3", "GM3", 2),
        ("W4", "GM3", 0),
    ),
    "contingents": _table(
        "municipality period lettings",
        ("GM1", 2024, 3),
        ("GM1", 2025, 2),
        ("GM2", 2024, 2),
        ("GM3", 2025, 0),
    ),
    "supply": _table(
        "lot neighbourhood period kind form homes complex_homes",
        ("l1", "W1", 2024, "flat", "regular", 2, 7),
        ("l2", "W2", 2024, "room", "temporary", 3, None),
        ("l3", "W3", 2025, "flat", "new_build", 2, None),
        ("l4", "W1", 2025, "room", "shared", 1, None),
        ("l5", "W4", 2025, "flat", "regular", 1, 3),
    ),
    "client_groups": _table(
        "group clients origin network kinds first_period priority excluded support existing pin",
        ("g1", 4, "GM1", "W1", ["flat", "room"], 2024, 2, None, "light", 0, None),
        ("g2", 2, "GM2", "GM2", ["room"], 2024, 1, None, "heavy", 0, None),
        ("g3", 1, "elsewhere", None, ["flat"], 2024, 3, ["GM1"], "heavy", 0, None),
        ("g4", 2, "GM3", "W3", ["room", "flat"], 2025, 1, None, "light", 1, "GM3"),
    ),
    "placed": _table("group lot clients", ("g2", "l1", 1)),
    "support": _table("product rate periods", ("light", 8000, 1), ("heavy", 12000, 2)),
    "budgets": _table(
        "municipality period amount historic objective model",
        ("GM1", 2024, 16000, None, None, None),
        ("GM1", 2025, 8000, None, None, "allocation"),
        ("GM2", 2025, None, 10000, 20000, None),
        ("GM3", 2025, 1000, None, None, "spread"),
    ),
    "distances": _table(
        "origin destination km",
        *(("W1", place, km) for place, km in (("W1", 0), ("W2", 4), ("W3", 12), ("W4", 13))),
        *(("GM2", place, km) for place, km in (("W1", 5), ("W2", 1), ("W3", 9), ("W4", 10))),
        *((place, "W3", km) for place, km in (("W2", 8), ("W3", 0), ("W4", 2))),
    ),
    "previous": _table("group lot clients", ("g1", "l1", 2), ("g2", "l3", 1), ("g3", "l3", 2)),
}
"""Of ``previous`` the home of g2 is no longer suitable, and g3 had two clients where it has one now."""

BUDGET = {"payer": "origin", "centre": "GM1", "phase_in_years": 4}
PERIODS = [2024, 2025]


def hamlet_case(*, policy: Any = None, budget: Any = None, **changed: Any) -> Case:
    """Return the hamlet as tables and settings.

    Parameters
    ----------
    policy, budget
        Content of ``[policy.allocation]`` and ``[budget]``.
    changed
        Tables to replace, by name; an empty list takes an optional table away.
    """
    tables = copy.deepcopy(TABLES) | changed
    settings: dict[str, Any] = {"format": 1, "name": "hamlet", "periods": PERIODS}
    settings["budget"] = BUDGET if budget is None else budget
    if policy is not None:
        settings["policy"] = {"allocation": policy}
    return Case({name: rows for name, rows in tables.items() if rows}, settings)


def hamlet(path: Path, **changed: Any) -> Instance:
    """Return the hamlet as an instance, written to an empty folder (parameters: `hamlet_case`)."""
    return read(hamlet_case(**changed).write(path))
