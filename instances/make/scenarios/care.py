"""Scenarios in which fewer people need a place in a location."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from instances.make.demand import BV
from instances.make.draw import largest_remainder
from instances.make.scenarios.ground import Ground
from instances.make.scenarios.scenario import Change, Scenario

TO_WLZ = 0.3
"""Share of the users of sheltered living that gets access to the Wlz (B14)."""

STEPS = 5
"""Years in which two thirds come to live more independently (B13), in equal steps. The pace is made up; that
the movement has begun is not (B20)."""


def to_wlz(ground: Ground) -> Scenario:
    """Return the scenario in which part of the demand moves to another law."""
    note = (
        f"{TO_WLZ:.0%} minder: zoveel mensen krijgen toegang tot de Wlz (B14). Per jaar en product afgerond."
    )
    products = sorted({row["product"] for row in ground.tables["demand"]})
    return Scenario(
        "wlz-30-procent",
        "Drie op de tien gaan naar de Wlz",
        """
        Reading: about 30 % of those in sheltered living get access to the Wlz (B14, B15) and no longer ask a
        place here. The same share of every product and year; which municipality they come from follows the
        demand. The budgets stay: what the state takes out for it is not in the papers (F18).

        Synthetic: that the share is the same everywhere and at once; the source calls it uncertain.
        """,
        changes=[
            *(_fewer(product, year) for product in products for year in ground.years),
            *ground.noted("demand", ["*"], note),
        ],
    )


def _fewer(product: str, year: int) -> Change:
    left = round(1 - TO_WLZ, 2)
    return Change("demand", "scale", {"clients": left}, {"product": product, "period": year})


def two_thirds_ambulant(ground: Ground) -> Scenario:
    """Return the scenario in which two thirds leave a location for a home of their own."""
    note = f"twee derde kan zelfstandiger wonen (B13), in {STEPS} gelijke stappen per jaar (verzonnen)."
    came = f"wie uit {BV} gaat, zoekt een woning: groepen per gemeente van herkomst, verzonnen kenmerken."
    return Scenario(
        "twee-derde-ambulant",
        "Twee derde gaat zelfstandiger wonen",
        f"""
        Reading: one third keeps needing intensive care in a location, two thirds can live far more
        independently (B13), and that movement has begun (B20). The demand for {BV} falls to one third in
        {STEPS} equal steps, and who leaves asks a home: the same people come back as client groups, in their
        municipality of origin, with the heaviest support, as existing clients (A21).

        Synthetic: the pace, that all start at once, and what they look for (small homes, A11, near where they
        come from, A07). Budgets stay: what moves along with people is not in the papers.
        """,
        changes=[
            *(_less(step, year) for step, year in enumerate(ground.years[:STEPS], 1)),
            Change("client_groups", "insert", _leavers(ground)),
            *ground.noted("demand", ["*"], note),
            *ground.noted("client_groups", ["*"], came),
        ],
    )


def _less(step: int, year: int) -> Change:
    left = f"{3 * STEPS - 2 * step}/{3 * STEPS}"
    return Change("demand", "scale", {"clients": left}, {"product": BV, "period": year})


def _leavers(ground: Ground) -> list[dict[str, Any]]:
    support = max(ground.tables["support"], key=lambda row: float(row["rate"]) * int(row["periods"]))[
        "product"
    ]
    return [
        {
            "group": f"ambulant-{year}-{code}",
            "clients": clients,
            "origin": code,
            "network": code,
            "kinds": ["studio", "tweekamer"],
            "first_period": year,
            "support": support,
            "existing": 1,
        }
        for year in ground.years[:STEPS]
        for code, clients in _leaving(ground, year)
    ]


def _leaving(ground: Ground, year: int) -> Sequence[tuple[str, int]]:
    """Return who leaves a location in a year, per municipality of origin: one step of two thirds."""
    asked = ground.sums("demand", "municipality", "clients", product=BV, period=year)
    leaving = round(2 / 3 / STEPS * asked.total())
    shares = largest_remainder(leaving, {code: float(count) for code, count in asked.items()})
    return sorted((code, clients) for code, clients in shares.items() if clients)
