"""Why clients have no home, in plain reasons, never naming a group."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.answers import answer_of
from support.hand_made import SOFT, village_report
from support.village import rows, village

from u16opt.model.model import Section
from u16opt.policies import policy_of
from u16opt_models.allocation import MODEL

NO_HOME = "geen woning in het aanbod van een soort die zij willen"
NOT_FOR_THEM = "wel zulke woningen, maar niet in een jaar en gemeente waar zij terecht kunnen"
TAKEN = "alle woningen die passen zijn al aan anderen gegeven"
OTHER = "een passende woning is vrij, maar een andere regel of een eerder doel ging voor"


def limited(*limits: str) -> str:
    """Return the reason that hard rules close every free home."""
    return "passende woningen zijn vrij, maar niet binnen " + " en ".join(limits)


def reported(path: Path, placements: Any, **changed: Any) -> Section:
    """Return the section of a village with other placements."""
    instance = village(path, **{"policy": SOFT} | changed)
    answer = answer_of(instance, placements)
    sections = MODEL.report(instance, policy_of(instance, MODEL), answer)
    return {section.name: section for section in sections}["unplaced"]


def dutch(section: Section) -> list[tuple[Any, ...]]:
    """Return rows with every text in Dutch."""
    return [tuple(getattr(cell, "nl", cell) for cell in row) for row in section.rows]


def test_village(tmp_path: Path) -> None:
    """Tests the village by hand: for c every flat of 2025 is taken, for b a room in Zeist stays free."""
    section = village_report(tmp_path)["unplaced"]
    assert dutch(section) == [("flat", TAKEN, 1), ("room", OTHER, 1)]


def test_nobody_unplaced(tmp_path: Path) -> None:
    """Tests that the table is empty when everyone has a home."""
    everyone = {("a", "u-flat"): 3, ("b", "z-room"): 2, ("c", "b-flat"): 1}
    groups = rows("client_groups", "group", c={"clients": 1})
    assert dutch(reported(tmp_path, everyone, client_groups=groups)) == []


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"kinds": ["villa"]}, NO_HOME),
        ({"excluded": ["BU"]}, NOT_FOR_THEM),
        ({"pin": "ZE"}, NOT_FOR_THEM),
        ({}, OTHER),
        ({"kinds": ["villa", "flat"]}, OTHER),
    ],
)
def test_reasons_of_a_group(tmp_path: Path, changed: dict[str, Any], reason: str) -> None:
    """Tests the reason of c, who comes in 2025, when only its own wishes differ; b-flat is free then."""
    groups = rows("client_groups", "group", c=changed)
    nobody = {("a", "u-flat"): 3, ("b", "z-room"): 2}
    section = reported(tmp_path, nobody, client_groups=groups)
    assert [row[1:] for row in dutch(section)] == [(reason, 2)]


@pytest.mark.parametrize(
    ("rules", "limits"),
    [
        ({"draagkracht": {"mode": "hard"}}, ["de draagkracht van de wijk"]),
        ({"contingent_cap": {"mode": "hard", "allowance": 1}}, ["de bovengrens van het contingent"]),
        (
            {"draagkracht": {"mode": "hard"}, "contingent_cap": {"mode": "hard", "allowance": 1}},
            ["de draagkracht van de wijk", "de bovengrens van het contingent"],
        ),
    ],
)
def test_limits_that_are_reached(tmp_path: Path, rules: dict[str, Any], limits: list[str]) -> None:
    """Tests that hard rules are named when they close the only home left, and only these.

    In Bunnik two flats are on offer in 2025, one is let to c; one client may be placed there.
    """
    supply = rows("supply", "lot", b_flat={"homes": 2})
    places = rows("neighbourhoods", "code", B1={"draagkracht": 1})
    policy = {"rules": {"draagkracht": {"mode": "off"}, **rules}}
    placements = {("a", "u-flat"): 3, ("b", "z-room"): 2, ("c", "b-flat"): 1}
    section = reported(tmp_path, placements, supply=supply, neighbourhoods=places, policy=policy)
    assert dutch(section) == [("flat", limited(*limits), 1)]


def test_mixed_living(tmp_path: Path) -> None:
    """Tests that a complex in which a third already asks support is closed, though homes are free."""
    supply = rows("supply", "lot", b_flat={"homes": 3, "complex_homes": 3})
    placements = {("a", "u-flat"): 3, ("b", "z-room"): 2, ("c", "b-flat"): 1}
    assert dutch(reported(tmp_path, placements, supply=supply)) == [("flat", limited("gemengd wonen"), 1)]


def test_largest_distance(tmp_path: Path) -> None:
    """Tests that a free home beyond the largest distance is no home for those with a network, only them.

    From the network of a in Utrecht it is 6 km to the flat in Bunnik.
    """
    policy = {"rules": {"draagkracht": {"mode": "off"}, "max_distance": {"mode": "hard", "limit": 5}}}
    placements = {("a", "u-flat"): 2, ("b", "z-room"): 2}
    supply = rows("supply", "lot", u_flat={"homes": 2}, u_temp={"homes": 0}, z_flat={"homes": 0})
    section = reported(tmp_path, placements, supply=supply, policy=policy)
    assert sorted(dutch(section)) == sorted(
        [("flat", limited("de grootste afstand tot het netwerk"), 1), ("flat", OTHER, 2)]
    )


def test_no_group_is_named(tmp_path: Path) -> None:
    """Tests that no section of the report holds the code of a client group (P03)."""
    codes = {"a": "groep-aa", "b": "groep-bb", "c": "groep-cc"}
    groups = [row | {"group": codes[row["group"]]} for row in rows("client_groups", "group")]
    instance = village(tmp_path, policy=SOFT, client_groups=groups, previous=[])
    placements = {("groep-aa", "u-flat"): 2, ("groep-bb", "z-flat"): 1}
    answer = answer_of(instance, placements)
    for section in MODEL.report(instance, policy_of(instance, MODEL), answer):
        assert "groep-" not in repr(section)
