"""Why the whole proposal is as it is: goals, what municipalities carry, what is full, who is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from u16opt.algebra.labels import coded
from u16opt.algebra.located import Located
from u16opt.explaining.answer import amount
from u16opt.explaining.ground import Ground
from u16opt.explaining.reasons.binding import binding_of
from u16opt.explaining.reasons.contributions import contributions
from u16opt.explaining.reasons.fairness import fairness

Row = dict[str, Any]


def whole(ground: Ground, municipality: str | None = None) -> Row:
    """Return the facts of a whole proposal.

    Parameters
    ----------
    municipality
        Tell of this one alone what it carries and which rules leave no room there.
    """
    homes = municipality_of(ground)
    binding = binding_of(ground).everywhere()
    if municipality is not None:
        binding = [row for row in binding if homes.get(row["place"]) == municipality]
    facts = {
        "status": ground.proposal.status,
        "goals": [_goal(goal.model_dump()) for goal in ground.proposal.goals],
        "carried": ground.model.loads.en,
        "municipalities": _municipalities(ground, municipality, binding, homes),
        "binding": binding,
        "unplaced": _unplaced(ground),
    }
    if municipality is not None:
        return facts
    counts = contributions(ground.formulation, ground.program, ground.policy)
    return facts | {"notPerClient": list(counts.others), "fairness": fairness(ground, counts)}


def municipality_of(ground: Ground) -> Mapping[str | None, str]:
    """Return the municipality of every place that a rule instance can name."""
    instance, formulation = ground.instance, ground.formulation
    areas = instance["neighbourhoods"]
    found: dict[str | None, str] = dict(zip(areas["code"], areas["municipality"], strict=True))
    for part in (*formulation.load, *([formulation.placing] if formulation.placing else [])):
        places, towns = coded(part.place), coded(part.municipality)
        _, first = np.unique(places.numbers, return_index=True)
        found |= {places[index]: towns[index] for index in first.tolist()}
    return found | {code: code for code in instance["municipalities"]["code"]}


def _goal(goal: Row) -> Row:
    return goal | {"value": amount(goal["value"]), "bound": amount(goal["bound"])}


def _municipalities(
    ground: Ground, only: str | None, binding: Sequence[Row], homes: Mapping[str | None, str]
) -> list[Row]:
    """Return what each municipality carries by period, and its rules without room."""
    carried = _carried(ground)
    return [
        {
            "municipality": code,
            "carries": [
                {"period": period, "amount": amount(carried.get((code, period), 0.0))}
                for period in sorted({period for _, period in carried}, key=lambda each: each or 0)
            ],
            "rules": [row for row in binding if homes.get(row["place"]) == code],
        }
        for code in sorted(ground.instance["municipalities"]["code"])
        if only in (None, code)
    ]


def _carried(ground: Ground) -> dict[tuple[str, int | None], float]:
    """Return what each municipality carries in each period (None in a model without periods)."""
    found: dict[tuple[str, int | None], float] = {}
    for part in ground.formulation.load:
        values = ground.values[ground.program.family(part.family).columns]
        values = values if part.amount is None else values * part.amount
        for index in np.flatnonzero(values).tolist():
            at = _at(part, index)
            found[at] = found.get(at, 0.0) + float(values[index])
    for each in ground.formulation.standing:
        at = (each.municipality, each.period)
        found[at] = found.get(at, 0.0) + each.amount
    return found


def _at(part: Located, index: int) -> tuple[str, int | None]:
    return part.municipality[index], None if part.period is None else part.period[index]


def _unplaced(ground: Ground) -> Row | None:
    """Return the clients without a place, of how many; None in a model that places nobody."""
    absent, placing = ground.formulation.absent, ground.formulation.placing
    if absent is None or placing is None:
        return None
    left = ground.values[ground.program.family(absent.family).columns].sum()
    placed = ground.values[ground.program.family(placing.family).columns].sum()
    return {"clients": amount(left), "of": amount(left + placed)}
