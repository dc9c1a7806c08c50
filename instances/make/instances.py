"""The U16 instances: one year and five."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from instances.make import recalibration
from instances.make.budgets import PHASE_IN_START
from instances.make.contingents import CENTRE
from instances.make.figures import Figures
from instances.make.provenance import provenance
from instances.make.tables import tables
from instances.make.write import write

SETTINGS = """\
# Made by `python -m instances.make`; do not edit by hand.
# Places and their counts are real, promises, homes, clients and money are synthetic: see provenance.csv.
format = 1
name = "{name}"
title = "{title}"
periods = [{periods}]

[budget]
# Existing clients are paid by the centre, new ones by their municipality of origin (A21).
# The first year of the ten-year phase-in is a reading (F05 says 2022, F07 2024; the law was postponed, E13).
payer = "origin"
centre = "{centre}"
phase_in_start = {start}
phase_in_years = 10
"""


@dataclass(frozen=True)
class Shipped:
    """One instance of the project: folder name, title for people, and the years it plans."""

    name: str
    title: str
    years: Sequence[int]

    def settings(self, figures: Figures) -> str:
        """Return the text of ``instance.toml``."""
        periods = ", ".join(str(year) for year in self.years)
        money = SETTINGS.format(
            name=self.name, title=self.title, periods=periods, centre=CENTRE, start=PHASE_IN_START
        )
        return money + recalibration.settings(figures.municipalities)

    def make(self, figures: Figures, into: Path) -> None:
        """Write the instance as a folder of its own.

        Parameters
        ----------
        figures
            The sourced figures.
        into
            Holds the folders of all instances.
        """
        content = dict(tables(figures, self.years))
        content["provenance"] = provenance(len(content["neighbourhoods"]))
        write(into / self.name, self.settings(figures), content)


SHIPPED = (
    Shipped("u16-2024", "U16 2024 (deels synthetische gegevens)", (2024,)),
    Shipped("u16-2024-2028", "U16 2024-2028 (deels synthetische gegevens)", range(2024, 2029)),
)
