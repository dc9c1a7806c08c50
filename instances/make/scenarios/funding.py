"""The scenario in which the flexible homes come with money for the support there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from instances.make.budgets import MODEL
from instances.make.scenarios.flex_homes import ASKING, Plan, counted, plan_for
from instances.make.scenarios.ground import Ground
from instances.make.scenarios.scenario import Change, Scenario

AMOUNTS = ("historic", "objective", "amount")


def funded_flex_homes(ground: Ground) -> Scenario:
    """Return the scenario that adds the funding to the homes."""
    plan = plan_for(ground)
    note = (
        "de budgetten voor toewijzing zijn opgehoogd met wat begeleiding in de flexwoningen gemiddeld "
        "kost (L04). Bedrag en verdeling zijn verzonnen."
    )
    return Scenario(
        "flexwoningen-met-financiering",
        f"{counted(ground, plan)}, een derde voor deze groep, met geld voor begeleiding",
        """
        Reading: as flexwoningen, and the state and investors pay (L04): every budget for allocation rises by
        the share that supporting the clients in these homes costs.

        Synthetic: the amount (what clients of this instance cost on average, for all who can live there) and
        its division (as the budgets that are there).
        """,
        base="flexwoningen",
        changes=[*_funding(ground, plan), *ground.noted("budgets", AMOUNTS, note)],
    )


def _funding(ground: Ground, plan: Plan) -> Iterator[Change]:
    """Yield the changes that raise all budgets of a year by one share: the extra cost in that year."""
    clients = plan.homes // ASKING // plan.years
    for place, year in enumerate(ground.years):
        rows = ground.rows("budgets", model=MODEL, period=year)
        extra = clients * sum(_cost_after(ground, years) for years in range(place + 1))
        factor = round(1 + extra / sum(_first_euros(row) for row in rows), 3)
        amounts = [name for name in AMOUNTS if any(row.get(name) for row in rows)]
        where = {"model": MODEL, "period": year}
        yield Change("budgets", "scale", dict.fromkeys(amounts, factor), where)


def _first_euros(row: Mapping[str, str]) -> float:
    return float(row.get("amount") or row["historic"])


def _cost_after(ground: Ground, years: int) -> float:
    """Return the euro that a client costs on average so many years after moving in."""
    products = {
        row["product"]: float(row["rate"]) for row in ground.tables["support"] if int(row["periods"]) > years
    }
    groups = ground.tables["client_groups"]
    cost = sum(int(row["clients"]) * products.get(row["support"], 0.0) for row in groups)
    return cost / sum(int(row["clients"]) for row in groups)
