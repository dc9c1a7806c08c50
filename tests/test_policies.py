"""From ``[policy.MODEL]`` to a complete policy, or to everything that is wrong with it."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from support.complete import write

from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model.model import Model
from u16opt.model.specification import GoalSpecification, RuleSpecification, goal, rule
from u16opt.policies import policy_of, policy_problems
from u16opt.problems import InputError
from u16opt.texts import Text

WORD = Text("woord", "word")
SOURCE = "A01"


def never(*_: Any) -> Any:
    """Stand in for the parts of a model that policies have nothing to do with."""
    raise AssertionError("a policy is read without the model's own functions")


def _rule(name: str, mode: Any, **facts: Any) -> RuleSpecification:
    return RuleSpecification(name, WORD, WORD, SOURCE, mode, **facts)


GOALS = ("unplaced", "worst_shortfall", "shortfall", "away", "distance", "overload", "overspend", "moves")
MODEL = Model(
    name="allocation",
    title=WORD,
    rules=(
        _rule("supply", "fact"),
        _rule("mixed_living", "hard", setting="share", default="1/3"),
        _rule("contingent", "soft", goals=("shortfall", "worst_shortfall")),
        _rule("contingent_cap", "off", setting="allowance"),
        _rule("draagkracht", "hard", goals=("overload",)),
        _rule("budget", "soft", goals=("overspend",), switches={"pooled": False}),
        _rule("max_distance", "off", setting="limit"),
        _rule("stability", "off", setting="limit", goals=("moves",)),
    ),
    goals=tuple(GoalSpecification(name, WORD, WORD, SOURCE) for name in GOALS),
    order=GOALS[:-1],
    tables=(),
    optional_tables=(),
    answers={},
    validate=never,
    formulate=never,
    check=never,
    report=never,
)


def instance(path: Path, policy: str) -> Instance:
    """Return an instance with these settings for the model."""
    settings = f'format = 1\nname = "x"\nperiods = [2024, 2025]\n{policy}\n[recalibration]\ntotal = 600\n'
    return read(write(path, instance=settings))


def test_an_instance_without_a_policy_gets_the_defaults(tmp_path: Path) -> None:
    """Tests that every rule gets the mode and the number of the model, and the order is the model's own."""
    policy = policy_of(instance(tmp_path, ""), MODEL)
    assert policy.order == tuple((name,) for name in GOALS[:-1])
    assert {name: each.mode for name, each in policy.rules.items()} == {
        "supply": "fact",
        "mixed_living": "hard",
        "contingent": "soft",
        "contingent_cap": "off",
        "draagkracht": "hard",
        "budget": "soft",
        "max_distance": "off",
        "stability": "off",
    }
    assert policy.rules["mixed_living"].share == Fraction(1, 3)
    assert policy.rules["max_distance"].limit is None
    assert policy.rules["budget"].pooled is False
    assert (policy.weights, policy.tolerance) == ({}, {})


def test_a_policy_is_read_in_full(tmp_path: Path) -> None:
    """Tests that order, sums, weights, tolerances, modes and numbers are read as written."""
    policy = policy_of(
        instance(
            tmp_path,
            """
            [policy.allocation]
            order = ["unplaced", ["away", "distance"], "moves"]
            weights = {away = 2, distance = 0.5}
            tolerance = {unplaced = 1}
            [policy.allocation.rules]
            mixed_living = {share = "2/7"}
            contingent_cap = {mode = "hard", allowance = 3.0}
            max_distance = {mode = "hard", limit = 30}
            budget = {mode = "hard", pooled = true}
            stability = {mode = "soft", limit = 2.5}
            supply = {mode = "fact"}
            """,
        ),
        MODEL,
    )
    assert policy.order == (("unplaced",), ("away", "distance"), ("moves",))
    assert (policy.weight("away"), policy.weight("distance"), policy.weight("moves")) == (2, 0.5, 1)
    assert policy.tolerance == {"unplaced": 1}
    assert policy.rules["mixed_living"].share == Fraction(2, 7)
    assert policy.rules["contingent_cap"].allowance == 3
    assert policy.rules["max_distance"].limit == 30
    assert policy.rules["budget"].pooled
    assert (policy.rules["stability"].mode, policy.rules["stability"].limit) == ("soft", 2.5)


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ("0.3333", Fraction(3333, 10000)),
        ("0.1", Fraction(1, 10)),
        ("1", Fraction(1)),
        ("0", Fraction(0)),
        ('"1/3"', Fraction(1, 3)),
        ('"0.25"', Fraction(1, 4)),
        ('" 2/3 "', Fraction(2, 3)),
    ],
)
def test_a_share_is_exact(tmp_path: Path, written: str, share: Fraction) -> None:
    """Tests that a share is the fraction a person reads, not the nearest binary number."""
    policy = policy_of(
        instance(tmp_path, f"[policy.allocation.rules.mixed_living]\nshare = {written}"), MODEL
    )
    assert policy.rules["mixed_living"].share == share


