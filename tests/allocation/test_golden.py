"""What each rule and goal writes into the hamlet, as text a person can check against the formula.

With ``U16OPT_WRITE_GOLDEN=1`` in the environment the files are written again instead of compared; read
the difference before you keep it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import highspy
import numpy as np
import pytest
from support.hamlet import hamlet
from support.lp_text import Named, changed_bounds, lp_text

from u16opt.algebra.parts import Block, Linear
from u16opt.algebra.program import Program
from u16opt.instance.instance import Instance
from u16opt.model.specification import GoalSpecification, RuleSpecification
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt_models.allocation import MODEL

GOLDEN = Path(__file__).parent / "golden"
WRITING = os.environ.get("U16OPT_WRITE_GOLDEN") == "1"

LARGEST = ("worst_shortfall", "worst_pressure")
ORDER = [*(goal.name for goal in MODEL.goals if goal.name not in LARGEST), list(LARGEST)]
RULES = {
    "contingent_cap": {"mode": "hard", "allowance": 1},
    "max_distance": {"mode": "hard", "limit": 10},
    "loss_cap": {"mode": "hard", "limit": 2},
    "stability": {"mode": "hard", "limit": 4},
}
DEFINITIONS = ("clients", "moving_in", "moving_out", "taking")
NAMES = (*(each.name for each in (*MODEL.rules, *MODEL.goals)), *DEFINITIONS)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """Return the hamlet with every rule on and every goal in the order."""
    return hamlet(tmp_path_factory.mktemp("hamlet"), policy={"order": ORDER, "rules": RULES})


@pytest.fixture(scope="module")
def program(instance: Instance) -> Program:
    """Return everything the model writes."""
    return written(instance, policy_of(instance, MODEL))


@pytest.fixture(scope="module")
def texts(instance: Instance, program: Program) -> Mapping[str, str]:
    """Return the text of every rule, goal and definition."""
    found = {}
    for rule in MODEL.rules:
        policy = without(policy_of(instance, MODEL), rule)
        bounds = changed_bounds(program, written(instance, policy))
        found[rule.name] = lp_text(program, about(rule), blocks=blocks(program, rule.name), bounds=bounds)
    for goal in MODEL.goals:
        shape, levels = program.goals[goal.name], blocks(program, f"{goal.name}_level")
        assert isinstance(shape, Linear)
        found[goal.name] = lp_text(program, about(goal), blocks=levels, goal=shape)
    for name in DEFINITIONS:
        found[name] = lp_text(program, ["a definition"], blocks=blocks(program, name))
    return found


def written(instance: Instance, policy: Policy) -> Program:
    """Return the program of a policy."""
    return MODEL.formulate(instance, policy, 0).program()


def without(policy: Policy, rule: RuleSpecification) -> Policy:
    """Return the policy with one rule off, be it a fact, and without the goals that measure it."""
    rules = dict(policy.rules) | {rule.name: policy.rules[rule.name].model_copy(update={"mode": "off"})}
    kept = (tuple(goal for goal in entry if goal not in rule.goals) for entry in policy.order)
    return policy.model_copy(update={"order": tuple(entry for entry in kept if entry), "rules": rules})


def blocks(program: Program, name: str) -> list[Block]:
    """Return the rows of one name, if there are any."""
    return [block for block in program.blocks if block.name == name]


def about(each: RuleSpecification | GoalSpecification) -> list[str]:
    """Return what stands above the text of a rule or goal."""
    return [f"{each.title.nl} / {each.title.en}: {each.unit.en} ({each.source})"]


@pytest.mark.parametrize("name", NAMES)
def test_golden(texts: Mapping[str, str], name: str) -> None:
    """Tests that a rule, goal or definition still writes exactly what was read and found right."""
    file = GOLDEN / f"{name}.lp"
    if WRITING:
        file.parent.mkdir(exist_ok=True)
        file.write_text(texts[name], encoding="utf-8")
    assert file.is_file(), "U16OPT_WRITE_GOLDEN=1 writes it; read it before you keep it"
    assert texts[name] == file.read_text(encoding="utf-8")


def test_nothing_is_left_out(program: Program) -> None:
    """Tests that every block of rows has a golden file, and every golden file is of something there is."""
    levels = {f"{name}_level" for name in LARGEST}
    assert {block.name for block in program.blocks} - levels <= set(NAMES)
    assert {file.stem for file in GOLDEN.glob("*.lp")} == set(NAMES)


def test_every_rule_says_something() -> None:
    """Tests that the hamlet gives every rule a row or a bound, and every goal a cost."""
    assert [name for name in NAMES if highs_of(GOLDEN / f"{name}.lp").num_col_ == 0] == []


@pytest.mark.parametrize("name", NAMES)
def test_solver_reads_the_same_numbers(program: Program, name: str) -> None:
    """Tests that HiGHS reads a golden file as the very numbers of the program."""
    read, named = highs_of(GOLDEN / f"{name}.lp"), Named.of(program)
    assert set(read.col_names_) <= set(named.columns)
    assert set(read.row_names_) <= set(named.rows)
    rows, columns = ([named.rows.index(each) for each in read.row_names_], columns_of(read, named))
    assert np.array_equal(dense(read), program.matrix.toarray()[np.ix_(rows, columns)])
    assert np.array_equal(np.array(read.row_lower_), program.row_lower[rows])
    assert np.array_equal(np.array(read.row_upper_), program.row_upper[rows])
    goal = program.goals.get(name)
    assert goal is None or isinstance(goal, Linear)
    costs = np.zeros(program.columns) if goal is None else goal.costs
    assert np.array_equal(np.array(read.col_cost_), costs[columns])
    assert not np.delete(costs, columns).any()
    assert read.offset_ == (0.0 if goal is None else goal.constant)


def test_bounds_are_those_of_the_program(program: Program) -> None:
    """Tests that every bound in a golden file is the program's, and every bound of the program is in one."""
    named = Named.of(program)
    told: dict[str, tuple[float, float]] = {}
    for name in NAMES:
        told |= bounds_in(GOLDEN / f"{name}.lp")
    assert told == {name: each for name, each in named.bounds().items() if each != (0.0, np.inf)}


def highs_of(file: Path) -> highspy.HighsLp:
    """Return what HiGHS makes of a file."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    assert highs.readModel(str(file)) == highspy.HighsStatus.kOk
    return highs.getLp()


def columns_of(read: highspy.HighsLp, named: Named) -> list[int]:
    """Return the program's number of each column that was read, once it is seen to be of the same kind."""
    columns = [named.columns.index(name) for name in read.col_names_]
    whole = [kind == highspy.HighsVarType.kInteger for kind in read.integrality_] or [False] * len(columns)
    assert whole == named.program.whole[columns].tolist()
    return columns


def dense(read: highspy.HighsLp) -> np.ndarray:
    """Return the matrix that was read."""
    matrix, found = read.a_matrix_, np.zeros((read.num_row_, read.num_col_))
    assert matrix.format_ == highspy.MatrixFormat.kColwise
    for column, (start, stop) in enumerate(zip(matrix.start_[:-1], matrix.start_[1:], strict=True)):
        found[matrix.index_[start:stop], column] = matrix.value_[start:stop]
    return found


def bounds_in(file: Path) -> Iterator[tuple[str, tuple[float, float]]]:
    """Return the bounds that a file gives, by column."""
    read = highs_of(file)
    limits = zip(read.col_lower_, read.col_upper_, strict=True)
    return ((name, each) for name, each in zip(read.col_names_, limits, strict=True) if each != (0.0, np.inf))
