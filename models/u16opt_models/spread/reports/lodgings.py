"""Who is at which location: nobody is told, but places and distances are public, and tell a lot (P03)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from u16opt.report.people import Key, People, Sum, together
from u16opt_models.spread.checks.view import View
from u16opt_models.spread.reports.counts import Counts, key, whereabouts

Pair = tuple[str, str]


def at_key(municipality: str, code: str, time: int | None) -> Key:
    """Return the key of the people of a municipality at a location in a year (None: all years)."""
    return ("at", municipality, code, time)


@dataclass(frozen=True)
class Lodgings:
    """People by municipality, location and period, of all pairs that a reader must reckon with."""

    counts: Counts

    @property
    def seen(self) -> View:
        """The answer that it is about."""
        return self.counts.seen

    @cached_property
    def number(self) -> Mapping[tuple[str, str, int], int]:
        """People of a municipality at a location in a period; only where there are any."""
        return {(each.municipality, each.home.code, each.period): each.clients for each in self.seen.served}

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Municipalities with the locations where their people may be, and those where they are."""
        near = self.seen.policy.hard("own_region")
        found = {
            (municipality, code)
            for municipality, region in self.seen.region.items()
            for code in {each for each, _ in self.seen.places}
            if not near or self.seen.homes[code].region == region
        }
        return tuple(sorted(found | {(municipality, code) for municipality, code, _ in self.number}))

    def people(self) -> People:
        """Return how people at locations add up to places, and to who has one in the own municipality."""
        periods = self.seen.instance.periods
        return together((*map(self._period, periods), *([self._years()] if self.counts.years else [])))

    def _period(self, period: int) -> People:
        time = self.counts.towns.time(period)
        standing = [pair for pair in self.pairs if self.seen.places.get((pair[1], period))]
        counts = {at_key(*pair, time): self.number.get((*pair, period), 0) for pair in standing}
        return together(
            (People(counts, tuple(self._whereabouts(standing, time))), self._rooms(counts, period))
        )

    def _whereabouts(self, pairs: list[Pair], time: int | None) -> Iterator[Sum]:
        """Yield who of a municipality has a place in it, in its region, elsewhere."""
        parts: dict[Key, list[Key]] = {}
        for municipality, code in pairs:
            kind = whereabouts(self.seen, municipality, code)
            parts.setdefault(key(kind, municipality, time), []).append(at_key(municipality, code, time))
        yield from ((total, tuple(each)) for total, each in parts.items())

    def _rooms(self, counts: Mapping[Key, int], period: int) -> People:
        """Return that the places of a location are taken or free."""
        inside: dict[str, list[Key]] = {}
        for each in counts:
            inside.setdefault(str(each[2]), []).append(each)
        found = People()
        for code, parts in inside.items():
            places: Key = ("room", code, period)
            free: Key = ("free", code, period)
            number = self.seen.places[code, period]
            left = number - sum(counts[part] for part in parts)
            if left >= 0:
                found |= People(
                    {places: number, free: left},
                    ((places, (*parts, free)),),
                    known=frozenset([places]),
                    things=frozenset([free]),
                )
        return found

    def _years(self) -> People:
        """Return the sums over the years; the same people may be there each year."""
        periods = self.seen.instance.periods
        yearly = {pair: [self.number.get((*pair, year), 0) for year in periods] for pair in self.pairs}
        return People(
            {at_key(*pair, None): sum(numbers) for pair, numbers in yearly.items()},
            tuple(
                (
                    at_key(*pair, None),
                    tuple(at_key(*pair, year) for year in periods if self.seen.places.get((pair[1], year))),
                )
                for pair in self.pairs
            ),
            behind={at_key(*pair, None): max(numbers) for pair, numbers in yearly.items()},
        )
