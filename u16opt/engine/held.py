"""Goals that are held by a row, and duals that a row can have."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from u16opt.algebra.parts import Floats


@dataclass
class Held:
    """A goal held by a row: its costs, and the bounds of its value."""

    costs: Floats
    lower: float
    upper: float


def signed(duals: Floats, lower: Floats, upper: Floats) -> Floats:
    """Return duals without those that no bound of their row could have."""
    wrong = ((duals > 0) & np.isinf(lower)) | ((duals < 0) & np.isinf(upper))
    return np.where(wrong, 0.0, duals)
