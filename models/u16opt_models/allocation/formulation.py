"""The rules and goals of `allocation`, each written once.

A function is called by the name that policies, proposals, explanations and tests use. Its argument ``m``
holds the sets, numbers and variables that `u16opt_models.allocation.build` puts there:

======================  ====================================================================
``m.x[p]``              clients of pair p (a group in a lot), whole, at least 0
``m.left[g]``           clients of group g without a home
``m.short[q]``          lettings short of contingent q (a municipality in a period)
``m.over[a]``           placements above the draagkracht of area a (a neighbourhood in a period)
``m.taken[a]``          placements in area a
``m.excess[b]``         euro above budget b (a payer in a period, or a period when pooled)
``m.moved_out[k]``      clients of row k of ``previous`` who now go elsewhere
``m.moved_in[j]``       clients who were without a home and now get one, per group
======================  ====================================================================
"""

from typing import Any

from u16opt.algebra.shapes import largest
from u16opt.model.specification import Agreement, goal, rule
from u16opt.texts import Text

LETTINGS = Text("verhuringen", "lettings")
PLACEMENTS = Text("plaatsingen", "placements")
CLIENTS = Text("cliënten", "clients")
EURO = Text("euro", "euro")
KILOMETRES = Text("km", "km")
SHARE = Text("aandeel", "share")


def clients(m: Any, g: int) -> Any:
    """Every client of a group has one home or none: sum of x[g,l] + left[g] = n_g (clients)."""
    return sum(m.x[p] for p in m.pairs_of_group[g]) + m.left[g] == m.clients[g]


@rule(Text("Beschikbare woningen", "Homes on offer"), Text("woningen", "homes"), "C04", "fact")
def supply(m: Any, lot: int) -> Any:
    """No more clients in a lot than it has homes: sum of x[g,l] <= h_l (homes)."""
    return sum(m.x[p] for p in m.pairs_of_lot[lot]) <= m.homes[lot]


@rule(Text("Al verhuurd", "Already let"), CLIENTS, "C13", "fact")
def placed(m: Any, i: int) -> Any:
    """Homes already let stay let: x[g,l] >= what is already let (clients)."""
    return m.x[m.let_pair[i]] >= m.already[m.let_pair[i]]


@rule(
    Text("Gemengd wonen", "Mixed living"),
    PLACEMENTS,
    "L02",
    "hard",
    setting="share",
    default="1/3",
    agreement=Agreement(PLACEMENTS),
)
def mixed_living(m: Any, i: int) -> Any:
    """Of a mixed complex at most a share asks support: sum of x[g,l] <= floor(share * H_l) (placements)."""
    return sum(m.x[p] for p in m.pairs_of_lot[m.mixed_lot[i]]) <= m.asking[i]


@rule(
    Text("Contingent", "Contingent"),
    LETTINGS,
    "C01-C03, C10, C11",
    "soft",
    goals=("shortfall", "worst_shortfall"),
    agreement=Agreement(LETTINGS, wider=-1),
)
def contingent(m: Any, q: int) -> Any:
    """A municipality delivers its promise: sum of x over its lots in t + short[m,t] >= C[m,t] (lettings)."""
    return sum(m.x[p] for p in m.pairs_of_quota[q]) + m.short[q] >= m.lettings[q]


@rule(
    Text("Bovengrens contingent", "Contingent cap"),
    LETTINGS,
    "C10",
    "off",
    setting="allowance",
    agreement=Agreement(LETTINGS),
)
def contingent_cap(m: Any, q: int) -> Any:
    """A municipality takes no more than it promised: the same sum <= C[m,t] + allowance (lettings)."""
    return sum(m.x[p] for p in m.pairs_of_quota[q]) <= m.most[q]


@rule(
    Text("Draagkracht", "Draagkracht"),
    PLACEMENTS,
    "A08, C15",
    "hard",
    goals=("overload",),
    agreement=Agreement(PLACEMENTS),
)
def draagkracht(m: Any, a: int) -> Any:
    """A neighbourhood takes what it carries: sum of x over its lots in t <= D_w + over[w,t] (placements)."""
    return sum(m.x[p] for p in m.pairs_of_area[a]) - m.over[a] <= m.carries[a]


@rule(
    Text("Budget", "Budget"),
    EURO,
    "F04-F09, A21",
    "soft",
    goals=("overspend",),
    switches={"pooled": False},
    agreement=Agreement(EURO, step=10_000, whole=False),
)
def budget(m: Any, b: int) -> Any:
    """Support is paid from budgets: spend[b] <= B[b] + excess[b] (euro), per payer and period, or pooled."""
    spend = sum(m.euro[e] * m.x[m.paid_pair[e]] for e in m.entries_of_budget[b])
    return spend - m.excess[b] <= m.budgets[b]


@rule(
    Text("Grootste afstand tot het netwerk", "Largest distance to the network"),
    CLIENTS,
    "A06",
    "off",
    setting="limit",
    agreement=Agreement(KILOMETRES, setting=True, whole=False),
)
def max_distance(m: Any, i: int) -> Any:
    """Nobody lives farther from the network than the limit: x[g,l] <= 0 where d > limit (clients)."""
    return m.x[m.far_pair[i]] <= 0


@rule(
    Text("Begrensd verlies per groep", "Cap on individual loss"),
    Text("cliënt-km", "client-km"),
    "A06; loss cap of Kube et al.",
    "off",
    setting="limit",
    agreement=Agreement(KILOMETRES, setting=True, whole=False),
)
def loss_cap(m: Any, i: int) -> Any:
    """A group lives on average at most `limit` km farther than at its own best.

    sum of x[g,l] (d - best_g - limit) <= 0 for groups with a network (client-km).
    """
    loss = sum((m.km[p] - m.best[i] - m.loss_limit) * m.x[p] for p in m.pairs_of_group[m.capped_group[i]])
    return loss <= 0


