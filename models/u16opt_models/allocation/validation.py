"""Faults that only this model can see: a distance that it needs and nobody gave."""

from __future__ import annotations

from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt.problems import Problem
from u16opt.texts import Text


def validate(instance: Instance, _policy: Policy) -> list[Problem]:
    """Return a problem for every place without coordinates whose distance to another place is needed.

    Distances are needed from the network of each group to every neighbourhood with homes (A06).
    """
    located = _located(instance)
    networks = sorted({code for code in instance["client_groups"]["network"] if code})
    homes = sorted(set(instance["supply"]["neighbourhood"]))
    given = set(zip(instance["distances"]["origin"], instance["distances"]["destination"], strict=True))
    missing: dict[str, tuple[str, str]] = {}
    for network in networks:
        for home in homes:
            known = {network, home} <= located or (network, home) in given or (home, network) in given
            if not known:
                missing.setdefault(network if network not in located else home, (network, home))
    return [_problem(instance, place, *pair) for place, pair in missing.items()]


def _located(instance: Instance) -> set[str]:
    return {
        row["code"]
        for table in ("municipalities", "neighbourhoods")
        for row in instance[table].rows()
        if row["latitude"] is not None and row["longitude"] is not None
    }


def _problem(instance: Instance, place: str, network: str, home: str) -> Problem:
    table = "municipalities" if place in instance["municipalities"]["code"] else "neighbourhoods"
    return Problem(
        file=f"{table}.csv",
        column="latitude, longitude",
        value=place,
        expected=Text(
            f"coördinaten, of een afstand in distances.csv: van {network} naar {home} is geen afstand bekend",
            f"coordinates, or a row in distances.csv: no distance from {network} to {home} is known",
        ),
    )
