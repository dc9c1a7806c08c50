"""`allocation` (toewijzing): who goes where.

Sets. Municipalities m in regions r(m); neighbourhoods w; periods t = 1..T; client groups g of n_g
households that cannot be told apart; supply lots l of h_l homes. ``x[g,l]`` counts clients of g housed in l,
on admissible pairs only: the kind of home is in the group's list, the letting is not before its first
period, the municipality is not excluded, a pin is respected.

Rules

1. ``supply`` (fact): sum_g x[g,l] <= h_l
2. ``placed`` (fact): x[g,l] >= what is already let
3. ``mixed_living``: sum_g x[g,l] <= floor(share * H_l)
4. ``contingent``: sum over lots of m in t of x + short[m,t] >= C[m,t]
5. ``contingent_cap``: the same sum <= C[m,t] + allowance
6. ``draagkracht``: sum over lots of w in t of x <= D_w + over[w,t]
7. ``budget``: spend[p,t] <= B[p,t] + excess[p,t]
8. ``max_distance``: x[g,l] = 0 where d > limit
9. ``loss_cap``: sum_l x[g,l] (d - best_g - limit) <= 0
10. ``stability``: moves <= limit

Goals, in the default order: ``unplaced``, ``misfit``, ``worst_shortfall``, ``shortfall``, ``waiting``,
``away``, ``distance``, ``overload``, ``overspend``; besides these ``worst_pressure`` and ``moves``.

Each rule and goal is one function in `u16opt_models.allocation.formulation`, and once more, independently,
in `u16opt_models.allocation.checks`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Model, Recomputed, Section
from u16opt.model.traits import Traits
from u16opt.policy import Policy
from u16opt.texts import Text
from u16opt_models.allocation.formulation import GOALS, RULES
from u16opt_models.allocation.futures import FUTURES
from u16opt_models.allocation.validation import validate

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.explaining.questions import Forced
    from u16opt.explaining.rule_instance import RuleInstance
    from u16opt.model.shortage import Shortage


def _formulate(instance: Instance, policy: Policy, seed: int) -> Formulation:
    from u16opt_models.allocation.build import formulate

    return formulate(instance, policy, seed)


def _check(instance: Instance, policy: Policy, answer: Answer) -> Recomputed:
    from u16opt_models.allocation.checker import check

    return check(instance, policy, answer)


def _report(instance: Instance, policy: Policy, answer: Answer) -> tuple[Section, ...]:
    from u16opt_models.allocation.report import report

    return report(instance, policy, answer)


def _traits(instance: Instance) -> Traits:
    from u16opt_models.allocation.reports.outcomes import pressure_of
    from u16opt_models.allocation.reports.traits import traits_of

    return replace(traits_of(instance), pressure=partial(pressure_of, instance))


def _counted(instance: Instance, policy: Policy, question: Forced | None) -> tuple[Shortage, ...]:
    from u16opt_models.allocation.shortages import shortages

    return shortages(instance, policy, question)


def _barriers(instance: Instance, policy: Policy, question: Forced) -> tuple[RuleInstance, ...]:
    from u16opt_models.allocation.barriers import barriers

    return barriers(instance, policy, question)


MODEL = Model(
    name="allocation",
    title=Text("Toewijzing: wie gaat waarheen", "Allocation: who goes where"),
    rules=tuple(each.specification for each in RULES),
    goals=tuple(each.specification for each in GOALS),
    order=(
        "unplaced",
        "misfit",
        "worst_shortfall",
        "shortfall",
        "waiting",
        "away",
        "distance",
        "overload",
        "overspend",
    ),
    tables=("municipalities", "neighbourhoods", "contingents", "supply", "client_groups", "support"),
    optional_tables=("placed", "budgets", "distances", "previous"),
    answers={"placements": ("group", "lot", "clients"), "unplaced": ("group", "clients")},
    validate=validate,
    formulate=_formulate,
    check=_check,
    report=_report,
    counted_shortages=_counted,
    barriers=_barriers,
    futures=FUTURES,
    traits=_traits,
    titles={
        "placements": Text("Plaatsingen", "Placements"),
        "unplaced": Text("Groepen zonder woning", "Groups without a home"),
    },
)
