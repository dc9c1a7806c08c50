"""Where clients need more homes than there are, and promises that cannot be kept: counted over groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from u16opt.explaining.questions import Forced
from u16opt.explaining.rule_instance import RuleInstance
from u16opt.instance.instance import Instance
from u16opt.model.shortage import Shortage
from u16opt.policy import Policy
from u16opt_models.allocation.rooms import Rooms, rooms_of
from u16opt_models.allocation.short import Words
from u16opt_models.flows import flow_of
from u16opt_models.numbering import Integers


def shortages(instance: Instance, policy: Policy, question: Forced | None = None) -> tuple[Shortage, ...]:
    """Return what a question asks too much, hard contingents that cannot be met, and clients without a home.

    Each is a smallest cut in a network from clients to homes (Hall, 1935): those who need something have
    nowhere else to go. What has nothing to do with each other stands apart, the smallest first.
    """
    rooms, words = rooms_of(instance, policy), Words(instance)
    promised = _promises(rooms, words, policy) if policy.hard("contingent") else ()
    return (
        *_asked(rooms, words, question),
        *sorted(promised, key=_readable),
        *sorted(_homes(rooms, words), key=_readable),
    )


def room_for(rooms: Rooms, question: Forced) -> tuple[Rooms, NDArray[np.bool_]]:
    """Return rooms with the clients of a question only, and the lots it asks about."""
    sets = rooms.sets
    there = np.ones(len(rooms.lots), dtype=bool)
    if question.municipality is not None:
        there &= sets.lot_host == sets.municipality.get(question.municipality, -1)
    if question.place is not None:
        there &= np.array([code == question.place for code in sets.lots["lot"]], dtype=bool)
    if question.group is None:
        return rooms, there
    codes = sets.groups["group"]
    own = rooms.group == (codes.index(question.group) if question.group in codes else -1)
    return replace(rooms, group=rooms.group[own], lot=rooms.lot[own], already=rooms.already[own]), there


def most(rooms: Rooms, there: NDArray[np.bool_]) -> int:
    """Return the most clients who can have one of some lots, those who have one included."""
    return flow_of(*rooms.arcs(rooms.caps, there)).value + rooms.let(there)


def _readable(shortage: Shortage) -> tuple[int, int, int, tuple[str, ...]]:
    return len(shortage.rules), len(shortage.groups), shortage.asked, shortage.groups


def _asked(rooms: Rooms, words: Words, question: Forced | None) -> Iterator[Shortage]:
    """Yield what a question asks too much of one place."""
    if question is None or not question.asked:
        return
    rooms, there = room_for(rooms, question)
    possible = most(rooms, there)
    if question.clients > possible:
        groups, clients = _able(rooms, there)
        homes = rooms.homes(there) + rooms.let(there)
        text = words.there(question, possible, clients, homes)
        codes = _codes(rooms, groups)
        yield Shortage("there", question.clients, possible, clients, homes, codes, (), text)


def _homes(rooms: Rooms, words: Words) -> Iterator[Shortage]:
    """Yield groups whose clients cannot all have a home: the smallest side of a smallest cut."""
    tails, heads, room, nodes = rooms.arcs(rooms.caps, np.ones(len(rooms.lots), dtype=bool))
    flow = flow_of(tails, heads, room, nodes)
    first, end = rooms.nodes[:2]
    for part in flow.parts(flow.from_source()):
        inside = np.zeros(nodes, dtype=bool)
        inside[part] = True
        homes = int(room[inside[tails] & ~inside[heads]].sum())
        groups = part[(part >= first) & (part < end)] - first
        clients, codes = int(rooms.clients[groups].sum()), _codes(rooms, groups)
        text = words.homes(clients, homes, codes)
        yield Shortage("homes", clients, homes, clients, homes, codes, (), text)


def _promises(rooms: Rooms, words: Words, policy: Policy) -> Iterator[Shortage]:
    """Yield contingents that cannot be met by themselves, and those that then cannot all be met together."""
    rule, quotas = policy.rules["contingent"], rooms.quotas
    rows = zip(quotas.places, quotas.periods, quotas.lettings.tolist(), strict=True)
    asked = np.array([rule.agreed(*each) or 0 for each in rows], dtype=np.int64)
    alone = np.array([_most_of(rooms, quota) for quota in range(len(asked))], dtype=np.int64)
    for quota in np.flatnonzero(asked > alone).tolist():
        yield _promise(rooms, words, np.array([quota]), int(asked[quota]), int(alone[quota]))
    let = np.array([rooms.let(rooms.quota_of == quota) for quota in range(len(asked))], dtype=np.int64)
    left = np.maximum(np.minimum(asked, alone) - let, 0)
    flow, first = flow_of(*rooms.arcs(left, rooms.quota_of >= 0)), rooms.nodes[-1]
    for part in flow.parts(flow.to_sink()):
        members = part[part >= first] - first
        if not len(members):
            continue
        possible = flow.into_sink(members + first) + int(let[members].sum())
        yield _promise(rooms, words, members, int(asked[members].sum()), possible)


def _most_of(rooms: Rooms, quota: int) -> int:
    """Return the most lettings of one contingent, when no other has to be met."""
    there = rooms.quota_of == quota
    own = there[rooms.lot]
    near = replace(rooms, group=rooms.group[own], lot=rooms.lot[own], already=rooms.already[own])
    return most(near, there)


def _promise(rooms: Rooms, words: Words, members: Integers, asked: int, possible: int) -> Shortage:
    quotas, there = rooms.quotas, np.isin(rooms.quota_of, members)
    promises = (RuleInstance("contingent", quotas.places[each], quotas.periods[each]) for each in members)
    rules = tuple(sorted(promises, key=RuleInstance.order))
    groups, clients = _able(rooms, there)
    homes = rooms.homes(there) + rooms.let(there)
    text = words.promise(rules, asked, possible, clients, homes)
    return Shortage("contingent", asked, possible, clients, homes, _codes(rooms, groups), rules, text)


def _able(rooms: Rooms, there: NDArray[np.bool_]) -> tuple[Integers, int]:
    """Return the groups that may have one of some lots, and their clients who do or still can."""
    groups = np.unique(rooms.group[there[rooms.lot]])
    return groups, int(rooms.clients[groups].sum()) + rooms.let(there)


def _codes(rooms: Rooms, groups: Integers) -> tuple[str, ...]:
    return tuple(sorted(rooms.sets.groups["group"][each] for each in groups.tolist()))
