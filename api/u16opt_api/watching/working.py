"""What the workers of this server do, in the log: by run id and kind, nothing of what is in a run."""

from __future__ import annotations

import logging

from u16opt.running.news import News, Say
from u16opt_api.watching.logs import logger

RUN = frozenset({"taken", "ended", "returned", "lost"})
LEVELS = {"lost": logging.WARNING, "trouble": logging.WARNING, "defect": logging.ERROR}


def telling() -> Say:
    """Return what writes a line for all that a worker says."""
    log = logger("worker")

    def tell(news: News) -> None:
        about = {"run": news.run} if news.run else {}
        event = f"{'run' if news.event in RUN else 'worker'}.{news.event}"
        log.log(LEVELS.get(news.event, logging.INFO), event, **about, **news.facts)

    return tell
