"""The instance `tiny` for `herijking`: what its README works out by hand is the optimum, and is all true."""

import pytest
from support.recalibration import enumeration
from support.recalibration.case import Recalibration, Town
from support.worked_out import TINY, reasoned, stated

from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.solving import solve
from u16opt_models.herijking import MODEL

BY_HAND = {"disproportion": 2 / 3, "moves": 1}
LETTINGS = {"A": 5, "B": 3, "C": 1}
HELD_BACK = {"A": "max_change", "B": "", "C": ""}


@pytest.fixture(scope="module")
def tiny() -> Instance:
    """The shipped instance."""
    return read(TINY)


def test_readme_states_the_values() -> None:
    """Tests that the README's table and its two steps give the values tested here, goal by goal."""
    assert stated("herijking") == pytest.approx(BY_HAND)
    assert stated("herijking") == reasoned("herijking")
    assert tuple(stated("herijking")) == MODEL.order


def test_optimum_by_hand_is_the_optimum(tiny: Instance) -> None:
    """Tests that of all recalibrations within the bounds, looked at one by one, the README's is the best."""
    region = {row["code"]: row["region"] for row in tiny["municipalities"].rows()}
    towns = [
        Town(
            row["municipality"],
            row["current"],
            row["basis"],
            row["minimum"],
            row["maximum"],
            region[row["municipality"]],
        )
        for row in tiny["recalibration"].rows()
    ]
    found = enumeration.best(Recalibration(towns, lettings=9, max_change=1))
    assert found is not None
    assert [float(value) for value in found.values] == pytest.approx(list(BY_HAND.values()))
    assert found.lettings == LETTINGS


def test_program_finds_it(tiny: Instance) -> None:
    """Tests that the model itself proposes the README's lettings, proven, and says what holds back whom."""
    proposal = solve(tiny, model="herijking")
    assert proposal.status == "optimal"
    rows = {row["municipality"]: row for row in proposal.answer["contingents"]}
    assert {code: row["lettings"] for code, row in rows.items()} == LETTINGS
    assert {code: row["binding"] for code, row in rows.items()} == HELD_BACK
    assert {goal.name: goal.value for goal in proposal.goals} == pytest.approx(BY_HAND)
