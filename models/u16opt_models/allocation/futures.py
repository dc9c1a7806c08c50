"""What may turn out otherwise in an allocation, and what is left of the placements when it does.

Groups may have more or fewer clients, and lots more or fewer homes; what is already let stays let. A complex
keeps its homes. In a future the placements are carried out one pair of group and lot after the other, in
drawn order: first everyone who already has the home, then as many of the others as there are clients of the
group and homes in the lot left. Who is left over, and who was not planned for, has no home.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from u16opt.drawing import drawn_order
from u16opt.instance.instance import Instance
from u16opt.instance.table import Table
from u16opt.model.futures import Column, Futures, Known, Plan
from u16opt.model.model import RuleOutcome
from u16opt.texts import Text

Pair = tuple[str, str]

DEMAND: Column = ("client_groups", "clients")
SUPPLY: Column = ("supply", "homes")


def already_let(now: Instance) -> Mapping[Column, Sequence[float]]:
    """Return the clients of each group who have a home, and the homes of each lot that are let."""
    clients, homes = Counter[str](), Counter[str]()
    for row in now["placed"].rows():
        clients[row["group"]] += row["clients"]
        homes[row["lot"]] += row["clients"]
    return {
        DEMAND: [clients[group] for group in now["client_groups"]["group"]],
        SUPPLY: [homes[lot] for lot in now["supply"]["lot"]],
    }


def carried_out(known: Known, number: int) -> Plan:
    """Return the placements that can be carried out in a future, and who has no home then.

    Parameters
    ----------
    number
        Draws the order of the pairs.
    """
    groups, lots = known.then["client_groups"], known.then["supply"]
    clients = dict(zip(groups["group"], groups["clients"], strict=True))
    homes = dict(zip(lots["lot"], lots["homes"], strict=True))
    let = {(row["group"], row["lot"]): row["clients"] for row in known.then["placed"].rows()}
    plan = {(row["group"], row["lot"]): row["clients"] for row in known.plan["placements"]}
    done = Counter[Pair]()
    rest = {pair: planned - let.get(pair, 0) for pair, planned in plan.items()}
    for wanted in (let, rest):
        for group, lot in _drawn(list(plan), number):
            count = min(wanted.get((group, lot), 0), clients[group], homes[lot])
            done[group, lot] += count
            clients[group] -= count
            homes[lot] -= count
    return {
        "placements": [
            {"group": group, "lot": lot, "clients": done[group, lot]}
            for group, lot in sorted(plan)
            if done[group, lot]
        ],
        "unplaced": [
            {"group": group, "clients": clients[group]} for group in sorted(clients) if clients[group]
        ],
    }


def _drawn(pairs: list[Pair], number: int) -> list[Pair]:
    return [pairs[place] for place in drawn_order(["|".join(pair) for pair in pairs], number)]


def asked(known: Known) -> tuple[RuleOutcome, ...]:
    """Return how far the placements as they were made break each rule, with the homes of a future.

    Everyone who was planned for is there: the plan asks for a home for them.
    """
    from u16opt_models.allocation.checks.rules import outcomes
    from u16opt_models.allocation.checks.view import view

    return outcomes(view(_everyone_there(known), known.policy, known.plan))


def _everyone_there(known: Known) -> Instance:
    planned = Counter[str]()
    for row in known.plan["placements"]:
        planned[row["group"]] += row["clients"]
    table = known.then["client_groups"]
    there = zip(table["group"], table["clients"], strict=True)
    clients = tuple(max(count, planned[group]) for group, count in there)
    groups = Table(table.name, {**table.columns, "clients": clients})
    return replace(known.then, tables={**known.then.tables, table.name: groups})


FUTURES = Futures(
    demand=DEMAND,
    supply=SUPPLY,
    demand_title=Text("het aantal cliënten van elke groep", "the number of clients of each group"),
    supply_title=Text("het aantal woningen van elk aanbod", "the number of homes of each lot"),
    left=Text(
        "Het voorstel blijft daarbij zoals het is: wat er staat voor wie niet komt, en voor woningen die er "
        "niet zijn, vervalt; wie erbij komt, krijgt geen woning. Zijn er te weinig woningen, dan is geloot "
        "wie voorgaat. Afstand en dergelijke tellen alleen voor wie een woning heeft.",
        "The proposal stays as it is: what it says of who does not come, and of homes that are not there, "
        "falls away; who comes in addition gets no home. Where homes are too few, who goes first is drawn. "
        "Distance and the like only count for those who have a home.",
    ),
    carried_out=carried_out,
    asked=asked,
    least=already_let,
)
