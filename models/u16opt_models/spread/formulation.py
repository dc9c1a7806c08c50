"""The rules and goals of `spread`, each written once.

A function is called by the name that policies, proposals, explanations and tests use. Its argument ``m``
holds the sets, numbers and variables that `u16opt_models.spread.build` puts there:

=======================  ===================================================================
``m.open[o]``            1 when a site is open in a period (o: a site in a period)
``m.places[c]``          places of cell c (a location or site in a period), whole
``m.modules[b]``         modules of a site in a period, where its places come in modules
``m.serve[p]``           clients of query q(p) served in cell c(p), whole
``m.unmet[q]``           clients without a place of query q (a municipality in a period)
``m.surplus[d]``         places above the demand of a region in a period (d)
``m.lack[d]``            places below the demand of a region in a period
``m.excess[b]``          euro above budget b (a period, or a municipality in a period)
=======================  ===================================================================
"""

from typing import Any

from u16opt.algebra.shapes import largest
from u16opt.model.specification import Agreement, goal, rule
from u16opt.texts import Text

CLIENTS = Text("cliënten", "clients")
PLACES = Text("plaatsen", "places")
LOCATIONS = Text("locaties", "locations")
EURO = Text("euro", "euro")
KILOMETRES = Text("km", "km")


def demand(m: Any, q: int) -> Any:
    """Every client has a place or none: sum of serve[m,j,t] + unmet[m,t] = D[m,t] (clients)."""
    return sum(m.serve[p] for p in m.pairs_of_query[q]) + m.unmet[q] == m.clients[q]


@rule(Text("Plaatsen", "Places"), CLIENTS, "B05", "fact")
def capacity(m: Any, c: int) -> Any:
    """No more clients than places: sum over m of serve[m,j,t] <= places[j,t] (clients)."""
    return sum(m.serve[p] for p in m.pairs_of_cell[c]) - m.places[c] <= 0


@rule(Text("Grenzen van een locatie", "Limits of a site"), PLACES, "B05", "fact")
def site_limits(m: Any, i: int) -> Any:
    """No more places than a site can hold, and none before it opens: places <= max * open (places)."""
    return m.places[m.site_cell[i]] - m.most[i] * m.open[m.site_open[i]] <= 0


def at_least(m: Any, i: int) -> Any:
    """An open site has at least its minimum: places >= min * open (places)."""
    return m.places[m.site_cell[i]] - m.least[i] * m.open[m.site_open[i]] >= 0


def in_modules(m: Any, i: int) -> Any:
    """Places come in modules: places = module * modules (places)."""
    return m.places[m.module_cell[i]] - m.module[i] * m.modules[i] == 0


def staying_open(m: Any, i: int) -> Any:
    """What is open stays open: open[s,t] >= open[s,t-1]."""
    return m.open[m.open_later[i]] - m.open[m.open_before[i]] >= 0


def never_shrinking(m: Any, i: int) -> Any:
    """A new location never shrinks: places[s,t] >= places[s,t-1] (places)."""
    return m.places[m.grown_later[i]] - m.places[m.grown_before[i]] >= 0


def never_growing(m: Any, i: int) -> Any:
    """An existing location never grows: places[f,t] <= places[f,t-1] (places)."""
    return m.places[m.shrunk_later[i]] - m.places[m.shrunk_before[i]] <= 0


def served_when_open(m: Any, i: int) -> Any:
    """Nobody is served in a site that is not open: serve[m,s,t] <= min(D, max) * open[s,t] (clients).

    Implied by `capacity` and `site_limits` in whole numbers; as a row for each pair it makes the linear
    program strong.
    """
    return m.serve[m.site_pair[i]] - m.at_most[i] * m.open[m.pair_open[i]] <= 0


@rule(
    Text("Aantal nieuwe locaties", "Number of new locations"),
    LOCATIONS,
    "B05",
    "off",
    setting="limit",
    switches={"exact": False},
    agreement=Agreement(LOCATIONS, setting=True),
)
def new_locations(m: Any, _: int) -> Any:
    """So many new locations, or at most so many: number opened over the horizon <= limit (locations)."""
    opened = sum(m.open[m.last_open[i]] for i in m.OPENABLE)
    return opened == m.new_limit if m.new_exact else opened <= m.new_limit


@rule(Text("Eigen Wmo-regio", "Own Wmo region"), CLIENTS, "B09", "hard")
def own_region(m: Any, i: int) -> Any:
    """Nobody is served outside the own Wmo-region: serve[m,j,t] <= 0 where r(j) != r(m) (clients)."""
    return m.serve[m.foreign_pair[i]] <= 0


@rule(
    Text("Ondergrens per regio", "Floor per region"),
    PLACES,
    "B02",
    "off",
    setting="share",
    agreement=Agreement(PLACES, wider=-1),
)
def region_floor(m: Any, d: int) -> Any:
    """A region has places for a share of its demand: places in r, t >= share * D[r,t] (places)."""
    return sum(m.places[c] for c in m.cells_of_region[d]) >= m.floor[d]


