"""Which agreements cannot hold together, when there is no proposal at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from u16opt.instance.instance import Instance
from u16opt.model.model import Model
from u16opt.policy import Policy

if TYPE_CHECKING:
    from u16opt.engine.limits import Limits


def conflicting_rules(
    instance: Instance, model: Model, policy: Policy, seed: int, limits: Limits
) -> tuple[str, ...]:
    """Return hard rules that cannot hold together, each of them needed for the conflict.

    One rule after the other is left out; when the rest still conflicts, the rule stays out (deletion
    filter; Chinneck, 2008). When time runs out, the rules that have not been tried are all named.

    Returns
    -------
    Names of rules; the model's facts when these alone leave no solution.
    """
    hard = [rule.name for rule in model.rules if policy.hard(rule.name)]
    members = hard
    for name in hard:
        rest = [member for member in members if member != name]
        if _impossible(instance, model, _with_only(policy, rest), seed, limits):
            members = rest
    if members:
        return tuple(members)
    return tuple(rule.name for rule in model.rules if rule.mode == "fact")


def _with_only(policy: Policy, hard: list[str]) -> Policy:
    """Return the policy without goals, and without the hard rules that are not named."""
    rules = {
        name: rule.model_copy(update={"mode": "off"}) if rule.mode != "fact" and name not in hard else rule
        for name, rule in policy.rules.items()
    }
    return policy.model_copy(update={"order": (), "rules": rules})


def _impossible(instance: Instance, model: Model, policy: Policy, seed: int, limits: Limits) -> bool:
    from u16opt.engine.chain import Chain

    if limits.reached():
        return False
    program = model.formulate(instance, policy, seed).program()
    chain = Chain(program, policy, frozenset(), replace(limits), lambda _progress: None, seed)
    return chain.run().status == "infeasible"
