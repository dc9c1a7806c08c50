"""What a policy officer reads of a spread, worked out by hand for the polder."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.hand_made import proposal_of
from support.spread.answers import draw_fitting_plan
from support.spread.generator import SMALL, draw_case
from support.spread.naive_world import World
from support.spread.plan import Plan, answer_of
from support.spread.polder import PLAN, TABLES, other, polder

from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model.model import Section
from u16opt.policies import policy_of
from u16opt.products import of_product
from u16opt.proposal import RuleEntry, WorstPlace
from u16opt.report.people import ReportSection, together
from u16opt.report.summary import summary
from u16opt.report.text import render_text
from u16opt_models.spread import MODEL
from u16opt_models.spread.reports.figures import TITLES

APART = {"rules": {"running_budget": {"mode": "soft", "pooled": False}}}


LATER = Plan(
    opened=PLAN.opened,
    places={at: number for at, number in PLAN.places.items() if at[1] == 2025},
    served={at: number for at, number in PLAN.served.items() if at[2] == 2025},
)
"""What the polder's own plan has in the second year."""


def made(path: Path, plan: Plan = PLAN, **changed: Any) -> dict[str, Section]:
    """Return the sections of the report on the polder, by name."""
    return sections(of_product(polder(path, **changed), MODEL), plan)


def sections(instance: Instance, plan: Plan) -> dict[str, Section]:
    """Return the sections of the report on a plan, by name."""
    found = MODEL.report(instance, policy_of(instance, MODEL), answer_of(instance, plan))
    return {section.name: section for section in found}


def rows(section: Section) -> list[tuple[Any, ...]]:
    """Return rows with every text in Dutch, and kilometres to the metre."""
    cells = [[getattr(cell, "nl", cell) for cell in row] for row in section.rows]
    return [tuple(round(cell, 3) if isinstance(cell, float) else cell for cell in row) for row in cells]


def test_new_locations(tmp_path: Path) -> None:
    """Tests that an opened site says where it is, from when, its places by year and what opening costs."""
    section = made(tmp_path)["new_locations"]
    assert [heading.nl for heading in section.columns][-4:] == ["Vanaf", "2024", "2025", "Openen (euro)"]
    assert rows(section) == [("new-b", "B1", "Bee", "noord", 2025, 0, 3, 30_000)]


def test_several_new_locations(tmp_path: Path) -> None:
    """Tests that the first to open stands first, and that several are added up."""
    places: Any = {("near-oak", 2024): 2, ("near-oak", 2025): 4}
    section = made(tmp_path, other(opened={"near-oak": 2024}, places=places))["new_locations"]
    assert rows(section) == [
        ("near-oak", "A2", "Aa", "noord", 2024, 2, 4, 50_000),
        ("new-b", "B1", "Bee", "noord", 2025, 0, 3, 30_000),
        ("Totaal", "", "", "", "", 2, 7, 80_000),
    ]


def test_locations_that_shrink_or_close(tmp_path: Path) -> None:
    """Tests that a location that loses places is listed, with the year in which it closes if it does."""
    assert rows(made(tmp_path)["less"]) == [("oak", "A1", "Aa", "noord", "", 4, 4, 3)]
    closed: Any = {("oak", 2025): 0}
    (path := tmp_path / "closed").mkdir()
    assert rows(made(path, other(places=closed))["less"]) == [("oak", "A1", "Aa", "noord", 2025, 4, 4, 0)]


def test_regions(tmp_path: Path) -> None:
    """Tests by hand: demand, places, how many of these are new, the difference, with and without a place."""
    assert rows(made(tmp_path)["regions"]) == [
        ("noord", 2024, 5, 4, 0, -1, 4, 1),
        ("noord", 2025, 7, 6, 3, -1, 6, 1),
        ("zuid", 2024, 4, 2, 0, -2, 2, 2),
        ("zuid", 2025, 3, 2, 0, -1, 2, 1),
        ("Alle regio's", 2024, 9, 6, 0, -3, 6, 3),
        ("Alle regio's", 2025, 10, 8, 3, -2, 8, 2),
    ]


