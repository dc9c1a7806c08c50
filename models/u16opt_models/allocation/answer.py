"""From the values of the formulation to placements, and back; and where the placements are."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from u16opt.algebra.located import Located
from u16opt.algebra.parts import Floats
from u16opt.model.model import Answer
from u16opt_models.allocation.pairs import Pairs
from u16opt_models.allocation.sets import Sets
from u16opt_models.numbering import Codes


def answer_of(sets: Sets, pairs: Pairs, values: Mapping[str, Floats]) -> Answer:
    """Return placements and unplaced clients, in the order of their codes."""
    clients = np.rint(values["x"]).astype(int)
    used = np.flatnonzero(clients)
    groups, lots = sets.groups["group"], sets.lots["lot"]
    placements = sorted((groups[pairs.group[p]], lots[pairs.lot[p]], int(clients[p])) for p in used)
    housed = np.bincount(pairs.group[used], weights=clients[used], minlength=len(groups)).astype(int)
    left = sets.group_clients - housed
    return {
        "placements": [{"group": group, "lot": lot, "clients": count} for group, lot, count in placements],
        "unplaced": [
            {"group": group, "clients": int(count)}
            for group, count in sorted(zip(groups, left.tolist(), strict=True))
            if count
        ],
    }


def clients_of(sets: Sets, pairs: Pairs, answer: Answer) -> Floats:
    """Return the clients of each pair in an answer; KeyError for a pair that is not admissible."""
    group = {code: number for number, code in enumerate(sets.groups["group"])}
    lot = {code: number for number, code in enumerate(sets.lots["lot"])}
    pair = {key: p for p, key in enumerate(zip(pairs.group.tolist(), pairs.lot.tolist(), strict=True))}
    clients = np.zeros(len(pairs))
    for row in answer["placements"]:
        clients[pair[group[row["group"]], lot[row["lot"]]]] = row["clients"]
    return clients


def located(sets: Sets, pairs: Pairs) -> Located:
    """Return where each pair gives clients a home."""
    municipalities, neighbourhoods = list(sets.municipality), list(sets.neighbourhood)
    return Located(
        "x",
        municipality=Codes(municipalities, sets.lot_host[pairs.lot]),
        neighbourhood=Codes(neighbourhoods, sets.lot_neighbourhood[pairs.lot]),
        place=Codes(sets.lots["lot"], pairs.lot),
        group=Codes(sets.groups["group"], pairs.group),
        period=Codes(sets.instance.periods, sets.lot_period[pairs.lot]),
        nested=True,
    )
