"""Drawing by chance, the same on every machine, and rounding that keeps a sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

import numpy as np

SEED = 20240101

Thing = TypeVar("Thing")


class Draws:
    """A stream of chance for one subject in one year.

    Only uniform numbers of PCG64 are used: those stay the same over versions of numpy, other distributions
    need not. A stream of its own per subject and year gives both U16 instances the same year 2024.

    Parameters
    ----------
    subject, year
        What is drawn and for when; together with `SEED` they fix the stream.
    """

    def __init__(self, subject: str, year: int) -> None:
        entropy = [SEED, year, *subject.encode()]
        self._generator = np.random.Generator(np.random.PCG64(entropy))

    def share(self) -> float:
        """Return a number from 0 up to 1."""
        return float(self._generator.random())

    def chance(self, probability: float) -> bool:
        """Return true with the given probability."""
        return self.share() < probability

    def choice(self, weights: Mapping[Thing, float]) -> Thing:
        """Return one of the keys, each with a chance in proportion to its weight."""
        things = [thing for thing, weight in weights.items() if weight > 0]
        sums = list(accumulate(weights[thing] for thing in things))
        point = self.share() * sums[-1]
        return next((thing for thing, upper in zip(things, sums, strict=True) if point < upper), things[-1])


def largest_remainder(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Divide a whole number in proportion to weights.

    Parameters
    ----------
    total
        What is divided.
    weights
        Per key, not all 0; equal remainders go to the smaller key.

    Returns
    -------
    dict
        Whole numbers that add up to `total`.
    """
    whole = sum(weights.values())
    quota = {key: total * weight / whole for key, weight in weights.items()}
    result = {key: int(value) for key, value in quota.items()}
    order: Sequence[str] = sorted(quota, key=lambda key: (result[key] - quota[key], key))
    for key in order[: total - sum(result.values())]:
        result[key] += 1
    return result
