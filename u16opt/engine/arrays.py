"""A linear program as arrays: what passes between the engine and the solver."""

from __future__ import annotations

from dataclasses import dataclass

import scipy.sparse as sp

from u16opt.algebra.parts import Floats


@dataclass(frozen=True)
class Arrays:
    """A linear program as arrays: minimise ``costs x`` within the bounds of columns and rows."""

    costs: Floats
    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    matrix: sp.csc_array
