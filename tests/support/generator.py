"""Random instances of `allocation`, the same for the same seed: every optional part used or left out."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.policies import draw_policy
from support.random_clients import draw_client_groups, draw_placed, draw_previous
from support.random_money import draw_budget, draw_budgets, draw_support
from support.random_places import (
    draw_contingents,
    draw_distances,
    draw_municipalities,
    draw_neighbourhoods,
    draw_supply,
)
from support.world import Row, Size, World
from support.writing import inline, write_folder

TINY = Size((2, 3), (1, 2), (1, 3), (2, 3), (1, 3), (3, 6), (1, 3))
SMALL = Size((2, 5), (1, 3), (1, 3), (3, 12), (0, 5), (4, 20), (0, 4))
MODERATE = Size((4, 16), (1, 4), (1, 5), (15, 60), (1, 8), (20, 90), (1, 6))


@dataclass(frozen=True)
class Case:
    """Tables and settings as they will stand in the files."""

    tables: Mapping[str, list[Row]]
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def settings_toml(self) -> str:
        """Content of ``instance.toml``."""
        return "".join(f"{key} = {inline(value)}\n" for key, value in self.settings.items())

    def write(self, path: Path) -> Path:
        """Write the instance as a folder and return it."""
        return write_folder(path, self.tables, self.settings_toml)


def draw_case(seed: int, size: Size = SMALL, *, random_policy: bool = False) -> Case:
    """Return the random instance of a seed; with the default policy unless a random one is asked."""
    draw = random.Random(f"{seed} {size}")
    world = World(draw, size)
    for name, make in _TABLES.items():
        world.tables[name] = make(world)
    tables = {name: rows for name, rows in world.tables.items() if rows or name in _NEEDED}
    settings = {"format": 1, "name": f"random-{seed}", "periods": world.periods, "budget": draw_budget(world)}
    if random_policy:
        settings["policy"] = {"allocation": draw_policy(draw)}
    return Case(tables, settings)


_NEEDED = {"municipalities", "neighbourhoods", "contingents", "supply", "client_groups", "support"}
_TABLES: Mapping[str, Callable[[World], list[Row]]] = {
    "municipalities": draw_municipalities,
    "neighbourhoods": draw_neighbourhoods,
    "contingents": draw_contingents,
    "supply": draw_supply,
    "support": draw_support,
    "client_groups": draw_client_groups,
    "placed": draw_placed,
    "budgets": draw_budgets,
    "distances": draw_distances,
    "previous": draw_previous,
}
