"""The checker against numbers worked out by hand: goals, broken rules, and answers that are none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.recalibration.case import Recalibration
from support.recalibration.valley import BEST, BINDING, VALLEY

from u16opt.instance.instance import Instance
from u16opt.model.model import Recomputed, RuleOutcome, Worst
from u16opt.policies import policy_of
from u16opt_models.herijking import MODEL

QUOTA = {"A": 4.0, "B": 2.0, "C": 8.0, "D": 2.0, "E": 0.0}
CURRENT = {"A": 5, "B": 1, "C": 4, "D": 2, "E": 3}

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """Return the valley."""
    return VALLEY.instance(tmp_path_factory.mktemp("valley"))


def rows(lettings: dict[str, int], binding: dict[str, str] | None = None) -> Rows:
    """Return an answer's rows."""
    return [
        {
            "municipality": code,
            "current": CURRENT[code],
            "quota": QUOTA[code],
            "lettings": number,
            "binding": (binding or {}).get(code, ""),
        }
        for code, number in lettings.items()
    ]


def checked(instance: Instance, contingents: Any, **more: Any) -> Recomputed:
    """Return what the checker finds in an answer."""
    answer = {"contingents": contingents, **more}
    return MODEL.check(instance, policy_of(instance, MODEL), answer)


def test_goals(instance: Instance) -> None:
    """Tests the goals of the best recalibration of the valley, as its text works them out."""
    found = checked(instance, rows(BEST, BINDING))
    assert found.faults == ()
    assert found.goals == {"disproportion": 2.375, "worst_deviation": 0.5, "moves": 3.5}
    assert found.rules == tuple(RuleOutcome(rule.name, 0) for rule in MODEL.rules)


@pytest.mark.parametrize(
    ("lettings", "rule", "violation", "worst"),
    [
        ({"A": 2, "B": 3}, "total", 1, Worst("north", None, 1.0)),
        ({"D": 5, "C": 6, "E": 2}, "total", 3, Worst("south", None, 3.0)),
        ({"D": 0}, "minimum", 1, Worst("D", None, 1.0)),
        ({"E": 0, "D": 0}, "minimum", 3, Worst("E", None, 2.0)),
        ({"A": 5, "C": 6}, "maximum", 3, Worst("A", None, 2.0)),
        ({"A": 1, "C": 9}, "max_change", 3, Worst("C", None, 2.0)),
    ],
)
def test_broken_rules(
    instance: Instance, lettings: dict[str, int], rule: str, violation: float, worst: Worst
) -> None:
    """Tests how far a rule is broken, and where most."""
    found = {each.name: each for each in checked(instance, rows(BEST | lettings)).rules}
    assert found[rule] == RuleOutcome(rule, violation, worst)


def test_a_rule_that_is_off_is_not_broken(tmp_path: Path) -> None:
    """Tests that a bound that is off neither is broken nor holds anybody back.

    C is then held by the largest change, but nobody has a letting to spare for it; E has one for D.
    """
    policy = {"rules": {"maximum": {"mode": "off"}}}
    instance = replace(VALLEY, policy=policy).instance(tmp_path)
    found = checked(instance, rows(BEST | {"A": 4, "B": 2, "C": 7, "D": 1}, {"E": "minimum"}))
    assert found.faults == ()
    assert {each.violation for each in found.rules} == {0}


def test_a_total_of_all_regions(tmp_path: Path) -> None:
    """Tests that without groups all regions share one total."""
    instance = Recalibration(VALLEY.towns, 16).instance(tmp_path)
    answer = [
        row | {"quota": basis / 80 * 16} for row, basis in zip(rows(BEST), (20, 10, 40, 10, 0), strict=True)
    ]
    outcomes = {each.name: each for each in checked(instance, answer).rules}
    assert outcomes["total"].violation == 0
    answer[0]["lettings"] = 0
    outcomes = {each.name: each for each in checked(instance, answer).rules}
    assert outcomes["total"] == RuleOutcome("total", 3, Worst(None, None, 3.0))


def change(**columns: Any) -> Callable[[Rows], Any]:
    """Return what changes the row of A."""
    return lambda found: found[0].update(columns)


FAULTS: dict[str, tuple[Callable[[Rows], Any], str]] = {
    "an unknown municipality": (change(municipality="X"), "municipality"),
    "a number as municipality": (change(municipality=7), "municipality"),
    "a municipality too few": (lambda found: found.pop(0), "municipality"),
    "a municipality twice": (lambda found: found.append(found[0]), "double"),
    "half a letting": (change(lettings=2.5), "lettings"),
    "fewer than no lettings": (change(lettings=-1), "lettings"),
    "lettings as text": (change(lettings="3"), "lettings"),
    "true as lettings": (change(lettings=True), "lettings"),
    "no lettings": (change(lettings=None), "lettings"),
    "lettings without end": (change(lettings=float("inf")), "lettings"),
    "another current number": (change(current=4), "current"),
    "half a current letting": (change(current=4.5), "current"),
    "another quota": (change(quota=4.00001), "quota"),
    "a quota as text": (change(quota="4"), "quota"),
    "a quota that is no number": (change(quota=float("nan")), "quota"),
    "another bound": (change(binding="minimum"), "binding"),
    "no bound": (change(binding=""), "binding"),
    "a bound nobody knows": (change(binding="happiness"), "binding"),
    "a bound of another kind": (change(binding=None), "binding"),
    "more than the lower bound without a basis": (
        lambda found: (found[4].update(lettings=3), found[3].update(lettings=2)),
        "basis",
    ),
    "a column too many": (change(why="fair"), "answer"),
    "a column too few": (lambda found: found[0].pop("quota"), "answer"),
    "a row of another shape": (lambda found: found.append("A"), "answer"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize(("spoil", "name"), FAULTS.values(), ids=FAULTS.keys())
def test_one_fault(instance: Instance, spoil: Callable[[Rows], Any], name: str) -> None:
    """Tests that an answer with one fault is refused under the name of that fault, in both languages."""
    answer = rows(BEST, BINDING)
    spoil(answer)
    faults = checked(instance, answer).faults
    assert name in {each for each, _ in faults}
    assert all(text.nl and text.en for _, text in faults)


def test_tables_of_an_answer(instance: Instance) -> None:
    """Tests that a table too many or too few is refused."""
    assert [name for name, _ in checked(instance, rows(BEST, BINDING), opened=[]).faults] == ["answer"]
    found = MODEL.check(instance, policy_of(instance, MODEL), {})
    assert [name for name, _ in found.faults] == ["answer"]


def test_whole_numbers_may_be_written_as_floats(instance: Instance) -> None:
    """Tests that 3.0 lettings are 3 lettings."""
    answer = [row | {"lettings": float(row["lettings"])} for row in rows(BEST, BINDING)]
    assert checked(instance, answer).faults == ()