def test_municipalities(tmp_path: Path) -> None:
    """Tests by hand: demand, own municipality, own region, elsewhere, without, and the mean distance.

    Of Bee one is 6 km away in oak and three 0.5 km in new-b: 7.5 km for four. Of all fourteen: 6 + 7.5 + 8.
    """
    assert rows(made(tmp_path)["municipalities"]) == [
        ("Aa", "A", 6, 6, 0, 0, 0, 1),
        ("Bee", "B", 6, 3, 1, 0, 2, 1.875),
        ("Cee", "C", 7, 4, 0, 0, 3, 2),
        ("Totaal", "", 19, 13, 1, 0, 5, 1.536),
    ]


def test_municipalities_by_year(tmp_path: Path) -> None:
    """Tests that each year has the places of a municipality and where its people have one."""
    found = rows(made(tmp_path)["municipalities_by_year"])
    assert [row for row in found if row[0] in ("Bee", "Totaal")] == [
        ("Bee", "B", 2024, 0, 2, 0, 1, 0, 1),
        ("Bee", "B", 2025, 3, 4, 3, 0, 0, 1),
        ("Totaal", "", 2024, 6, 9, 5, 1, 0, 3),
        ("Totaal", "", 2025, 8, 10, 8, 0, 0, 2),
    ]


def test_a_place_elsewhere(tmp_path: Path) -> None:
    """Tests that a place in another region counts as elsewhere where that is allowed."""
    free = {"rules": {"own_region": {"mode": "off"}}}
    found = made(tmp_path, other(served={("C", "oak", 2024): 1, ("B", "oak", 2024): None}), policy=free)
    assert rows(found["municipalities"])[2][2:7] == (7, 4, 0, 1, 2)


def test_pooled_money(tmp_path: Path) -> None:
    """Tests by hand: opening, places, both, the budgets of all together, and what is above them.

    2024: 4 x 10,000 + 2 x 20,000, with 30,000 and 10,000 to spend. 2025: 3 x 10,000 + 2 x 20,000 + 3 x
    15,000, with 60,000 and 0.9 x 10,000 + 0.1 x 20,000 to spend.
    """
    found = made(tmp_path)
    assert rows(found["money"]) == [
        (2024, 0, 80_000, 80_000, 40_000, 40_000),
        (2025, 30_000, 115_000, 145_000, 71_000, 74_000),
        ("Totaal", 30_000, 195_000, 225_000, 111_000, 114_000),
    ]
    assert "money_by_municipality" not in found


def test_money_of_each_municipality(tmp_path: Path) -> None:
    """Tests that with budgets apart every municipality shows its own cost, budget and excess."""
    found = made(tmp_path, policy=APART)
    assert rows(found["money_by_municipality"]) == [
        ("Aa", "A", 2024, 40_000, 30_000, 10_000),
        ("Aa", "A", 2025, 30_000, "", ""),
        ("Bee", "B", 2025, 75_000, 60_000, 15_000),
        ("Cee", "C", 2024, 40_000, 10_000, 30_000),
        ("Cee", "C", 2025, 40_000, 11_000, 29_000),
    ]
    assert [row[-1] for row in found["money"].rows] == [40_000, 44_000, 84_000]


def test_no_budgets(tmp_path: Path) -> None:
    """Tests that without budgets there is nothing to exceed."""
    assert [row[4:] for row in rows(made(tmp_path, budgets=[])["money"])] == [("", "")] * 3


def test_figures(tmp_path: Path) -> None:
    """Tests that every figure of the checker is shown, with two that put the places in their place."""
    found = rows(made(tmp_path)["figures"])
    assert [row[0] for row in found] == [title.nl for title, _ in TITLES.values()]
    values = {title: value for title, value, _ in found}
    assert values["Vraag"] == 19
    assert values["Plaats in de eigen gemeente"] == round(1300 / 14, 3)
    assert (values["Plaatsen nu"], values["Plaatsen aan het eind"]) == (6, 8)
    assert values["Waarvan in nieuwe locaties"] == 3


