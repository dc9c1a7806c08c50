"""What cannot be, whatever the policy: places or clients that come from nowhere or are lost (B05)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from u16opt.texts import Text
from u16opt_models.checks.answers import Fault, at
from u16opt_models.spread.checks.view import View


def impossible(view: View) -> Iterator[Fault]:
    """Yield every fault of an answer that can be read."""
    yield from too_early(view)
    yield from rows_of_places(view)
    yield from existing(view)
    yield from modules(view)
    yield from shrinking(view)
    yield from clients(view)


def too_early(view: View) -> Iterator[Fault]:
    """Fact `opened`: a site does not open before its first period."""
    for row in view.instance["sites"].rows():
        period = view.opened.get(row["site"])
        if period is not None and period < row["first_period"]:
            first = row["first_period"]
            reason = Text(f"kan niet vóór {first} open", f"cannot open before {first}")
            yield "opened", at(f"{row['site']} {period}", reason)


def rows_of_places(view: View) -> Iterator[Fault]:
    """Fact `standing`: a row for all that stands in a period, also with 0 places, and for nothing else."""
    for code in view.homes:
        for period in view.instance.periods:
            listed = (code, period) in view.places
            if listed != view.stands(code, period):
                reason = (
                    Text("is dan niet open", "is not open then")
                    if listed
                    else Text("staat niet in places", "is missing from places")
                )
                yield "standing", at(f"{code} {period}", reason)


def existing(view: View) -> Iterator[Fault]:
    """Fact `existing`: a location keeps its places; one that may close never grows, nor above what it has."""
    for row in view.instance["locations"].rows():
        before = row["places"]
        for period in view.instance.periods:
            now = view.places.get((row["location"], period), before)
            if now > before or (now < before and not row["closable"]):
                yield "existing", at(f"{row['location']} {period}", _from_to(before, now))
            before = now


def modules(view: View) -> Iterator[Fault]:
    """Fact `module`: the places of a site are a multiple of its module."""
    module = dict(zip(view.instance["sites"]["site"], view.instance["sites"]["module"], strict=True))
    for (code, period), places in sorted(view.places.items()):
        if code in module and places % module[code]:
            size = module[code]
            reason = Text(f"{places} is geen veelvoud van {size}", f"{places} is no multiple of {size}")
            yield "module", at(f"{code} {period}", reason)


def shrinking(view: View) -> Iterator[Fault]:
    """Fact `shrinking`: a site never has fewer places than before."""
    for site in view.instance["sites"]["site"]:
        listed = ((period, view.places.get((site, period))) for period in view.instance.periods)
        found = [(period, places) for period, places in listed if places is not None]
        for (_, before), (period, now) in pairwise(found):
            if now < before:
                yield "shrinking", at(f"{site} {period}", _from_to(before, now))


def clients(view: View) -> Iterator[Fault]:
    """Facts `demand` and `unmet`: nobody is served who did not ask; who is not served is unmet."""
    for (municipality, period), asked in view.demand.items():
        place, served = f"{municipality} {period}", view.served_of.get((municipality, period), 0)
        if served > asked:
            yield "demand", at(place, Text(f"{served} bediend van {asked}", f"{served} served of {asked}"))
        left, said = max(0, asked - served), view.unmet.get((municipality, period), 0)
        if said != left:
            yield "unmet", at(place, Text(f"{said} moet {left} zijn", f"{said} must be {left}"))


def _from_to(before: int, now: int) -> Text:
    return Text(f"van {before} naar {now} plaatsen", f"from {before} to {now} places")
