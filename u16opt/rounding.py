"""Exact numbers from written ones, and whole numbers that add up to the same sum."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key", str, int, tuple[str, int], tuple[str, ...])

Amount = Fraction | float
"""A number as a table or a checker gives it: exact, or a float that stands for what was written."""


def exact(number: Amount) -> Fraction:
    """Return the number that was written: the decimal, and not the float next to it.

    Examples
    --------
    >>> exact(0.1) + exact(0.2) == exact(0.3), exact(7250.5)
    (True, Fraction(14501, 2))
    """
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def largest_remainder(amounts: Mapping[Key, Fraction], total: int | None = None) -> dict[Key, int]:
    """Return amounts as whole numbers that add up to their sum, a sum that is not whole rounded down.

    Every amount is rounded down; what is lost is given back in ones, to the largest remainders first and
    among equals to the smallest key.

    Parameters
    ----------
    amounts
        By key, below 0 as well; in whatever order, the outcome is the same.
    total
        What they must add up to instead: the sum of the amounts rounded down or up.

    Examples
    --------
    >>> largest_remainder({"b": Fraction(1, 2), "a": Fraction(1, 2), "c": Fraction(-1)})
    {'b': 0, 'a': 1, 'c': -1}
    """
    whole = {key: math.floor(amount) for key, amount in amounts.items()}
    wanted = math.floor(sum(amounts.values(), Fraction(0))) if total is None else total
    lost = wanted - sum(whole.values())
    order = sorted(amounts, key=lambda key: (whole[key] - amounts[key], key))
    return whole | {key: whole[key] + 1 for key in order[:lost]}
