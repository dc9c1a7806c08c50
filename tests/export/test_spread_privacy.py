"""What is published of a spread gives no small number of people away (P03)."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from support.hand_made import proposal_of
from support.spread.answers import draw_fitting_plan
from support.spread.generator import Size, draw_case
from support.spread.naive_world import World
from support.spread.plan import Plan, answer_of
from support.spread.polder import PLAN, TABLES, polder
from support.spread.reader import THRESHOLD, Reader, read_all

from u16opt.export.content import content_of
from u16opt.export.export import export
from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model.model import Answer
from u16opt.policies import policy_of
from u16opt.products import of_product
from u16opt.proposal import Proposal
from u16opt.report.people import ReportSection
from u16opt.solving import solve
from u16opt_models.spread import MODEL

FEW = Size((2, 4), (1, 2), (1, 2), (1, 3), (1, 3), (3, 12), (0, 14))
MORE = Size((5, 8), (1, 2), (1, 2), (3, 6), (3, 6), (2, 20), (0, 12))


def drawn(seed: int, size: Size) -> Instance:
    """Return the instance of a seed, with the rows of its product."""
    with TemporaryDirectory() as folder:
        return of_product(read(draw_case(seed, size).write(Path(folder))), MODEL)


def reader_of(instance: Instance, answer: Answer) -> Reader:
    """Return a reader who has seen nothing but the places."""
    places = {(row["location"], row["period"]): row["places"] for row in answer["places"]}
    return Reader(World(instance), places, policy_of(instance, MODEL).hard("own_region"))


def truth_of(answer: Answer) -> dict[tuple[str, str, int], int]:
    """Return the people of each municipality by location (empty: none) and year."""
    found = {
        (row["municipality"], row["location"], row["period"]): row["clients"] for row in answer["served"]
    }
    return found | {(row["municipality"], "", row["period"]): row["clients"] for row in answer["unmet"]}


def worked_out(instance: Instance, proposal: Proposal) -> tuple[list[Any], int]:
    """Return the small numbers that a reader of the published report finds, and how many there are."""
    content = content_of(instance, MODEL, proposal, internal=False, language="nl", threshold=THRESHOLD)
    reader, blind = reader_of(instance, proposal.answer), reader_of(instance, proposal.answer)
    read_all(reader, {section.name: section for section in content.report.sections})
    truth = truth_of(proposal.answer)
    for line, least, most in reader.known:
        value = sum(factor * truth.get(each, 0) for each, factor in line.items())
        assert least - 1e-6 <= value <= most + 1e-6
    found, small = [], 0
    for at, people in reader.counted().items():
        if 0 < sum(truth.get(each, 0) for each in people) < THRESHOLD:
            small += 1
            least, most = reader.could_be(people)
            if least == most and len(set(blind.could_be(people))) > 1:
                found.append(at)
    return found, small


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_of_any_plan(seed: int) -> None:
    """Tests on any plan that fits the places that no small number is found by who was not told it."""
    instance = drawn(seed, FEW)
    answer = answer_of(instance, draw_fitting_plan(World(instance), random.Random(seed)))
    assert MODEL.check(instance, policy_of(instance, MODEL), answer).faults == ()
    assert worked_out(instance, proposal_of(instance, MODEL, answer))[0] == []


@pytest.mark.parametrize(("size", "seeds"), [(FEW, range(16)), (MORE, range(10))], ids=["few", "more"])
def test_of_the_best_plan(size: Size, seeds: range) -> None:
    """Tests that full locations, which the best plans have, give no small number away."""
    tried = 0
    for seed in seeds:
        instance = drawn(seed, size)
        proposal = solve(instance, MODEL)
        if proposal.status == "optimal":
            found, small = worked_out(instance, proposal)
            assert found == [], seed
            tried += small
    assert tried > 10


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """Return the polder."""
    return of_product(polder(tmp_path_factory.mktemp("polder")), MODEL)


@pytest.fixture(scope="module")
def proposal(instance: Instance) -> Proposal:
    """Return the polder's own plan."""
    return proposal_of(instance, MODEL, answer_of(instance, PLAN))


def published(instance: Instance, proposal: Proposal) -> Mapping[str, ReportSection]:
    """Return the sections of the published report by name."""
    content = content_of(instance, MODEL, proposal, internal=False, language="nl", threshold=THRESHOLD)
    return {each.name: each for each in content.report.sections if isinstance(each, ReportSection)}


