"""Who has which place: clients by group, and the moves from one proposal to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.parts import Floats
    from u16opt.algebra.program import Program


class Who(NamedTuple):
    """Clients that cannot be told apart: a group, in a year where a model looks at each year by itself."""

    group: str
    period: int | None = None


class Seat(NamedTuple):
    """A place where clients are: a lot, location or municipality; None and None for no place at all."""

    municipality: str | None = None
    place: str | None = None


NOWHERE = Seat()
Seats = Mapping[Who, Mapping[Seat, int]]


class Move(NamedTuple):
    """Clients of one group who go from one place to another."""

    who: Who
    before: Seat
    after: Seat
    clients: int

    def as_fact(self) -> dict[str, Any]:
        """Return it as answers hold it: from and to are municipalities, None for no place."""
        period = {} if self.who.period is None else {"period": self.who.period}
        return {
            "group": self.who.group,
            **period,
            "from": self.before.municipality,
            "to": self.after.municipality,
            "clients": self.clients,
            "fromPlace": self.before.place,
            "toPlace": self.after.place,
        }


def who_of(formulation: Formulation, family: str, index: int) -> Who:
    """Return whom a column of places, or of clients without one, is about."""
    placing, absent = formulation.placing, formulation.absent
    yearly = absent is not None and absent.period is not None
    part = absent if absent is not None and absent.family == family else placing
    assert part is not None
    assert part.group is not None
    return Who(part.group[index], part.period[index] if yearly and part.period is not None else None)


def seats_of(formulation: Formulation, program: Program, values: Floats) -> Seats:
    """Return who has which place in a solution; nothing for a model that places nobody."""
    import numpy as np

    placing, absent = formulation.placing, formulation.absent
    seats: dict[Who, dict[Seat, int]] = {}
    if placing is None:
        return seats
    found = np.rint(values[program.family(placing.family).columns])
    for index in np.flatnonzero(found).tolist():
        own = seats.setdefault(who_of(formulation, placing.family, index), {})
        seat = Seat(placing.municipality[index], placing.place[index])
        own[seat] = own.get(seat, 0) + int(found[index])
    if absent is not None:
        left = np.rint(values[program.family(absent.family).columns])
        for index in np.flatnonzero(left).tolist():
            seats.setdefault(who_of(formulation, absent.family, index), {})[NOWHERE] = int(left[index])
    return seats


def moves_between(before: Seats, after: Seats) -> tuple[Move, ...]:
    """Return who moves, in the order of groups: first within a municipality, then in the order of places.

    Clients of a group cannot be told apart, so any pairing of those who leave and those who come would do.
    Who was not there before, or is not there afterwards, does not move.
    """
    groups = sorted(before.keys() & after.keys(), key=lambda who: (who.group, who.period or 0))
    return tuple(move for who in groups for move in _moves(who, before[who], after[who]))


def moved(moves: tuple[Move, ...]) -> int:
    """Return how many clients move."""
    return sum(move.clients for move in moves)


def _moves(who: Who, before: Mapping[Seat, int], after: Mapping[Seat, int]) -> Iterator[Move]:
    change = {seat: after.get(seat, 0) - before.get(seat, 0) for seat in before.keys() | after.keys()}
    leaving = {seat: -change[seat] for seat in sorted(change, key=_order) if change[seat] < 0}
    coming = {seat: change[seat] for seat in sorted(change, key=_order) if change[seat] > 0}
    for near in (True, False):
        for origin in leaving:
            for seat in coming:
                count = min(leaving[origin], coming[seat])
                if count and (origin.municipality == seat.municipality or not near):
                    leaving[origin] -= count
                    coming[seat] -= count
                    yield Move(who, origin, seat, count)


def _order(seat: Seat) -> tuple[bool, str, str]:
    return seat.municipality is None, seat.municipality or "", seat.place or ""
