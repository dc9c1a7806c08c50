"""The objective model: budgets that grow in ten years from a historic to an objective division (F04-F07).

The state paid for sheltered living through the centre municipalities, as it always had. It moves to a
division over all municipalities by objective measures, in ten steps (F04) over ten years (F05), from fully
historic to fully objective (F06). The papers give two first years, 2022 (F05) and 2024 (F07), and the law
was postponed again (E13): the first year and the number of years are settings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.rounding import Amount, exact

PlaceTime = tuple[str, int]


@dataclass(frozen=True)
class Budget:
    """What one municipality may spend in one period.

    Parameters
    ----------
    municipality
        Code.
    period
        Year.
    euro
        The budget of that year.
    objective
        The objective budget (euro), by which what was spent together is shared (F08); where the table gives
        an ``amount`` alone, that amount.
    """

    municipality: str
    period: int
    euro: Fraction
    objective: Fraction


def phase_in(period: int, start: int, years: int) -> Fraction:
    """Return the share of the objective division, ``k = clip((period - start) / years, 0, 1)`` (F04, F05).

    Parameters
    ----------
    period
        Year.
    start
        First year of the ingroei: the budget is still historic then.
    years
        Years until the objective division holds in full, at least 1.

    Examples
    --------
    >>> [str(phase_in(year, start=2024, years=10)) for year in (2022, 2024, 2027, 2034, 2040)]
    ['0', '0', '3/10', '1', '1']
    """
    return min(max(Fraction(period - start, years), Fraction(0)), Fraction(1))


def grown(historic: Amount, objective: Amount, share: Fraction) -> Fraction:
    """Return the budget ``(1 - k) historic + k objective`` (euro; F05, F06).

    Parameters
    ----------
    historic, objective
        Budgets of both divisions for the same year (euro).
    share
        Share k of the objective one.

    Examples
    --------
    >>> int(grown(50_000, 20_000, phase_in(2025, start=2024, years=10)))
    47000
    """
    return (1 - share) * exact(historic) + share * exact(objective)


def budgets_of(instance: Instance, model: str) -> tuple[Budget, ...]:
    """Return the budgets of one model, in the order of the table.

    Parameters
    ----------
    instance
        With the first year and the years of the ingroei in its settings; the first year is by default the
        first period.
    model
        Rows of other models are left out; rows without a model hold for all.
    """
    rows = instance["budgets"].rows()
    return tuple(_budget(instance, row) for row in rows if row["model"] in ("", model))


def _budget(instance: Instance, row: dict[str, Any]) -> Budget:
    place, period = row["municipality"], row["period"]
    if row["amount"] is not None:
        return Budget(place, period, exact(row["amount"]), exact(row["amount"]))
    settings = instance.settings.budget
    start = instance.periods[0] if settings.phase_in_start is None else settings.phase_in_start
    share = phase_in(period, start, settings.phase_in_years)
    return Budget(place, period, grown(row["historic"], row["objective"], share), exact(row["objective"]))


def limits(budgets: Iterable[Budget], *, pooled: bool) -> dict[PlaceTime, Fraction]:
    """Return what may be spent (euro), in the order of the budgets.

    Parameters
    ----------
    pooled
        True adds up the budgets of a period, under an empty code (F09); False keeps each municipality's own.
    """
    euros: dict[PlaceTime, Fraction] = defaultdict(Fraction)
    for each in budgets:
        euros["" if pooled else each.municipality, each.period] += each.euro
    return dict(euros)
