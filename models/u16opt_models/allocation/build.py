"""Assemble the formulation: declare variables, hand numbers to the rules, write rules and goals."""

from __future__ import annotations

import numpy as np
import pyomo.environ as pyo

from u16opt.algebra.formulation import Formulation
from u16opt.algebra.located import Absent
from u16opt.algebra.parameters import Grouping, Values
from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt_models.allocation import formulation as rules
from u16opt_models.allocation.answer import answer_of, clients_of, located
from u16opt_models.allocation.earlier import Earlier, earlier_of
from u16opt_models.allocation.money import Money, money_of
from u16opt_models.allocation.nearest import nearest_of
from u16opt_models.allocation.pairs import Pairs, pairs_of
from u16opt_models.allocation.practice import practice_of
from u16opt_models.allocation.quotas import Areas, Quotas, areas_of, caps_of, quotas_of
from u16opt_models.allocation.sets import Sets, sets_of
from u16opt_models.numbering import Codes


def formulate(instance: Instance, policy: Policy, seed: int) -> Formulation:
    """Return the formulation of `allocation` on an instance under a policy."""
    sets = sets_of(instance, seed)
    pairs = pairs_of(sets)
    built = Formulation(policy)
    _clients(built, sets, pairs)
    _homes(built, sets)
    _contingents(built, quotas_of(sets, pairs))
    _areas(built, areas_of(sets, pairs))
    _money(built, money_of(sets, pairs, pooled=policy.rules["budget"].pooled))
    _distances(built, sets, pairs)
    _earlier(built, sets, pairs, earlier_of(sets, pairs))
    for goal in rules.GOALS:
        built.goal(goal)
    built.practice = practice_of(sets, pairs)
    built.interpret = lambda values: answer_of(sets, pairs, values)
    built.recall = lambda answer: {"x": clients_of(sets, pairs, answer)}
    built.placing = located(sets, pairs)
    built.load, built.absent = (built.placing,), Absent("left", sets.groups["group"])
    return built


def _clients(built: Formulation, sets: Sets, pairs: Pairs) -> None:
    m = built.pyomo
    groups, lots = sets.groups["group"], sets.lots["lot"]
    most = np.minimum(sets.group_clients[pairs.group], sets.lot_homes[pairs.lot])
    labels = (Codes(groups, pairs.group), Codes(lots, pairs.lot))
    built.variable("x", labels, upper=most, owner=pairs.group)
    built.variable("left", (groups,))
    m.PAIRS, m.GROUPS = pyo.RangeSet(0, len(pairs) - 1), pyo.RangeSet(0, len(groups) - 1)
    m.pairs_of_group, m.pairs_of_lot = Grouping(pairs.group, len(groups)), Grouping(pairs.lot, len(lots))
    m.clients, m.priority = Values(sets.group_clients), Values(sets.groups["priority"])
    m.first, m.horizon = Values(sets.group_first), sets.periods
    m.group, m.lot, m.lot_period = Values(pairs.group), Values(pairs.lot), Values(sets.lot_period)
    m.rank, m.steps, m.km = Values(pairs.rank), Values(pairs.steps), Values(pairs.kilometres)
    m.temporary = Values([1 if form == "temporary" else 0 for form in sets.lots["form"]])
    built.define(rules.clients, (groups,), network=True, violation="left")
    let = np.flatnonzero(pairs.already)
    m.already, m.let_pair = Values(pairs.already), Values(let)
    built.bound(rules.placed, (Codes(groups, pairs.group[let]), Codes(lots, pairs.lot[let])))


def _homes(built: Formulation, sets: Sets) -> None:
    m, lots = built.pyomo, sets.lots["lot"]
    m.homes = Values(sets.lot_homes)
    built.rule(rules.supply, (lots,), network=True)
    share = built.policy.rules["mixed_living"].share or 0
    mixed = [
        number for number, complex_homes in enumerate(sets.lots["complex_homes"]) if complex_homes is not None
    ]
    m.mixed_lot = Values(np.array(mixed, dtype=np.int64))
    codes = [lots[lot] for lot in mixed]
    asking = [int(share * sets.lots["complex_homes"][lot]) for lot in mixed]
    m.asking = Values(built.agreed(rules.mixed_living, asking, codes))
    built.rule(rules.mixed_living, (codes,), network=True)


