"""Real apportionments: `herijking` gives the seats that parliaments have, with and without bounds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from support.golden import written
from support.recalibration.case import Recalibration, Town
from support.recalibration.highest_averages import webster
from support.recalibration.parliaments import BUNDESTAG_2021, HOUSE_1910, KEPT_2021, PARLIAMENTS, Parliament

from u16opt.solving import solve
from u16opt_models.herijking import MODEL

ONE_EACH = dict.fromkeys(HOUSE_1910, 1)
BOUNDED: Mapping[str, tuple[Parliament, Mapping[str, int]]] = {
    "Germany 2021": (BUNDESTAG_2021, KEPT_2021),
    "United States 1910": (HOUSE_1910, ONE_EACH),
}


def seats_of(parliament: Parliament) -> dict[str, int]:
    """Return the seats that were given."""
    return {party: seats for party, (_, seats) in parliament.items()}


def votes_of(parliament: Parliament) -> dict[str, int]:
    """Return the votes they rest on."""
    return {party: votes for party, (votes, _) in parliament.items()}


def towns_of(parliament: Parliament, least: Mapping[str, int] | None = None, region: str = "r") -> list[Town]:
    """Return parties as municipalities that promise nothing yet."""
    return [
        Town(party, 0, votes, (least or {}).get(party), None, region)
        for party, votes in votes_of(parliament).items()
    ]


def recalibrated(path: Path, question: Recalibration) -> dict[str, tuple[int, str]]:
    """Return lettings and binding bound of a proven proposal."""
    proposal = solve(question.instance(path), MODEL)
    assert proposal.status == "optimal"
    rows = proposal.answer["contingents"]
    return {row["municipality"]: (row["lettings"], row["binding"]) for row in rows}


@pytest.mark.parametrize("name", PARLIAMENTS)
def test_votes_give_the_seats(name: str) -> None:
    """Tests that the figures of a parliament agree with each other, worked out by highest averages."""
    seats = seats_of(PARLIAMENTS[name])
    assert webster(votes_of(PARLIAMENTS[name]), sum(seats.values())) == seats


@pytest.mark.parametrize("name", PARLIAMENTS)
def test_seats_of_parliaments(tmp_path: Path, name: str) -> None:
    """Tests that a recalibration without bounds is the apportionment that the parliament has."""
    seats = seats_of(PARLIAMENTS[name])
    found = recalibrated(tmp_path, Recalibration(towns_of(PARLIAMENTS[name]), sum(seats.values())))
    assert found == {party: (number, "") for party, number in seats.items()}


@pytest.mark.parametrize("name", BOUNDED)
def test_seats_within_bounds(tmp_path: Path, name: str) -> None:
    """Tests that with a minimum the seats are those that were given, and the bound that binds is named."""
    parliament, least = BOUNDED[name]
    seats = seats_of(parliament)
    without = webster(votes_of(parliament), sum(seats.values()))
    held = {party for party, number in least.items() if without[party] < number}
    assert held in ({"CSU"}, {"NV"})
    found = recalibrated(tmp_path, Recalibration(towns_of(parliament, least), sum(seats.values())))
    assert {party: number for party, (number, _) in found.items()} == seats
    assert {party for party, (_, binding) in found.items() if binding} == held
    assert {found[party][1] for party in held} == {"minimum"}


def test_few_steps_are_left_to_the_solver(tmp_path: Path) -> None:
    """Tests that of 433 seats only those that can be the last ones are columns, at most two for a state."""
    instance = Recalibration(towns_of(HOUSE_1910, ONE_EACH), 433).instance(tmp_path)
    steps = written(MODEL, instance).family("step")
    assert len(HOUSE_1910) / 2 <= steps.stop - steps.start <= 2 * len(HOUSE_1910)


def test_two_parliaments_at_once(tmp_path: Path) -> None:
    """Tests that two groups are apportioned each by itself."""
    both = {"zealand": PARLIAMENTS["New Zealand 2017"], "sweden": PARLIAMENTS["Sweden 2022"]}
    totals = {region: sum(seats_of(each).values()) for region, each in both.items()}
    towns = [town for region, each in both.items() for town in towns_of(each, region=region)]
    found = recalibrated(tmp_path, Recalibration(towns, totals))
    known = seats_of(both["zealand"]) | seats_of(both["sweden"])
    assert {party: number for party, (number, _) in found.items()} == known
