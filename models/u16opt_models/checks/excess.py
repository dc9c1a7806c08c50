"""What stands above a limit, place by place, and where it is worst."""

from __future__ import annotations

import math
from collections.abc import Mapping

from u16opt.model.model import RuleOutcome, Worst

Place = tuple[str | None, int | None]


def excess(amounts: Mapping[Place, float], limits: Mapping[Place, float]) -> dict[Place, float]:
    """Return how far each amount stands above its limit, at least 0; an amount without a limit is free."""
    return {key: max(0, amounts.get(key, 0) - limit) for key, limit in sorted(limits.items())}


def lack(amounts: Mapping[Place, float], least: Mapping[Place, float]) -> dict[Place, float]:
    """Return how far each amount stays below what is asked, at least 0."""
    return {key: max(0, asked - amounts.get(key, 0)) for key, asked in sorted(least.items())}


def total(amounts: Mapping[Place, float]) -> float:
    """Return the sum, whole when every amount is whole, and the same in whatever order they come."""
    if all(float(amount).is_integer() for amount in amounts.values()):
        return sum(int(amount) for amount in amounts.values())
    return math.fsum(amounts.values())


def outcome(name: str, amounts: Mapping[Place, float]) -> RuleOutcome:
    """Return the total violation and the worst place; of equals the first in the order given."""
    if not any(amounts.values()):
        return RuleOutcome(name, 0)
    worst = max(amounts, key=lambda key: amounts[key])
    return RuleOutcome(name, total(amounts), Worst(*worst, float(amounts[worst])))
