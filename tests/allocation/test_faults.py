"""Answers that are no answers: each is refused with the name of what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.answers import answer_of
from support.village import PLACEMENTS, rows, village

from u16opt.policies import policy_of
from u16opt_models.allocation import MODEL

Rows = list[dict[str, Any]]


def faults(path: Path, placements: Rows | None = None, unplaced: Rows | None = None, **more: Any) -> set[str]:
    """Return the names of the faults in an answer to the village; by default an answer without any."""
    groups = rows("client_groups", "group", a={"excluded": ["ZE"]}, b={"pin": "z-flat"})
    groups = [row | {"excluded": row.get("excluded"), "pin": row.get("pin")} for row in groups]
    instance = village(path, client_groups=groups)
    kept = {pair: clients for pair, clients in PLACEMENTS.items() if pair != ("a", "z-flat")}
    answer = answer_of(instance, kept)
    answer["placements"] = answer["placements"] if placements is None else placements
    answer["unplaced"] = answer["unplaced"] if unplaced is None else unplaced
    found = MODEL.check(instance, policy_of(instance, MODEL), {**answer, **more}).faults
    assert all(text.nl and text.en for _, text in found)
    return {name for name, _ in found}


def placement(group: str, lot: str, clients: Any = 1) -> dict[str, Any]:
    """Return one row of the placements."""
    return {"group": group, "lot": lot, "clients": clients}


UNPLACED = [{"group": "a", "clients": 2}, {"group": "b", "clients": 2}, {"group": "c", "clients": 2}]


def test_no_faults(tmp_path: Path) -> None:
    """Tests that a right answer has no faults."""
    assert faults(tmp_path) == set()


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (placement("nobody", "u-flat"), "group"),
        (placement("a", "nowhere"), "lot"),
        (placement("a", 7), "lot"),  # type: ignore[arg-type]
        (placement("a", "u-flat", 0), "clients"),
        (placement("a", "u-flat", -1), "clients"),
        (placement("a", "u-flat", 0.5), "clients"),
        (placement("a", "u-flat", "1"), "clients"),
        (placement("a", "u-flat", True), "clients"),
        (placement("a", "u-flat", None), "clients"),
        (placement("a", "u-flat", float("nan")), "clients"),
        (placement("a", "u-flat", float("inf")), "clients"),
        (placement("a", "z-room"), "admissible"),  # a wants no room
        (placement("a", "z-flat"), "admissible"),  # a excludes Zeist
        (placement("b", "u-flat"), "admissible"),  # b is pinned to another lot
        (placement("c", "u-flat"), "admissible"),  # c comes in 2025
        ({"group": "a", "lot": "u-flat"}, "answer"),
        (placement("a", "u-flat") | {"why": "near"}, "answer"),
    ],
)
def test_one_wrong_row(tmp_path: Path, row: dict[str, Any], name: str) -> None:
    """Tests that one row that cannot be is refused under its own name."""
    assert name in faults(tmp_path, [row], UNPLACED)


def test_admissible_row(tmp_path: Path) -> None:
    """Tests that the answer those rows spoil is right with a right row, also when 1 is written as 1.0."""
    assert faults(tmp_path, [placement("a", "u-flat", 1.0)], UNPLACED) == set()


@pytest.mark.parametrize("row", [placement("nobody", "u-flat"), placement("a", "u-flat", 0), {"group": "a"}])
def test_the_row_is_named(tmp_path: Path, row: dict[str, Any]) -> None:
    """Tests that a message tells which row of which table is wrong, counted from 1."""
    instance = village(tmp_path)
    answer = {"placements": [placement("a", "u-temp"), row], "unplaced": []}
    ((_, text),) = MODEL.check(instance, policy_of(instance, MODEL), answer).faults
    assert text.nl.startswith("placements 2")
    assert text.en.startswith("placements 2")


def test_listed_twice(tmp_path: Path) -> None:
    """Tests that a pair, or an unplaced group, may stand in an answer once."""
    unplaced = [{"group": "a", "clients": 1}, *UNPLACED[1:]]
    assert faults(tmp_path, [placement("a", "u-flat"), placement("a", "u-flat")], unplaced) == {"double"}
    assert faults(tmp_path, [], [*UNPLACED, UNPLACED[0]]) == {"double"}


@pytest.mark.parametrize(
    "unplaced",
    [
        UNPLACED[1:],  # two of a are lost
        [{"group": "a", "clients": 3}, *UNPLACED[1:]],  # one too many
    ],
)
def test_every_client_counts_once(tmp_path: Path, unplaced: Rows) -> None:
    """Tests that placed and unplaced must add up to the clients of the group."""
    assert faults(tmp_path, [placement("a", "u-flat")], unplaced) == {"clients"}


def test_more_placed_than_there_are(tmp_path: Path) -> None:
    """Tests that a group cannot be given more homes than it has clients."""
    assert faults(tmp_path, [placement("a", "u-flat", 4)], UNPLACED[1:]) == {"clients"}


def test_tables_of_an_answer(tmp_path: Path) -> None:
    """Tests that a table too many or too few is refused."""
    assert faults(tmp_path, opened=[]) == {"answer"}
    instance = village(tmp_path / "other")
    found = MODEL.check(instance, policy_of(instance, MODEL), {"placements": []}).faults
    assert [name for name, _ in found] == ["answer"]


def test_let_is_let(tmp_path: Path) -> None:
    """Tests that a home already let to a group is admissible, whatever its kinds, exclusions and pin say."""
    groups = rows("client_groups", "group", a={"excluded": ["ZE"], "pin": "u-flat"})
    groups = [row | {"excluded": row.get("excluded"), "pin": row.get("pin")} for row in groups]
    let = [{"group": "a", "lot": "z-room", "clients": 1}]
    instance = village(tmp_path, client_groups=groups, placed=let)
    answer = answer_of(instance, {("a", "z-room"): 2})
    assert MODEL.check(instance, policy_of(instance, MODEL), answer).faults == ()
