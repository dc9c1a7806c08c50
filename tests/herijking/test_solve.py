"""Small recalibrations worked out by hand: rounding, bounds, equal cases, modes of rules."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from support.recalibration.case import Recalibration, Town
from support.recalibration.valley import BEST, BINDING, VALLEY

from u16opt.model import registry
from u16opt.problems import InputError
from u16opt.proposal import Proposal
from u16opt.solving import solve
from u16opt_models.herijking import MODEL


def solved(path: Path, question: Recalibration) -> Proposal:
    """Return the proposal for a question."""
    return solve(question.instance(path), MODEL)


def lettings(path: Path, question: Recalibration) -> dict[str, int]:
    """Return the lettings of a proven proposal by municipality."""
    proposal = solved(path, question)
    assert (proposal.status, proposal.verified) == ("optimal", True)
    return {row["municipality"]: row["lettings"] for row in proposal.answer["contingents"]}


def towns(**current_and_basis: tuple[int, float]) -> list[Town]:
    """Return municipalities without bounds."""
    return [Town(code, *numbers) for code, numbers in current_and_basis.items()]


def off(*rules: str) -> Mapping[str, Any]:
    """Return a policy with some rules off."""
    return {"rules": {rule: {"mode": "off"} for rule in rules}}


def test_the_model_is_installed() -> None:
    """Tests that the model is found by its name."""
    assert registry.model("herijking") is MODEL


def test_valley(tmp_path: Path) -> None:
    """Tests that the valley gets what was worked out by hand, with quota and the bound that binds."""
    rows = solved(tmp_path, VALLEY).answer["contingents"]
    assert {row["municipality"]: row["lettings"] for row in rows} == BEST
    assert {row["municipality"]: row["binding"] for row in rows} == BINDING
    assert [row["quota"] for row in rows] == [4.0, 2.0, 8.0, 2.0, 0.0]
    assert [row["current"] for row in rows] == [5, 1, 4, 2, 3]
    assert [row["municipality"] for row in rows] == list("ABCDE")


def test_values_of_the_valley(tmp_path: Path) -> None:
    """Tests the goals of the valley: 1/4 + 1/2 + 9/8 + 1/2 points, and (2 + 2 + 1 + 1) / 2 lettings moved."""
    goals = {goal.name: goal for goal in solved(tmp_path, VALLEY).goals}
    assert (goals["disproportion"].value, goals["disproportion"].bound) == (2.375, 2.375)
    assert (goals["moves"].value, goals["moves"].unit) == (3.5, "lettings")


def test_moves_may_be_a_half(tmp_path: Path) -> None:
    """Tests that a total that grows by one moves half a letting."""
    proposal = solved(tmp_path, Recalibration(towns(a=(1, 1), b=(1, 1)), 3))
    assert proposal.goals[1].value == 0.5


def test_equal_cases_go_to_who_moves_least(tmp_path: Path) -> None:
    """Tests that of equally proportional ones the recalibration that moves fewest lettings is taken."""
    assert lettings(tmp_path, Recalibration(towns(a=(0, 1), b=(1, 1)), 1)) == {"a": 0, "b": 1}


def test_equal_cases_go_to_the_larger_current_number(tmp_path: Path) -> None:
    """Tests that of what is equal after both goals the larger current number goes first."""
    question = Recalibration(towns(a=(4, 1), b=(5, 1), c=(3, 1)), 4)
    assert lettings(tmp_path, question) == {"a": 1, "b": 2, "c": 1}


def test_equal_cases_go_to_the_smaller_code(tmp_path: Path) -> None:
    """Tests that of equal current numbers the smaller code goes first."""
    question = Recalibration(towns(c=(5, 1), b=(5, 1), a=(0, 1), d=(5, 1)), 2)
    assert lettings(tmp_path, question) == {"a": 0, "b": 1, "c": 1, "d": 0}


def test_written_decimals_are_equal_cases(tmp_path: Path) -> None:
    """Tests that 12.3 is three times 4.1, as it was written: after one letting of it they are equal."""
    question = Recalibration(towns(a=(2, 4.1), b=(1, 12.3)), 2)
    assert lettings(tmp_path, question) == {"a": 1, "b": 1}
    turned = Recalibration(towns(a=(0, 4.1), b=(2, 12.3)), 2)
    assert lettings(tmp_path / "turned", turned) == {"a": 0, "b": 2}


def test_no_basis_no_more_than_the_lower_bound(tmp_path: Path) -> None:
    """Tests that a municipality with basis 0 gets its lower bound, by minimum or by largest change."""
    members = [Town("a", 9, 0, 2), Town("b", 0, 0), Town("c", 5, 3)]
    assert lettings(tmp_path, Recalibration(members, 8)) == {"a": 2, "b": 0, "c": 6}
    changed = Recalibration(members, 8, max_change=3)
    assert lettings(tmp_path / "changed", changed) == {"a": 6, "b": 0, "c": 2}


def test_one_without_a_row_is_no_member(tmp_path: Path) -> None:
    """Tests that a municipality without a row in the table takes no part."""
    question = Recalibration(towns(a=(1, 1), b=(1, 1)), 4)
    folder = question.write(tmp_path)
    with (folder / "municipalities.csv").open("a", encoding="utf-8") as file:
        file.write("z,noord\n")
    from u16opt.instance.read import read

    rows = solve(read(folder), MODEL).answer["contingents"]
    assert [(row["municipality"], row["lettings"]) for row in rows] == [("a", 2), ("b", 2)]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ((), {"a": 4, "b": 3, "c": 1}),
        (("minimum",), {"a": 4, "b": 4, "c": 0}),
        (("maximum",), {"a": 4, "b": 3, "c": 1}),
        (("max_change",), {"a": 5, "b": 2, "c": 1}),
        (("max_change", "maximum"), {"a": 6, "b": 1, "c": 1}),
        (("max_change", "maximum", "minimum"), {"a": 7, "b": 1, "c": 0}),
    ],
)
def test_modes(tmp_path: Path, rules: tuple[str, ...], expected: dict[str, int]) -> None:
    """Tests that a rule that is off takes its bound away; quotas are 6.9, 1 and 0.1."""
    members = [Town("a", 3, 69, 0, 5), Town("b", 3, 10), Town("c", 1, 1, 1)]
    question = Recalibration(members, 8, max_change=1, policy=off(*rules) if rules else {})
    assert lettings(tmp_path, question) == expected


@pytest.mark.parametrize(
    ("town", "most", "lettings", "binding"),
    [
        (Town("a", 1, 1, 3, None), None, 3, "minimum"),
        (Town("a", 4, 9, None, 4), None, 4, "maximum"),
        (Town("a", 5, 1, None, None), 2, 3, "max_change"),
        (Town("a", 2, 9, None, None), 2, 4, "max_change"),
        (Town("a", 5, 1, 3, None), 2, 3, "minimum"),
        (Town("a", 2, 9, None, 4), 2, 4, "maximum"),
        (Town("a", 3, 1, 3, 3), None, 3, "minimum"),
        (Town("a", 3, 9, 3, 3), None, 3, "maximum"),
        (Town("a", 3, 1, 3, 3), 0, 3, ""),
        (Town("a", 5, 5, 5, 5), None, 5, ""),
        (Town("a", 3, 0, 3, None), None, 3, "minimum"),
        (Town("a", 0, 0, 0, 0), None, 0, ""),
    ],
)
def test_binding(tmp_path: Path, town: Town, most: int | None, lettings: int, binding: str) -> None:
    """Tests that the bound that keeps a municipality from its quota is named, of equal ones the first.

    The other two have a basis of 5 together, and already what is left of the total of 10. Where nobody may
    change there is nobody to exchange a letting with, so nothing holds anybody back.
    """
    left = 10 - lettings
    others = [Town("b", left // 2, 2.5), Town("c", left - left // 2, 2.5)]
    proposal = solved(tmp_path, Recalibration([town, *others], 10, most))
    row = proposal.answer["contingents"][0]
    assert (row["lettings"], row["binding"]) == (lettings, binding)


def test_nothing_to_recalibrate(tmp_path: Path) -> None:
    """Tests that a total of 0 gives everybody nothing, and moves everything."""
    proposal = solved(tmp_path, Recalibration(towns(a=(2, 1), b=(1, 1)), 0))
    assert [row["lettings"] for row in proposal.answer["contingents"]] == [0, 0]
    assert {goal.name: goal.value for goal in proposal.goals} == {"disproportion": 0.0, "moves": 1.5}


def test_an_empty_table(tmp_path: Path) -> None:
    """Tests that without any municipality to recalibrate it is told what is missing."""
    folder = Recalibration(towns(a=(2, 1)), 2).write(tmp_path)
    (folder / "recalibration.csv").write_text("municipality,current,basis\n", encoding="utf-8")
    from u16opt.instance.read import read

    with pytest.raises(InputError) as caught:
        solve(read(folder), MODEL)
    assert "recalibration.csv" in str(caught.value)


def test_determinism(tmp_path: Path) -> None:
    """Tests that two solves of one instance give the same proposal, but for the seconds."""
    instance = VALLEY.instance(tmp_path)
    one, other = (solve(instance, MODEL).model_dump(exclude={"solver"}) for _ in range(2))
    assert one == other


def test_a_whole_country(tmp_path: Path) -> None:
    """Tests that 342 municipalities and half a million lettings are proven."""
    members = [Town(f"m{number:03}", 1200 + number, 10_007 * number % 9973 + 1, 1) for number in range(342)]
    found = lettings(tmp_path, Recalibration(members, 500_000))
    assert sum(found.values()) == 500_000
