"""Two municipalities, two lots, one group of three: each rule alone decides whether a placement may stand.

The network of g is in A1: lot `a` is at 0 km, lot `b` at 10 km. A promised 2 lettings, B 1. Support costs
1000 a client, paid by A. Neighbourhood A1 carries 2; b is a complex of 6, so 2 of its homes are for g.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from support.generator import Case

from u16opt.instance.instance import Instance
from u16opt.instance.read import read

RULES = (
    "mixed_living",
    "contingent",
    "contingent_cap",
    "draagkracht",
    "budget",
    "max_distance",
    "loss_cap",
    "stability",
)


def street(
    path: Path, rule: str, setting: dict[str, Any], let: dict[str, int], budget: float = 0
) -> Instance:
    """Return the street under one rule, held exactly.

    Parameters
    ----------
    rule, setting
        The only rule that is on, and its number.
    let
        Homes already let to g, by lot: where its clients must be.
    budget
        What A may spend (euro).
    """
    tables = {
        "municipalities": [{"code": code, "name": code, "region": "R"} for code in ("A", "B")],
        "neighbourhoods": [
            {"code": "A1", "municipality": "A", "draagkracht": 2},
            {"code": "B1", "municipality": "B", "draagkracht": None},
        ],
        "contingents": [
            {"municipality": code, "period": 2024, "lettings": number}
            for code, number in (("A", 2), ("B", 1))
        ],
        "supply": [
            {
                "lot": "a",
                "neighbourhood": "A1",
                "period": 2024,
                "kind": "flat",
                "homes": 3,
                "complex_homes": None,
            },
            {
                "lot": "b",
                "neighbourhood": "B1",
                "period": 2024,
                "kind": "flat",
                "homes": 3,
                "complex_homes": 6,
            },
        ],
        "client_groups": [
            {
                "group": "g",
                "clients": 3,
                "origin": "A",
                "network": "A1",
                "kinds": ["flat"],
                "support": "light",
            }
        ],
        "support": [{"product": "light", "rate": 1000, "periods": 1}],
        "budgets": [
            {"municipality": "A", "period": 2024, "amount": budget, "historic": None, "objective": None}
        ],
        "placed": [{"group": "g", "lot": lot, "clients": number} for lot, number in let.items()],
        "previous": [{"group": "g", "lot": "a", "clients": 3}],
        "distances": [
            {"origin": "A1", "destination": code, "km": km} for code, km in (("A1", 0), ("B1", 10))
        ],
    }
    rules: dict[str, Any] = {name: {"mode": "off"} for name in RULES}
    if rule:
        rules[rule] = {"mode": "hard", **setting}
    settings = {"format": 1, "name": "street", "periods": [2024], "budget": {}}
    settings["policy"] = {"allocation": {"order": ["unplaced", "distance"], "rules": rules}}
    return read(Case({name: rows for name, rows in tables.items() if rows}, settings).write(path))
