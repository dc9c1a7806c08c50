"""Location problems of the literature, solved as `spread`: the published optima must come out, proven."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.published import (
    ABSENT,
    BENCHMARKS,
    FACILITIES,
    LARGE_MEDIANS,
    MEDIAN,
    SMALL_MEDIANS,
    Located,
    instance_of,
    lattice,
    optima,
    orlib_facility,
    orlib_median,
    san_francisco,
)

import u16opt

pytestmark = pytest.mark.skipif(not BENCHMARKS.is_dir(), reason=ABSENT)

REACH = """[policy.spread]
order = ["openings"]
[policy.spread.rules.within_reach]
mode = "hard"
limit = 5000
"""


def solved(problem: Located, folder: Path, periods: int = 1, time_limit: float = 120) -> u16opt.Proposal:
    """Return the proposal for a location problem."""
    instance = instance_of(problem, folder / "instance", periods)
    return u16opt.solve(instance, "spread", u16opt.Options(time_limit=time_limit))


def assert_proven(proposal: u16opt.Proposal, entry: str, value: float) -> None:
    """Assert that everybody is served, and that an entry of the order has a value, proven."""
    goals = {goal.name: goal for goal in proposal.goals}
    assert proposal.status == "optimal"
    assert goals["unmet"].value == 0
    assert goals[entry].value == pytest.approx(value, rel=1e-9)
    assert goals[entry].bound == pytest.approx(value, rel=1e-6)


@pytest.mark.parametrize("name", SMALL_MEDIANS)
def test_medians(name: str, tmp_path: Path) -> None:
    """Tests that p-median problems of up to 400 places have their published optimum (Beasley, 1985)."""
    assert_proven(solved(orlib_median(name), tmp_path), "travel", optima("p-median")[name])


@pytest.mark.parametrize("name", FACILITIES)
def test_facilities(name: str, tmp_path: Path) -> None:
    """Tests that capacitated facility location has its published optimum (Beasley, 1988)."""
    assert_proven(solved(orlib_facility(name), tmp_path), "travel+cost", optima("facility")[name])


@pytest.mark.parametrize("name", ["pmed2", "pmed6", "cap41", "cap124"])
def test_periods(name: str, tmp_path: Path) -> None:
    """Tests that three equal periods cost three times as much as one."""
    median = name.startswith("pmed")
    problem = orlib_median(name) if median else orlib_facility(name)
    kind, entry = ("p-median", "travel") if median else ("facility", "travel+cost")
    assert_proven(solved(problem, tmp_path, periods=3), entry, 3 * optima(kind)[name])


def test_san_francisco(tmp_path: Path) -> None:
    """Tests that four stores in San Francisco are as near as spopt finds (2848268129.714512 metres)."""
    proposal = solved(san_francisco(MEDIAN.format(number=4)), tmp_path)
    assert_proven(proposal, "travel", 2848268129.714512)
    assert len(proposal.answer["opened"]) == 4


def test_lattice(tmp_path: Path) -> None:
    """Tests that with two sites fixed and one free the lattice has the optimum of spopt."""
    proposal = solved(lattice(MEDIAN.format(number=1), forced=(3, 4)), tmp_path)
    assert_proven(proposal, "travel", 1872.5093264630816)
    assert [row["site"] for row in proposal.answer["opened"]] == ["s1"]


def test_set_cover(tmp_path: Path) -> None:
    """Tests that it takes eight stores for everyone in San Francisco to have one within 5 km."""
    proposal = solved(san_francisco(REACH), tmp_path)
    assert proposal.status == "optimal"
    assert [(goal.value, goal.bound) for goal in proposal.goals] == [(8, 8)]


@pytest.mark.large
@pytest.mark.parametrize("name", LARGE_MEDIANS)
def test_large_medians(name: str, tmp_path: Path) -> None:
    """Tests that larger p-median problems bracket the published optimum, and are never falsely proven."""
    assert_bracket(solved(orlib_median(name), tmp_path), "travel", optima("p-median")[name])


@pytest.mark.large
def test_large_facility(tmp_path: Path) -> None:
    """Tests that value and bound of 100 sites and 1,000 clients bracket the published optimum.

    The published optimum of capa with capacity 8,000 is 19240822.449 (OR-Library, capopt).
    """
    proposal = solved(orlib_facility("capa", 8000), tmp_path)
    assert_bracket(proposal, "travel+cost", 19240822.449)
    assert proposal.goals[-1].bound > 0.97 * 19240822.449


def assert_bracket(proposal: u16opt.Proposal, entry: str, optimum: float) -> None:
    """Assert that the optimum lies between bound and value, and is the value when that is called proven."""
    goal = {goal.name: goal for goal in proposal.goals}[entry]
    assert goal.bound <= optimum * (1 + 1e-6)
    assert goal.value >= optimum * (1 - 1e-6)
    if goal.proven:
        assert goal.value == pytest.approx(optimum, rel=1e-6)
