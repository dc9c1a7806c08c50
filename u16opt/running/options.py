"""How a worker works."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass, field

MEMORY = 4.0
"""Gigabytes that one calculation may use, unless somebody says otherwise."""

LEAST_MEMORY = 0.5
"""Gigabytes below which a process cannot even begin; an operator may give no less, or 0 for no limit."""


def _name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


@dataclass(frozen=True)
class WorkerOptions:
    """How much a worker does at once, and how patient it is; all times in seconds.

    Parameters
    ----------
    solves, explanations
        How many solves, and how many answers (comparisons as well), are worked out at the same time. Each
        kind has its own places, so that no question waits for a long solve.
    memory
        Gigabytes that one calculation may use; None for no limit.
    lease
        How long a run stays a worker's own after it was last heard of.
    beat
        How often it makes itself heard.
    look
        How often it looks whether a run must stop; progress is not written more often either.
    poll
        How often it looks for work when nobody tells that there is any.
    patience
        How long a calculation may take to stop when it must; then it is killed.
    grace
        How long after its own time limit a calculation is killed.
    name
        What the store calls it.
    """

    solves: int = 1
    explanations: int = 1
    memory: float | None = MEMORY
    lease: float = 10.0
    beat: float = 2.0
    look: float = 0.5
    poll: float = 0.25
    patience: float = 10.0
    grace: float = 60.0
    name: str = field(default_factory=_name)
