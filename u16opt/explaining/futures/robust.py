"""Does it hold when demand and supply differ? The proposal carried out in sampled futures.

In every future the plan stays as it is: what was planned for clients who do not come, or in homes that are
not there, falls away, and new clients get nothing. Goals are those of what is carried out. A rule is broken
by the plan when that asks for more than there is, or by what is carried out when that delivers too little:
the larger of the two counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from u16opt.checking import PRECISION, broken, goal_values
from u16opt.explaining.answer import Finding, amount
from u16opt.explaining.futures.estimating import estimated, shared
from u16opt.explaining.futures.sampling import Drawing, drawings, future_of, lot_of
from u16opt.explaining.ground import Ground
from u16opt.explaining.names import Names
from u16opt.explaining.questions import Robust
from u16opt.explaining.sentences.robust import NO_FUTURES, told
from u16opt.model.futures import Futures, Known
from u16opt.model.model import Recomputed, RuleOutcome
from u16opt.texts import Text
from u16opt.verification import VerificationError

FEWEST = 2
"""Futures that are looked at however little time there is: one tells nothing of the next."""


@dataclass(frozen=True)
class Met:
    """What became of the proposal in one future: its goals, and how far each rule is broken."""

    goals: Mapping[str, float]
    rules: Mapping[str, RuleOutcome]


def find(ground: Ground, question: Robust) -> Finding:
    """Return how the proposal fares in sampled futures; as many as there is time for."""
    futures = ground.model.futures
    if futures is None:
        return Finding({}, NO_FUTURES, proven=True)
    met = _all_met(ground, futures, question)
    facts = {
        "samples": len(met),
        "seed": question.seed,
        "demand": amount(question.demand),
        "supply": amount(question.supply),
        "goals": [_goal(name, ground.goals[name], met) for name in ground.goals],
        "rules": [_rule(ground, outcome, met) for outcome in ground.recomputed.rules],
    }
    names = Names(ground.instance, ground.model)
    return Finding(facts, told(facts, question, futures, names), proven=len(met) == question.samples)


def _all_met(ground: Ground, futures: Futures, question: Robust) -> list[Met]:
    made = drawings(ground.instance, futures, question)
    met: list[Met] = []
    while len(met) < question.samples and (len(met) < FEWEST or not ground.limits.reached()):
        ground.tell(len(met), question.samples)
        met.append(_met(ground, futures, made, question.seed, len(met)))
    return met


def _met(ground: Ground, futures: Futures, made: Iterable[Drawing], seed: int, future: int) -> Met:
    then = future_of(ground.instance, made, seed, future)
    known = Known(ground.instance, then, ground.policy, ground.proposal.answer)
    found = ground.model.check(then, ground.policy, futures.carried_out(known, lot_of(seed, future)))
    _doubted(ground, found)
    rules = {each.name: each for each in found.rules}
    for each in futures.asked(known):
        rules[each.name] = max(rules[each.name], each, key=lambda outcome: outcome.violation)
    goals = {name: value for name, value, _ in goal_values(ground.model, ground.policy, found)}
    return Met(goals, rules)


def _doubted(ground: Ground, found: Recomputed) -> None:
    """Refuse what could not be carried out at all: a defect of the model."""
    facts = [each for each in broken(ground.policy, found) if ground.policy.rules[each.name].mode == "fact"]
    said = [(each.name, Text("geschonden", "broken")) for each in facts]
    if findings := (*found.faults, *said):
        raise VerificationError(findings)


def _goal(name: str, now: float, met: Sequence[Met]) -> dict[str, Any]:
    return {"name": name, "current": amount(now), **estimated([each.goals[name] for each in met])}


def _rule(ground: Ground, now: RuleOutcome, met: Sequence[Met]) -> dict[str, Any]:
    outcomes = [each.rules[now.name] for each in met]
    worst = max(outcomes, key=lambda outcome: outcome.violation).worst
    share, error = shared([outcome.violation > PRECISION for outcome in outcomes])
    return {
        "name": now.name,
        "mode": ground.policy.rules[now.name].mode,
        "current": amount(now.violation),
        **estimated([outcome.violation for outcome in outcomes]),
        "worstAt": None if worst is None else {"place": worst.place, "period": worst.period},
        "shareBroken": share,
        "shareBrokenStandardError": error,
    }
