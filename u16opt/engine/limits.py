"""When to stop: a time limit, or somebody who interrupts."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Limits:
    """What a solve may use.

    Parameters
    ----------
    seconds
        Wall-clock seconds from `start`; None for no limit.
    gap
        Relative gap at which a whole-number search may stop before it is proven.
    threads
        Threads of the solver.
    interrupted
        Asked now and then; True stops the solve and keeps what was found.
    """

    seconds: float | None = None
    gap: float = 0.0
    threads: int = 1
    interrupted: Callable[[], bool] = _never
    start: float = field(default_factory=time.perf_counter)

    def exact(self) -> Limits:
        """Return the same limits without a gap, for a question that is answered by yes or no."""
        return replace(self, gap=0.0)

    def remaining(self) -> float:
        """Return the seconds that are left; infinity without a limit."""
        if self.seconds is None:
            return float("inf")
        return self.start + self.seconds - time.perf_counter()

    def reached(self) -> bool:
        """Return whether the solve must stop now."""
        return self.interrupted() or self.remaining() <= 0