@rule(
    Text("Stabiliteit", "Stability"),
    CLIENTS,
    "A26",
    "off",
    setting="limit",
    goals=("moves",),
    agreement=Agreement(CLIENTS, setting=True),
)
def stability(m: Any, _: int) -> Any:
    """At most so many clients move against the earlier proposal: moves <= limit (clients)."""
    return sum(m.moved_out[k] for k in m.KEPT) + sum(m.moved_in[j] for j in m.WAITED) <= m.move_limit


def moving_out(m: Any, k: int) -> Any:
    """Who leaves a lot of the earlier proposal: x[g,l] + moved_out[k] >= previous[k] (clients)."""
    return m.x[m.kept_pair[k]] + m.moved_out[k] >= m.kept_clients[k]


def moving_in(m: Any, j: int) -> Any:
    """Who had no home in the earlier proposal and gets one: left[g] + moved_in[j] >= previous (clients)."""
    return m.left[m.waited_group[j]] + m.moved_in[j] >= m.waited_clients[j]


def taking(m: Any, a: int) -> Any:
    """Placements of an area: sum of x over its lots in t = taken[a] (placements)."""
    return sum(m.x[p] for p in m.pairs_of_area[a]) - m.taken[a] == 0


@goal(Text("Zonder woning", "Unplaced"), Text("gewogen cliënten", "weighted clients"), "C01, A04", whole=True)
def unplaced(m: Any) -> Any:
    """Clients without a home, by priority: sum of p_g left[g] (weighted clients)."""
    return sum(m.priority[g] * m.left[g] for g in m.GROUPS)


@goal(Text("Minder passend", "Misfit"), Text("punten", "points"), "A04, A12", whole=True)
def misfit(m: Any) -> Any:
    """Rank of the dwelling kind, and one more for a temporary home: sum of x (rank + temporary) (points)."""
    return sum((m.rank[p] + m.temporary[m.lot[p]]) * m.x[p] for p in m.PAIRS)


@goal(Text("Grootste tekort", "Worst shortfall"), SHARE, "C11", fair=True)
def worst_shortfall(m: Any) -> Any:
    """Largest share of a contingent that is not delivered: max of short[m,t] / C[m,t] (share)."""
    return largest((m.short, m.lettings))


@goal(Text("Tekort", "Shortfall"), LETTINGS, "C11", whole=True)
def shortfall(m: Any) -> Any:
    """Lettings promised and not delivered: sum of short[m,t] (lettings)."""
    return sum(m.short[q] for q in m.QUOTAS)


@goal(
    Text("Niet in de herkomstgemeente", "Away from the origin"),
    Text("stappen", "steps"),
    "A01, A02, A07, A16",
    whole=True,
)
def away(m: Any) -> Any:
    """Own municipality 0, own Wmo-region 1, elsewhere 2: sum of x times steps (steps)."""
    return sum(m.steps[p] * m.x[p] for p in m.PAIRS)


@goal(Text("Afstand tot het netwerk", "Distance to the network"), Text("cliënt-km", "client-km"), "A06")
def distance(m: Any) -> Any:
    """Kilometres between network and home: sum of x d(network, w(l)) (client-km)."""
    return sum(m.km[p] * m.x[p] for p in m.PAIRS)


@goal(Text("Overbelasting", "Overload"), PLACEMENTS, "A08, C15", whole=True)
def overload(m: Any) -> Any:
    """Placements above draagkracht: sum of over[w,t] (placements)."""
    return sum(m.over[a] for a in m.AREAS)


@goal(Text("Hoogste druk op een wijk", "Worst pressure"), SHARE, "A08", fair=True)
def worst_pressure(m: Any) -> Any:
    """Fullest neighbourhood: max of placements / D_w over areas with D_w above 0 (share)."""
    return largest((m.taken, m.carries))


@goal(Text("Boven het budget", "Overspend"), EURO, "F04-F09")
def overspend(m: Any) -> Any:
    """Spending above budget: sum of excess[b] (euro)."""
    return sum(m.excess[b] for b in m.BUDGETS)


@goal(Text("Wachttijd", "Waiting"), Text("cliënt-perioden", "client-periods"), "E03, P02", whole=True)
def waiting(m: Any) -> Any:
    """Periods until the letting, by priority; unplaced clients wait to the horizon (client-periods).

    sum of p_g (t(l) - t_g) x + sum of p_g (T + 1 - t_g) left[g].
    """
    housed_later = sum(
        m.priority[m.group[p]] * (m.lot_period[m.lot[p]] - m.first[m.group[p]]) * m.x[p] for p in m.PAIRS
    )
    return housed_later + sum(m.priority[g] * (m.horizon - m.first[g]) * m.left[g] for g in m.GROUPS)


@goal(Text("Verhuisbewegingen", "Moves"), CLIENTS, "A26")
def moves(m: Any) -> Any:
    """Changes against the earlier proposal, being without a home counted as a place (clients).

    Half the sum of absolute changes; with the totals of each group known, that is everyone who leaves a
    place, plus a constant.
    """
    return sum(m.moved_out[k] for k in m.KEPT) + sum(m.moved_in[j] for j in m.WAITED) + m.moves_constant


RULES = (
    supply,
    placed,
    mixed_living,
    contingent,
    contingent_cap,
    draagkracht,
    budget,
    max_distance,
    loss_cap,
    stability,
)
GOALS = (
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
