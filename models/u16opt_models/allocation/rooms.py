"""How many clients fit where: homes within the agreements on lots, neighbourhoods and municipalities.

Clients who have a home already, and that home, count in nothing here: they stay.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt_models.allocation.pairs import Pairs, pairs_of
from u16opt_models.allocation.quotas import Areas, Quotas, areas_of, caps_of, quotas_of
from u16opt_models.allocation.sets import Sets, sets_of
from u16opt_models.flows import ANY, FIRST, SINK, SOURCE
from u16opt_models.numbering import Integers


@dataclass(frozen=True)
class Rooms:
    """Groups, lots, areas and quotas with what is left of each.

    Parameters
    ----------
    group, lot, already
        The pairs that rules and facts allow, and who of each pair has a home already.
    clients
        Clients of each group without a home yet.
    lots, areas, caps
        Clients who still fit in each lot, each area (a neighbourhood in a period) and each quota (a
        municipality in a period).
    area_of, quota_of
        Area and quota of each lot, -1 where there is none.
    quotas
        The contingents.
    """

    sets: Sets
    quotas: Quotas
    group: Integers
    lot: Integers
    already: Integers
    clients: Integers
    lots: Integers
    areas: Integers
    caps: Integers
    area_of: Integers
    quota_of: Integers

    def let(self, lots: NDArray[np.bool_]) -> int:
        """Return how many clients have one of some lots already."""
        return int(self.already[lots[self.lot]].sum())

    def homes(self, lots: NDArray[np.bool_]) -> int:
        """Return how many fit in some lots together."""
        room = np.where(lots, self.lots, 0)
        inside = self.area_of >= 0
        by_area = np.bincount(self.area_of[inside], weights=room[inside], minlength=len(self.areas))
        return int(np.minimum(by_area, self.areas).sum() + room[~inside].sum())

    @property
    def nodes(self) -> tuple[int, int, int, int]:
        """First node of groups, lots, areas and quotas in a network; the last has no node behind it."""
        groups = FIRST + len(self.clients)
        return FIRST, groups, groups + len(self.lots), groups + len(self.lots) + len(self.areas)

    def arcs(self, quotas: Integers, lots: NDArray[np.bool_]) -> tuple[Integers, Integers, Integers, int]:
        """Return tails, heads and room of a network from clients to homes, and how many nodes it has.

        Parameters
        ----------
        quotas
            The most that flows through each municipality in a period.
        lots
            Which lots take part.
        """
        group, lot, area, quota = self.nodes
        taking, count = np.flatnonzero(lots), quota + len(quotas)
        pairs = lots[self.lot] & (self.clients[self.group] > 0)
        area_quota = np.full(len(self.areas), -1, dtype=np.int64)
        area_quota[self.area_of[self.area_of >= 0]] = self.quota_of[self.area_of >= 0]
        behind = np.where(self.quota_of >= 0, quota + self.quota_of, SINK)
        above = np.where(self.area_of >= 0, area + self.area_of, behind)
        parts = [
            (np.full(len(self.clients), SOURCE), group + np.arange(len(self.clients)), self.clients),
            (group + self.group[pairs], lot + self.lot[pairs], np.full(int(pairs.sum()), ANY)),
            (lot + taking, above[taking], self.lots[taking]),
            (
                area + np.arange(len(self.areas)),
                np.where(area_quota >= 0, quota + area_quota, SINK),
                self.areas,
            ),
            (quota + np.arange(len(quotas)), np.full(len(quotas), SINK), quotas),
        ]
        tails, heads, room = (np.concatenate([part[each] for part in parts]) for each in range(3))
        return tails, heads, room, count


def rooms_of(instance: Instance, policy: Policy) -> Rooms:
    """Return what is left of everything, within the hard agreements."""
    sets = sets_of(instance, 0)
    pairs = pairs_of(sets)
    near, quotas, areas = _near(pairs, policy), quotas_of(sets, pairs), areas_of(sets, pairs)
    quota_of, area_of = _quota_of(sets, quotas), _area_of(sets, areas)
    by_lot = _sum(pairs.lot, pairs.already, len(sets.lot_homes))
    caps = np.full(len(quotas.places), ANY)
    if policy.hard("contingent_cap"):
        rule, limits = policy.rules["contingent_cap"], caps_of(quotas, policy).tolist()
        caps = _limits(
            [rule.agreed(*each) for each in zip(quotas.places, quotas.periods, limits, strict=True)]
        )
    return Rooms(
        sets,
        quotas,
        pairs.group[near],
        pairs.lot[near],
        pairs.already[near],
        np.maximum(sets.group_clients - _sum(pairs.group, pairs.already, len(sets.group_clients)), 0),
        _left(_asking(sets, policy), by_lot),
        _left(_carries(areas, policy), _sum(area_of, by_lot, len(areas.places))),
        _left(caps, _sum(quota_of, by_lot, len(caps))),
        area_of,
        quota_of,
    )


def _near(pairs: Pairs, policy: Policy) -> NDArray[np.bool_]:
    limit = policy.rules["max_distance"].limit
    if not policy.hard("max_distance") or limit is None:
        return np.ones(len(pairs), dtype=bool)
    near: NDArray[np.bool_] = ~pairs.networked | (pairs.kilometres <= limit)
    return near


def _asking(sets: Sets, policy: Policy) -> Integers:
    """Return who fits in each lot: its homes, and in a mixed complex the share that may ask for support."""
    rule = policy.rules["mixed_living"]
    if not policy.hard("mixed_living") or rule.share is None:
        return sets.lot_homes
    rows = zip(sets.lots["lot"], sets.lots["complex_homes"], strict=True)
    agreed = [
        None if homes is None else rule.agreed(code, None, int(rule.share * homes)) for code, homes in rows
    ]
    return np.minimum(sets.lot_homes, _limits(agreed))


def _carries(areas: Areas, policy: Policy) -> Integers:
    rule = policy.rules["draagkracht"]
    if not policy.hard("draagkracht"):
        return np.full(len(areas.places), ANY)
    rows = zip(areas.places, areas.periods, areas.carries.tolist(), strict=True)
    return _limits([rule.agreed(*each) for each in rows])


def _quota_of(sets: Sets, quotas: Quotas) -> Integers:
    number = {key: row for row, key in enumerate(zip(quotas.places, quotas.periods, strict=True))}
    codes, years = list(sets.municipality), sets.instance.periods
    hosts = zip(sets.lot_host.tolist(), sets.lot_period.tolist(), strict=True)
    return np.array([number.get((codes[host], years[period]), -1) for host, period in hosts], dtype=np.int64)


def _area_of(sets: Sets, areas: Areas) -> Integers:
    number = {key: row for row, key in enumerate(zip(areas.places, areas.periods, strict=True))}
    codes, years = list(sets.neighbourhood), sets.instance.periods
    where = zip(sets.lot_neighbourhood.tolist(), sets.lot_period.tolist(), strict=True)
    return np.array([number.get((codes[each], years[period]), -1) for each, period in where], dtype=np.int64)


def _limits(numbers: list[int | None]) -> Integers:
    return np.array([ANY if each is None else each for each in numbers], dtype=np.int64)


def _left(limits: Integers, used: Integers) -> Integers:
    left: Integers = np.maximum(limits - used, 0)
    return left


def _sum(keys: Integers, amounts: Integers, count: int) -> Integers:
    known = keys >= 0
    total = np.bincount(keys[known], weights=amounts[known], minlength=count)
    return total.astype(np.int64)
