"""What came of one change to one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from u16opt.instance.draft import Draft
from u16opt.problems import Problem


@dataclass(frozen=True)
class Effect:
    """What came of a change.

    Parameters
    ----------
    draft
        The table afterwards.
    touched
        Numbers of the rows that were touched, by column; None for rows that came or went.
    totals
        By column what the touched cells come to, before and after, where that is a number.
    problems
        Cells that can no longer hold what they became.
    """

    draft: Draft
    touched: Mapping[str | None, tuple[int, ...]]
    totals: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
