"""From ``[policy.MODEL]`` to a complete policy, read against the rules and goals of that model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.place import Place, table, table_problems
from u16opt.instance.presence import MODELS
from u16opt.model import registry
from u16opt.model.model import Model
from u16opt.policy import Policy, RulePolicy
from u16opt.problems import InputError, Problem
from u16opt.rule_policies import limit_of, rule_policy, rule_problems
from u16opt.texts import Text

KEYS = ("order", "weights", "tolerance", "rules")

_AT_LEAST_ONE = Text("minstens één doel", "at least one goal")


def policy_of(instance: Instance, model: Model) -> Policy:
    """Return the policy of an instance for one model.

    Parameters
    ----------
    instance
        A validated instance.
    model
        The model whose policy is wanted; what the instance does not set has the model's default.

    Raises
    ------
    InputError
        When anything in the policy is wrong; it carries every problem found.
    """
    policy, problems = policy_problems(instance, model)
    if policy is None:
        raise InputError(problems)
    return policy


def policy_problems(
    instance: Instance, model: Model, file: str | None = None
) -> tuple[Policy | None, tuple[Problem, ...]]:
    """Read the policy of an instance for one model and list everything that is wrong with it.

    Parameters
    ----------
    instance, model
        As for `policy_of`.
    file
        Label for problems; None means the file the instance says its settings came from.

    Returns
    -------
    The policy, None when a problem is an error; and all problems, warnings included.
    """
    written = instance.settings.policy.get(model.name, {})
    top = Place(file or instance.settings_file, ("policy",))
    place = top / model.name
    policy = None
    problems = [*_model_problems(instance, model, top), *_problems(written, model, place)]
    if all(problem.level == "warning" for problem in problems):
        policy = _policy(written, model)
        problems += _unmeasured(policy, model, table(written.get("rules", {})), place)
        if not policy.order:
            problems.append((place / "order").problem([], _AT_LEAST_ONE))
    return (policy if policy and policy.order else None), tuple(problems)


def _unmeasured(policy: Policy, model: Model, rules: Any, place: Place) -> Iterator[Problem]:
    """Yield a warning for every rule made soft of which no goal stands in the order: nothing holds it."""
    order = {goal for entry in policy.order for goal in entry}
    for rule in model.rules:
        asked = table(rules.get(rule.name, {})).get("mode") == "soft"
        if asked and policy.order and order.isdisjoint(rule.goals):
            goals = ", ".join(rule.goals)
            expected = Text(
                f"een doel van deze zachte regel in order ({goals}); nu houdt niets haar tegen",
                f"a goal of this soft rule in the order ({goals}); now nothing holds it back",
            )
            yield (place / "rules" / rule.name).problem("soft", expected, level="warning")


def _policy(written: Mapping[str, Any], model: Model) -> Policy:
    settings = written.get("rules", {})
    rules = {rule.name: rule_policy(rule, settings.get(rule.name, {})) for rule in model.rules}
    order = written["order"] if "order" in written else default_order(model, rules)
    return Policy(
        order=tuple((entry,) if isinstance(entry, str) else tuple(entry) for entry in order),
        weights=written.get("weights", {}),
        tolerance=written.get("tolerance", {}),
        rules=rules,
    )


def default_order(model: Model, rules: Mapping[str, RulePolicy]) -> tuple[str, ...]:
    """Return the model's own order, without the goals that measure only rules that are off."""
    off = {goal for rule in model.rules if not rules[rule.name].on for goal in rule.goals}
    on = {goal for rule in model.rules if rules[rule.name].on for goal in rule.goals}
    return tuple(goal for goal in model.order if goal not in off - on)


def _model_problems(instance: Instance, model: Model, place: Place) -> Iterator[Problem]:
    known = sorted({*MODELS, *registry.names(), model.name})
    yield from table_problems(instance.settings.policy, known, place)


def _problems(written: Mapping[str, Any], model: Model, place: Place) -> Iterator[Problem]:
    yield from table_problems(written, KEYS, place)
    if "order" in written:
        yield from _order_problems(written["order"], model, place / "order")
    for key in ("weights", "tolerance"):
        yield from _amount_problems(written.get(key, {}), model, place / key)
    rules = written.get("rules", {})
    yield from table_problems(rules, [rule.name for rule in model.rules], place / "rules")
    for rule in model.rules:
        yield from rule_problems(rule, table(rules).get(rule.name, {}), place / "rules" / rule.name)


def _order_problems(order: Any, model: Model, place: Place) -> Iterator[Problem]:
    names = [goal.name for goal in model.goals]
    seen: list[Any] = []
    if not isinstance(order, list) or not order:
        yield place.problem(order, _AT_LEAST_ONE)
        return
    for entry in order:
        if entry == []:
            yield place.problem(entry, _AT_LEAST_ONE)
        for goal in entry if isinstance(entry, list) else [entry]:
            if goal not in names:
                yield place.problem(goal, perhaps(one_of(names), str(goal), names))
            elif goal in seen:
                yield place.problem(goal, Text("elk doel één keer", "every goal once"))
            seen.append(goal)


def _amount_problems(written: Any, model: Model, place: Place) -> Iterator[Problem]:
    names = [goal.name for goal in model.goals]
    yield from table_problems(written, names, place)
    for goal, amount in table(written).items():
        if goal in names and limit_of(amount) is None:
            yield (place / goal).problem(amount, Text("een getal, minstens 0", "a number, at least 0"))
