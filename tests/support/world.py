"""What the random tables of one instance share: sizes, codes, and one source of chance."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
Range = tuple[int, int]


@dataclass(frozen=True)
class Extent:
    """How large an instance of any model may become: the least and the most of everything."""

    municipalities: Range
    neighbourhoods: Range
    periods: Range


@dataclass(frozen=True)
class Size(Extent):
    """How large an instance of `allocation` may become."""

    groups: Range
    clients: Range
    lots: Range
    homes: Range


class Land:
    """What all tables of one instance of any model share."""

    located = True
    """Whether places have coordinates."""

    def __init__(self, draw: random.Random, size: Extent) -> None:
        self.draw, self.extent = draw, size
        number = draw.randint(*size.municipalities)
        self.municipalities = [f"M{n}" for n in range(number)]
        self.regions = [f"R{n}" for n in range(draw.randint(1, min(4, number)))]
        start = draw.choice([2024, 2026])
        self.periods = list(range(start, start + draw.randint(*size.periods)))
        self.tables: dict[str, list[Row]] = {}

    def chance(self, probability: float) -> bool:
        """Return True with this probability."""
        return self.draw.random() < probability

    def perhaps(self, probability: float, make: Callable[[], Any], otherwise: Any = None) -> Any:
        """Return a made value with this probability, else the other one."""
        return make() if self.chance(probability) else otherwise

    def spot(self) -> Row:
        """Return coordinates on a coarse or a fine grid, so that equal distances occur; or none at all."""
        if not self.located:
            return {}
        digits = self.draw.choice([1, 3])
        return {
            "latitude": round(self.draw.uniform(51.9, 52.3), digits),
            "longitude": round(self.draw.uniform(4.8, 5.6), digits),
        }

    def column(self, probability: float, rows: list[Row], name: str, make: Callable[[Row], Any]) -> None:
        """Add an optional column to all rows, or to none."""
        if self.chance(probability):
            for row in rows:
                row[name] = make(row)


class World(Land):
    """What all tables of one instance of `allocation` share."""

    def __init__(self, draw: random.Random, size: Size) -> None:
        super().__init__(draw, size)
        self.size = size
        self.kinds = ["studio", "flat", "house", "room"][: draw.randint(1, 4)]
        self.products = ["light", "heavy"][: draw.randint(0, 2)]
        self.networks = self.chance(0.85)
        self.located = self.chance(0.9)
