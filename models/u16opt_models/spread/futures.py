"""What may turn out otherwise in a spread, and what is left of the plan when it does.

Municipalities may ask for more or fewer places, and existing locations may have more or fewer places than
today; what a new location can hold stays as it is. In a future a location that keeps its places has what is
there; one that shrinks has no more than was planned. Then, in drawn order, everyone is served as planned as
far as people ask and places are left. Who is left over, and who was not planned for, has no place.
"""

from __future__ import annotations

from typing import Any

from u16opt.drawing import drawn_order
from u16opt.model.futures import Futures, Known, Plan
from u16opt.model.model import RuleOutcome
from u16opt.texts import Text

Row = dict[str, Any]


def carried_out(known: Known, number: int) -> Plan:
    """Return who can be served in a future, and who has no place then.

    Parameters
    ----------
    number
        Draws the order of the rows of ``served``.
    """
    places = _places(known)
    demand = known.then["demand"]
    asking = dict(
        zip(zip(demand["municipality"], demand["period"], strict=True), demand["clients"], strict=True)
    )
    free = {(row["location"], row["period"]): row["places"] for row in places}
    planned = [dict(row) for row in known.plan["served"]]
    codes = ["|".join(str(row[each]) for each in ("municipality", "location", "period")) for row in planned]
    served: list[Row] = []
    for place in drawn_order(codes, number):
        row = planned[place]
        who, where = (row["municipality"], row["period"]), (row["location"], row["period"])
        count = min(row["clients"], asking.get(who, 0), free[where])
        if count:
            asking[who] -= count
            free[where] -= count
            served.append(row | {"clients": count})
    return {
        "opened": known.plan["opened"],
        "places": places,
        "served": sorted(served, key=lambda row: (row["municipality"], row["location"], row["period"])),
        "unmet": [
            {"municipality": code, "period": period, "clients": count}
            for (code, period), count in sorted(asking.items())
            if count
        ],
    }


def _places(known: Known) -> list[Row]:
    """Return the places that are there in a future: what is planned, but as existing locations turn out."""
    now, then = (
        dict(zip(*(each["locations"][name] for name in ("location", "places")), strict=True))
        for each in (known.now, known.then)
    )
    found = []
    for row in known.plan["places"]:
        code, places = row["location"], row["places"]
        if code in now:
            places = then[code] if places == now[code] else min(places, then[code])
        found.append(dict(row) | {"places": places})
    return found


def asked(known: Known) -> tuple[RuleOutcome, ...]:
    """Return how far everyone who was to be served, with the places of a future, breaks each rule."""
    from u16opt_models.spread.checks.rules import outcomes
    from u16opt_models.spread.checks.view import view

    plan = {**known.plan, "places": _places(known)}
    return outcomes(view(known.then, known.policy, plan))


FUTURES = Futures(
    demand=("demand", "clients"),
    supply=("locations", "places"),
    demand_title=Text("het aantal cliënten van elke gemeente", "the number of clients of each municipality"),
    supply_title=Text(
        "het aantal plaatsen van elke bestaande locatie", "the number of places of each existing location"
    ),
    left=Text(
        "Het voorstel blijft daarbij zoals het is: wat er staat voor wie niet komt, en voor plaatsen die er "
        "niet zijn, vervalt; wie erbij komt, krijgt geen plaats. Zijn er te weinig plaatsen, dan is geloot "
        "wie voorgaat. Reisafstand telt alleen voor wie een plaats heeft.",
        "The proposal stays as it is: what it says of who does not come, and of places that are not there, "
        "falls away; who comes in addition gets no place. Where places are too few, who goes first is drawn. "
        "Travel only counts for those who have a place.",
    ),
    carried_out=carried_out,
    asked=asked,
)
