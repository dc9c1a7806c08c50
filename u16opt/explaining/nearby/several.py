"""Several proposals beside the one that is asked about: by how much they differ, and what they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from u16opt.explaining.goals import compared
from u16opt.explaining.ground import Ground
from u16opt.explaining.nearby.documents import document
from u16opt.explaining.nearby.within import Attained
from u16opt.explaining.seats import Seat, Seats, Who, moved, moves_between

Row = dict[str, Any]


def several(ground: Ground, found: Sequence[tuple[Attained, bool]]) -> Row:
    """Return the facts of proposals beside the one asked about, which has number 0.

    Parameters
    ----------
    found
        Each with whether it is proven that none differs more from those before it.
    """
    everyone = [ground.seats, *(each.seats for each, _ in found)]
    common = _common(everyone)
    return {
        "clients": sum(sum(own.values()) for own in ground.seats.values()),
        "commonClients": sum(row["clients"] for row in common),
        "alternatives": [
            {
                "number": number,
                "reused": _reused(each.seats, everyone[:number]),
                "proven": proven,
                "goals": compared(ground.goals, each.goals, "value"),
            }
            for number, (each, proven) in enumerate(found, 1)
        ],
        "distance": _distances(everyone),
        "common": common,
        "proposals": [document(ground, each) for each, _ in found],
    }


def _distances(everyone: Sequence[Seats]) -> list[Row]:
    """Return how many clients have another place, for each pair of proposals."""
    return [
        {"one": one, "other": other, "clients": moved(moves_between(everyone[one], everyone[other]))}
        for other in range(len(everyone))
        for one in range(other)
    ]


def _reused(seats: Seats, earlier: Sequence[Seats]) -> int:
    """Return how many clients have a place that their group has in an earlier proposal."""
    return sum(
        clients
        for who, own in seats.items()
        for seat, clients in own.items()
        if any(each.get(who, {}).get(seat) for each in earlier)
    )


def _common(everyone: Sequence[Seats]) -> list[Row]:
    """Return how many clients of each group have the same place in all proposals."""
    least = {
        (who, seat): min(each.get(who, {}).get(seat, 0) for each in everyone)
        for who, own in everyone[0].items()
        for seat in own
    }
    return [_row(who, seat, least[who, seat]) for who, seat in sorted(least, key=_order) if least[who, seat]]


def _order(at: tuple[Who, Seat]) -> tuple[str, int, str, str]:
    who, seat = at
    return who.group, who.period or 0, seat.municipality or "", seat.place or ""


def _row(who: Who, seat: Seat, clients: int) -> Row:
    period = {} if who.period is None else {"period": who.period}
    where = {"place": seat.place, "municipality": seat.municipality}
    return {"group": who.group, **period, **where, "clients": clients}