@rule(
    Text("Binnen bereik", "Within reach"),
    PLACES,
    "B03",
    "off",
    setting="limit",
    agreement=Agreement(KILOMETRES, whole=False),
)
def within_reach(m: Any, i: int) -> Any:
    """Every municipality has a place near: places within the limit of m in t sum to at least 1 (places)."""
    return sum(m.places[m.near_cell[e]] for e in m.near[i]) >= 1


def reached(m: Any, i: int) -> Any:
    """What `within_reach` means for sites: an existing place near, or a site near that is open."""
    sites = sum(m.open[m.near_open[e]] for e in m.near_sites[i])
    return sites + sum(m.places[m.near_cell[e]] for e in m.near_locations[i]) >= 1


@rule(
    Text("Onderlinge afstand", "Separation"),
    Text("paren locaties", "pairs of locations"),
    "B04",
    "off",
    setting="limit",
    agreement=Agreement(KILOMETRES, wider=-1, setting=True, whole=False),
)
def separation(m: Any, i: int) -> Any:
    """A new location stays away from every other: of a pair nearer than the limit one opens.

    Beside an existing location none opens. Violation in pairs of locations.
    """
    return sum(m.open[m.close_open[e]] for e in m.close_sites[i]) <= m.allowed_open[i]


@rule(
    Text("Belasting van een wijk", "Load of a neighbourhood"),
    PLACES,
    "A08",
    "hard",
    agreement=Agreement(PLACES),
)
def neighbourhood_load(m: Any, i: int) -> Any:
    """A neighbourhood takes what it carries: places in w, t <= at most its load or today's (places)."""
    return sum(m.places[c] for c in m.cells_of_load[i]) <= m.load[i]


@rule(
    Text("Budget voor locaties", "Budget for locations"),
    EURO,
    "F04-F09",
    "soft",
    goals=("overspend",),
    switches={"pooled": True},
    agreement=Agreement(EURO, step=10_000, whole=False),
)
def running_budget(m: Any, b: int) -> Any:
    """Opening and running are paid from budgets: cost in t <= B[t] + excess[t] (euro), pooled or per host."""
    running = sum(m.euro[e] * m.places[m.paid_cell[e]] for e in m.places_of_budget[b])
    opening = sum(m.fee[e] * m.open[m.paid_open[e]] for e in m.openings_of_budget[b])
    return running + opening - m.excess[b] <= m.budgets[b]


def above_demand(m: Any, d: int) -> Any:
    """Places beyond the demand of a region: places in r, t - surplus <= D[r,t] (places)."""
    return sum(m.places[c] for c in m.cells_of_region[d]) - m.surplus[d] <= m.region_demand[d]


def below_demand(m: Any, d: int) -> Any:
    """Places that a region lacks: places in r, t + lack >= D[r,t] (places)."""
    return sum(m.places[c] for c in m.cells_of_region[d]) + m.lack[d] >= m.region_demand[d]


@goal(Text("Zonder plaats", "Unmet demand"), Text("cliëntjaren", "client-years"), "B05", whole=True)
def unmet(m: Any) -> Any:
    """Clients without a place, over all periods: sum of unmet[m,t] (client-years)."""
    return sum(m.unmet[q] for q in m.QUERIES)


@goal(Text("Ongelijke spreiding", "Inequality"), Text("aandeel", "share"), "B04, B07", fair=True)
def inequality(m: Any) -> Any:
    """Worst mismatch of a region: max of |places in r - demand of r| / total demand of the period (share)."""
    return largest((m.surplus, m.total_demand), (m.lack, m.total_demand))


@goal(Text("Reisafstand", "Travel"), Text("cliënt-km", "client-km"), "A06, B03")
def travel(m: Any) -> Any:
    """Kilometres between municipality of origin and location: sum of serve * d (client-km)."""
    return sum(m.km[p] * m.serve[p] for p in m.PAIRS)


@goal(Text("Boven het budget", "Overspend"), EURO, "F04-F09")
def overspend(m: Any) -> Any:
    """Opening and running above the budgets: sum of excess[b] (euro)."""
    return sum(m.excess[b] for b in m.BUDGETS)


@goal(Text("Kosten", "Cost"), EURO, "F04-F09")
def cost(m: Any) -> Any:
    """Opening, and running in every period: opening costs + place_cost * places (euro)."""
    running = sum(m.place_cost[c] * m.places[c] for c in m.CELLS)
    return running + sum(m.opening_cost[i] * m.open[m.last_open[i]] for i in m.OPENABLE)


@goal(Text("Nieuwe locaties", "Openings"), LOCATIONS, "B05", whole=True)
def openings(m: Any) -> Any:
    """New locations over the horizon: number of sites opened (locations)."""
    return sum(m.open[m.last_open[i]] for i in m.OPENABLE)


RULES = (
    capacity,
    site_limits,
    new_locations,
    own_region,
    region_floor,
    within_reach,
    separation,
    neighbourhood_load,
    running_budget,
)
GOALS = (unmet, inequality, travel, overspend, cost, openings)