def test_one_period(tmp_path: Path) -> None:
    """Tests that with one period people are counted once, without a table by year."""
    demand = [row for row in TABLES["demand"] if row["period"] == 2025]
    budgets = [row for row in TABLES["budgets"] if row["period"] == 2025]
    found = made(tmp_path, LATER, periods=[2025], demand=demand, budgets=budgets)
    assert "municipalities_by_year" not in found
    assert rows(found["municipalities"])[1] == ("Bee", "B", 4, 3, 0, 0, 1, 0.5)
    assert rows(found["figures"])[0] == ("Vraag", 10, "cliënten")
    assert len(found["regions"].rows) == 3


def test_nobody_and_nothing(tmp_path: Path) -> None:
    """Tests that a plan without anything new and without anyone served can be read."""
    places: Any = {("oak", 2025): 4, ("new-b", 2025): None}
    served: Any = dict.fromkeys(PLAN.served)
    found = made(tmp_path, other(opened={"new-b": None}, places=places, served=served))
    assert rows(found["new_locations"]) == rows(found["less"]) == []
    assert [row[-1] for row in rows(found["municipalities"])] == [""] * 4


@pytest.mark.parametrize("language", ["nl", "en"])
def test_summary(tmp_path: Path, language: Any) -> None:
    """Tests that the whole summary reads in both languages, every heading and unit filled in."""
    instance = of_product(polder(tmp_path, policy=APART), MODEL)
    proposal = proposal_of(instance, MODEL, answer_of(instance, PLAN))
    report = summary(instance, MODEL, proposal, language)
    text = render_text(report)
    assert {"nl": "Vraag en plaatsen per Wmo-regio", "en": "Demand and places by Wmo region"}[
        language
    ] in text
    assert "None" not in text
    for section in report.sections:
        headings = [heading[language] for heading in section.columns]
        assert all(headings)
        assert len(set(headings)) == len(headings)
        assert all(len(row) == len(headings) for row in section.rows)
        if isinstance(section, ReportSection) and section.units:
            assert len(section.units) == len(headings), section.name


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_totals_are_the_sums_of_their_parts(seed: int) -> None:
    """Tests that every count is known and in its range, and every total the sum of known parts."""
    with TemporaryDirectory() as folder:
        instance = of_product(read(draw_case(seed, SMALL).write(Path(folder))), MODEL)
    found = sections(instance, draw_fitting_plan(World(instance), random.Random(seed)))
    reports = [each for each in found.values() if isinstance(each, ReportSection)]
    people = together(section.people for section in reports)
    for total, parts in people.sums:
        assert people.counts[total] == sum(people.counts[part] for part in parts), total
    for key, (least, most) in people.ranges.items():
        assert least <= people.counts[key] <= most, key
    assert all(0 <= number <= people.counts[key] for key, number in people.behind.items())
    shown = {key for section in reports for keys in section.cells.values() for key in keys}
    told = {key for section in reports for keys in section.figures.values() for key in keys}
    assert shown | told | people.known <= people.counts.keys()


def test_every_count_of_clients_rests_on_a_count(tmp_path: Path) -> None:
    """Tests that each cell with clients shows the very count that it says it gives away."""
    found = [each for each in made(tmp_path).values() if isinstance(each, ReportSection)]
    counts = together(section.people for section in found).counts
    checked = 0
    for section in found:
        for column, unit in enumerate(section.units):
            if unit is not None and unit.nl in ("cliënten", "cliëntjaren"):
                for row, cells in enumerate(section.rows):
                    (key,) = section.cells[row, column]
                    assert cells[column] == counts[key], (section.name, row, column)
                    checked += 1
    assert checked == 6 * 3 + 4 * 5 + 8 * 5


def test_a_location_is_named(tmp_path: Path) -> None:
    """Tests that a location where a rule is broken most is named by its code: it is no person."""
    instance = of_product(polder(tmp_path), MODEL)
    worst = WorstPlace(place="near-oak", amount=1)
    broken = RuleEntry(name="separation", mode="hard", violation=1, unit="pairs of locations", worst=worst)
    proposal = proposal_of(instance, MODEL, answer_of(instance, PLAN), rules=[broken])
    (rules,) = [each for each in summary(instance, MODEL, proposal).sections if each.name == "rules"]
    assert rows(rules)[0][-2:] == ("near-oak", 1)
