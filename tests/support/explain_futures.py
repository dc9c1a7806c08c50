"""Futures once more, in plain Python: how counts are drawn, and what is left of a plan."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from typing import Any

from scipy import stats
from support.naive_world import Placements
from support.spread.plan import Plan

from u16opt.instance.instance import Instance
from u16opt.instance.table import Table

MASK = 2**64 - 1
KEYS = {
    "client_groups": ("group",),
    "supply": ("lot",),
    "demand": ("municipality", "period", "product"),
    "locations": ("location",),
    "recalibration": ("municipality",),
}


def luck(row: int, future: int, seed: int) -> float:
    """Return the share of one draw: both numbers and the seed mixed as splitmix64 does."""

    def mix(value: int) -> int:
        value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
        return value ^ (value >> 31)

    first = mix((row * 0x9E3779B97F4A7C15 + seed) & MASK)
    return (mix((first + future * 0xD1B54A32D192ED03) & MASK) >> 11) / 2**53


def number_in(name: tuple[str, ...], count: float, cv: float, at: tuple[int, int], *, whole: bool) -> float:
    """Return a count in a future; `name` is table, column and key, `at` the seed and the future."""
    if cv == 0:
        return count
    seed, future = at
    lot = sha256("|".join(name).encode()).digest()
    first, second = (int.from_bytes(lot[start : start + 8], "big") for start in (0, 8))
    drawn = (
        float(stats.gamma.ppf(luck(first, future, seed), 1 / cv**2, scale=count * cv**2)) if count else 0.0
    )
    return math.floor(drawn + luck(second, future, seed)) if whole else drawn


def in_future(instance: Instance, columns: dict[tuple[str, str], float], at: tuple[int, int]) -> Instance:
    """Return an instance of which some columns (with their coefficient of variation) are drawn."""
    tables: dict[str, Table] = dict(instance.tables)
    for (table, column), cv in columns.items():
        rows = list(tables[table].rows())
        for row in rows:
            if row[column] is not None:
                key = tuple(str(row[each]) for each in KEYS[table])
                number = number_in((table, column, *key), row[column], cv, at, whole=column != "basis")
                row[column] = max(number, *_least(instance, table, row))
        names = list(tables[table].columns)
        tables[table] = Table(table, {name: tuple(row[name] for row in rows) for name in names})
    return replace(instance, tables=tables)


def _least(instance: Instance, table: str, row: dict[str, Any]) -> tuple[float, float]:
    if table == "recalibration":
        return 0.0, 0.0
    key = {"client_groups": "group", "supply": "lot"}.get(table)
    if key is None:
        return 0, 0
    return 0, sum(each["clients"] for each in instance["placed"].rows() if each[key] == row[key])


def lot_of(at: tuple[int, int]) -> int:
    """Return the number that draws the order of one future."""
    return int(sha256(f"{at[0]}|{at[1]}".encode()).hexdigest()[:16], 16)


def let(instance: Instance, plan: Placements, at: tuple[int, int]) -> dict[tuple[str, str], int]:
    """Return who of a plan can be given a home: everyone by himself, who already has one first."""
    clients = dict(zip(*(instance["client_groups"][each] for each in ("group", "clients")), strict=True))
    homes = dict(zip(*(instance["supply"][each] for each in ("lot", "homes")), strict=True))
    number = lot_of(at)
    order = sorted(plan, key=lambda pair: sha256(f"{number}|{'|'.join(pair)}".encode()).hexdigest())
    already = {(row["group"], row["lot"]): row["clients"] for row in instance["placed"].rows()}
    done: Counter[tuple[str, str]] = Counter()
    for wanted in (already, {pair: plan[pair] - already.get(pair, 0) for pair in plan}):
        for pair in order:
            for _ in range(wanted.get(pair, 0)):
                if clients[pair[0]] and homes[pair[1]]:
                    clients[pair[0]] -= 1
                    homes[pair[1]] -= 1
                    done[pair] += 1
    return dict(+done)


def served(now: Instance, then: Instance, plan: Plan, at: tuple[int, int]) -> Plan:
    """Return who of a plan can be served, everyone by himself, with the places as they turn out."""
    before, after = (
        dict(zip(*(each["locations"][name] for name in ("location", "places")), strict=True))
        for each in (now, then)
    )
    places = {}
    for (code, period), number in plan.places.items():
        if code in before:
            kept = number == before[code]
            places[code, period] = after[code] if kept or number > after[code] else number
        else:
            places[code, period] = number
    asked = {(row["municipality"], row["period"]): row["clients"] for row in then["demand"].rows()}
    free, number = dict(places), lot_of(at)
    order = sorted(
        plan.served, key=lambda key: sha256(f"{number}|{'|'.join(map(str, key))}".encode()).hexdigest()
    )
    done: Counter[tuple[str, str, int]] = Counter()
    for origin, code, period in order:
        for _ in range(plan.served[origin, code, period]):
            if asked[origin, period] and free[code, period]:
                asked[origin, period] -= 1
                free[code, period] -= 1
                done[origin, code, period] += 1
    return Plan(plan.opened, places, dict(+done))
