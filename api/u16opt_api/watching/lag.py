"""How late the event loop wakes: what holds it up holds up everybody who asks something."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from prometheus_client import CollectorRegistry, Gauge, Histogram

EVERY = 0.05
MINUTE = 60.0
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Lag:
    """Measures how much later than asked a task wakes, twenty times a second.

    Parameters
    ----------
    registry
        Of the metrics of one application.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self.histogram = Histogram(
            "u16opt_event_loop_lag_seconds",
            "How much later than asked the event loop wakes.",
            registry=registry,
            buckets=BUCKETS,
        )
        self.gauge = Gauge(
            "u16opt_event_loop_lag_max_seconds",
            "How late the event loop woke at most in the last minute.",
            registry=registry,
        )
        self.gauge.set_function(self.worst)
        self._seen: deque[tuple[float, float]] = deque()

    def worst(self) -> float:
        """Return the worst of the last minute, in seconds."""
        since = time.monotonic() - MINUTE
        return max((late for at, late in tuple(self._seen) if at >= since), default=0.0)

    def see(self, late: float) -> None:
        """Take a measurement; one that a later one outdoes is forgotten, so few are kept."""
        now = time.monotonic()
        self.histogram.observe(late)
        while self._seen and self._seen[-1][1] <= late:
            self._seen.pop()
        while self._seen and self._seen[0][0] < now - MINUTE:
            self._seen.popleft()
        self._seen.append((now, late))

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Measure the running event loop while the block runs."""
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _watch(self) -> None:
        while True:
            asked = time.perf_counter() + EVERY
            await asyncio.sleep(EVERY)
            self.see(max(0.0, time.perf_counter() - asked))
