"""Answers and proposals of `allocation` made without the engine."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from typing import Any

from support import reference

from u16opt.checking import goal_values, measures, rule_entries
from u16opt.instance.instance import Instance
from u16opt.model.model import Model
from u16opt.money.entries import settled
from u16opt.policies import policy_of
from u16opt.proposal import GoalEntry, Proposal, SolverEntry

Placements = Mapping[tuple[str, str], int]


def answer_of(instance: Instance, placements: Placements) -> dict[str, list[dict[str, Any]]]:
    """Return the answer's tables; who is not placed is listed as unplaced."""
    groups = instance["client_groups"]
    left = dict(zip(groups["group"], groups["clients"], strict=True))
    for (group, _), clients in placements.items():
        left[group] -= clients
    return {
        "placements": [
            {"group": group, "lot": lot, "clients": clients} for (group, lot), clients in placements.items()
        ],
        "unplaced": [{"group": group, "clients": clients} for group, clients in left.items() if clients],
    }


def draw_placements(instance: Instance, draw: random.Random) -> dict[tuple[str, str], int]:
    """Return placements at random: any group on any lot, as long as it has clients left."""
    lots = instance["supply"]["lot"]
    placements: dict[tuple[str, str], int] = {}
    for row in instance["client_groups"].rows():
        left = row["clients"]
        for lot in draw.sample(lots, min(3, len(lots))):
            if left and draw.random() < 0.7:
                placements[row["group"], lot] = draw.randint(1, left)
                left -= placements[row["group"], lot]
    return placements


def proposal_of(instance: Instance, model: Model) -> dict[str, Any]:
    """Return the proposal of the reference solver as parsed JSON, right in every part."""
    policy = policy_of(instance, model)
    solved = reference.solve(instance, policy)
    found: dict[str, Any] = {"status": "infeasible", "answer": {}}
    if solved.placements is not None:
        answer = answer_of(instance, solved.placements)
        recomputed = model.check(instance, policy, answer)
        settlement, transfers = settled(instance, model, recomputed)
        found = {
            "status": "optimal",
            "goals": proven(goal_values(model, policy, recomputed), solved.best),
            "measures": measures(model, policy, recomputed),
            "rules": rule_entries(model, policy, recomputed),
            "settlement": settlement,
            "transfers": transfers,
            "answer": answer,
        }
    proposal = Proposal(
        model=model.name,
        instance=instance.name,
        instance_hash=instance.hash,
        policy=policy.as_dict(),
        solver=SolverEntry(name="reference", version="1", seconds=0.0, gap=0.0),
        versions={},
        seed=0,
        verified=True,
        **found,
    )
    content: dict[str, Any] = json.loads(proposal.as_json())
    return content


def proven(values: Sequence[tuple[str, float, str]], bounds: Sequence[float]) -> tuple[GoalEntry, ...]:
    """Return the goals of a proposal, each with the least value there is as its bound."""
    return tuple(
        GoalEntry(name=name, value=value, bound=bound, unit=unit, proven=True)
        for (name, value, unit), bound in zip(values, bounds, strict=True)
    )
