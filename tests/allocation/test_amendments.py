"""Agreements that a question changes in one place: as if the tables said so, in formulation and checker."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.amending import (
    Place,
    assert_judged_alike,
    assert_recalled,
    assert_same,
    by,
    dropped,
    places_of,
    solved,
    violations,
    with_rule,
)
from support.answers import answer_of, draw_placements
from support.generator import SMALL, TINY, Case, draw_case
from support.village import PLACEMENTS, village

from u16opt.algebra.program import Program
from u16opt.instance.instance import Instance
from u16opt.instance.read import problems_of, read
from u16opt.model.model import Answer
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt_models.allocation import MODEL

Tables = dict[str, list[dict[str, Any]]]
Rewrite = Callable[[Tables, Place, float | None], None]

GOALS = tuple((goal.name,) for goal in MODEL.goals)
WITHOUT_SHORTFALL = tuple(entry for entry in GOALS if "shortfall" not in entry[0])


def contingents(tables: Tables, place: Place, change: float | None) -> None:
    """Change a contingent; without one nothing is promised."""
    for row in tables["contingents"]:
        if (row["municipality"], row["period"]) == place:
            row["lettings"] = 0 if change is None else row["lettings"] + int(change)


def caps(tables: Tables, place: Place, change: float | None) -> None:
    """Change a contingent that only its cap looks at; without a row there is no cap."""
    if change is not None:
        contingents(tables, place, change)
    else:
        rows = tables["contingents"]
        tables["contingents"] = [row for row in rows if (row["municipality"], row["period"]) != place]


def strengths(tables: Tables, place: Place, change: float | None) -> None:
    """Change a draagkracht in all years."""
    for row in tables["neighbourhoods"]:
        if row["code"] == place[0]:
            row["draagkracht"] = None if change is None else row["draagkracht"] + int(change)


def complexes(tables: Tables, place: Place, change: float | None) -> None:
    """Change the homes of a complex of which half may ask support."""
    for row in tables["supply"]:
        if row["lot"] == place[0]:
            row["complex_homes"] = None if change is None else row["complex_homes"] + 2 * int(change)


def budgets(tables: Tables, place: Place, change: float | None) -> None:
    """Change the budgets of a year: all of them when it is dropped, else the first."""
    mine = [row for row in tables["budgets"] if row.get("model") in (None, "allocation")]
    mine = [row for row in mine if row["period"] == place[1] and place[0] in (None, row["municipality"])]
    if change is None:
        tables["budgets"] = [row for row in tables["budgets"] if row not in mine]
        return
    for column in ("amount", "historic", "objective"):
        if mine[0][column] is not None:
            mine[0][column] += change


RULES: Mapping[str, tuple[Rewrite, Mapping[str, Any]]] = {
    "contingent": (contingents, {}),
    "contingent_cap": (caps, {"allowance": 0}),
    "draagkracht": (strengths, {}),
    "mixed_living": (complexes, {"share": Fraction(1, 2)}),
    "budget": (budgets, {}),
}
CASES = [
    ("contingent", "soft", {}),
    ("contingent", "hard", {}),
    ("contingent_cap", "hard", {}),
    ("draagkracht", "hard", {}),
    ("draagkracht", "soft", {}),
    ("mixed_living", "hard", {}),
    ("budget", "soft", {"pooled": False}),
    ("budget", "hard", {"pooled": False}),
    ("budget", "soft", {"pooled": True}),
    ("budget", "hard", {"pooled": True}),
]


def policy_for(instance: Instance, name: str, mode: str, settings: Mapping[str, Any]) -> Policy:
    """Return a policy with every goal in which one rule is on; a cap is looked at without its contingent."""
    policy = policy_of(instance, MODEL).model_copy(update={"order": GOALS})
    policy = with_rule(policy, name, mode=mode, **RULES[name][1], **settings)
    if name == "contingent_cap":
        policy = with_rule(policy, "contingent", mode="off").model_copy(update={"order": WITHOUT_SHORTFALL})
    return policy


def rewritten(
    case: Case, path: Path, rewrite: Rewrite, place: Place, change: float | None
) -> Instance | None:
    """Return the instance of a case with its tables changed; None where a table cannot say that."""
    tables = copy.deepcopy(dict(case.tables))
    rewrite(tables, place, change)
    if not tables.get("budgets"):
        tables.pop("budgets", None)
    return problems_of(Case(tables, case.settings).write(path))[0]


def changes_of(name: str) -> list[float | None]:
    """Return how an agreement may be changed; None drops it."""
    step = 5000.0 if name == "budget" else 1.0
    return [None, -step, step, 2 * step]


def amended(instance: Instance, policy: Policy, name: str, place: Place, change: float | None) -> Policy:
    """Return a policy with an agreement changed; a draagkracht in all years, as its table has it."""
    where = [(place[0], year) for year in instance.periods] if name == "draagkracht" else [place]
    return dropped(policy, name, *where) if change is None else by(policy, name, change, *where)


def costly(case: Case) -> Case:
    """Return a case in which all clients cost money, less is promised, and complexes are larger."""
    tables = copy.deepcopy(dict(case.tables))
    tables["support"] = [{"product": "care", "rate": 9000, "periods": 2}]
    tables["client_groups"] = [row | {"support": "care"} for row in tables["client_groups"]]
    tables["contingents"] = [row | {"lettings": row["lettings"] // 2} for row in tables["contingents"]]
    for row in tables["supply"]:
        if row.get("complex_homes") is not None:
            row["complex_homes"] += 2
    return Case(tables, case.settings)


def worst_of(instance: Instance, policy: Policy, name: str, answers: list[Answer]) -> Place | None:
    """Return where the first of the answers that breaks a rule does so most."""
    for answer in answers:
        found = {each.name: each.worst for each in MODEL.check(instance, policy, answer).rules}[name]
        if found is not None:
            return found.place, found.period
    return None


@pytest.mark.parametrize(("name", "mode", "settings"), CASES)
def test_an_amendment_is_as_the_table_says(
    tmp_path: Path, name: str, mode: str, settings: dict[str, Any]
) -> None:
    """Tests that a solve with an amended agreement is the solve of an instance whose table says so."""
    found: Counter[str] = Counter()
    for seed in range(16):
        case, draw = costly(draw_case(seed, TINY)), random.Random(seed)
        instance = read(case.write(tmp_path / f"{seed}"))
        policy = policy_for(instance, name, mode, settings)
        wild: list[Answer] = [answer_of(instance, draw_placements(instance, draw)) for _ in range(4)]
        place, change = worst_of(instance, policy, name, wild), changes_of(name)[seed % 4]
        other = rewritten(case, tmp_path / f"{seed} {name}", RULES[name][0], place, change) if place else None
        if place is None or other is None:
            continue
        changed = amended(instance, policy, name, place, change)
        one = solved(MODEL, instance, changed)
        assert_same(one, solved(MODEL, other, policy))
        found[one.status] += 1
        for answer in (*wild, *([one.answer] if one.answer else [])):
            assert_judged_alike(MODEL, (instance, changed), (other, policy), answer)
            was, now = (violations(MODEL.check(instance, each, answer))[name] for each in (policy, changed))
            found["widened" if was > now else "narrowed" if was < now else "same"] += 1
    assert min(found[each] for each in ("optimal", "widened", "narrowed")) > 0, found


CAPPED = {"rules": {"contingent_cap": {"mode": "hard", "allowance": 0}}}
ZEIST = ("ZE", 2024)


def judged(instance: Instance, policy: Policy) -> tuple[float, float, float]:
    """Return what the village lacks in Zeist's year, and how far contingent and cap are broken."""
    recomputed = MODEL.check(instance, policy, answer_of(instance, PLACEMENTS))
    broken = violations(recomputed)
    return recomputed.goals["shortfall"], broken["contingent"], broken["contingent_cap"]


