"""What stands above a limit, place by place, and where it is worst."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TypeVar

from u16opt.model.model import RuleOutcome, Worst
from u16opt.policy import RulePolicy

Place = tuple[str | None, int | None]
Number = TypeVar("Number", int, float)


def amended(rule: RulePolicy, numbers: Mapping[Place, Number]) -> dict[Place, Number]:
    """Return the numbers of a rule as the policy amends them, without the places where it is dropped."""
    agreed = {key: rule.agreed(*key, number) for key, number in numbers.items()}
    return {key: number for key, number in agreed.items() if number is not None}


def excess(amounts: Mapping[Place, float], limits: Mapping[Place, float]) -> dict[Place, float]:
    """Return how far each amount stands above its limit, at least 0; an amount without a limit is free."""
    return {key: max(0, amounts.get(key, 0) - limit) for key, limit in sorted(limits.items())}


def lack(amounts: Mapping[Place, float], least: Mapping[Place, float]) -> dict[Place, float]:
    """Return how far each amount stays below what is asked, at least 0."""
    return {key: max(0, asked - amounts.get(key, 0)) for key, asked in sorted(least.items())}


def above_budgets(rule: RulePolicy, euros: Mapping[Place, Iterable[float]]) -> dict[Place, float]:
    """Return the euros above each budget, as it is amended.

    Parameters
    ----------
    euros
        What is paid, and less than nothing: the budgets it is paid from.
    """
    more = amended(rule, dict.fromkeys(euros, 0.0))
    return {place: max(0.0, math.fsum([*euros[place], -euro])) for place, euro in more.items()}


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
