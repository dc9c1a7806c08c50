"""How far people live from where they come from, and what such a mean gives away (P03)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from u16opt.report.people import Key, People, together
from u16opt_models.spread.checks.view import View

ALL: Key = ("kilometres", None)

FEW = 20
"""Numbers of people at a location that the kilometres of all together do not blur."""


@dataclass(frozen=True)
class Kilometres:
    """Kilometres of the people of each municipality, over all periods.

    All distances are public, so a mean of only a few tells how many people are where. That is written as
    sums: whoever knows the kilometres of a municipality knows each number of its people at a location, and
    whoever knows all but one and the total knows that one. Where there are few such numbers in all, the total
    tells each of them as well.
    """

    seen: View

    @cached_property
    def at(self) -> Mapping[tuple[str, str], Mapping[int, int]]:
        """People by period, for every municipality and every location or site where some of them are."""
        found: dict[tuple[str, str], dict[int, int]] = {}
        for each in self.seen.served:
            found.setdefault((each.municipality, each.home.code), {})[each.period] = each.clients
        return found

    def mean(self, municipality: str | None = None) -> float | str:
        """Return the mean distance (km) of who has a place, empty when nobody has; None: of everyone."""
        own = [each for each in self.seen.served if municipality in (None, each.municipality)]
        number = sum(each.clients for each in own)
        return math.fsum(each.clients * each.km for each in own) / number if number else ""

    def keys(self, municipality: str | None = None) -> tuple[Key, ...]:
        """Return the counts that the mean of a municipality gives away."""
        if municipality is None:
            return (ALL,)
        return (_all(municipality), *(_at(*pair) for pair in self.at if pair[0] == municipality))

    def people(self) -> People:
        """Return these counts and how they hang together."""
        number = {pair: sum(each.values()) for pair, each in self.at.items()}
        whole = {code: sum(n for pair, n in number.items() if pair[0] == code) for code in self.seen.region}
        counts: dict[Key, int] = {_all(code): n for code, n in whole.items()} | {ALL: sum(whole.values())}
        parts = People(
            {_at(*pair): n for pair, n in number.items()},
            behind={_at(*pair): max(each.values()) for pair, each in self.at.items()},
        )
        telling = [
            *((_all(pair[0]), pair) for pair in number),
            *((ALL, pair) for pair in number if len(number) <= FEW),
        ]
        return together(
            (
                People(counts, ((ALL, tuple(map(_all, whole))),), things=frozenset(counts)),
                parts,
                *(_told(total, counts[total], _at(*pair), number[pair]) for total, pair in telling),
            )
        )


def _told(total: Key, number: int, part: Key, count: int) -> People:
    """Return that whoever knows a total knows a part: the rest is taken to be known."""
    rest: Key = ("rest", *total, *part)
    return People({rest: number - count}, ((total, (part, rest)),), known=frozenset([rest]))


def _all(municipality: str) -> Key:
    return ("kilometres", municipality)


def _at(municipality: str, code: str) -> Key:
    return ("at", municipality, code)
