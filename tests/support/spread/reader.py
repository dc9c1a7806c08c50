"""A curious reader of what is published of a spread: which numbers of people can be worked out from it.

Nothing of what a report says about itself is used: only the cells that anyone sees, the places, which are
public, and the distances. What can be is a whole number of people for every municipality, location and year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from support.spread.naive_world import World

from u16opt.model.model import Section
from u16opt.texts import Text

MOST = 60
THRESHOLD = 5

Person = tuple[str, str, int]
"""Municipality, location (empty: none) and year."""

ASKED, OWN, NEAR, FAR, NONE = "Vraag", "Eigen gemeente", "Eigen regio", "Elders", "Zonder plaats"


@dataclass
class Reader:
    """What the reader knows: least and most of sums of numbers of people, each with a factor."""

    world: World
    places: Mapping[tuple[str, int], int]
    own_region: bool
    known: list[tuple[dict[Person, float], float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        codes, years = self.world.municipalities, self.world.periods
        standing = ["", *sorted({home for home, _ in self.places})]
        self.people = [(code, home, year) for code in codes for home in standing for year in years]
        for (home, year), number in self.places.items():
            self.learn([each for each in self.people if each[1:] == (home, year)], 0, number)
        nowhere = [each for each in self.people if each[1] and each[1:] not in self.places]
        foreign = [each for each in self.people if self.own_region and self.kind(each) == FAR]
        self.learn([*nowhere, *foreign], 0, 0)

    def kind(self, each: Person) -> str:
        """Return under which heading a person with a place is counted."""
        code, home, _ = each
        if not home:
            return NONE
        host = self.world.host(home)
        if host == code:
            return OWN
        return NEAR if self.world.region(host) == self.world.region(code) else FAR

    def counted(self) -> dict[tuple[str, int, str], list[Person]]:
        """Return the people behind every number by municipality, year and heading; with all who ask."""
        found: dict[tuple[str, int, str], list[Person]] = {}
        for each in self.people:
            for heading in (self.kind(each), ASKED):
                found.setdefault((each[0], each[2], heading), []).append(each)
        return found

    def learn(self, people: Iterable[Person], least: float, most: float) -> None:
        """Note that there are so many of these people."""
        self.known.append((dict.fromkeys(people, 1.0), least, most))

    def see(self, people: list[Person], cell: Any) -> None:
        """Note what a cell with their number shows."""
        if cell == f"<{THRESHOLD}":
            self.learn(people, 1, THRESHOLD - 1)
        elif cell != "x":
            self.learn(people, cell, cell)

    def could_be(self, people: list[Person]) -> tuple[float, float]:
        """Return the least and the most that a number of people can be."""
        pull = np.array([1.0 if each in people else 0.0 for each in self.people])
        return self._least(pull), -self._least(-pull)

    def _least(self, pull: np.ndarray[Any, Any]) -> float:
        rows = np.array([[line.get(each, 0.0) for each in self.people] for line, _, _ in self.known])
        low, high = ([line[place] for line in self.known] for place in (1, 2))
        slack = 1e-7
        found = milp(
            pull,
            integrality=np.ones(len(pull)),
            bounds=Bounds(0, MOST),
            constraints=LinearConstraint(rows, np.array(low) - slack, np.array(high) + slack),
        )
        assert found.x is not None, found.message
        return float(np.rint(pull @ np.rint(found.x)))


def read_all(reader: Reader, sections: Mapping[str, Section]) -> None:
    """Let a reader read the regions, the municipalities, the key figures and the goals."""
    for name in ("municipalities", "municipalities_by_year"):
        if name in sections:
            _read_municipalities(reader, sections[name])
    _read_regions(reader, sections["regions"])
    asked = [
        row[1] for row in sections["regions"].rows if row[0].__class__ is Text and row[2] not in (0, "x")
    ]
    for name in ("figures", "goals"):
        _read_totals(reader, sections[name], asked)


def _read_municipalities(reader: Reader, section: Section) -> None:
    headings = [heading.nl for heading in section.columns]
    for row in section.rows:
        cells = dict(zip(headings, row, strict=True))
        years = [cells["Jaar"]] if "Jaar" in cells else reader.world.periods
        codes = [cells["Code"]] if cells["Code"] else list(reader.world.municipalities)
        members = [each for each in reader.people if each[0] in codes and each[2] in years]
        _see_kinds(reader, members, cells)
        distance = cells.get("Afstand (km)", "")
        if not isinstance(distance, str):
            _see_mean(reader, members, distance)


def _see_kinds(reader: Reader, members: list[Person], cells: Mapping[str, Any]) -> None:
    reader.see(members, cells[ASKED])
    for kind in {OWN, NEAR, FAR, NONE} & cells.keys():
        reader.see([each for each in members if reader.kind(each) == kind], cells[kind])


def _see_mean(reader: Reader, members: list[Person], mean: float) -> None:
    placed = [each for each in members if each[1]]
    _see_ratio(reader, {each: reader.world.away(*each[:2]) for each in placed}, mean)


def _see_ratio(reader: Reader, numbers: Mapping[Person, float], ratio: float) -> None:
    """Note what these numbers are on average over the people, as far as it was printed."""
    low, high = printed(ratio)
    reader.known.append(({each: number - low for each, number in numbers.items()}, 0, np.inf))
    reader.known.append(({each: number - high for each, number in numbers.items()}, -np.inf, 0))


def printed(number: float) -> tuple[float, float]:
    """Return between what a printed number was: one that is not whole was rounded."""
    half = 0.0 if isinstance(number, int) else 0.05 if abs(number) >= 1 else 0.005
    return number - half, number + half


def _read_regions(reader: Reader, section: Section) -> None:
    headings = [heading.nl for heading in section.columns]
    for row in section.rows:
        cells = dict(zip(headings, row, strict=True))
        region = cells["Wmo-regio"]
        members = [
            each
            for each in reader.people
            if each[2] == cells["Jaar"]
            and (not isinstance(region, str) or reader.world.region(each[0]) == region)
        ]
        _see_kinds(reader, members, cells)
        reader.see([each for each in members if each[1]], cells["Met plaats"])
        if cells["Verschil"] != "x":
            reader.see(members, cells["Plaatsen"] - cells["Verschil"])


def _read_totals(reader: Reader, section: Section, asked: list[int]) -> None:
    placed = [each for each in reader.people if each[1]]
    kinds = {
        ASKED: reader.people,
        "Met een plaats": placed,
        NONE: [each for each in reader.people if not each[1]],
    }
    for row in section.rows:
        title, cell = row[0].nl, row[1]
        if title in kinds:
            reader.see(kinds[title], cell)
        elif isinstance(cell, str):
            continue
        elif title == "Reisafstand":
            away = {each: reader.world.away(*each[:2]) for each in placed}
            reader.known.append((away, *printed(cell)))
        elif title == "Gemiddelde afstand tot de locatie":
            _see_mean(reader, placed, cell)
        elif title == "Plaats in de eigen gemeente":
            own = {each: 100.0 if reader.kind(each) == OWN else 0.0 for each in placed}
            _see_ratio(reader, own, cell)
        elif title == "Ongelijke spreiding":
            _see_inequality(reader, printed(cell)[1] / 100, asked)


def _see_inequality(reader: Reader, share: float, asked: list[int]) -> None:
    """Note that in no region the places are further from the demand than this share of all who ask.

    Years in which nobody asks do not count.
    """
    for year in asked:
        everyone = [each for each in reader.people if each[2] == year]
        for region in reader.world.regions:
            number = sum(
                each
                for (home, period), each in reader.places.items()
                if period == year and reader.world.region(reader.world.host(home)) == region
            )
            own = {each: 1.0 for each in everyone if reader.world.region(each[0]) == region}
            for sign in (1, -1):
                line = {each: sign * own.get(each, 0.0) - share for each in everyone}
                reader.known.append((line, -np.inf, sign * number))
