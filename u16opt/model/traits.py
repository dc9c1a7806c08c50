"""What groups of clients have in common, so that outcomes can be compared between them (P03, P04)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from u16opt.texts import Text

if TYPE_CHECKING:
    from u16opt.model.model import Answer
    from u16opt.policy import Policy
    from u16opt.report.people import Key

Pressure = Mapping[str, tuple[float, int]]


@dataclass(frozen=True)
class Traits:
    """What each group of clients has in common with others: to look at outcomes, never to decide them.

    Parameters
    ----------
    values
        For each trait, its value by group.
    headings
        What people call each trait.
    titles
        What people call a value, by trait and value.
    cap
        The rule that caps what one group may lose, and the goal it caps; None without such a rule.
    keys
        What the report calls the ``clients``, ``placed`` or ``unplaced`` of a value of a trait (None: of
        all); None when it does not count them.
    pressure
        How full the places are where the clients of an answer live: by group the sum over its clients of
        what is placed there / what it can carry, and how many clients that is known of. None: not known.
    """

    values: Mapping[str, Mapping[str, str]]
    headings: Mapping[str, Text]
    titles: Mapping[tuple[str, str], Text]
    cap: tuple[str, str] | None = None
    keys: Callable[[str, str | None, str | None], Key] | None = None
    pressure: Callable[[Policy, Answer], Pressure] | None = None

    def found(self) -> Iterator[tuple[str, str]]:
        """Yield every trait with every value it takes, numbers by their size."""
        for trait, values in self.values.items():
            yield from ((trait, value) for value in sorted(set(values.values()), key=_size))


def _size(value: str) -> tuple[int, str]:
    return (len(value), value) if value.isdecimal() else (0, value)