def test_a_contingent_is_the_base_of_its_cap(tmp_path: Path) -> None:
    """Tests that a contingent agreed anew moves its cap along, and that one that is dropped does not."""
    instance = village(tmp_path, policy=CAPPED)
    policy = policy_of(instance, MODEL)
    # Utrecht lacks 3 of 4 and 1 of 2; Zeist has its 2.
    for changed, lacking, above, limit in (
        (policy, 4, 1, 2),
        (by(policy, "contingent", -1, ZEIST), 4, 2, 1),
        (by(policy, "contingent", 1, ZEIST), 5, 1, 3),
        (dropped(policy, "contingent", ZEIST), 4, 1, 2),
        (by(policy, "contingent_cap", -1, ZEIST), 4, 2, 1),
        (by(by(policy, "contingent", 1, ZEIST), "contingent_cap", -2, ZEIST), 5, 2, 1),
        (dropped(policy, "contingent_cap", ZEIST), 4, 1, np.inf),
    ):
        assert judged(instance, changed) == (lacking, lacking, above)
        program = MODEL.formulate(instance, changed, 0).program()
        assert upper_of(program, "contingent_cap", ZEIST) == limit


def upper_of(program: Program, name: str, place: tuple[str, int]) -> float:
    """Return the upper bound of the row of a rule in one place and period."""
    (block,) = (each for each in program.blocks if each.name == name)
    rows = list(zip(*block.labels, strict=True))
    return float(program.row_upper[block.start + rows.index(place)])


