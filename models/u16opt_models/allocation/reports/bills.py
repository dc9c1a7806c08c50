"""Which clients an amount in euro tells of: rates and budgets are public, so an excess can be taken apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from u16opt.report.people import Key
from u16opt_models.allocation.checks.money import bills, overspent
from u16opt_models.allocation.checks.view import View
from u16opt_models.checks.budgets import limits
from u16opt_models.checks.excess import Place

FEW = 2
"""Places above their budget of which the total, with the worst, gives every single one away."""


def paid(seen: View) -> Mapping[Place, Mapping[Key, int]]:
    """Return the clients behind every excess of a budget, by rate; pooled budgets have no place."""
    pooled, given = seen.policy.rules["budget"].pooled, limits(seen.instance, "allocation")
    found: dict[Place, dict[Key, int]] = {at: {} for at, euro in overspent(seen).items() if euro}
    for (code, period), clients, rate in bills(seen):
        at = (None if pooled else code, period)
        if (code, period) in given and at in found:
            key = ("paid", *at, str(rate))
            found[at][key] = found[at].get(key, 0) + clients
    return found


def behind(seen: View) -> Mapping[Key, int]:
    """Return the clients behind all excesses, by place, period and rate."""
    counts: dict[Key, int] = defaultdict(int)
    for each in paid(seen).values():
        counts |= each
    return counts


def total_of(excesses: Mapping[Place, Mapping[Key, int]]) -> tuple[Key, ...]:
    """Return the counts that the sum of all excesses gives away: of many it tells nothing of one."""
    return tuple(key for each in excesses.values() for key in each) if len(excesses) <= FEW else ()
