"""Small recalibrations as tables and settings: one municipality a row, regions and groups by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.writing import inline, write_folder, write_workbook

from u16opt.instance.instance import Instance
from u16opt.instance.read import read


@dataclass(frozen=True)
class Town:
    """A municipality: the number of lettings it has now, its basis, its bounds and its region."""

    code: str
    current: int
    basis: float
    minimum: int | None = None
    maximum: int | None = None
    region: str = "noord"


@dataclass(frozen=True)
class Recalibration:
    """A question for `herijking`.

    Parameters
    ----------
    lettings
        The total, or totals by regions joined with ``+``.
    policy
        Content of ``[policy.herijking]``.
    """

    towns: Sequence[Town]
    lettings: int | Mapping[str, int]
    max_change: int | None = None
    policy: Mapping[str, Any] = field(default_factory=dict)

    @property
    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """The two tables."""
        columns = ("current", "basis", "minimum", "maximum")
        return {
            "municipalities": [{"code": town.code, "region": town.region} for town in self.towns],
            "recalibration": [
                {"municipality": town.code} | {name: getattr(town, name) for name in columns}
                for town in self.towns
            ],
        }

    @property
    def settings(self) -> dict[str, Any]:
        """Content of ``instance.toml``."""
        recalibration: dict[str, Any] = {}
        if isinstance(self.lettings, int):
            recalibration["total"] = self.lettings
        else:
            recalibration["group"] = [
                {"regions": regions.split("+"), "lettings": number}
                for regions, number in self.lettings.items()
            ]
        if self.max_change is not None:
            recalibration["max_change"] = self.max_change
        settings = {"format": 1, "name": "drawn", "periods": [2024], "recalibration": recalibration}
        return settings | ({"policy": {"herijking": self.policy}} if self.policy else {})

    @property
    def settings_toml(self) -> str:
        """Text of ``instance.toml``."""
        return "".join(f"{key} = {inline(value)}\n" for key, value in self.settings.items())

    def write(self, path: Path) -> Path:
        """Write the instance as a folder and return it."""
        return write_folder(path, self.tables, self.settings_toml)

    def write_workbook(self, path: Path) -> Path:
        """Write the instance as a workbook and return it."""
        return write_workbook(path, self.tables, self.settings_toml)

    def instance(self, path: Path) -> Instance:
        """Return the instance, written to an empty folder."""
        return read(self.write(path))
