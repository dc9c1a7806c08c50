"""Random instances whose agreements often clash: what can be kept alone has little room together."""

from __future__ import annotations

import copy
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support import agreed_allocation, agreed_spread
from support.agreed_rules import Reading, holds
from support.generator import SMALL, TINY, Case, draw_case
from support.recalibration.case import Recalibration, Town
from support.spread import generator as spread_cases

from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.policies import policy_of
from u16opt.products import of_product
from u16opt_models.allocation import MODEL as ALLOCATION
from u16opt_models.spread import MODEL as SPREAD

Rules = Mapping[str, Mapping[str, Any]]


def allocation(seed: int, path: Path) -> tuple[Instance, Reading]:
    """Return an instance with hard contingents, each of which can be met when no other rule holds."""
    draw = random.Random(seed)
    case = draw_case(seed, SMALL if seed % 5 == 4 else TINY)
    tables = copy.deepcopy(dict(case.tables))
    for row in tables["contingents"]:
        row["lettings"] = draw.randint(0, 3)
    for row in tables["neighbourhoods"]:
        row["draagkracht"] = draw.choice([None, None, 1, 2])
    if draw.random() < 0.5:
        _paid(tables, draw)
    case = Case(tables, {**case.settings, "policy": {"allocation": {"rules": allocation_rules(draw)}}})
    first = agreed_allocation.reading(*_allocation(case, path / "first"))
    for row in tables["contingents"]:
        key = ("contingent", row["municipality"], row["period"])
        fewer = (units for units in range(row["lettings"] + 1) if holds(first, [key], {key: units}))
        row["lettings"] -= next(fewer)
    instance, policy = _allocation(case, path / "clipped")
    return instance, agreed_allocation.reading(instance, policy)


def _paid(tables: dict[str, Any], draw: random.Random) -> None:
    """Let every client cost money, of which there is little."""
    tables["support"] = [{"product": "care", "rate": draw.choice([4000, 7250.5]), "periods": 2}]
    tables["client_groups"] = [row | {"support": "care"} for row in tables["client_groups"]]
    tables["budgets"] = [
        {
            "municipality": row["municipality"],
            "period": row["period"],
            "amount": draw.choice([0, 5000, 20000]),
        }
        for row in tables["contingents"]
    ]


def _allocation(case: Case, path: Path) -> tuple[Instance, Any]:
    instance = read(case.write(path))
    return instance, policy_of(instance, ALLOCATION)


def allocation_rules(draw: random.Random) -> Rules:
    """Return hard contingents, and now and then other hard rules with little room."""
    rules: dict[str, Mapping[str, Any]] = {"contingent": {"mode": "hard"}}
    chances: Mapping[str, Mapping[str, Any]] = {
        "contingent_cap": {"allowance": draw.choice([0, 1])},
        "budget": {"pooled": draw.random() < 0.7},
        "max_distance": {"limit": draw.choice([5, 15.5, 30])},
        "loss_cap": {"limit": draw.choice([0, 2.5])},
        "stability": {"limit": draw.choice([0, 1])},
        "mixed_living": {"share": draw.choice(["1/3", 0.25])},
    }
    drawn = {name: {"mode": "hard", **numbers} for name, numbers in chances.items() if draw.random() < 0.35}
    if {"max_distance", "loss_cap"} <= set(drawn):
        del drawn["loss_cap"]  # every combination of two distances would have to be tried
    return rules | drawn


def spread(seed: int, path: Path) -> tuple[Instance, Reading]:
    """Return an instance of `spread` with several hard rules."""
    draw = random.Random(seed)
    case = spread_cases.draw_case(seed, spread_cases.SMALL if seed % 5 == 4 else spread_cases.TINY)
    tables = copy.deepcopy(dict(case.tables))
    for row in tables["neighbourhoods"]:
        row["location_load"] = draw.choice([None, None, 0, 1, 2, 4])
    case = Case(tables, {**case.settings, "policy": {"spread": {"rules": spread_rules(draw)}}})
    instance = of_product(read(case.write(path)), SPREAD)
    return instance, agreed_spread.reading(instance, policy_of(instance, SPREAD))


def spread_rules(draw: random.Random) -> Rules:
    """Return several hard rules with little room."""
    chances: Mapping[str, Mapping[str, Any]] = {
        "new_locations": {"limit": draw.choice([0, 1, 2, 3]), "exact": draw.random() < 0.4},
        "region_floor": {"share": draw.choice(["1/3", "1/2", 1])},
        "within_reach": {"limit": draw.choice([5, 10, 15.5, 40])},
        "separation": {"limit": draw.choice([2.5, 7, 15.5])},
        "running_budget": {"pooled": draw.random() < 0.5},
    }
    return {name: {"mode": "hard", **numbers} for name, numbers in chances.items() if draw.random() < 0.5}


def herijking(seed: int) -> Recalibration:
    """Return a question with up to six municipalities, in one group or in two."""
    draw = random.Random(seed)
    towns = [_town(draw, code) for code in "abcd"[: draw.randint(1, 4)]]
    towns += [Town("y", 1, 1, draw.choice([None, 1]), None, "noord")]
    towns += [Town("z", 2, 1, None, draw.choice([None, 2]), "zuid")]
    lettings: int | dict[str, int] = draw.randint(0, 25)
    if draw.random() < 0.4:
        lettings = {region: draw.randint(0, 14) for region in ("noord", "zuid")}
    return Recalibration(towns, lettings, draw.choice([None, 0, 1, 2, 3]))


def _town(draw: random.Random, code: str) -> Town:
    least, most = draw.choice([None, 0, 1, 2, 3]), draw.choice([None, 3, 4, 5])
    return Town(
        code, draw.randint(0, 5), draw.choice([0, 1, 1, 2, 3]), least, most, draw.choice(["noord", "zuid"])
    )
