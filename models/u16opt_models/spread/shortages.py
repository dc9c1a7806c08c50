"""Where demand is larger than all places that can exist, and floors that no place can reach: counted."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from u16opt.explaining.questions import Forced
from u16opt.explaining.rule_instance import RuleInstance
from u16opt.instance.instance import Instance
from u16opt.model.shortage import Shortage
from u16opt.policy import Policy
from u16opt_models.flows import ANY, FIRST, SINK, SOURCE, flow_of
from u16opt_models.numbering import Integers, integers
from u16opt_models.spread.regions import loads_of, regions_of
from u16opt_models.spread.sets import Sets, sets_of
from u16opt_models.spread.short import Words


def shortages(instance: Instance, policy: Policy, question: Forced | None = None) -> tuple[Shortage, ...]:
    """Return what a question asks too much, floors without places, and clients who cannot all have a place.

    The last are smallest cuts in a network from clients to the most places there can be (Hall, 1935), year
    by year. What has nothing to do with each other stands apart.
    """
    sets, words = sets_of(instance, 0), Words(instance)
    every = range(sets.periods)
    return (
        *_asked(sets, words, question),
        *_floors(sets, words, policy),
        *(each for period in every for each in _places(sets, words, policy, period)),
    )


def cells_at(sets: Sets, question: Forced) -> NDArray[np.bool_]:
    """Return the locations and sites, year by year, that a question is about."""
    facility = sets.cell_facility
    there = np.ones(len(facility), dtype=bool)
    if question.municipality is not None:
        there &= sets.facilities.host[facility] == sets.municipality.get(question.municipality, -1)
    if question.place is not None:
        codes = sets.facilities.codes
        there &= facility == (codes.index(question.place) if question.place in codes else -1)
    return there


def possible_at(sets: Sets, question: Forced) -> tuple[Integers, Integers]:
    """Return, by period, the places there can be where a question asks, and the clients it asks about."""
    there = cells_at(sets, question)
    places = np.where(there, sets.facilities.most[sets.cell_facility], 0)
    homes = np.bincount(sets.cell_period, weights=places, minlength=sets.periods).astype(np.int64)
    if question.group is None:
        return homes, homes
    return homes, sets.clients[sets.municipality[question.group]]


def _asked(sets: Sets, words: Words, question: Forced | None) -> Iterator[Shortage]:
    """Yield what a question asks too much of one place, over all years."""
    if question is None or not question.asked:
        return
    homes, clients = possible_at(sets, question)
    possible = int(np.minimum(homes, clients).sum())
    if question.clients > possible:
        groups = () if question.group is None else (question.group,)
        numbers = (int(clients.sum()), int(homes.sum()))
        text = words.there(question, possible, *numbers)
        yield Shortage("there", question.clients, possible, *numbers, groups, (), text)


def _floors(sets: Sets, words: Words, policy: Policy) -> Iterator[Shortage]:
    """Yield regions in which the least number of places is more than there can be."""
    rule = policy.rules["region_floor"]
    if not policy.hard("region_floor"):
        return
    regions = regions_of(sets, np.arange(len(sets.cell_facility)), rule.share or 0)
    room = sets.facilities.most[sets.cell_facility]
    most = np.bincount(regions.of_cell, weights=room, minlength=len(regions.places))
    rows = zip(regions.places, regions.periods, regions.floor, most, regions.demand, strict=True)
    for place, year, floor, homes, clients in rows:
        asked, possible = rule.agreed(place, year, int(floor)), int(homes)
        if asked is not None and asked > possible:
            rules, text = (
                (RuleInstance("region_floor", place, year),),
                words.floor(place, year, asked, possible),
            )
            yield Shortage("region_floor", asked, possible, int(clients), possible, (), rules, text)


def _places(sets: Sets, words: Words, policy: Policy, period: int) -> Iterator[Shortage]:
    """Yield municipalities whose clients cannot all have a place in a year."""
    tails, heads, room, nodes = _network(sets, policy, period)
    flow, codes = flow_of(tails, heads, room, nodes), list(sets.municipality)
    found = []
    for part in flow.parts(flow.from_source()):
        inside = np.zeros(nodes, dtype=bool)
        inside[part] = True
        homes = int(room[inside[tails] & ~inside[heads]].sum())
        towns = part[part < FIRST + len(codes)] - FIRST
        clients = int(sets.clients[towns, period].sum())
        groups = tuple(sorted(codes[town] for town in towns.tolist()))
        text = words.places(sets.years[period], clients, homes, groups)
        found.append(Shortage("places", clients, homes, clients, homes, groups, (), text))
    yield from sorted(found, key=lambda each: (len(each.groups), each.clients, each.groups))


def _network(sets: Sets, policy: Policy, period: int) -> tuple[Integers, Integers, Integers, int]:
    """Return a network from the clients of a year to the most places there can be, and how many nodes."""
    cells = np.flatnonzero(sets.cell_period == period)
    facility, towns = sets.cell_facility[cells], len(sets.municipality)
    limits, load_of = _loads(sets, policy, cells)
    near = np.ones((towns, len(cells)), dtype=bool)
    if policy.hard("own_region"):
        near = sets.region[:, None] == sets.facility_region[facility][None, :]
    town, cell = np.nonzero(near & (sets.clients[:, period] > 0)[:, None])
    first, loads = FIRST + towns, FIRST + towns + len(cells)
    parts = [
        (np.full(towns, SOURCE), FIRST + np.arange(towns), sets.clients[:, period]),
        (FIRST + town, first + cell, np.full(len(town), ANY)),
        (
            first + np.arange(len(cells)),
            np.where(load_of >= 0, loads + load_of, SINK),
            sets.facilities.most[facility],
        ),
        (loads + np.arange(len(limits)), np.full(len(limits), SINK), limits),
    ]
    tails, heads, room = (np.concatenate([part[each] for part in parts]) for each in range(3))
    return tails, heads, room, loads + len(limits)


def _loads(sets: Sets, policy: Policy, cells: Integers) -> tuple[Integers, Integers]:
    """Return what neighbourhoods with a hard load carry, and which of them each cell lies in, or -1."""
    if not policy.hard("neighbourhood_load"):
        return np.zeros(0, dtype=np.int64), np.full(len(cells), -1)
    loads, rule = loads_of(sets, cells), policy.rules["neighbourhood_load"]
    rows = zip(loads.places, loads.periods, loads.limits.tolist(), strict=True)
    agreed = [rule.agreed(*each) for each in rows]
    return integers(ANY if each is None else each for each in agreed), loads.of_cell
