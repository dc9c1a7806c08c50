"""Every goal of `allocation`, computed from the placements and the tables whatever the policy."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping

from u16opt_models.allocation.checks.money import overspend
from u16opt_models.allocation.checks.view import View
from u16opt_models.checks.excess import Place, amended, excess, lack, total
from u16opt_models.checks.frames import rows


def unplaced(view: View) -> float:
    """Goal: sum p_g u_g, in weighted clients (A04)."""
    return int((view.groups["priority"] * view.groups["unplaced"]).sum())


def misfit(view: View) -> float:
    """Goal: sum x (rank of the kind in the group's list, + 1 if temporary), in points (A04, A12)."""
    points = view.placed["rank"] + (view.placed["form"] == "temporary")
    return int((view.placed["clients"] * points).sum())


def worst_shortfall(view: View) -> float:
    """Goal: max over m, t with C[m, t] > 0 of shortfall / C[m, t], a share (C11)."""
    promised = contingents(view)
    return max(
        (amount / promised[key] for key, amount in short(view).items() if promised[key] > 0), default=0.0
    )


def shortfall(view: View) -> float:
    """Goal: sum max(0, C[m, t] - lettings), in lettings (C11)."""
    return total(short(view))


def away(view: View) -> float:
    """Goal: sum x (0 own municipality, 1 own Wmo-regio, 2 further), in steps (A01, A02, A07, A16).

    A client whose origin is ``elsewhere`` takes no steps.
    """
    table = view.instance["municipalities"]
    region = dict(zip(table["code"], table["region"], strict=True))
    origins, hosts = view.placed["origin"], view.placed["municipality"]
    same = origins.map(region) == hosts.map(region)
    steps = (2 - same.astype("int64")) * ((origins != hosts) & (origins != "elsewhere"))
    return int((view.placed["clients"] * steps).sum())


def distance(view: View) -> float:
    """Goal: sum x d(network_g, w(l)), no network: 0; in client-km (A06)."""
    return math.fsum(view.placed["clients"] * view.placed["km"])


def overload(view: View) -> float:
    """Goal: sum max(0, placements - D_w) over neighbourhoods and periods, in placements (A08, C15)."""
    return total(overloaded(view))


def worst_pressure(view: View) -> float:
    """Goal: max over w, t with D_w > 0 of placements / D_w, a share (A08, C15)."""
    found = view.clients_by("neighbourhood", "period").items()
    limits = strength(view)
    return max((clients / limits[key] for key, clients in found if limits.get(key, 0) > 0), default=0.0)


def waiting(view: View) -> float:
    """Goal: sum p_g (t(l) - t_g) x + sum p_g (T + 1 - t_g) u_g, in client-periods, counted by index."""
    housed = view.placed["priority"] * (view.placed["step"] - view.placed["first"]) * view.placed["clients"]
    left = len(view.instance.periods) - view.groups["first"]
    return int(housed.sum() + (view.groups["priority"] * left * view.groups["unplaced"]).sum())


def moves(view: View) -> float:
    """Goal: half the sum of absolute changes against `previous`, unplaced included; in clients (A26)."""
    previous = list(view.instance["previous"].rows())
    if not previous:
        return 0
    before: dict[str, int] = defaultdict(int)
    change: dict[tuple[str, str], int] = view.clients_by("group", "lot")
    for row in previous:
        before[row["group"]] += row["clients"]
        change[row["group"], row["lot"]] = change.get((row["group"], row["lot"]), 0) - row["clients"]
    left = [row.unplaced - max(0, row.clients - before[row.group]) for row in rows(view.groups)]
    twice: int = sum(map(abs, [*change.values(), *left]))
    return twice // 2 if twice % 2 == 0 else twice / 2


def contingents(view: View) -> dict[Place, int]:
    """Return the lettings each municipality promised in each period for which it has a row.

    As they are agreed: a contingent that is dropped asks for 0.
    """
    agreed = amended(view.policy.rules["contingent"], written(view))
    return {key: agreed.get(key, 0) for key in written(view)}


def written(view: View) -> dict[Place, int]:
    """Return the lettings of the table ``contingents``."""
    table = view.instance["contingents"]
    return {(row["municipality"], row["period"]): row["lettings"] for row in table.rows()}


def short(view: View) -> dict[Place, float]:
    """Return the lettings that stay below the contingent, per municipality and period."""
    return lack(view.clients_by("municipality", "period"), contingents(view))


def strength(view: View) -> dict[Place, int]:
    """Return the draagkracht (placements a period) of each neighbourhood that has one, for each period.

    As it is agreed: where it is dropped there is none.
    """
    table = view.instance["neighbourhoods"]
    known = [row for row in zip(table["code"], table["draagkracht"], strict=True) if row[1] is not None]
    limits: dict[Place, int] = {
        (code, period): limit for code, limit in known for period in view.instance.periods
    }
    return amended(view.policy.rules["draagkracht"], limits)


def overloaded(view: View) -> dict[Place, float]:
    """Return the placements above the draagkracht, per neighbourhood and period."""
    return excess(view.clients_by("neighbourhood", "period"), strength(view))


GOALS: Mapping[str, Callable[[View], float]] = {
    goal.__name__: goal
    for goal in (
        unplaced,
        misfit,
        worst_shortfall,
        shortfall,
        away,
        distance,
        overload,
        worst_pressure,
        overspend,
        waiting,
        moves,
    )
}


def values(view: View) -> dict[str, float]:
    """Return the value of every goal by name."""
    return {name: goal(view) for name, goal in GOALS.items()}