@pytest.mark.parametrize(
    ("off", "gone"),
    [
        ("contingent", {"shortfall", "worst_shortfall"}),
        ("draagkracht", {"overload"}),
        ("budget", {"overspend"}),
        ("mixed_living", set()),
    ],
)
def test_off_takes_the_goals_out_of_the_default_order(tmp_path: Path, off: str, gone: set[str]) -> None:
    """Tests that a rule that is off takes exactly its own goals out of the default order."""
    policy = policy_of(instance(tmp_path, f'[policy.allocation.rules]\n{off}.mode = "off"'), MODEL)
    assert policy.order == tuple((name,) for name in GOALS[:-1] if name not in gone)


def test_hard_keeps_the_goals_in_the_default_order(tmp_path: Path) -> None:
    """Tests that a rule that holds exactly keeps its goals in the order."""
    policy = policy_of(instance(tmp_path, '[policy.allocation.rules]\ncontingent.mode = "hard"'), MODEL)
    assert ("shortfall",) in policy.order


def test_off_leaves_a_written_order_as_it_is(tmp_path: Path) -> None:
    """Tests that an order somebody wrote is not changed by a rule that is off."""
    text = '[policy.allocation]\norder = ["overspend", "unplaced"]\nrules.budget.mode = "off"'
    assert policy_of(instance(tmp_path, text), MODEL).order == (("overspend",), ("unplaced",))


