"""Who pays whom, so that every balance of a settlement is met in few payments (F08)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from u16opt.money.settlement import Balance


@dataclass(frozen=True)
class Transfer:
    """One payment: whole euros from one municipality to another, for one period."""

    period: int
    payer: str
    receiver: str
    euro: int


def transfers(balances: Iterable[Balance]) -> tuple[Transfer, ...]:
    """Return the payments of every period, by period and then in the order in which they were found.

    Each time the municipality with the largest debt pays the one with the largest credit as much as settles
    one of them; among equals the smallest code. So n municipalities need at most n - 1 payments a period.

    Parameters
    ----------
    balances
        Adding up to 0 in every period.

    Raises
    ------
    ValueError
        When they do not.
    """
    periods: dict[int, dict[str, int]] = defaultdict(dict)
    for each in balances:
        periods[each.period][each.municipality] = each.euro
    return tuple(each for period in sorted(periods) for each in _paid(period, periods[period]))


def _paid(period: int, balances: Mapping[str, int]) -> list[Transfer]:
    if sum(balances.values()):
        raise ValueError(f"the balances of {period} do not add up to 0")
    left = {code: euro for code, euro in sorted(balances.items()) if euro}
    found = []
    while left:
        payer, receiver = min(left, key=lambda code: left[code]), max(left, key=lambda code: left[code])
        euro = min(-left[payer], left[receiver])
        found.append(Transfer(period, payer, receiver, euro))
        left[payer] += euro
        left[receiver] -= euro
        left = {code: rest for code, rest in left.items() if rest}
    return found
