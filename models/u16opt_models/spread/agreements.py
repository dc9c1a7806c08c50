"""The agreements: regions and neighbourhoods, what is near what, and budgets."""

from __future__ import annotations

import numpy as np
import pyomo.environ as pyo

from u16opt.algebra.formulation import Formulation
from u16opt.algebra.parameters import Grouping, Values
from u16opt_models.spread import formulation as rules
from u16opt_models.spread.money import money_of
from u16opt_models.spread.nearness import conflicts_of, reach_of, towns_of
from u16opt_models.spread.numbered import Numbered
from u16opt_models.spread.regions import loads_of, regions_of
from u16opt_models.spread.sets import Sets


def agreements(built: Formulation, sets: Sets, number: Numbered) -> None:
    """Write the rules that hold a number for each place and period, or the distance of two places."""
    _regions(built, sets, number)
    _loads(built, sets, number)
    _reach(built, sets, number)
    _separation(built, sets, number)
    _money(built, sets, number)


def _regions(built: Formulation, sets: Sets, number: Numbered) -> None:
    m = built.pyomo
    regions = regions_of(sets, number.cells, built.policy.rules["region_floor"].share or 0)
    labels = (regions.places, regions.periods)
    m.cells_of_region = Grouping(regions.of_cell, len(regions.places))
    m.floor = Values(built.agreed(rules.region_floor, regions.floor, *labels, without=0))
    m.region_demand, m.total_demand = Values(regions.demand), Values(regions.total)
    built.rule(rules.region_floor, labels, network=True)
    if built.wants("inequality"):
        built.variable("surplus", labels)
        built.variable("lack", labels)
        built.define(rules.above_demand, labels, network=True, violation="surplus")
        built.define(rules.below_demand, labels, network=True, violation="lack")


def _loads(built: Formulation, sets: Sets, number: Numbered) -> None:
    m, loads = built.pyomo, loads_of(sets, number.cells)
    labels = (loads.places, loads.periods)
    m.cells_of_load = Grouping(loads.of_cell, len(loads.places))
    m.load = Values(built.agreed(rules.neighbourhood_load, loads.limits, *labels))
    built.rule(rules.neighbourhood_load, labels, network=True)


def _reach(built: Formulation, sets: Sets, number: Numbered) -> None:
    m, rule = built.pyomo, built.policy.rules["within_reach"]
    if not built.policy.hard("within_reach"):
        return
    towns = towns_of(sets)
    limits = np.full(len(towns[0]), rule.limit or 0.0)
    reach = reach_of(sets, number, built.agreed(rules.within_reach, limits, *towns, without=np.nan))
    count = len(reach.places)
    m.near, m.near_cell = Grouping(reach.row, count), Values(reach.cell)
    m.near_open = Values(reach.open)
    m.near_sites = Grouping(np.where(reach.open >= 0, reach.row, -1), count)
    m.near_locations = Grouping(np.where(reach.open >= 0, -1, reach.row), count)
    built.rule(rules.within_reach, (reach.places, reach.periods), network=False)
    built.define(rules.reached, (reach.places, reach.periods), network=False)


def _separation(built: Formulation, sets: Sets, number: Numbered) -> None:
    m, rule = built.pyomo, built.policy.rules["separation"]
    if not built.policy.hard("separation"):
        return
    conflicts = conflicts_of(sets, number, rule.limit or 0.0)
    m.close_sites, m.close_open = Grouping(conflicts.row, len(conflicts.sites)), Values(conflicts.open)
    m.allowed_open = Values(conflicts.allowed)
    built.rule(rules.separation, (conflicts.sites, conflicts.others), network=True)


def _money(built: Formulation, sets: Sets, number: Numbered) -> None:
    m = built.pyomo
    money = money_of(sets, number, pooled=built.policy.rules["running_budget"].pooled)
    labels, count = (money.places, money.periods), len(money.places)
    built.variable("excess", labels, whole=False)
    m.BUDGETS = pyo.RangeSet(0, count - 1)
    m.budgets = Values(built.agreed(rules.running_budget, money.budgets, *labels))
    m.places_of_budget, m.paid_cell, m.euro = (
        Grouping(money.running, count),
        Values(money.cell),
        Values(money.euro),
    )
    m.openings_of_budget = Grouping(money.opening, count)
    m.paid_open, m.fee = Values(money.open), Values(money.fee)
    built.rule(rules.running_budget, labels, violation="excess", network=False)
