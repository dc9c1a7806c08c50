"""Where the columns of a program are: what each counts, for whom, and in which place and period.

Questions are asked about groups and places; this is all that has to be known of a model to find the columns
they are about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from u16opt.algebra.parts import Floats, Integers


@dataclass(frozen=True)
class Located:
    """The columns of one variable that count clients, lettings or places; a value per index of it.

    Parameters
    ----------
    family
        Name of the variable.
    municipality, neighbourhood
        Codes of where each is; no neighbourhood where the model knows none.
    place
        Code of the exact place: the lot, the location, or else the municipality.
    group
        Code of the clients it counts; None where nobody in particular is counted.
    period
        Year of each; None where the model knows no periods.
    amount
        What one unit of the column counts for; None for one.
    nested
        Whether the columns of one group in one municipality, as a row, leave the network a network.
    """

    family: str
    municipality: Sequence[str]
    place: Sequence[str]
    neighbourhood: Sequence[str] | None = None
    group: Sequence[str] | None = None
    period: Sequence[int] | None = None
    amount: Floats | None = None
    nested: bool = False


@dataclass(frozen=True)
class Standing:
    """What counts in a place whatever is decided: existing places that may not change."""

    amount: float
    municipality: str
    neighbourhood: str
    period: int | None


@dataclass(frozen=True)
class Absent:
    """The columns that count clients of a group who have no place."""

    family: str
    group: Sequence[str]
    period: Sequence[int] | None = None


@dataclass(frozen=True)
class Bounded:
    """The columns that a rule bounds one by one, each below or above a limit of its own.

    Parameters
    ----------
    columns, limits
        Columns of the program, and the limit of each.
    below
        Whether the limit is a most; else it is a least.
    """

    columns: Integers
    limits: Floats
    below: NDArray[np.bool_]


@dataclass(frozen=True)
class Agreed:
    """The numbers that a rule holds people to, as the tables or the policy give them.

    Parameters
    ----------
    places, periods
        The rule instance of each number; None where the rule has no place or no period.
    numbers
        In the unit of the agreement, before any amendment.
    """

    rule: str
    places: Sequence[str | None]
    periods: Sequence[int | None]
    numbers: Floats
