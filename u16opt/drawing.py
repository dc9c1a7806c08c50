"""The drawn order: who comes first among equals is a lot, never a name or a row number."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray


def drawn_order(codes: Sequence[str], seed: int) -> list[int]:
    """Return the positions of the codes in the order of ``sha256(seed|code)``.

    Examples
    --------
    >>> drawn_order(["a", "b", "c"], 0) == drawn_order(["a", "b", "c"], 0)
    True
    """
    return sorted(range(len(codes)), key=lambda index: sha256(f"{seed}|{codes[index]}".encode()).digest())


def drawn_costs(first: NDArray[np.int64], second: NDArray[np.int64], seed: int) -> NDArray[np.float64]:
    """Return a number in [0, 1) for each pair of whole numbers, the same for the same pair and seed.

    Notes
    -----
    Both numbers and the seed are mixed with the finaliser of splitmix64 (Steele, Lea and Flood, 2014).
    """
    mixed = first.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = _mix(mixed + np.uint64(seed % 2**64))
    mixed = _mix(mixed + second.astype(np.uint64) * np.uint64(0xD1B54A32D192ED03))
    return (mixed >> np.uint64(11)).astype(np.float64) / float(1 << 53)


def _mix(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
