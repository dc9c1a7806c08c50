"""Shapes of goals that are no plain sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Largest:
    """The largest of ``variable[i] / divisors[i]`` over all variables and all i with a divisor above 0."""

    ratios: tuple[tuple[Any, Any], ...]


def largest(*ratios: tuple[Any, Any]) -> Largest:
    """Write a goal as the largest of ratios.

    Parameters
    ----------
    ratios
        Pairs of a variable of the formulation and its divisors, `u16opt.algebra.parameters.Values` with one
        number per index of the variable. Where all are whole numbers and nothing is complicating, the engine
        searches among the finitely many ratios there are; otherwise the goal is a level above all of them.
    """
    return Largest(ratios)
