"""What the budgets of an instance allow, as the checkers read them (F04-F07)."""

from __future__ import annotations

from typing import Any

from u16opt.instance.instance import Instance

PlaceTime = tuple[str, int]


def limits(instance: Instance, model: str) -> dict[PlaceTime, float]:
    """Return the budget of every municipality-period that has one (euro).

    ``amount``, or (1 - k) historic + k objective with k = clip((period - start) / years, 0, 1) (F04-F07).

    Parameters
    ----------
    model
        Name of the model: a budget that is meant for another one does not count.
    """
    found = [row for row in instance["budgets"].rows() if row["model"] in ("", model)]
    return {(row["municipality"], row["period"]): _amount(instance, row) for row in found}


def _amount(instance: Instance, row: dict[str, Any]) -> float:
    if row["amount"] is not None:
        return float(row["amount"])
    settings = instance.settings.budget
    start = instance.periods[0] if settings.phase_in_start is None else settings.phase_in_start
    k = min(1.0, max(0.0, (row["period"] - start) / settings.phase_in_years))
    return float((1 - k) * row["historic"] + k * row["objective"])
