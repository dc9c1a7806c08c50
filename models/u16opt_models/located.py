"""Distances that a model needs and nobody gave: faults that only the model can see."""

from __future__ import annotations

from collections.abc import Iterable

from u16opt.instance.instance import Instance
from u16opt.problems import Problem
from u16opt.texts import Text


def distance_problems(instance: Instance, wanted: Iterable[tuple[str, str]]) -> list[Problem]:
    """Return a problem for every place without coordinates whose distance to another is needed.

    Parameters
    ----------
    wanted
        Pairs of codes of municipalities or neighbourhoods.
    """
    located = _located(instance)
    given = set(zip(instance["distances"]["origin"], instance["distances"]["destination"], strict=True))
    missing: dict[str, tuple[str, str]] = {}
    for start, end in wanted:
        if start != end and not ({start, end} <= located or (start, end) in given or (end, start) in given):
            missing.setdefault(start if start not in located else end, (start, end))
    return [_problem(instance, place, *pair) for place, pair in missing.items()]


def _located(instance: Instance) -> set[str]:
    return {
        row["code"]
        for table in ("municipalities", "neighbourhoods")
        for row in instance[table].rows()
        if row["latitude"] is not None and row["longitude"] is not None
    }


def _problem(instance: Instance, place: str, start: str, end: str) -> Problem:
    table = "municipalities" if place in instance["municipalities"]["code"] else "neighbourhoods"
    return Problem(
        file=f"{table}.csv",
        column="latitude, longitude",
        value=place,
        expected=Text(
            f"coördinaten, of een afstand in distances.csv: van {start} naar {end} is geen afstand bekend",
            f"coordinates, or a row in distances.csv: no distance from {start} to {end} is known",
        ),
    )