def test_places_and_money_are_shown(instance: Instance, proposal: Proposal) -> None:
    """Tests that small numbers of places, locations and years are shown, and all that is paid."""
    sections = published(instance, proposal)
    assert sections["new_locations"].rows[0][5:] == (0, 3, 30_000)
    assert sections["less"].rows[0][5:] == (4, 4, 3)
    assert [row[-1] for row in sections["money"].rows] == [40_000, 74_000, 114_000]
    assert [row[:3] for row in sections["places"].rows][-1] == ("new-b", 2025, 3)
    assert [row[:2] for row in sections["opened"].rows] == [("new-b", 2025)]


def test_goals_that_tell_of_people_are_hidden(instance: Instance, proposal: Proposal) -> None:
    """Tests that where few wait the goals that tell so are hidden; those about places and money are not."""
    goals = {row[0].nl: row[1] for row in published(instance, proposal)["goals"].rows}
    hidden = {title for title, cell in goals.items() if isinstance(cell, str)}
    assert hidden == {"Zonder plaats", "Ongelijke spreiding", "Reisafstand"}


def test_a_difference_is_hidden_with_the_demand(instance: Instance, proposal: Proposal) -> None:
    """Tests that places minus demand is hidden wherever one of few people follows from it."""
    rows = {row[:2]: row for row in published(instance, proposal)["regions"].rows if row[0] == "zuid"}
    assert [row[2:6] for row in rows.values()] == [("<5", 2, 0, "x"), ("<5", 2, 0, "x")]


@pytest.mark.parametrize("internal", [False, True])
def test_who_is_where_is_internal(
    tmp_path: Path, instance: Instance, proposal: Proposal, internal: bool
) -> None:
    """Tests that the rows that say who has a place where, and who has none, are in internal exports only."""
    (book,) = export(instance, MODEL, proposal, tmp_path / "v.xlsx", internal=internal)
    names = CalamineWorkbook.from_path(book).sheet_names
    assert {"Geopende locaties", "Plaatsen per locatie en jaar"} <= set(names)
    assert ("Wie waar een plaats heeft" in names) == internal
    assert ("Zonder plaats" in names) == internal
    files = export(instance, MODEL, proposal, tmp_path / "v.csv", internal=internal)
    tables = [file.name for file in files]
    assert tables == (["v.csv", "v-places.csv", "v-served.csv", "v-unmet.csv"] if internal else ["v.csv"])


@pytest.mark.parametrize("internal", [False, True])
def test_the_map_counts_no_people(
    tmp_path: Path, instance: Instance, proposal: Proposal, internal: bool
) -> None:
    """Tests that the map tells of places alone."""
    (file,) = export(instance, MODEL, proposal, tmp_path / "v.geojson", internal=internal)
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    names = {name for feature in features for name in feature["properties"]}
    assert names >= {"places_2024", "places_2025", "opened"}
    assert not any(name.startswith(("clients", "served", "unmet")) for name in names)


def test_too_few_places_give_the_few_without_away(tmp_path: Path) -> None:
    """Tests that 23 who ask are not shown beside 20 places: who knows that all are taken knows the rest."""
    locations = [row | {"places": 20, "closable": 0} for row in TABLES["locations"]]
    asked = {"A": 20, "B": 0, "C": 23}
    demand = [row | {"clients": asked[row["municipality"]]} for row in TABLES["demand"]]
    wide = [row | {"location_load": None} for row in TABLES["neighbourhoods"]]
    instance = polder(tmp_path, locations=locations, demand=demand, neighbourhoods=wide)
    years, homes = (2024, 2025), {"A": "oak", "C": "elm"}
    plan = Plan(
        places={(home, year): 20 for home in homes.values() for year in years},
        served={(code, home, year): 20 for code, home in homes.items() for year in years},
    )
    instance = of_product(instance, MODEL)
    sections = published(instance, proposal_of(instance, MODEL, answer_of(instance, plan)))
    south = [row[2:] for row in sections["regions"].rows if row[0] == "zuid"]
    assert [row[0] for row in south] == ["x", "x"]
    assert [row[3] for row in south] == ["x", "x"]
    assert [row[5] for row in south] == ["<5", "<5"]
