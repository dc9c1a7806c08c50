"""How long to leave a store alone that cannot be used."""

from __future__ import annotations

import time

from u16opt.running.news import Say, recovered, trouble

_FIRST, _LONGEST = 0.25, 4.0


class Pause:
    """Counts the time until a store is worth another try: longer each time it fails.

    Parameters
    ----------
    say
        Told once when a kind of trouble begins, and when it is over.
    """

    def __init__(self, say: Say) -> None:
        self._say = say
        self._length, self._until = 0.0, 0.0
        self._told: str | None = None

    @property
    def left(self) -> float:
        """Seconds until the next try."""
        return max(0.0, self._until - time.monotonic())

    def failed(self, fault: Exception) -> None:
        """Wait longer."""
        self._length = min(max(2 * self._length, _FIRST), _LONGEST)
        self._until = time.monotonic() + self._length
        news = trouble(fault)
        if news.text.en != self._told:
            self._told = news.text.en
            self._say(news)

    def worked(self) -> None:
        """Do not wait any more."""
        self._length = self._until = 0.0
        if self._told is not None:
            self._told = None
            self._say(recovered())
