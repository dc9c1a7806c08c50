"""Budgets that can be read in one way only, and the centre municipality that pays."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from u16opt.instance.draft import Draft
from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.presence import MODELS
from u16opt.model.registry import names
from u16opt.problems import Problem
from u16opt.texts import Text


def one_reading(budgets: Draft) -> Iterator[Problem]:
    """Yield a problem for every budget that is not an amount, nor a historic and an objective one."""
    for row, *euros in budgets.sound("amount", "historic", "objective"):
        given = [euro is not None for euro in euros]
        if given not in ([True, False, False], [False, True, True]):
            yield budgets.problem(
                row,
                "amount",
                euros[0],
                "alleen amount, of historic en objective samen",
                "amount alone, or historic and objective together",
            )


def one_budget(budgets: Draft) -> Iterator[Problem]:
    """Yield a problem for every second budget that one model would read for a municipality and period."""
    seen: dict[tuple[str, int], dict[str, int]] = {}
    for row, place, period, model in budgets.sound("municipality", "period", "model"):
        earlier = seen.setdefault((place, period), {})
        other = next((each for each in earlier if each != model and "" in (each, model)), None)
        earlier.setdefault(model, row)
        if other is not None:
            yield budgets.problem(
                row,
                "model",
                model,
                f"één budget voor {place} in {period} (rij {earlier[other]} geldt ook)",
                f"one budget for {place} in {period} (row {earlier[other]} holds as well)",
            )


def known_models(budgets: Draft) -> Iterator[Problem]:
    """Yield a problem for every budget of a model that does not exist."""
    known = sorted({*MODELS, *names()})
    for row, model in budgets.sound("model"):
        if model and model not in known:
            expected = perhaps(one_of(known), model, known)
            yield budgets.problem(row, "model", model, expected.nl, expected.en)


def open_ended(budgets: Draft, periods: tuple[int, ...]) -> Iterator[Problem]:
    """Yield a warning when a municipality has a budget in some periods but not in all.

    Parameters
    ----------
    budgets
        The table.
    periods
        Periods of the instance (years).
    """
    covered: dict[str, set[int]] = {}
    for _, place, period in budgets.sound("municipality", "period"):
        covered.setdefault(place, set()).add(period)
    gaps = [f"{place} {year}" for place in sorted(covered) for year in periods if year not in covered[place]]
    if gaps:
        more = f" (+ {len(gaps) - 3})" if len(gaps) > 3 else ""
        expected = Text(
            "een budget in elke periode; zonder rij is er geen grens",
            "a budget in every period; without a row there is no limit",
        )
        yield Problem(budgets.file, expected, value=", ".join(gaps[:3]) + more, level="warning")


def centre_problems(
    settings: Mapping[str, Any], known: Collection[str] | None, file: str
) -> Iterator[Problem]:
    """Yield a problem when the centre municipality is unknown, or needed and not given.

    Parameters
    ----------
    settings
        Settings as written; other faults in them do not matter here.
    known
        Codes of the municipalities; None when they could not be read.
    file
        Label of the settings.
    """
    budget = settings.get("budget")
    centre, payer = (
        (budget.get("centre"), budget.get("payer")) if isinstance(budget, Mapping) else (None, None)
    )
    if payer == "centre" and centre is None:
        expected = Text(
            'de code van de centrumgemeente, want payer is "centre"',
            'the code of the centre municipality, for payer is "centre"',
        )
        yield Problem(file, expected, column="budget.centre")
    elif isinstance(centre, str) and known is not None and centre not in known:
        expected = Text("een code uit municipalities", "a code from municipalities")
        yield Problem(file, perhaps(expected, centre, known), column="budget.centre", value=centre)
