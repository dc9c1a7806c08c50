"""Every rule and goal is there in full: a function, a twin in the checker, a golden file, titles, units.

The conventions are those of ``docs/add-a-rule.md`` and hold for every installed model.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from u16opt.model import registry
from u16opt.model.model import Model
from u16opt.model.specification import GoalSpecification, RuleSpecification
from u16opt.texts import Text
from u16opt_models.allocation import MODEL

TESTS = Path(__file__).resolve().parents[1]
Specification = RuleSpecification | GoalSpecification


def package_of(model: str) -> ModuleType:
    """Return the package that a model's entry point leads to."""
    (entry,) = entry_points(group=registry.GROUP, name=model)
    return import_module(entry.module)


def missing(model: Model, package: ModuleType) -> list[str]:
    """Return everything that a rule or goal of a model lacks, each as a line that says where to put it."""
    lines: list[str] = []
    for kind, each in [*(("rule", each) for each in model.rules), *(("goal", each) for each in model.goals)]:
        lines += [f"{model.name}, {kind} {each.name}: {line}" for line in lacks(package, kind, each)]
    return lines


def lacks(package: ModuleType, kind: str, each: Specification) -> Iterator[str]:
    """Yield what one rule or goal lacks."""
    name = package.__name__
    formulation = import_module(f"{name}.formulation")
    twins = import_module(f"{name}.checks.{kind}s")
    written = {function.__name__: function for function in getattr(formulation, f"{kind.upper()}S")}
    yield from function_lacks(written, each, f"{name}.formulation")
    yield from function_lacks(getattr(twins, f"{kind.upper()}S"), each, twins.__name__)
    if not (TESTS / name.rpartition(".")[2] / "golden" / f"{each.name}.lp").is_file():
        yield f"no golden file tests/{name.rpartition('.')[2]}/golden/{each.name}.lp"
    if f"``{each.name}``" not in str(package.__doc__):
        yield f"not in the numbered formulation of {name}"
    yield from words_lacking(each)


def function_lacks(
    functions: Mapping[str, Callable[..., Any]], each: Specification, place: str
) -> Iterator[str]:
    """Yield what is wrong with a function of that name: that there is none, or its docstring."""
    function = functions.get(each.name)
    if function is None:
        yield f"no function in {place}"
    elif not function.__doc__:
        yield f"no docstring in {place}"
    elif each.unit.en not in function.__doc__:
        yield f"docstring in {place} does not name the unit: {each.unit.en}"


def words_lacking(each: Specification) -> Iterator[str]:
    """Yield which words of the mark are not there."""
    for what in ("title", "unit"):
        for language in ("nl", "en"):
            if not getattr(each, what)[language].strip():
                yield f"no {what} in {language}"
    if not re.search(r"\b[A-Z][0-9]{2}\b", each.source):
        yield "no source (an id such as A08)"


@pytest.mark.parametrize("name", registry.names())
def test_nothing_is_missing(name: str) -> None:
    """Tests that every rule and goal of an installed model has all that it needs; lists what has not."""
    found = missing(registry.model(name), package_of(name))
    assert not found, "\n".join(["still missing:", *found])


def test_what_is_missing_is_listed() -> None:
    """Tests that a rule and a goal that are only named are each found lacking in every respect."""
    nowhere = RuleSpecification("nowhere", Text("Nergens", ""), Text("", "homes"), "hearsay", "hard")
    nothing = GoalSpecification("nothing", Text("Niets", "Nothing"), Text("punten", "points"), "A04")
    model = dataclasses.replace(MODEL, rules=(*MODEL.rules, nowhere), goals=(*MODEL.goals, nothing))
    assert missing(model, package_of("allocation")) == [
        "allocation, rule nowhere: no function in u16opt_models.allocation.formulation",
        "allocation, rule nowhere: no function in u16opt_models.allocation.checks.rules",
        "allocation, rule nowhere: no golden file tests/allocation/golden/nowhere.lp",
        "allocation, rule nowhere: not in the numbered formulation of u16opt_models.allocation",
        "allocation, rule nowhere: no title in en",
        "allocation, rule nowhere: no unit in nl",
        "allocation, rule nowhere: no source (an id such as A08)",
        "allocation, goal nothing: no function in u16opt_models.allocation.formulation",
        "allocation, goal nothing: no function in u16opt_models.allocation.checks.goals",
        "allocation, goal nothing: no golden file tests/allocation/golden/nothing.lp",
        "allocation, goal nothing: not in the numbered formulation of u16opt_models.allocation",
    ]


@pytest.mark.parametrize("name", registry.names())
def test_nothing_has_no_owner(name: str) -> None:
    """Tests that formulation and checker hold no rule or goal that the model does not offer."""
    model, package = registry.model(name), package_of(name)
    for kind, known in (("rule", model.rules), ("goal", model.goals)):
        names = {each.name for each in known}
        formulation = import_module(f"{package.__name__}.formulation")
        twins = import_module(f"{package.__name__}.checks.{kind}s")
        assert {function.__name__ for function in getattr(formulation, f"{kind.upper()}S")} == names
        assert set(getattr(twins, f"{kind.upper()}S")) == names


@pytest.mark.parametrize("name", registry.names())
def test_every_number_is_an_agreement(name: str) -> None:
    """Tests that a fact is never agreed anew, and that every number of a policy can be."""
    for rule in registry.model(name).rules:
        assert rule.agreement is None or rule.mode != "fact", rule.name
        assert rule.agreement is not None or rule.setting is None, rule.name
        if rule.agreement is not None and rule.agreement.setting:
            assert rule.setting is not None, rule.name


@pytest.mark.parametrize("name", registry.names())
def test_goals_of_rules_and_orders_exist(name: str) -> None:
    """Tests that the default order and the goals that measure rules name goals that the model has."""
    model = registry.model(name)
    goals = {goal.name for goal in model.goals}
    assert set(model.order) <= goals
    assert {goal for rule in model.rules for goal in rule.goals} <= goals
