"""Assemble the formulation: declare variables, hand numbers to the rules, write rules and goals."""

from __future__ import annotations

import numpy as np
import pyomo.environ as pyo

from u16opt.algebra.formulation import Formulation
from u16opt.algebra.parameters import Grouping, Values
from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt_models.numbering import Codes, Integers
from u16opt_models.spread import formulation as rules
from u16opt_models.spread.agreements import agreements
from u16opt_models.spread.answer import Tables
from u16opt_models.spread.counting import counted_cells
from u16opt_models.spread.location import located
from u16opt_models.spread.numbered import Numbered, numbered
from u16opt_models.spread.pairs import Pairs, pairs_of
from u16opt_models.spread.recalling import values_of
from u16opt_models.spread.sets import Sets, sets_of


def formulate(instance: Instance, policy: Policy, seed: int) -> Formulation:
    """Return the formulation of `spread` on an instance under a policy."""
    sets = sets_of(instance, seed)
    pairs, counted = pairs_of(sets), counted_cells(sets, policy)
    built, number = Formulation(policy), numbered(sets, counted)
    _demand(built, sets, pairs)
    _places(built, sets, number)
    _sizes(built, sets, number)
    _steadiness(built, sets, number)
    _serving(built, sets, pairs, number)
    _openings(built, sets, number)
    agreements(built, sets, number)
    for goal in rules.GOALS:
        built.goal(goal)
    built.interpret = Tables(sets, pairs, counted).answer
    built.recall = lambda answer: values_of(sets, pairs, number, answer)
    located(built, sets, pairs, number)
    return built


def _demand(built: Formulation, sets: Sets, pairs: Pairs) -> None:
    m, municipalities = built.pyomo, list(sets.municipality)
    queries = (Codes(municipalities, sets.query_municipality), Codes(sets.years, sets.query_period))
    facility, period = sets.cell_facility[pairs.cell], sets.cell_period[pairs.cell]
    place = sets.query_municipality[pairs.query]
    labels = (Codes(municipalities, place), Codes(sets.facilities.codes, facility), Codes(sets.years, period))
    built.variable("serve", labels, upper=pairs.most, owner=pairs.query)
    built.variable("unmet", queries)
    count = len(sets.query_period)
    m.PAIRS, m.QUERIES = pyo.RangeSet(0, len(pairs) - 1), pyo.RangeSet(0, count - 1)
    m.pairs_of_query, m.km = Grouping(pairs.query, count), Values(pairs.km)
    m.clients = Values(sets.clients[sets.query_municipality, sets.query_period])
    built.define(rules.demand, queries, network=True, violation="unmet")
    foreign = np.flatnonzero(sets.region[place] != sets.facility_region[facility])
    m.foreign_pair = Values(foreign)
    built.bound(rules.own_region, tuple(_picked(each, foreign) for each in labels))


def _picked(labels: Codes, which: Integers) -> Codes:
    return Codes(labels.codes, labels.numbers[which])


def _places(built: Formulation, sets: Sets, number: Numbered) -> None:
    m, facilities = built.pyomo, sets.facilities
    facility = sets.cell_facility[number.cells]
    site = facility >= facilities.existing
    built.variable("open", _site_labels(sets, np.arange(len(sets.open_site))), upper=1, complicating=True)
    built.variable(
        "places",
        _cell_labels(sets, number.cells),
        lower=np.where(site, 0, facilities.least[facility]),
        upper=facilities.most[facility],
    )
    m.CELLS = pyo.RangeSet(0, len(number.cells) - 1)
    m.place_cost = Values(facilities.place_cost[facility])


def _cell_labels(sets: Sets, cells: Integers) -> tuple[Codes, Codes]:
    return (
        Codes(sets.facilities.codes, sets.cell_facility[cells]),
        Codes(sets.years, sets.cell_period[cells]),
    )


def _site_labels(sets: Sets, opens: Integers) -> tuple[Codes, Codes]:
    return Codes(sets.facilities.codes, sets.open_site[opens]), Codes(sets.years, sets.open_period[opens])


def _sizes(built: Formulation, sets: Sets, number: Numbered) -> None:
    m, facilities = built.pyomo, sets.facilities
    cells, opens = number.site_cells, number.open_of_site_cells
    facility = sets.cell_facility[number.cells[cells]]
    m.site_cell, m.site_open = Values(cells), Values(opens)
    m.most, m.least = Values(facilities.most[facility]), Values(facilities.least[facility])
    labels = _cell_labels(sets, number.cells[cells])
    built.rule(rules.site_limits, labels, network=True)
    built.define(rules.at_least, labels, network=True)
    modular = number.modular_cells
    m.module_cell = Values(modular)
    m.module = Values(facilities.module[sets.cell_facility[number.cells[modular]]])
    labels = _cell_labels(sets, number.cells[modular])
    built.variable("modules", labels, complicating=True)
    built.define(rules.in_modules, labels, network=True)


def _steadiness(built: Formulation, sets: Sets, number: Numbered) -> None:
    m, facilities = built.pyomo, sets.facilities
    later = number.following(sets.open_site)
    m.open_later, m.open_before = Values(later), Values(later - 1)
    built.define(rules.staying_open, _site_labels(sets, later), network=True)
    facility = sets.cell_facility[number.cells]
    following = number.following(facility)
    site = facility[following] >= facilities.existing
    grown = following[site]
    m.grown_later, m.grown_before = Values(grown), Values(grown - 1)
    built.define(rules.never_shrinking, _cell_labels(sets, number.cells[grown]), network=False)
    shrunk = following[~site & (facilities.least < facilities.most)[facility[following]]]
    m.shrunk_later, m.shrunk_before = Values(shrunk), Values(shrunk - 1)
    built.define(rules.never_growing, _cell_labels(sets, number.cells[shrunk]), network=False)


def _serving(built: Formulation, sets: Sets, pairs: Pairs, number: Numbered) -> None:
    m = built.pyomo
    m.pairs_of_cell = Grouping(number.of_cell[pairs.cell], len(number.cells))
    built.rule(rules.capacity, _cell_labels(sets, number.cells), network=True)
    site = np.flatnonzero(number.open_of_cell[pairs.cell] >= 0)
    m.site_pair, m.pair_open = Values(site), Values(number.open_of_cell[pairs.cell[site]])
    m.at_most = Values(pairs.most[site])
    place = Codes(list(sets.municipality), sets.query_municipality[pairs.query[site]])
    labels = (place, *_cell_labels(sets, pairs.cell[site]))
    built.define(rules.served_when_open, labels, network=True, attached=True)


def _openings(built: Formulation, sets: Sets, number: Numbered) -> None:
    m, policy = built.pyomo, built.policy.rules["new_locations"]
    m.last_open = Values(number.last_opens)
    m.OPENABLE = pyo.RangeSet(0, len(number.last_opens) - 1)
    m.opening_cost = Values(sets.facilities.opening_cost[sets.open_site[number.last_opens]])
    m.new_limit, m.new_exact = np.floor(policy.limit or 0.0), policy.exact
    built.rule(rules.new_locations, (("",),), network=True)
