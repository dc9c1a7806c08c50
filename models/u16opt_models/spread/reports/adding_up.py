"""How the people of a spread add up, and what everyone knows because places are public (P03)."""

from __future__ import annotations

from collections.abc import Iterator

from u16opt.report.people import Key, People, Sum, together
from u16opt_models.spread.reports.counts import (
    ASKED,
    FAR,
    NEAR,
    OWN,
    PARTS,
    SERVED,
    UNMET,
    Counts,
    key,
    region_key,
)
from u16opt_models.spread.reports.rooms import Rooms


def people(counts: Counts) -> People:
    """Return all counts of people by municipality and by region, and everything a reader can know of them."""
    rooms = Rooms(counts.seen)
    return together((*_towns(counts), *_regions(counts), _bounds(counts, rooms), _places(counts, rooms)))


def _towns(counts: Counts) -> Iterator[People]:
    for kind, numbers in counts.by_town.items():
        yield counts.towns.people((kind,), numbers, again=True)
    yield People(
        sums=tuple(
            (key(whole, place, time), tuple(key(part, place, time) for part in parts))
            for whole, parts in PARTS.items()
            for place in (*counts.towns.places, None)
            for time in counts.towns.times
        )
    )


def _regions(counts: Counts) -> Iterator[People]:
    for kind, numbers in counts.by_region.items():
        yield counts.regions.people(("region", kind), numbers, overall=False, again=True)
        yield People(sums=tuple(_members(counts, kind)))
    yield People(
        sums=tuple(
            (region_key(ASKED, region, time), tuple(region_key(part, region, time) for part in PARTS[ASKED]))
            for region in counts.regions.places
            for time in counts.regions.times
        )
    )


def _members(counts: Counts, kind: str) -> Iterator[Sum]:
    """Yield that a region is its municipalities, and that the regions are all."""
    for time in counts.regions.times:
        for region in counts.regions.places:
            members = tuple(key(kind, code, time) for code in counts.members(region))
            yield region_key(kind, region, time), members
        yield key(kind, None, time), tuple(region_key(kind, r, time) for r in counts.regions.places)


def _bounds(counts: Counts, rooms: Rooms) -> People:
    """Return how many people there can be in the places that are there; where there are none, nobody."""
    most = {
        key(kind, code, time): rooms.open_to(kind, code, time)
        for kind in (OWN, NEAR, FAR)
        for code in counts.towns.places
        for time in counts.towns.times
    }
    if counts.seen.policy.hard("own_region"):
        for region in counts.regions.places:
            for time in counts.regions.times:
                most[region_key(SERVED, region, time)] = rooms.region(region, time)
    for time in counts.towns.times:
        for kind in (OWN, NEAR, FAR):
            most[key(kind, None, time)] = sum(most[key(kind, code, time)] for code in counts.towns.places)
    return People(
        ranges={each: (0, number) for each, number in most.items()},
        known=frozenset(each for each, number in most.items() if not number),
    )


def _places(counts: Counts, rooms: Rooms) -> People:
    """Return where the places run out: who asks is then the places, and those who have none."""
    places: dict[Key, int] = {}
    sums: list[Sum] = []
    for time in counts.regions.times:
        for region in (*counts.regions.places, None):
            asked, unmet = counts.region(ASKED, region, time), counts.region(UNMET, region, time)
            number = rooms.region(region, time)
            if unmet and asked == number + unmet:
                named = [
                    key(kind, None, time) if region is None else region_key(kind, region, time)
                    for kind in (ASKED, UNMET)
                ]
                places["places", region, time] = number
                sums.append((named[0], (("places", region, time), named[1])))
    return People(places, tuple(sums), known=frozenset(places))
