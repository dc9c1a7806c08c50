"""What each rule, goal and definition of a model writes, as LP text, and what HiGHS makes of that text.

With ``U16OPT_WRITE_GOLDEN=1`` in the environment the files are written again instead of compared; read
the difference before you keep it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import highspy
import numpy as np
from support.lp_text import Bounds, Named, changed_bounds, lp_text

from u16opt.algebra.parts import Block, Linear
from u16opt.algebra.program import Program
from u16opt.instance.instance import Instance
from u16opt.model.model import Model
from u16opt.model.specification import GoalSpecification, RuleSpecification
from u16opt.policies import policy_of
from u16opt.policy import Policy

Definitions = Mapping[str, Sequence[str]]
"""Definitions by name, with the variables whose bounds are shown with them."""

WRITING = os.environ.get("U16OPT_WRITE_GOLDEN") == "1"


def names_of(model: Model, definitions: Definitions) -> tuple[str, ...]:
    """Return the names of all rules, goals and definitions: each has a file."""
    return (*(each.name for each in (*model.rules, *model.goals)), *definitions)


def written(model: Model, instance: Instance, policy: Policy | None = None) -> Program:
    """Return the program of a policy, by default the instance's own."""
    return model.formulate(instance, policy or policy_of(instance, model), 0).program()


def texts(model: Model, instance: Instance, definitions: Definitions) -> Mapping[str, str]:
    """Return the text of every rule, goal and definition."""
    policy, program = policy_of(instance, model), written(model, instance)
    shown_there = {family for families in definitions.values() for family in families}
    found = {}
    for rule in model.rules:
        bounds = changed_bounds(program, written(model, instance, without(policy, rule)))
        bounds = {name: each for name, each in bounds.items() if family(name) not in shown_there}
        found[rule.name] = lp_text(program, about(rule), blocks=blocks(program, rule.name), bounds=bounds)
    for goal in model.goals:
        shape, levels = program.goals[goal.name], blocks(program, f"{goal.name}_level")
        assert isinstance(shape, Linear)
        found[goal.name] = lp_text(program, about(goal), blocks=levels, goal=shape)
    for name, families in definitions.items():
        own = bounds_of(program, families)
        found[name] = lp_text(program, ["a definition"], blocks=blocks(program, name), bounds=own)
    return found


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


def family(column: str) -> str:
    """Return the variable of a column."""
    return column.partition("(")[0]


def bounds_of(program: Program, families: Sequence[str]) -> Bounds:
    """Return the bounds of all columns of some variables."""
    return {name: each for name, each in Named.of(program).bounds().items() if family(name) in families}


def assert_golden(file: Path, text: str) -> None:
    """See that a file holds what was read and found right."""
    if WRITING:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.is_file(), "U16OPT_WRITE_GOLDEN=1 writes it; read it before you keep it"
    assert text == file.read_text(encoding="utf-8")


def assert_nothing_left_out(program: Program, names: Iterable[str], folder: Path) -> None:
    """See that every block of rows has a file, and every file is of something there is, and says it."""
    levels = {f"{name}_level" for name in names}
    assert {block.name for block in program.blocks} - levels <= set(names)
    assert {file.stem for file in folder.glob("*.lp")} == set(names)
    assert [name for name in names if highs_of(folder / f"{name}.lp").num_col_ == 0] == []


def assert_bounds_told(program: Program, names: Iterable[str], folder: Path) -> None:
    """See that every bound of the program is in a file, of several the tightest, and no other."""
    told: dict[str, tuple[float, float]] = {}
    for column, (low, high) in (each for name in names for each in bounds_in(folder / f"{name}.lp")):
        least, most = told.get(column, (low, high))
        told[column] = max(low, least), min(high, most)
    own = Named.of(program).bounds()
    assert told == {name: each for name, each in own.items() if each != (0.0, np.inf)}


def assert_same_numbers(program: Program, name: str, file: Path) -> None:
    """See that HiGHS reads a golden file as the very numbers of the program."""
    read, named = highs_of(file), Named.of(program)
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