def _contingents(built: Formulation, quotas: Quotas) -> None:
    m, labels = built.pyomo, (quotas.places, quotas.periods)
    built.variable("short", labels)
    m.QUOTAS = pyo.RangeSet(0, len(quotas.places) - 1)
    m.pairs_of_quota = Grouping(quotas.of_pair, len(quotas.places))
    m.lettings = Values(built.agreed(rules.contingent, quotas.lettings, *labels, without=0))
    m.most = Values(built.agreed(rules.contingent_cap, caps_of(quotas, built.policy), *labels))
    built.rule(rules.contingent, labels, violation="short", network=True)
    built.rule(rules.contingent_cap, labels, network=True)


def _areas(built: Formulation, areas: Areas) -> None:
    m, labels = built.pyomo, (areas.places, areas.periods)
    built.variable("over", labels)
    m.AREAS = pyo.RangeSet(0, len(areas.places) - 1)
    carries = built.agreed(rules.draagkracht, areas.carries, *labels)
    m.pairs_of_area, m.carries = Grouping(areas.of_pair, len(areas.places)), Values(carries)
    built.rule(rules.draagkracht, labels, violation="over", network=True)
    if built.wants("worst_pressure"):
        built.variable("taken", labels)
        built.define(rules.taking, labels, network=True, violation="taken")


def _money(built: Formulation, money: Money) -> None:
    m, labels = built.pyomo, (money.places, money.periods)
    built.variable("excess", labels, whole=False)
    m.BUDGETS = pyo.RangeSet(0, len(money.places) - 1)
    budgets = built.agreed(rules.budget, money.budgets, *labels)
    m.entries_of_budget, m.budgets = Grouping(money.cell, len(money.places)), Values(budgets)
    m.paid_pair, m.euro = Values(money.pair), Values(money.euro)
    built.rule(rules.budget, labels, violation="excess", network=False)


def _distances(built: Formulation, sets: Sets, pairs: Pairs) -> None:
    m, groups = built.pyomo, sets.groups["group"]
    limit = built.policy.rules["max_distance"].limit
    far = np.flatnonzero(pairs.kilometres > limit) if limit is not None else np.zeros(0, dtype=np.int64)
    m.far_pair = Values(far)
    built.bound(
        rules.max_distance, (Codes(groups, pairs.group[far]), Codes(sets.lots["lot"], pairs.lot[far]))
    )
    capped, best = nearest_of(sets, pairs)
    m.capped_group, m.best = Values(capped), Values(best)
    m.loss_limit = built.policy.rules["loss_cap"].limit or 0.0
    built.rule(rules.loss_cap, (Codes(groups, capped),), network=False)


def _earlier(built: Formulation, sets: Sets, pairs: Pairs, earlier: Earlier) -> None:
    m, groups = built.pyomo, sets.groups["group"]
    if not (built.wants("moves") or built.policy.hard("stability")):
        return
    kept = (
        Codes(groups, pairs.group[earlier.kept_pair]),
        Codes(sets.lots["lot"], pairs.lot[earlier.kept_pair]),
    )
    waited = (Codes(groups, earlier.waited_group),)
    built.variable("moved_out", kept)
    built.variable("moved_in", waited)
    m.KEPT = pyo.RangeSet(0, len(earlier.kept_pair) - 1)
    m.WAITED = pyo.RangeSet(0, len(earlier.waited_group) - 1)
    m.kept_pair, m.kept_clients = Values(earlier.kept_pair), Values(earlier.kept_clients)
    m.waited_group, m.waited_clients = Values(earlier.waited_group), Values(earlier.waited_clients)
    m.moves_constant = earlier.constant
    limit = built.policy.rules["stability"].limit
    m.move_limit = (limit if limit is not None else 0.0) - earlier.constant
    built.define(rules.moving_out, kept, network=True, violation="moved_out")
    built.define(rules.moving_in, waited, network=True, violation="moved_in")
    built.rule(rules.stability, (("",),), network=False)