FAULTS = {
    "unknown key": ("ordr = []", "ordr", "ordr", 'did you mean "order"?'),
    "order of one word": ('order = "unplaced"', "order", "unplaced", "at least one goal"),
    "empty order": ("order = []", "order", "[]", "at least one goal"),
    "empty sum": ('order = ["unplaced", []]', "order", "[]", "at least one goal"),
    "unknown goal": ('order = ["unplacd"]', "order", "unplacd", 'did you mean "unplaced"?'),
    "unknown goal in a sum": ('order = [["away", "far"]]', "order", "far", "one of: unplaced"),
    "number in the order": ("order = [3]", "order", "3", "one of: unplaced"),
    "sum in a sum": ('order = [[["away"]]]', "order", '["away"]', "one of: unplaced"),
    "goal twice": ('order = ["away", "away"]', "order", "away", "every goal once"),
    "goal twice, once in a sum": ('order = ["away", ["moves", "away"]]', "order", "away", "every goal once"),
    "weights as a list": ("weights = [1]", "weights", "[1]", "a table of settings"),
    "weight of an unknown goal": ("weights.awy = 1", "weights.awy", "awy", 'did you mean "away"?'),
    "negative weight": ("weights.away = -1", "weights.away", "-1", "a number, at least 0"),
    "weight that is no number": ("weights.away = nan", "weights.away", "NaN", "a number, at least 0"),
    "infinite weight": ("weights.away = inf", "weights.away", "Infinity", "a number, at least 0"),
    "weight as text": ('weights.away = "1"', "weights.away", "1", "a number, at least 0"),
    "weight as truth": ("weights.away = true", "weights.away", "true", "a number, at least 0"),
    "tolerance of an unknown goal": ("tolerance.cost = 1", "tolerance.cost", "cost", "one of: unplaced"),
    "negative tolerance": ("tolerance.away = -0.5", "tolerance.away", "-0.5", "a number, at least 0"),
    "rules as text": ('rules = "none"', "rules", "none", "a table of settings"),
    "unknown rule": (
        'rules.draagkrcht.mode = "off"',
        "rules.draagkrcht",
        "draagkrcht",
        'mean "draagkracht"?',
    ),
    "rule as text": ('rules.budget = "hard"', "rules.budget", "hard", "a table of settings"),
    "unknown mode": ('rules.budget.mode = "sof"', "rules.budget.mode", "sof", 'did you mean "soft"?'),
    "mode as truth": ("rules.budget.mode = true", "rules.budget.mode", "true", "one of: hard, soft, off"),
    "soft without a goal": (
        'rules.mixed_living.mode = "soft"',
        "rules.mixed_living.mode",
        "soft",
        "one of: hard, off",
    ),
    "agreement as a fact": (
        'rules.budget.mode = "fact"',
        "rules.budget.mode",
        "fact",
        "one of: hard, soft, off",
    ),
    "fact turned off": ('rules.supply.mode = "off"', "rules.supply.mode", "off", "this is a fact"),
    "number for a fact": ("rules.supply.limit = 3", "rules.supply.limit", "limit", "one of: mode"),
    "number for a rule without": (
        "rules.contingent.share = 0.5",
        "rules.contingent.share",
        "share",
        "one of: mode",
    ),
    "another rule's number": (
        "rules.mixed_living.limit = 3",
        "rules.mixed_living.limit",
        "limit",
        "one of: mode, share",
    ),
    "unknown key of a rule": (
        "rules.mixed_living.shar = 1",
        "rules.mixed_living.shar",
        "shar",
        'mean "share"?',
    ),
    "on without its number": (
        'rules.max_distance.mode = "hard"',
        "rules.max_distance.limit",
        None,
        "a number, at least 0",
    ),
    "soft without its number": (
        'rules.stability.mode = "soft"',
        "rules.stability.limit",
        None,
        "a number, at least 0",
    ),
    "share over one": (
        "rules.mixed_living.share = 1.5",
        "rules.mixed_living.share",
        "1.5",
        "a share from 0 up to 1",
    ),
    "share under nought": (
        "rules.mixed_living.share = -0.1",
        "rules.mixed_living.share",
        "-0.1",
        "a share from 0",
    ),
    "share over one in text": (
        'rules.mixed_living.share = "3/2"',
        "rules.mixed_living.share",
        "3/2",
        "a share from 0",
    ),
    "share by nought": (
        'rules.mixed_living.share = "1/0"',
        "rules.mixed_living.share",
        "1/0",
        "a share from 0",
    ),
    "share in words": (
        'rules.mixed_living.share = "third"',
        "rules.mixed_living.share",
        "third",
        "a share from 0",
    ),
    "share as truth": (
        "rules.mixed_living.share = true",
        "rules.mixed_living.share",
        "true",
        "a share from 0",
    ),
    "share that is no number": (
        "rules.mixed_living.share = nan",
        "rules.mixed_living.share",
        "NaN",
        "a share from 0",
    ),
    "negative limit": (
        'rules.max_distance = {mode = "hard", limit = -1}',
        "rules.max_distance.limit",
        "-1",
        "a number, at least 0",
    ),
    "infinite limit": (
        'rules.max_distance = {mode = "hard", limit = inf}',
        "rules.max_distance.limit",
        "Infinity",
        "a number, at least 0",
    ),
    "limit as text": (
        'rules.max_distance = {mode = "hard", limit = "30"}',
        "rules.max_distance.limit",
        "30",
        "a number, at least 0",
    ),
    "half an allowance": (
        'rules.contingent_cap = {mode = "hard", allowance = 1.5}',
        "rules.contingent_cap.allowance",
        "1.5",
        "a whole number, at least 0",
    ),
    "pooled in words": ('rules.budget.pooled = "yes"', "rules.budget.pooled", "yes", "true or false"),
    "pooled elsewhere": (
        "rules.contingent.pooled = true",
        "rules.contingent.pooled",
        "pooled",
        "one of: mode",
    ),
}


