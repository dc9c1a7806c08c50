"""Random policies as ``[policy.MODEL]`` would write them, in the words of any model."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Vocabulary:
    """What a policy of one model may say.

    Parameters
    ----------
    goals
        Names of the goals.
    tolerances
        Tolerance of a goal, where it is not a small whole number.
    settings
        Per rule its modes, and for each of its numbers and switches what may be drawn.
    """

    goals: Sequence[str]
    tolerances: Mapping[str, float]
    settings: Mapping[str, tuple[Sequence[str], Mapping[str, Sequence[Any]]]]


ALLOCATION = Vocabulary(
    goals=(
        "unplaced",
        "misfit",
        "worst_shortfall",
        "shortfall",
        "away",
        "distance",
        "overload",
        "worst_pressure",
        "overspend",
        "waiting",
        "moves",
    ),
    tolerances={"worst_shortfall": 0.2, "worst_pressure": 0.25, "distance": 5.5, "overspend": 5000.0},
    settings={
        "mixed_living": (("hard", "off"), {"share": ["1/3", "1/2", 0.25, 1]}),
        "contingent": (("hard", "soft", "soft", "off"), {}),
        "contingent_cap": (("hard", "off"), {"allowance": [0, 1, 3]}),
        "draagkracht": (("hard", "soft", "off"), {}),
        "budget": (("hard", "soft", "off"), {"pooled": [True, False]}),
        "max_distance": (("hard", "off"), {"limit": [5, 15.5, 30]}),
        "loss_cap": (("hard", "off"), {"limit": [0, 2.5, 10]}),
        "stability": (("hard", "soft", "off"), {"limit": [0, 1, 4]}),
    },
)


def draw_policy(draw: random.Random, words: Vocabulary = ALLOCATION) -> dict[str, Any]:
    """Return a policy with a random order, weights, tolerances and a few changed rules."""
    policy: dict[str, Any] = {}
    if draw.random() < 0.8:
        policy["order"] = draw_order(draw, words)
    if draw.random() < 0.7:
        policy["weights"] = {
            goal: draw.choice([0.5, 1, 2, 3, 10]) for goal in draw.sample(words.goals, draw.randint(1, 5))
        }
    if draw.random() < 0.4:
        goals = draw.sample(words.goals, draw.randint(1, 3))
        policy["tolerance"] = {goal: words.tolerances.get(goal, draw.choice([1, 2])) for goal in goals}
    names = draw.sample(sorted(words.settings), draw.randint(0, 3))
    if names:
        policy["rules"] = {name: draw_rule(draw, words, name) for name in names}
    return policy


def draw_order(draw: random.Random, words: Vocabulary) -> list[str | list[str]]:
    """Return some of the goals in random order, now and then several as one weighted sum."""
    goals = draw.sample(words.goals, draw.randint(1, len(words.goals)))
    order: list[str | list[str]] = []
    while goals:
        number = draw.choice([1, 1, 1, 2, 3])
        order.append(goals[0] if number == 1 else goals[:number])
        goals = goals[number:]
    return order


def draw_rule(draw: random.Random, words: Vocabulary, name: str) -> dict[str, Any]:
    """Return a mode for a rule, with its numbers where it is on."""
    modes, numbers = words.settings[name]
    mode = draw.choice(modes)
    if mode == "off":
        return {"mode": mode}
    return {"mode": mode, **{number: draw.choice(choices) for number, choices in numbers.items()}}
