"""What a solution does to each group of clients, and where each would be best off alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from u16opt.algebra.labels import coded
from u16opt.checking import PRECISION

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.parts import Floats, Integers
    from u16opt.algebra.program import Program
    from u16opt.explaining.reasons.contributions import Contributions


@dataclass(frozen=True)
class Outcome:
    """What a solution does to each set of clients who cannot be told apart.

    Parameters
    ----------
    placed, absent
        Clients with and without a place, shape ``(sets,)``.
    housed
        What those with a place add to each entry of the order, shape ``(entries, sets)``.
    total
        The same for all of them together.
    """

    placed: Floats
    absent: Floats
    housed: Floats
    total: Floats

    def against(self, other: Outcome) -> Integers:
        """Return for each set -1 where it is better off than in another outcome, 1 worse, 0 the same.

        First having a place counts, then entry after entry of the order.
        """
        ours, theirs = (np.vstack([each.absent, each.total]) for each in (self, other))
        change = ours - theirs
        change[np.abs(change) <= PRECISION * np.maximum(1.0, np.abs(theirs))] = 0.0
        first = np.argmax(change != 0, axis=0)
        signs: Integers = np.sign(change[first, np.arange(change.shape[1])]).astype(np.int64)
        return signs


class Outcomes:
    """The sets of clients of a program: groups, or groups in a year where each year stands by itself."""

    def __init__(self, formulation: Formulation, program: Program, counts: Contributions) -> None:
        placing, absent = formulation.placing, formulation.absent
        assert placing is not None
        assert placing.group is not None
        assert absent is not None
        self.costs = counts.costs
        self.placing, self.absent = program.family(placing.family), program.family(absent.family)
        self.groups: list[str] = list(coded(absent.group).codes)
        years = sorted(set(absent.period or (0,)))
        periods = placing.period if absent.period is not None else None
        self.years = len(years)
        self.of_place = _numbers(placing.group, self.groups) * self.years + _numbers(periods, years)
        self.of_absent = _numbers(absent.group, self.groups) * self.years + _numbers(absent.period, years)
        self.count = len(self.groups) * self.years
        upper, reach = program.upper[self.placing.columns], program.reach[self.placing.columns]
        self.most = np.where(np.isfinite(upper), upper, reach)
        self.least = np.minimum(program.lower[self.placing.columns], self.most)

    def of(self, values: Floats) -> Outcome:
        """Return what a solution does to each set."""
        return self._outcome(values[self.placing.columns], values[self.absent.columns])

    def best(self, clients: Floats) -> Outcome:
        """Return the outcome if each set were alone: its best places first, as far as there are homes.

        Exact, because alone only the places limit it; what is already let stays let.

        Parameters
        ----------
        clients
            How many there are in each set.
        """
        places = self._filled(clients, self.costs[:, self.placing.columns], self.least)
        return self._outcome(places, (clients - self._sums(places))[self.of_absent])

    def nearest(self, clients: Floats, entry: int) -> Floats:
        """Return what a client with a place adds to one entry at the least, on average, if each were alone.

        As a cap on individual loss counts it (A06): places already let count like all others.
        """
        costs = self.costs[[entry], self.placing.columns]
        places = self._filled(clients, costs, np.zeros(len(self.most)))
        return mean(self._sums(places * costs[0]), self._sums(places))

    def _filled(self, clients: Floats, costs: Floats, least: Floats) -> Floats:
        """Return how many of each set take each place: cheapest first, entry after entry."""
        room = self.most - least
        order = np.lexsort((*np.round(costs, 9)[::-1], self.of_place))
        owner, sorted_room = self.of_place[order], room[order]
        before = np.cumsum(sorted_room) - sorted_room
        starts = np.searchsorted(owner, np.arange(self.count))
        base = np.append(before, 0.0)[np.minimum(starts, len(before))]
        wanted = (clients - self._sums(least))[owner] - (before - base[owner])
        taken = np.empty(len(room))
        taken[order] = np.clip(wanted, 0.0, sorted_room)
        return least + taken

    def _outcome(self, places: Floats, left: Floats) -> Outcome:
        housed = np.array([self._sums(places * each) for each in self.costs[:, self.placing.columns]])
        waiting = np.array([self._sums_absent(left * each) for each in self.costs[:, self.absent.columns]])
        shape = (len(self.costs), self.count)
        housed, waiting = housed.reshape(shape), waiting.reshape(shape)
        return Outcome(self._sums(places), self._sums_absent(left), housed, housed + waiting)

    def _sums(self, amounts: Floats) -> Floats:
        return np.bincount(self.of_place, weights=amounts, minlength=self.count).astype(float)

    def _sums_absent(self, amounts: Floats) -> Floats:
        return np.bincount(self.of_absent, weights=amounts, minlength=self.count).astype(float)

    def having(self, values: Mapping[str, str], value: str | None) -> Floats:
        """Return which sets have a value of a trait (None: all of them), as a mask."""
        own = [value is None or values.get(group) == value for group in self.groups]
        return np.repeat(np.array(own, dtype=bool), self.years)


def mean(sums: Floats, counts: Floats) -> Floats:
    """Return means, 0 where there is nobody."""
    return np.divide(sums, counts, out=np.zeros(len(sums)), where=counts > 0)


def _numbers(labels: Sequence[Any] | None, codes: Sequence[Any]) -> Integers:
    """Return the place of each label among codes; 0 without labels."""
    if labels is None:
        return np.zeros(1, dtype=np.int64)
    number = {code: index for index, code in enumerate(codes)}
    each = coded(labels)
    known = np.array([number.get(code, -1) for code in each.codes], dtype=np.int64)
    return known[each.numbers]