def test_every_number_by_place_can_be_agreed_anew(tmp_path: Path) -> None:
    """Tests that the rules with a number in each place, and no others, tell their numbers as they are."""
    instance = village(tmp_path, policy=CAPPED)
    policy = by(policy_of(instance, MODEL), "draagkracht", 1, ("U1", 2024))
    agreements = MODEL.formulate(instance, policy, 0).agreements
    assert set(agreements) == {
        each.name for each in MODEL.rules if each.agreement and not each.agreement.setting
    }
    numbers = {
        rule: dict(zip(zip(each.places, each.periods, strict=True), each.numbers.tolist(), strict=True))
        for rule, each in agreements.items()
    }
    assert numbers["draagkracht"] == {("U1", 2024): 2, ("U1", 2025): 2, ("Z1", 2024): 1, ("B1", 2025): 4}
    assert numbers["mixed_living"] == {("u-flat", None): 2}
    assert numbers["contingent_cap"] == numbers["contingent"]
    assert numbers["budget"] == {("UT", 2024): 5000, ("ZE", 2024): 8000, ("ZE", 2025): 9000}


def test_what_is_dropped_counts_in_no_goal(tmp_path: Path) -> None:
    """Tests that a draagkracht and a budget that are dropped leave no overload, no pressure, no excess."""
    instance = village(tmp_path)
    policy = policy_of(instance, MODEL)
    everywhere = {name: places_of(MODEL, instance, policy, name) for name in ("draagkracht", "budget")}
    years = [(code, year) for code, _ in everywhere["draagkracht"] for year in instance.periods]
    changed = dropped(dropped(policy, "draagkracht", *years), "budget", *everywhere["budget"])
    before, after = (
        MODEL.check(instance, each, answer_of(instance, PLACEMENTS)).goals for each in (policy, changed)
    )
    for goal in ("overload", "worst_pressure", "overspend"):
        assert before[goal] > 0
        assert after[goal] == 0
    goals = (("worst_pressure",), ("overload",), ("overspend",))
    assert solved(MODEL, instance, changed.model_copy(update={"order": goals})).values == (0, 0, 0)


def test_a_proposal_as_values(tmp_path: Path) -> None:
    """Tests that a proposal, read back as values, satisfies everything and is the same proposal again."""
    for seed in range(30):
        case = draw_case(seed, SMALL, random_policy=True)
        instance = read(case.write(tmp_path / f"{seed}"))
        policy = policy_of(instance, MODEL)
        answer = solved(MODEL, instance, policy).answer
        if answer is not None:
            assert_recalled(MODEL.formulate(instance, policy, 0), answer)


def test_a_placement_is_found_where_it_is(tmp_path: Path) -> None:
    """Tests that what is known of the columns is what the tables say of group, lot and place."""
    instance = read(draw_case(4, SMALL).write(tmp_path))
    formulation = MODEL.formulate(instance, policy_of(instance, MODEL), 0)
    placing, lots = formulation.placing, {row["lot"]: row for row in instance["supply"].rows()}
    assert placing is not None
    assert placing.neighbourhood is not None
    assert placing.period is not None
    assert len(placing.place) > 10
    for index, lot in enumerate(placing.place):
        assert placing.neighbourhood[index] == lots[lot]["neighbourhood"]
        assert placing.period[index] == lots[lot]["period"]
