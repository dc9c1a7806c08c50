"""`spread` (spreiding): where new Beschermd Verblijf comes.

Sets. Municipalities m in regions r(m); periods t = 1..T; existing locations f with places today; candidate
sites s with a minimum and maximum of places, a module, an opening cost and a first period; j is either.
Demand D[m,t] in clients by municipality of origin. ``open[s,t]`` says whether a site is open,
``places[j,t]`` how many places there are, ``serve[m,j,t]`` who is served where, ``unmet[m,t]`` who is not.
Of every client: sum_j serve[m,j,t] + unmet[m,t] = D[m,t]. What is open stays open, a new location never
shrinks, an existing one never grows, and only a closable one shrinks.

Rules

1. ``capacity`` (fact): sum_m serve[m,j,t] <= places[j,t]
2. ``site_limits`` (fact): min * open[s,t] <= places[s,t] <= max * open[s,t], in whole modules
3. ``new_locations``: sites opened over the horizon <= limit, or = limit
4. ``own_region``: serve[m,j,t] = 0 where r(j) != r(m)
5. ``region_floor``: places in r, t >= share * D[r,t]
6. ``within_reach``: places within the limit of m, in t, sum to at least 1
7. ``separation``: of two sites nearer than the limit one opens; none so near an existing location
8. ``neighbourhood_load``: places in w, t <= max(location load, places today)
9. ``running_budget``: opening and running cost in t <= B[t] + excess[t]

Goals, in the default order: ``unmet``, ``inequality``, ``travel``, ``overspend``, ``cost``, ``openings``.

For each site pair there is a row serve[m,s,t] <= min(D, max) * open[s,t]: implied in whole numbers, and what
makes the linear program strong.

Each rule and goal is one function in `u16opt_models.spread.formulation`, and once more, independently, in
`u16opt_models.spread.checks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Model, Recomputed, Section
from u16opt.model.traits import Traits
from u16opt.policy import Policy
from u16opt.texts import Text
from u16opt_models.spread.formulation import GOALS, RULES
from u16opt_models.spread.futures import FUTURES
from u16opt_models.spread.validation import validate

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.explaining.questions import Forced
    from u16opt.explaining.rule_instance import RuleInstance
    from u16opt.model.shortage import Shortage


def _formulate(instance: Instance, policy: Policy, seed: int) -> Formulation:
    from u16opt_models.spread.build import formulate

    return formulate(instance, policy, seed)


def _check(instance: Instance, policy: Policy, answer: Answer) -> Recomputed:
    from u16opt_models.spread.checker import check

    return check(instance, policy, answer)


def _report(instance: Instance, policy: Policy, answer: Answer) -> tuple[Section, ...]:
    from u16opt_models.spread.report import report

    return report(instance, policy, answer)


def _traits(instance: Instance) -> Traits:
    from u16opt_models.spread.reports.traits import traits_of

    return traits_of(instance)


def _counted(instance: Instance, policy: Policy, question: Forced | None) -> tuple[Shortage, ...]:
    from u16opt_models.spread.shortages import shortages

    return shortages(instance, policy, question)


def _barriers(instance: Instance, policy: Policy, question: Forced) -> tuple[RuleInstance, ...]:
    from u16opt_models.spread.barriers import barriers

    return barriers(instance, policy, question)


MODEL = Model(
    name="spread",
    title=Text("Spreiding: waar nieuwe locaties komen", "Spread: where new locations come"),
    rules=tuple(each.specification for each in RULES),
    goals=tuple(each.specification for each in GOALS),
    order=("unmet", "inequality", "travel", "overspend", "cost", "openings"),
    tables=("municipalities", "neighbourhoods", "locations", "sites", "demand"),
    optional_tables=("budgets", "distances"),
    answers={
        "opened": ("site", "period"),
        "places": ("location", "period", "places"),
        "served": ("municipality", "location", "period", "clients"),
        "unmet": ("municipality", "period", "clients"),
    },
    validate=validate,
    formulate=_formulate,
    check=_check,
    report=_report,
    counted_shortages=_counted,
    barriers=_barriers,
    futures=FUTURES,
    traits=_traits,
    product="BV",
    loads=Text("plaatsen", "places"),
    located={"places": "location", "opened": "site"},
    titles={
        "opened": Text("Geopende locaties", "Opened locations"),
        "places": Text("Plaatsen per locatie en jaar", "Places by location and year"),
        "served": Text("Wie waar een plaats heeft", "Who has a place where"),
        "unmet": Text("Zonder plaats", "Without a place"),
    },
)