@pytest.mark.parametrize(("text", "column", "value", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_gives_one_problem(
    tmp_path: Path, text: str, column: str, value: str | None, expected: str
) -> None:
    """Tests that a fault in a policy is the only error, at its dotted path and with its value."""
    policy, problems = policy_problems(instance(tmp_path, f"[policy.allocation]\n{text}"), MODEL)
    assert policy is None
    (error,) = [problem for problem in problems if problem.level == "error"]
    assert (error.file, error.column, error.value) == ("instance.toml", f"policy.allocation.{column}", value)
    assert expected in error.expected.en
    assert error.expected.nl != error.expected.en


def test_a_policy_of_an_unknown_model(tmp_path: Path) -> None:
    """Tests that a misspelled model is an error: its policy would otherwise silently not count."""
    policy, (problem,) = policy_problems(instance(tmp_path, "[policy.alocation]\norder = []"), MODEL)
    assert policy is None
    assert (problem.column, problem.value) == ("policy.alocation", "alocation")
    assert 'did you mean "allocation"?' in problem.expected.en


def test_policies_of_other_models_are_let_be(tmp_path: Path) -> None:
    """Tests that what another model of the contract is told does not matter to this one."""
    policy, problems = policy_problems(instance(tmp_path, '[policy.spread]\norder = ["unmet"]'), MODEL)
    assert policy == policy_of(instance(tmp_path, ""), MODEL)
    assert problems == ()


@pytest.mark.parametrize("mode", ["", 'mode = "off", '])
def test_a_number_for_a_rule_that_is_off_is_a_warning(tmp_path: Path, mode: str) -> None:
    """Tests that a number that has no effect is pointed out, and kept."""
    text = f"[policy.allocation.rules]\nmax_distance = {{{mode}limit = 30}}"
    policy, (warning,) = policy_problems(instance(tmp_path, text), MODEL)
    assert policy is not None
    assert policy.rules["max_distance"].limit == 30
    assert (warning.level, warning.column) == ("warning", "policy.allocation.rules.max_distance")


def test_a_soft_rule_without_its_goal_is_a_warning(tmp_path: Path) -> None:
    """Tests that a rule made soft is pointed out when no goal in the order measures it, and not otherwise."""
    rule = '[policy.allocation.rules]\nbudget.mode = "soft"'
    order = '[policy.allocation]\norder = ["away"]\n'
    _, (warning,) = policy_problems(instance(tmp_path, order + rule), MODEL)
    assert (warning.level, warning.column) == ("warning", "policy.allocation.rules.budget")
    assert "overspend" in warning.expected.nl
    _, problems = policy_problems(instance(tmp_path, rule), MODEL)
    assert problems == ()


def test_all_faults_are_raised_together(tmp_path: Path) -> None:
    """Tests that `policy_of` raises one error with every fault, and names the file the instance came from."""
    text = """
    [policy.allocation]
    order = ["far", "away", "away"]
    tolerance = {away = -1}
    rules.budget.mode = "firm"
    rules.mixed_living.share = 3
    """
    with pytest.raises(InputError) as caught:
        policy_of(replace(instance(tmp_path, text), settings_file="book.xlsx[instance]"), MODEL)
    assert {problem.file for problem in caught.value.problems} == {"book.xlsx[instance]"}
    assert [problem.column for problem in caught.value.problems] == [
        "policy.allocation.order",
        "policy.allocation.order",
        "policy.allocation.tolerance.away",
        "policy.allocation.rules.mixed_living.share",
        "policy.allocation.rules.budget.mode",
    ]


def test_no_goal_left(tmp_path: Path) -> None:
    """Tests that a default order that the rules leave empty is an error and not an empty solve."""
    lone = replace(MODEL, order=("overspend",))
    policy, (problem,) = policy_problems(
        instance(tmp_path, '[policy.allocation.rules]\nbudget.mode = "off"'), lone
    )
    assert policy is None
    assert problem.column == "policy.allocation.order"


def test_a_goal_of_two_rules_goes_with_the_last(tmp_path: Path) -> None:
    """Tests that a goal leaves the default order only when every rule it measures is off."""
    twin = _rule("running_budget", "soft", goals=("overspend",))
    both = replace(MODEL, rules=(*MODEL.rules, twin))
    one = policy_of(instance(tmp_path, '[policy.allocation.rules]\nbudget.mode = "off"'), both)
    assert ("overspend",) in one.order
    text = '[policy.allocation.rules]\nbudget.mode = "off"\nrunning_budget.mode = "off"'
    assert ("overspend",) not in policy_of(instance(tmp_path, text), both).order


def test_marks_carry_their_specification() -> None:
    """Tests that the decorators give a function the specification under the function's own name."""

    @rule(WORD, WORD, SOURCE, "soft", goals=("shortfall", "worst_shortfall"))
    def contingent() -> None: ...

    @goal(WORD, WORD, SOURCE, whole=True)
    def shortfall() -> None: ...

    assert contingent.specification == MODEL.rule("contingent")
    assert shortfall.specification == GoalSpecification("shortfall", WORD, WORD, SOURCE, whole=True)
    assert MODEL.rule("supply").modes == ("fact",)
    assert MODEL.rule("contingent").modes == ("hard", "soft", "off")
    assert MODEL.rule("mixed_living").modes == ("hard", "off")
