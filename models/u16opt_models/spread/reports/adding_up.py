"""How the people of a spread add up, and what everyone knows because places are public (P03)."""

from __future__ import annotations

from collections.abc import Iterator

from u16opt.report.people import People, Sum, together
from u16opt_models.spread.reports.counts import (
    ASKED,
    FAR,
    NEAR,
    OWN,
    PARTS,
    SERVED,
    Counts,
    key,
    lack_key,
    region_key,
)
from u16opt_models.spread.reports.lodgings import Lodgings
from u16opt_models.spread.reports.rooms import Rooms


def people(counts: Counts) -> People:
    """Return all counts of people by municipality and by region, and everything a reader can know of them."""
    rooms = Rooms(counts.seen)
    parts = (*_towns(counts), *_regions(counts), Lodgings(counts).people())
    return together((*parts, _bounds(counts, rooms), _lack(counts, rooms)))


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


def _lack(counts: Counts, rooms: Rooms) -> People:
    """Return how many more ask than there are places: so many people have none there, whoever they are."""
    found = People()
    for time in counts.regions.times:
        for region in (*counts.regions.places, None):
            places, asked = rooms.region(region, time), counts.region(ASKED, region, time)
            total = key(ASKED, None, time) if region is None else region_key(ASKED, region, time)
            room, lack = ("places", region, time), lack_key(region, time)
            sums = ((total, (room, lack)),) if asked > places else ()
            found |= People({room: places, lack: max(0, asked - places)}, sums, known=frozenset([room]))
    return found
