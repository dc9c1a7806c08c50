"""What a chain says while it works, and what it found in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from u16opt.algebra.parts import Floats

Status = Literal["optimal", "feasible", "infeasible", "no_solution"]


@dataclass(frozen=True)
class Progress:
    """What is known of the entry being solved; `gap` is relative to the incumbent."""

    goal: str
    incumbent: float
    bound: float

    @property
    def gap(self) -> float:
        """Relative difference between incumbent and bound."""
        return (self.incumbent - self.bound) / max(1e-9, abs(self.incumbent))


@dataclass(frozen=True)
class Stage:
    """One entry of the order, solved as far as time allowed.

    Parameters
    ----------
    value
        Best value found for the entry at its turn (infinity when none).
    bound
        What is proven about it, given the entries before.
    proven
        Whether both meet.
    settled
        Whether the search ended by itself, proven or within the gap that was asked: then the value is
        held and the next entry is solved.
    """

    name: str
    value: float
    bound: float
    proven: bool
    settled: bool = True


@dataclass(frozen=True)
class Outcome:
    """What the chain found: a stage per entry, and whole values for every column (None without any)."""

    status: Status
    stages: tuple[Stage, ...]
    values: Floats | None
