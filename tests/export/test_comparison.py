"""A comparison that leaves the house gives no small number of people away, not even by subtraction (P03)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog
from support.generator import SMALL, draw_case

import u16opt
from u16opt.engine.limits import Limits
from u16opt.explaining.comparing.difference import compared
from u16opt.explaining.comparing.sides import Sides
from u16opt.explaining.ground import Ground
from u16opt.export.comparison import check_file, content_of, write_comparison
from u16opt.export.content import Content
from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model import registry
from u16opt.model.model import Section
from u16opt.problems import InputError
from u16opt.proposal import Proposal
from u16opt.report.people import Key, ReportSection, housed, together

TINY = Path(__file__).resolve().parents[2] / "instances" / "tiny"
SEEDS = (1, 11, 18, 24, 29)
"""Drawn instances with a proposal and one year: more years are counted year by year as well."""

Solved = tuple[Instance, Proposal]


def sides_of(one: Solved, other: Solved) -> tuple[Sides, dict[str, Any]]:
    """Return two proposals, and the facts of their comparison."""
    model = registry.model(one[1].model)
    question = u16opt.Difference(others=(u16opt.Compared(*other),))
    return compared(Ground(*one[:1], model, one[1], Limits()), question)


def published(one: Solved, other: Solved, **more: Any) -> tuple[Sides, dict[str, Any], Content]:
    """Return two proposals, the facts, and what a file for others holds."""
    sides, facts = sides_of(one, other)
    told = {"internal": False, "language": "nl", "threshold": 5} | more
    return sides, facts, content_of(sides, facts, **told)


@cache
def solved(path: Path, scenario: str | None = None, model: str = "allocation", seed: int = 0) -> Solved:
    """Return an instance with a scenario, and its proposal."""
    instance = read(path, scenario)
    return instance, u16opt.solve(instance, model, u16opt.Options(seed=seed))


def section(content: Content, name: str) -> Section:
    """Return one section of a comparison."""
    (found,) = [each for each in content.report.sections if each.name == name]
    return found


@dataclass(frozen=True)
class Reader:
    """All that a reader can know of the counts of two proposals, as linear constraints.

    Each proposal's counts add up as its report says. Who there is does not depend on a proposal: clients by
    trait are the same in both. What a municipality has in one and what comes, is what it has in the other
    and what goes.
    """

    sides: Sides
    content: Content
    moves: dict[tuple[str | None, str | None], int]

    def counts(self) -> dict[Key, int]:
        """Return the value of every count."""
        found = {(side, *key): n for side in (0, 1) for key, n in self.people(side).counts.items()}
        return found | {("moved", *pair): n for pair, n in self.moves.items()}

    def people(self, side: int) -> Any:
        """Return the counts of one proposal."""
        report = self.sides[side].report.values()
        return together(each.people for each in report if isinstance(each, ReportSection))

    def lines(self) -> Iterator[dict[Key, int]]:
        """Yield sums that are constant: coefficients by count."""
        for side in (0, 1):
            for total, parts in self.people(side).sums:
                yield {(side, *total): -1} | {(side, *part): 1 for part in parts}
        for key in self.people(0).counts:
            if key[0] == "clients" or key[:2] == ("trait", "clients"):
                yield {(0, *key): 1, (1, *key): -1}
        for code in self.sides[0].ground.instance["municipalities"]["code"]:
            here = housed("municipalities", code, None)
            line = {(0, *here): 1, (1, *here): -1}
            for before, after in self.moves:
                if before != after and code in (before, after):
                    line[("moved", before, after)] = 1 if after == code else -1
            yield line

    def bounds(self) -> dict[Key, tuple[float, float | None]]:
        """Return what is shown of each count: itself, a range, or nothing at all."""
        shown, counts = self.shown(), self.counts()
        known = {(side, *key) for side in (0, 1) for key in self.people(side).known}
        found: dict[Key, tuple[float, float | None]] = {}
        for key, count in counts.items():
            mark = shown.get(key)
            if key in known or isinstance(mark, int):
                found[key] = (count, count)
            else:
                found[key] = (1, 4) if mark == "<5" else (0, None)
        return found

    def shown(self) -> dict[Key, Any]:
        """Return what the cells of the file say of each count they are."""
        names = {"Geleverd": housed("municipalities", "", None)[:2], "Tekort": ("short",)}
        names |= {"Uit eigen gemeente": ("own",), "Van elders": ("incoming",)}
        found: dict[Key, Any] = {}
        for row in section(self.content, "municipalities").rows:
            if key := names.get(row[2].nl):
                found |= {(side, *key, row[1], None): row[4 + side] for side in (0, 1)}
        for row, (pair, _) in zip(section(self.content, "moves").rows, self.moves.items(), strict=True):
            found["moved", *pair] = row[3]
        return found | self._groups()

    def _groups(self) -> dict[Key, Any]:
        counts = {"Cliënten": "clients", "Zonder woning": "unplaced"}
        found: dict[Key, Any] = {}
        keys = [key for key in self.people(0).counts if key[:2] == ("trait", "clients")]
        labels = iter([*keys, ("clients", None, None)])
        current: tuple[str, str] | None = None
        key: Key = ()
        for row in section(self.content, "groups").rows:
            label = (row[0].nl, str(row[1]))
            if label != current:
                current, key = label, next(labels)
            if name := counts.get(row[2].nl):
                own = ("trait", name, *key[2:]) if key[0] == "trait" else (name, None, None)
                found |= {(side, *own): row[4 + side] for side in (0, 1)}
        return found


def assert_safe(reader: Reader) -> int:
    """Assert that no small count has only one value that fits; return how many small counts there are."""
    counts, bounds = reader.counts(), reader.bounds()
    keys = list(counts)
    number = {key: place for place, key in enumerate(keys)}
    lines = list(reader.lines())
    matrix, right = np.zeros((len(lines), len(keys))), np.zeros(len(lines))
    for place, line in enumerate(lines):
        for key, factor in line.items():
            matrix[place, number[key]] += factor
            right[place] += factor * counts[key]
    shown = reader.shown()
    small = [key for key, mark in shown.items() if 0 < counts[key] < 5 and key[1:2] != ("short",)]
    for key in small:
        assert not isinstance(shown[key], int), key
        pull = np.zeros(len(keys))
        pull[number[key]] = 1
        limits = [bounds[each] for each in keys]
        least, most = (
            sign * linprog(sign * pull, A_eq=matrix, b_eq=right, bounds=limits).fun for sign in (1, -1)
        )
        assert most - least > 1 - 1e-6, (key, shown[key])
    return len(small)


def steps(facts: dict[str, Any]) -> dict[tuple[str | None, str | None], int]:
    """Return the clients who move by municipalities, in the order of the file."""
    found: dict[tuple[str | None, str | None], int] = {}
    for move in facts["moves"]:
        pair = (move["from"], move["to"])
        found[pair] = found.get(pair, 0) + move["clients"]
    return dict(sorted(found.items(), key=lambda step: [code or "~" for code in step[0]]))


@pytest.mark.parametrize("scenario", ["draagkracht-strenger"])
def test_shipped_year(scenario: str) -> None:
    """Tests on the U16 that every small count keeps room, for a reader who adds, subtracts and compares."""
    year = TINY.parent / "u16-2024"
    sides, facts, content = published(solved(year), solved(year, scenario))
    assert assert_safe(Reader(sides, content, steps(facts))) > 20


@pytest.mark.parametrize("seed", SEEDS)
def test_random_instances(tmp_path: Path, seed: int) -> None:
    """Tests the same on random instances whose homes differ."""
    case = draw_case(seed, SMALL)
    one = solved(case.write(tmp_path / "1"))
    homes = [
        row | ({"homes": row["homes"] // 2} if place % 3 == 0 else {})
        for place, row in enumerate(case.tables["supply"])
    ]
    tables = {**case.tables, "supply": homes}
    tables.pop("placed", None)
    other = solved(type(case)(tables, case.settings).write(tmp_path / "2"), seed=1)
    sides, facts, content = published(one, other)
    assert assert_safe(Reader(sides, content, steps(facts))) > 3


def test_what_is_hidden_in_one_is_hidden_in_all() -> None:
    """Tests that but for a 0 no number stands beside a mark in the same row, and neither does the change."""
    year = TINY.parent / "u16-2024"
    _, _, content = published(solved(year), solved(year, "flexwoningen"))
    marked = 0
    for name in ("municipalities", "groups"):
        for row in section(content, name).rows:
            marks = [cell for cell in row[4:7] if cell in ("x", "<5")]
            marked += bool(marks)
            assert not marks or row[6] == "x", row
            assert not marks or not any(isinstance(cell, int | float) and cell for cell in row[4:7]), row
    assert marked > 20


def test_a_small_count_and_the_threshold() -> None:
    """Tests that what is small by the threshold is marked, and that a threshold of 0 shows every count."""
    one, other = solved(TINY), solved(TINY, "flexwoningen")
    for threshold, mark in ((5, "<5"), (3, "<3")):
        _, _, content = published(one, other, threshold=threshold)
        counted = ("Geleverd", "Uit eigen gemeente", "Van elders")
        rows = [row for row in section(content, "municipalities").rows if row[2].nl in counted]
        cells = {cell for row in rows for cell in row[4:7]}
        assert mark in cells
        assert not {1, 2} & cells
    _, _, content = published(one, other, threshold=0)
    assert not {"x", "<5"} & {cell for row in section(content, "municipalities").rows for cell in row[4:7]}


def test_rows_of_groups_are_internal() -> None:
    """Tests that moves by group, and of a spread all moves, are in internal files alone."""
    year = TINY.parent / "u16-2024"
    for model, scenario in (("allocation", "flexwoningen"), ("spread", "hooguit-acht-nieuwe-locaties")):
        one, other = solved(year, model=model), solved(year, scenario, model)
        sides, facts, content = published(one, other)
        inside = content_of(sides, facts, internal=True, language="nl", threshold=5)
        assert "moves_by_group" not in {each.name for each in content.report.sections}
        assert len(section(inside, "moves_by_group").rows) == len(facts["moves"]) > 0
        assert bool(section(content, "moves").rows) == (model == "allocation")
        assert section(inside, "moves").rows


def test_agreements_are_public(tmp_path: Path) -> None:
    """Tests that a comparison of recalibrations shows every number: these count no people."""
    one, other = (solved(TINY, name, "herijking") for name in (None, "contingent-naar-instroom"))
    sides, facts = sides_of(one, other)
    (file,) = write_comparison(sides, facts, tmp_path / "v.csv", internal=False, language="en")
    text = file.read_text(encoding="utf-8")
    assert ",x," not in text
    assert "<5" not in text
    assert "municipalities,Stad Aa | A | New,tiny" in text


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ods", ".html"])
def test_the_same_bytes(tmp_path: Path, ending: str) -> None:
    """Tests that the same comparison gives the same bytes, whichever file it is written to."""
    one, other = solved(TINY), solved(TINY, "draagkracht-strenger")
    sides, facts = sides_of(one, other)
    files = [tmp_path / f"{name}{ending}" for name in ("a", "b")]
    for file in files:
        assert write_comparison(sides, facts, file, internal=False) == [file]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_files_that_cannot_be(tmp_path: Path) -> None:
    """Tests that a map, and a threshold of 2, are refused."""
    for name, threshold in (("v.geojson", 5), ("v.csv", 2)):
        with pytest.raises(InputError):
            check_file(tmp_path / name, threshold)
