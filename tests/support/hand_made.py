"""Proposals made by hand: an instance, an answer, and whatever a test wants to say of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.answers import Placements, answer_of
from support.village import PLACEMENTS, village

from u16opt.checking import goal_values, measures, rule_entries
from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Model, Section
from u16opt.policies import policy_of
from u16opt.proposal import GoalEntry, Measure, Proposal, ProvenanceEntry, SolverEntry
from u16opt_models.allocation import MODEL

SOFT: Mapping[str, Any] = {"rules": {"draagkracht": {"mode": "soft"}}}
"""The village's own placements overload a neighbourhood."""


def hand_made(instance: Instance, placements: Placements = PLACEMENTS, **said: Any) -> Proposal:
    """Return the proposal of these placements, better than by hand; `said` replaces any of its parts."""
    made = proposal_of(instance, MODEL, answer_of(instance, placements))
    manual = [Measure(name=goal.name, value=goal.value + 1, unit=goal.unit) for goal in made.goals]
    return Proposal(**dict(made) | {"manual": manual} | said)


def proposal_of(instance: Instance, model: Model, answer: Answer, /, **said: Any) -> Proposal:
    """Return the proposal of this answer, proven by nobody; `said` replaces any of its parts."""
    policy = policy_of(instance, model)
    found = model.check(instance, policy, answer)
    content: dict[str, Any] = {
        "model": model.name,
        "product": instance.product,
        "instance": instance.name,
        "instance_hash": instance.hash,
        "policy": policy.as_dict(),
        "status": "feasible",
        "goals": [
            GoalEntry(name=name, value=value, bound=value / 2, unit=unit, proven=False)
            for name, value, unit in goal_values(model, policy, found)
        ],
        "measures": measures(model, policy, found),
        "rules": rule_entries(model, policy, found),
        "solver": SolverEntry(name="HiGHS", version="1.15.1", seconds=12.5, gap=0.5),
        "versions": {"u16opt": "0.1.0"},
        "seed": 7,
        "verified": True,
        "provenance": [
            ProvenanceEntry(table="municipalities", column="*", status="bron", source="CBS"),
            ProvenanceEntry(table="client_groups", column="*", status="synthetisch"),
        ],
        "answer": answer,
    }
    return Proposal(**content | said)


def village_report(path: Path, **changed: Any) -> dict[str, Section]:
    """Return the sections of the model's report on the village, by name; Utrecht is the city."""
    instance = village(path, **{"policy": SOFT, "budget": {"centre": "UT"}} | changed)
    policy = policy_of(instance, MODEL)
    return {
        section.name: section for section in MODEL.report(instance, policy, answer_of(instance, PLACEMENTS))
    }
