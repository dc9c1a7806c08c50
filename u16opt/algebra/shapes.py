"""Shapes of goals that are no plain sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Largest:
    """The largest of ``variable[i] / divisors[i]`` over all i with a divisor above 0."""

    variable: Any
    divisors: Any


def largest(variable: Any, divisors: Any) -> Largest:
    """Write a goal as the largest of ratios of whole numbers.

    Parameters
    ----------
    variable
        A whole-number variable of the formulation.
    divisors
        `u16opt.algebra.parameters.Values` of whole numbers, one per index of the variable.
    """
    return Largest(variable, divisors)
