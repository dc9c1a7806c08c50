"""Client groups by what they have in common: origin, first wish, support and priority (P04)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from u16opt.instance.instance import Instance
from u16opt.model.traits import Traits
from u16opt.report.people import Key, People, Sum
from u16opt.texts import Text
from u16opt_models.allocation.reports.deliveries import HOUSED, NETWORKED, OWN

ELSEWHERE = "elsewhere"

TRAITS: Mapping[str, Text] = {
    "origin": Text("Herkomst", "Origin"),
    "kind": Text("Eerste wens", "First wish"),
    "support": Text("Ondersteuning", "Support"),
    "priority": Text("Voorrang (hoger telt zwaarder)", "Priority (higher counts more)"),
}

_TOTALS: Mapping[str, Key] = {"placed": HOUSED, "own": OWN, "networked": NETWORKED}

PARTS: Mapping[str, tuple[str, ...]] = {
    "clients": ("placed", "unplaced"),
    "placed": ("known", "foreign"),
    "known": ("own", "away"),
}
"""How the counts of one trait hang together; `known` and `foreign`: origin within the instance or not."""


def key(count: str, trait: str | None = None, value: str | None = None) -> Key:
    """Return the key of a count of the clients with a trait; without one, of all clients."""
    if trait is None:
        return (*_TOTALS.get(count, (count,)), None, None)
    return ("trait", count, trait, value)


def traits_of(instance: Instance) -> Traits:
    """Return the traits of the groups of an instance.

    The city is the centre municipality of the settings; without one, the municipality with most inhabitants.
    """
    city = _city(instance)
    groups = list(instance["client_groups"].rows())
    values: dict[str, dict[str, str]] = {
        "origin": {each["group"]: _origin(each["origin"], city) for each in groups},
        "kind": {each["group"]: first_wish(each["kinds"]) for each in groups},
        "support": {each["group"]: each["support"] for each in groups},
        "priority": {each["group"]: str(each["priority"]) for each in groups},
    }
    name = dict(zip(*(instance["municipalities"][each] for each in ("code", "name")), strict=True))[city]
    titles = {
        (trait, value): _title(trait, value, name) for trait in values for value in values[trait].values()
    }
    return Traits(values, TRAITS, titles, cap=("loss_cap", "distance"), keys=key)


def first_wish(kinds: Sequence[str]) -> str:
    """Return the kind of home a group wants most."""
    return kinds[0] if kinds else ""


def _city(instance: Instance) -> str:
    centre = instance.settings.budget.centre
    table = instance["municipalities"]
    largest = min(zip((-(each or 0) for each in table["inhabitants"]), table["code"], strict=True))
    return centre or str(largest[1])


def _origin(origin: str, city: str) -> str:
    if origin == city:
        return "1 city"
    return "3 elsewhere" if origin == ELSEWHERE else "2 region"


def _title(trait: str, value: str, city: str) -> Text:
    words = {
        ("origin", "1 city"): Text(f"{city} (stad)", f"{city} (city)"),
        ("origin", "2 region"): Text("andere gemeenten", "other municipalities"),
        ("origin", "3 elsewhere"): Text("van elders", "elsewhere"),
        ("support", ""): Text("geen", "none"),
    }
    return words.get((trait, value), Text(value, value))


def people(counts: Mapping[str, Mapping[tuple[str | None, str | None], int]]) -> People:
    """Return counts by trait as people: parts add up to wholes, values of a trait to all clients.

    Parameters
    ----------
    counts
        By name, then by trait and value; None and None for all clients.
    """
    numbers = {key(name, *at): count for name, each in counts.items() for at, count in each.items()}
    places = list(counts["clients"])
    sums: list[Sum] = [
        (key(whole, *at), tuple(key(part, *at) for part in parts))
        for whole, parts in PARTS.items()
        for at in places
    ]
    for name in counts:
        for trait in TRAITS:
            values = tuple(key(name, *at) for at in places if at[0] == trait)
            sums += [(key(name), values)] if values else []
    return People(numbers, tuple(sums))
