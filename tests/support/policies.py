"""Random policies of `allocation` as ``[policy.allocation]`` would write them."""

from __future__ import annotations

import random
from typing import Any

GOALS = (
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
)
TOLERANCES = {"worst_shortfall": 0.2, "worst_pressure": 0.25, "distance": 5.5, "overspend": 5000.0}

SETTINGS: dict[str, tuple[str, tuple[str, ...], list[Any]]] = {
    "mixed_living": ("share", ("hard", "off"), ["1/3", "1/2", 0.25, 1]),
    "contingent": ("", ("hard", "soft", "soft", "off"), []),
    "contingent_cap": ("allowance", ("hard", "off"), [0, 1, 3]),
    "draagkracht": ("", ("hard", "soft", "off"), []),
    "budget": ("pooled", ("hard", "soft", "off"), [True, False]),
    "max_distance": ("limit", ("hard", "off"), [5, 15.5, 30]),
    "loss_cap": ("limit", ("hard", "off"), [0, 2.5, 10]),
    "stability": ("limit", ("hard", "soft", "off"), [0, 1, 4]),
}


def draw_policy(draw: random.Random) -> dict[str, Any]:
    """Return a policy with a random order, weights, tolerances and a few changed rules."""
    policy: dict[str, Any] = {}
    if draw.random() < 0.8:
        policy["order"] = draw_order(draw)
    if draw.random() < 0.7:
        policy["weights"] = {
            goal: draw.choice([0.5, 1, 2, 3, 10]) for goal in draw.sample(GOALS, draw.randint(1, 5))
        }
    if draw.random() < 0.4:
        goals = draw.sample(GOALS, draw.randint(1, 3))
        policy["tolerance"] = {goal: TOLERANCES.get(goal, draw.choice([1, 2])) for goal in goals}
    names = draw.sample(sorted(SETTINGS), draw.randint(0, 3))
    if names:
        policy["rules"] = {name: draw_rule(draw, name) for name in names}
    return policy


def draw_order(draw: random.Random) -> list[str | list[str]]:
    """Return some of the goals in random order, now and then several as one weighted sum."""
    goals = draw.sample(GOALS, draw.randint(1, len(GOALS)))
    order: list[str | list[str]] = []
    while goals:
        number = draw.choice([1, 1, 1, 2, 3])
        order.append(goals[0] if number == 1 else goals[:number])
        goals = goals[number:]
    return order


def draw_rule(draw: random.Random, name: str) -> dict[str, Any]:
    """Return a mode for a rule, with its number where it is on."""
    setting, modes, numbers = SETTINGS[name]
    mode = draw.choice(modes)
    if mode == "off" or not setting:
        return {"mode": mode}
    return {"mode": mode, setting: draw.choice(numbers)}
