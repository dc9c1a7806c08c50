"""What every municipality promised and delivered, and to whom: the numbers behind its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from u16opt.report.people import Key, People, Sum, housed, together
from u16opt_models.allocation.checks.goals import contingents
from u16opt_models.allocation.checks.view import View
from u16opt_models.checks.excess import lack
from u16opt_models.checks.frames import sums
from u16opt_models.reports.grids import Frame, cumulated

HOUSED: Key = housed("municipalities", None, None)[:2]
SHORT: Key = ("short",)
PROMISED: Key = ("promised",)
OWN: Key = ("own",)
INCOMING: Key = ("incoming",)
NETWORKED: Key = ("networked",)

Numbers = Mapping[Any, float]
BY = ["municipality", "period"]


@dataclass(frozen=True)
class Deliveries:
    """Numbers by municipality and period, None for all; see `cumulated`."""

    seen: View

    @cached_property
    def frame(self) -> Frame:
        """The municipalities, and the periods when there are several."""
        periods = self.seen.instance.periods
        return Frame(self.seen.instance["municipalities"]["code"], periods if len(periods) > 1 else ())

    @cached_property
    def numbers(self) -> Mapping[str, Numbers]:
        """Promised, offered, delivered, short, bare (short and no home on offer), own, networked, km."""
        placed = self.seen.placed
        promised, offered = contingents(self.seen), sums(self.seen.lots, BY, "homes")
        delivered = self.seen.clients_by(*BY)
        short, no_homes = lack(delivered, promised), lack(offered, promised)
        networked = placed[placed["network"] != ""]
        kilometres = networked["clients"] * networked["km"]
        return {
            "promised": cumulated(promised),
            "delivered": cumulated(delivered),
            "short": cumulated(short),
            "bare": cumulated({key: min(amount, no_homes[key]) for key, amount in short.items()}),
            "own": cumulated(sums(placed[placed["origin"] == placed["municipality"]], BY, "clients")),
            "incoming": cumulated(sums(placed[placed["origin"] != placed["municipality"]], BY, "clients")),
            "networked": cumulated(sums(networked, BY, "clients")),
            "kilometres": cumulated(dict(networked.assign(sum=kilometres).groupby(BY)["sum"].sum())),
        }

    def number(self, name: str, municipality: str | None, time: int | None) -> float:
        """Return one number, 0 where there is none."""
        return self.numbers[name].get((municipality, time), 0)

    def people(self) -> People:
        """Return all counts and how they hang together."""
        frame, numbers = self.frame, self.numbers
        kinds = ((HOUSED, "delivered"), (OWN, "own"), (INCOMING, "incoming"), (NETWORKED, "networked"))
        counted = [frame.people(prefix, numbers[name]) for prefix, name in kinds]
        short = frame.people(SHORT, numbers["short"])
        parts = tuple(
            ((*HOUSED, place, time), ((*OWN, place, time), (*INCOMING, place, time)))
            for place in (*frame.places, None)
            for time in frame.times
        )
        return together(
            (*counted, short, People(sums=parts, things=frozenset(short.counts)), self._promises())
        )

    def _promises(self) -> People:
        """Return what the promises tell: delivered and short make up the promise, or more was delivered."""
        counts: dict[Key, int] = {}
        ranges: dict[Key, tuple[int, int]] = {}
        wholes: list[Sum] = []
        everyone = int(self.number("delivered", None, None))
        for (place, period), promised in contingents(self.seen).items():
            at = (place, self.frame.time(int(period or 0)))
            counts[*PROMISED, *at] = promised
            if self.number("delivered", *at) <= promised:
                wholes.append(((*PROMISED, *at), ((*HOUSED, *at), (*SHORT, *at))))
            else:
                ranges[*HOUSED, *at] = (promised, everyone)
        return People(counts, tuple(wholes), ranges, known=frozenset(counts))
