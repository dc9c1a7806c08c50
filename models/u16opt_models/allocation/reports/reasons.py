"""Why a group has no home, from the tables and the placements: plain reasons, no prices."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from u16opt.texts import Text
from u16opt_models.allocation.checks.admissible import objection
from u16opt_models.allocation.checks.goals import contingents, strength
from u16opt_models.allocation.checks.view import View
from u16opt_models.checks.frames import rows

Reason = tuple[str, ...]

NO_HOME: Reason = ("no_home",)
NOT_FOR_THEM: Reason = ("not_for_them",)
TAKEN: Reason = ("taken",)
OTHER_FIRST: Reason = ("other_first",)

_WHOLE: Mapping[Reason, Text] = {
    NO_HOME: Text(
        "geen woning in het aanbod van een soort die zij willen", "no home on offer of a kind they want"
    ),
    NOT_FOR_THEM: Text(
        "wel zulke woningen, maar niet in een jaar en gemeente waar zij terecht kunnen",
        "such homes exist, but not in a year and municipality open to them",
    ),
    TAKEN: Text("alle woningen die passen zijn al aan anderen gegeven", "every suitable home is taken"),
    OTHER_FIRST: Text(
        "een passende woning is vrij, maar een andere regel of een eerder doel ging voor",
        "a suitable home is free, but another rule or an earlier goal came first",
    ),
}

_LIMITS: Mapping[str, Text] = {
    "draagkracht": Text("de draagkracht van de wijk", "the draagkracht of the neighbourhood"),
    "mixed_living": Text("gemengd wonen", "mixed living"),
    "contingent_cap": Text("de bovengrens van het contingent", "the contingent cap"),
    "max_distance": Text("de grootste afstand tot het netwerk", "the largest distance to the network"),
}


def text_of(reason: Reason) -> Text:
    """Return a reason in words."""
    if reason in _WHOLE:
        return _WHOLE[reason]
    limits = [_LIMITS[name] for name in reason]
    return Text(
        "passende woningen zijn vrij, maar niet binnen " + " en ".join(limit.nl for limit in limits),
        "suitable homes are free, but not within " + " and ".join(limit.en for limit in limits),
    )


class Reasons:
    """The reasons in one proposal; what the groups share is worked out once."""

    def __init__(self, seen: View) -> None:
        self.seen = seen
        self._shared: dict[tuple[Any, ...], Reason | list[Any]] = {}

    def of(self, group: Any) -> Reason:
        """Return why clients of a group have no home.

        Names of the limits that close every free home to them, or one of the reasons above.
        """
        found = self._open_to(group)
        if isinstance(found, tuple):
            return found
        limits = [self._limits(group, lot) for lot in found]
        if not all(limits):
            return OTHER_FIRST
        return tuple(name for name in _LIMITS if any(name in each for each in limits))

    def _open_to(self, group: Any) -> Reason | list[Any]:
        """Return the admissible lots with a home left, or why there are none."""
        signature = (group.kinds, group.first_period, group.excluded, group.pin)
        if signature not in self._shared:
            self._shared[signature] = self._search(group)
        return self._shared[signature]

    def _search(self, group: Any) -> Reason | list[Any]:
        wanted = [lot for kind in dict.fromkeys(group.kinds) for lot in self._lots.get(kind, ())]
        admissible = [lot for lot in wanted if objection(group, lot) is None]
        free = [lot for lot in admissible if lot.homes > self._load.get(lot.lot, 0)]
        if free:
            return free
        return TAKEN if admissible else NOT_FOR_THEM if wanted else NO_HOME

    @cached_property
    def _lots(self) -> Mapping[str, list[Any]]:
        """Lots with homes, by kind."""
        found: dict[str, list[Any]] = {}
        for lot in rows(self.seen.lots[self.seen.lots["homes"] > 0]):
            found.setdefault(lot.kind, []).append(lot)
        return found

    @cached_property
    def _load(self) -> Mapping[str, int]:
        return self.seen.clients_by("lot")

    @cached_property
    def _full(self) -> Mapping[str, frozenset[str]]:
        """Lots that a limit keeps closed to everyone, by the name of a hard rule."""
        lots = list(rows(self.seen.lots))
        complexes = zip(
            *(self.seen.instance["supply"][each] for each in ("lot", "complex_homes")), strict=True
        )
        share = self.seen.policy.rules["mixed_living"].share or 0
        asking = {lot: math.floor(share * homes) for lot, homes in complexes if homes is not None}
        allowance = self.seen.policy.rules["contingent_cap"].allowance or 0
        caps = {at: promised + allowance for at, promised in contingents(self.seen).items()}
        areas = self._reached(strength(self.seen), "neighbourhood")
        towns = self._reached(caps, "municipality")
        return {
            "draagkracht": frozenset(lot.lot for lot in lots if (lot.neighbourhood, lot.period) in areas),
            "mixed_living": frozenset(lot for lot, most in asking.items() if self._load.get(lot, 0) >= most),
            "contingent_cap": frozenset(lot.lot for lot in lots if (lot.municipality, lot.period) in towns),
        }

    def _reached(self, limits: Mapping[Any, int], place: str) -> set[Any]:
        load = self.seen.clients_by(place, "period")
        return {at for at, limit in limits.items() if load.get(at, 0) >= limit}

    def _limits(self, group: Any, lot: Any) -> set[str]:
        """Return the hard rules that close a free home to a group."""
        hard = self.seen.policy.hard
        names = {name for name, lots in self._full.items() if hard(name) and lot.lot in lots}
        limit = self.seen.policy.rules["max_distance"].limit
        if hard("max_distance") and limit is not None and group.network:
            (kilometres,) = self.seen.distances.between([group.network], [lot.neighbourhood])
            names |= {"max_distance"} if kilometres > limit else set()
        return names
