"""Two purses that each pay for one client and a half, and a promise of three: only whole clients clash.

Municipality C promised 3 lettings and has homes enough. Clients come from A and B, two of each; one costs
4000, and each of A and B may spend 6000. As fractions 1.5 + 1.5 clients could come; as people no more than 2.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from support.generator import Case

from u16opt.instance.instance import Instance
from u16opt.instance.read import read

TABLES: dict[str, list[dict[str, Any]]] = {
    "municipalities": [{"code": code, "name": f"Plaats {code}", "region": "R"} for code in "ABC"],
    "neighbourhoods": [{"code": "C1", "municipality": "C", "name": "Wijk 1"}],
    "contingents": [{"municipality": "C", "period": 2024, "lettings": 3}],
    "supply": [{"lot": "c", "neighbourhood": "C1", "period": 2024, "kind": "flat", "homes": 4}],
    "client_groups": [
        {"group": f"g{code}", "clients": 2, "origin": code, "kinds": ["flat"], "support": "care"}
        for code in "AB"
    ],
    "support": [{"product": "care", "rate": 4000, "periods": 1}],
    "budgets": [{"municipality": code, "period": 2024, "amount": 6000} for code in "AB"],
}


def purse(path: Path) -> Instance:
    """Return the instance: contingents and budgets are hard."""
    rules = {"contingent": {"mode": "hard"}, "budget": {"mode": "hard", "pooled": False}}
    settings = {
        "format": 1,
        "name": "purse",
        "periods": [2024],
        "policy": {"allocation": {"rules": rules}},
    }
    return read(Case(TABLES, settings).write(path))
