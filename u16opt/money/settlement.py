"""The yearly settlement (vereffening): who spent more or less than its share of what was spent (F08, F09)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from u16opt.money.objective_model import Budget, PlaceTime
from u16opt.rounding import Amount, exact, largest_remainder


@dataclass(frozen=True)
class Balance:
    """Where one municipality stands in one period.

    Parameters
    ----------
    municipality
        Code.
    period
        Year.
    spend
        What it spent (euro).
    share
        Its share of what all spent that period (euro).
    euro
        ``spend - share`` in whole euros: below 0 it pays, above 0 it receives.
    """

    municipality: str
    period: int
    spend: Fraction
    share: Fraction
    euro: int


def settle(spend: Mapping[PlaceTime, Amount], budgets: Iterable[Budget]) -> tuple[Balance, ...]:
    """Return the balance of every municipality with a budget, by period and then by code (F08, F09).

    ``share = total spend * objective budget / total objective budget``, over the municipalities that have a
    budget in that period. Balances are rounded by largest remainder, so that they add up to 0 in every
    period. A period with fewer than two municipalities, or without objective budgets, is not settled.

    Parameters
    ----------
    spend
        Euro by municipality and period; what is not named is 0. Spend of a municipality without a budget in
        that period stays out.
    budgets
        At most one for each municipality and period.
    """
    periods: dict[int, list[Budget]] = defaultdict(list)
    for each in budgets:
        periods[each.period].append(each)
    return tuple(balance for period in sorted(periods) for balance in _settled(spend, periods[period]))


def _settled(spend: Mapping[PlaceTime, Amount], budgets: Sequence[Budget]) -> Iterator[Balance]:
    objective = sum((each.objective for each in budgets), Fraction(0))
    if len(budgets) < 2 or not objective:
        return
    spent = {each.municipality: exact(spend.get((each.municipality, each.period), 0)) for each in budgets}
    total = sum(spent.values(), Fraction(0))
    shares = {each.municipality: total * each.objective / objective for each in budgets}
    balances = largest_remainder({code: spent[code] - shares[code] for code in spent})
    for each in sorted(budgets, key=lambda budget: budget.municipality):
        code = each.municipality
        yield Balance(code, each.period, spent[code], shares[code], balances[code])
