"""Answers that are no answers: each is refused with the name of what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.spread.plan import Plan, answer_of
from support.spread.polder import PLAN, other, polder, rows

from u16opt.instance.instance import Instance
from u16opt.policies import policy_of
from u16opt_models.spread import MODEL

Row = dict[str, Any]
CLEARED = {key: None for key in PLAN.served if key[1] == "oak"}
"""Nobody in oak: what then becomes of its places is no matter of capacity."""


def found(instance: Instance, answer: Any) -> list[tuple[str, str]]:
    """Return name and English message of every fault."""
    faults = MODEL.check(instance, policy_of(instance, MODEL), answer).faults
    assert all(text.nl and text.en for _, text in faults)
    return [(name, text.en) for name, text in faults]


def faults(path: Path, plan: Plan = PLAN, *, sites: Any = None, **more: Any) -> set[str]:
    """Return the names of the faults in a plan for the polder; `more` adds rows to its tables."""
    instance = polder(path, **({"sites": sites} if sites else {}))
    answer = answer_of(instance, plan)
    answer = {name: answer.get(name, []) + more.get(name, []) for name in answer.keys() | more.keys()}
    return {name for name, _ in found(instance, answer)}


def served(municipality: Any = "C", location: Any = "oak", period: Any = 2024, clients: Any = 1) -> Row:
    """Return one row of `served`."""
    return {"municipality": municipality, "location": location, "period": period, "clients": clients}


def unmet(municipality: str, clients: int = 1) -> Row:
    """Return one row of `unmet`, for 2024."""
    return {"municipality": municipality, "period": 2024, "clients": clients}


def test_no_faults(tmp_path: Path) -> None:
    """Tests that a right answer has no faults, also when its numbers are written as 3.0."""
    assert faults(tmp_path) == set()
    instance = polder(tmp_path / "other")
    answer = answer_of(instance, PLAN)
    answer["places"] = [row | {"places": float(row["places"])} for row in answer["places"]]
    answer["unmet"] = [row | {"clients": float(row["clients"])} for row in answer["unmet"]]
    assert found(instance, answer) == []


@pytest.mark.parametrize(
    ("table", "row", "name"),
    [
        ("served", served("nowhere"), "municipality"),
        ("served", served("oak"), "municipality"),
        ("served", served(None), "municipality"),
        ("served", served(["C"]), "municipality"),
        ("served", served(location="nothing"), "location"),
        ("served", served(location="C1"), "location"),
        ("served", served(period=2023), "period"),
        ("served", served(period="2024"), "period"),
        ("served", served(period=2024.0), "period"),
        ("served", served(period=True), "period"),
        ("served", served(clients=0), "clients"),
        ("served", served(clients=-1), "clients"),
        ("served", served(clients=0.5), "clients"),
        ("served", served(clients="1"), "clients"),
        ("served", served(clients=True), "clients"),
        ("served", served(clients=None), "clients"),
        ("served", served(clients=float("nan")), "clients"),
        ("served", served(clients=float("inf")), "clients"),
        ("served", {"municipality": "C", "location": "elm", "period": 2024}, "answer"),
        ("served", served() | {"why": "near"}, "answer"),
        ("opened", {"site": "oak", "period": 2024}, "site"),
        ("opened", {"site": "near-oak", "period": 2030}, "period"),
        ("opened", {"site": "near-oak"}, "answer"),
        ("places", {"location": "nothing", "period": 2024, "places": 1}, "location"),
        ("places", {"location": "near-oak", "period": 2024, "places": -2}, "places"),
        ("places", {"location": "near-oak", "period": 2024, "places": 2.5}, "places"),
        ("unmet", unmet("nowhere"), "municipality"),
        ("unmet", unmet("A", 0), "clients"),
    ],
)
def test_one_wrong_row(tmp_path: Path, table: str, row: Row, name: str) -> None:
    """Tests that a row that cannot be read is refused under its own name, by table and number."""
    instance = polder(tmp_path)
    answer = answer_of(instance, PLAN)
    number = len(answer[table]) + 1
    ((fault, text),) = found(instance, answer | {table: [*answer[table], row]})
    assert fault == name
    assert text.startswith(f"{table} {number}")


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("opened", {"site": "new-b", "period": 2025}),
        ("opened", {"site": "new-b", "period": 2024}),  # a site opens once, whatever the period
        ("places", {"location": "oak", "period": 2025, "places": 1}),
        ("served", served("A", "oak", 2025, 1)),
        ("unmet", unmet("C")),
    ],
)
def test_listed_twice(tmp_path: Path, table: str, row: Row) -> None:
    """Tests that what an answer says, it says once."""
    assert faults(tmp_path, PLAN, **{table: [row]}) == {"double"}


def test_tables_of_an_answer(tmp_path: Path) -> None:
    """Tests that a table too many or too few is refused."""
    assert faults(tmp_path, placements=[]) == {"answer"}
    instance = polder(tmp_path / "other")
    assert [name for name, _ in found(instance, {"opened": [], "places": [], "unmet": []})] == ["answer"]


def test_too_early(tmp_path: Path) -> None:
    """Tests that a site does not open before its first period."""
    early = other(opened={"new-b": 2024}, places={("new-b", 2024): 3})
    assert faults(tmp_path, early) == {"opened"}


@pytest.mark.parametrize(
    "places",
    [
        {("elm", 2024): None},  # stands, but is not listed
        {("new-b", 2025): None},
        {("new-b", 2024): 0},  # listed, but does not stand yet
        {("near-oak", 2025): 2},  # listed, but never opened
    ],
)
def test_rows_of_places(tmp_path: Path, places: dict[tuple[str, int], int | None]) -> None:
    """Tests that all that stands is listed in every period, and nothing else."""
    assert faults(tmp_path, other(places=places)) == {"standing"}


@pytest.mark.parametrize(
    ("places", "faulty"),
    [
        ({("oak", 2024): 0, ("oak", 2025): 0}, False),  # closes
        ({("oak", 2024): 3, ("oak", 2025): 3}, False),
        ({("oak", 2024): 5}, True),  # more than it has
        ({("oak", 2024): 2, ("oak", 2025): 3}, True),  # grows again
        ({("elm", 2025): 1}, True),  # may not close
        ({("elm", 2024): 3, ("elm", 2025): 3}, True),
    ],
)
def test_existing_locations(tmp_path: Path, places: dict[tuple[str, int], int | None], faulty: bool) -> None:
    """Tests that a location keeps its places or, where it may close, only loses them."""
    assert faults(tmp_path, other(places=places, served=CLEARED)) == ({"existing"} if faulty else set())


def test_modules(tmp_path: Path) -> None:
    """Tests that the places of a site are whole modules, of an existing location any number."""
    opened = {"near-oak": 2024}
    odd = other(opened=opened, places={("near-oak", 2024): 2, ("near-oak", 2025): 3})
    assert faults(tmp_path, odd) == {"module"}
    even = other(opened=opened, places={("near-oak", 2024): 2, ("near-oak", 2025): 6})
    assert faults(tmp_path / "even", even) == set()


def test_no_places_at_all(tmp_path: Path) -> None:
    """Tests that a site without a minimum may open with 0 places, if they are listed."""
    sites = rows("sites", "site", near_oak={"min_places": 0})
    places = {("near-oak", 2024): 0, ("near-oak", 2025): 0}
    assert faults(tmp_path, other(opened={"near-oak": 2024}, places=places), sites=sites) == set()


def test_shrinking(tmp_path: Path) -> None:
    """Tests that a site never has fewer places than before."""
    less = other(opened={"near-oak": 2024}, places={("near-oak", 2024): 4, ("near-oak", 2025): 2})
    assert faults(tmp_path, less) == {"shrinking"}


def test_more_served_than_ask(tmp_path: Path) -> None:
    """Tests that nobody is served who does not ask."""
    assert faults(tmp_path, other(served={("A", "oak", 2024): 4})) == {"demand"}


@pytest.mark.parametrize(
    "said",
    [
        [],  # all of them are lost
        [unmet("B"), unmet("C")],  # two of C wait
        [unmet("A")],  # all of A are served
    ],
)
def test_everybody_counts_once(tmp_path: Path, said: list[Row]) -> None:
    """Tests that served and unmet add up to the demand, for every municipality in every period."""
    instance = polder(tmp_path)
    answer = answer_of(instance, PLAN) | {"unmet": said}
    assert {name for name, _ in found(instance, answer)} == {"unmet"}


def test_a_fault_hides_no_number(tmp_path: Path) -> None:
    """Tests that an impossible plan is still measured, and one that cannot be read is not."""
    instance = polder(tmp_path)
    answer = answer_of(instance, other(places={("new-b", 2025): 9}))
    broke = MODEL.check(instance, policy_of(instance, MODEL), answer | {"unmet": []})
    assert {name for name, _ in broke.faults} == {"unmet"}
    assert {each.name for each in broke.rules if each.violation} >= {"site_limits", "neighbourhood_load"}
    unreadable = MODEL.check(instance, policy_of(instance, MODEL), answer | {"served": [served("X")]})
    assert (unreadable.goals, unreadable.rules) == ({}, ())
