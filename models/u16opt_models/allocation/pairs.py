"""Admissible pairs of a client group and a supply lot, and what each pair costs in every goal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from u16opt_models.allocation.sets import ELSEWHERE, Sets
from u16opt_models.numbering import Floats, Integers


@dataclass(frozen=True)
class Pairs:
    """Admissible pairs, group by group; every array has shape ``(pairs,)``.

    Parameters
    ----------
    group, lot
        Numbers in the drawn order.
    already
        Clients of the group already let into the lot (C13).
    rank
        Place of the dwelling kind in the group's list, first = 0; a kind not in the list (only possible
        for homes already let) ranks as the number of kinds listed.
    steps
        0 in the municipality of origin, 1 in its Wmo-region, 2 elsewhere; 0 when the origin lies outside.
    kilometres
        Distance of the group's network to the lot's neighbourhood; 0 without a network.
    networked
        Whether the group has a network.
    """

    group: Integers
    lot: Integers
    already: Integers
    rank: Integers
    steps: Integers
    kilometres: Floats
    networked: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.group)


def pairs_of(sets: Sets) -> Pairs:
    """Find the admissible pairs (A04, A14, A17, A18) and measure them."""
    already = _already_let(sets)
    lot_kind, kinds = _kinds(sets)
    found = []
    for number in range(len(sets.group_clients)):
        ranks = _ranks_by_kind(sets.groups["kinds"][number], kinds)[lot_kind]
        ranks[~_allowed(sets, number)] = -1
        for lot in already.get(number, {}):
            ranks[lot] = ranks[lot] if ranks[lot] >= 0 else _rank_of_let(sets, number, lot)
        able = np.flatnonzero(ranks >= 0)
        found.append((np.full(len(able), number), able, ranks[able], _let(already.get(number, {}), able)))
    group, lots, rank, let = (_joined([each[part] for each in found]) for part in range(4))
    networked = np.array([bool(code) for code in sets.groups["network"]], dtype=bool)
    return Pairs(
        group, lots, let, rank, _steps(sets, group, lots), _kilometres(sets, group, lots), networked[group]
    )


def _joined(parts: list[Integers]) -> Integers:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def _already_let(sets: Sets) -> dict[int, dict[int, int]]:
    group = {code: number for number, code in enumerate(sets.groups["group"])}
    lot = {code: number for number, code in enumerate(sets.lots["lot"])}
    found: dict[int, dict[int, int]] = {}
    for row in sets.instance["placed"].rows():
        if row["clients"]:
            found.setdefault(group[row["group"]], {})[lot[row["lot"]]] = row["clients"]
    return found


def _let(already: dict[int, int], lots: Integers) -> Integers:
    return np.array([already.get(lot, 0) for lot in lots.tolist()] if already else np.zeros(len(lots)), int)


def _kinds(sets: Sets) -> tuple[Integers, dict[str, int]]:
    kinds = {kind: number for number, kind in enumerate(sorted(set(sets.lots["kind"])))}
    return np.array([kinds[kind] for kind in sets.lots["kind"]], dtype=np.int64), kinds


def _ranks_by_kind(wanted: tuple[str, ...], kinds: dict[str, int]) -> Integers:
    """Return the rank of every kind of home in a group's list, -1 for a kind that is not in it."""
    ranks = np.full(len(kinds), -1, dtype=np.int64)
    for rank, kind in enumerate(wanted):
        if kind in kinds:
            ranks[kinds[kind]] = rank
    return ranks


def _rank_of_let(sets: Sets, number: int, lot: int) -> int:
    wanted, kind = sets.groups["kinds"][number], sets.lots["kind"][lot]
    return wanted.index(kind) if kind in wanted else len(wanted)


def _allowed(sets: Sets, number: int) -> NDArray[np.bool_]:
    """Return which lots a group may go to by period, exclusions and pin, whatever their kind."""
    allowed: NDArray[np.bool_] = sets.lot_period >= sets.group_first[number]
    for code in sets.groups["excluded"][number]:
        allowed &= sets.lot_host != sets.municipality[code]
    pin = sets.groups["pin"][number]
    if pin in sets.municipality:
        allowed &= sets.lot_host == sets.municipality[pin]
    elif pin:
        allowed &= np.arange(len(allowed)) == sets.lots["lot"].index(pin)
    return allowed


def _steps(sets: Sets, group: Integers, lot: Integers) -> Integers:
    origin = np.array([sets.municipality.get(code, -1) for code in sets.groups["origin"]], dtype=np.int64)
    outside = np.array([code == ELSEWHERE for code in sets.groups["origin"]], dtype=bool)
    host = sets.lot_host[lot]
    away = np.where(sets.region[host] == sets.region[origin[group]], 1, 2)
    away[host == origin[group]] = 0
    away[outside[group]] = 0
    return away


def _kilometres(sets: Sets, group: Integers, lot: Integers) -> Floats:
    networks = sorted({code for code in sets.groups["network"] if code})
    row = {code: index for index, code in enumerate(networks)}
    origins = np.array([sets.places.number[code] for code in networks], dtype=np.int64)
    ends = np.array([sets.places.number[code] for code in sets.neighbourhood], dtype=np.int64)
    table = np.vstack([sets.places.kilometres(origins, ends), np.zeros((1, len(ends)))])
    network = np.array([row.get(code, len(networks)) for code in sets.groups["network"]], dtype=np.int64)
    return table[network[group], sets.lot_neighbourhood[lot]]
