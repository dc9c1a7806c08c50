"""How often somebody may ask."""

from __future__ import annotations

import math
import time
from http import HTTPStatus

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from u16opt.texts import Text
from u16opt_api.security.arriving import address_of, asker_of, path_of
from u16opt_api.security.openness import HEALTH
from u16opt_api.security.refusing import refuse

TOO_OFTEN = Text("Wacht even en probeer het dan opnieuw.", "Wait a moment and then try again.")


class Rate:
    """Refuse whoever asks more often than they may; whether the service is well may always be asked.

    Parameters
    ----------
    limit
        Such as ``200/second``; empty: no limit.
    """

    def __init__(self, app: ASGIApp, limit: str) -> None:
        self.app, self.limit = app, parsed(limit)
        self.limiter = FixedWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it for now."""
        if scope["type"] != "http" or path_of(scope) in HEALTH or self.limit is None:
            return await self.app(scope, receive, send)
        who = _who(scope)
        if not await self.limiter.hit(self.limit, *who):
            window = await self.limiter.get_window_stats(self.limit, *who)
            headers = {"Retry-After": str(max(1, math.ceil(window.reset_time - time.time())))}
            return await refuse(scope, receive, send, HTTPStatus.TOO_MANY_REQUESTS, TOO_OFTEN, headers)
        await self.app(scope, receive, send)


def parsed(limit: str) -> RateLimitItem | None:
    """Return a rate limit; None when there is none.

    Raises
    ------
    ValueError
        When it is no rate limit.
    """
    if not limit.strip():
        return None
    item = parse(limit)
    if min(item.amount, item.multiples) < 1:
        raise ValueError(limit)
    return item


def _who(scope: Scope) -> tuple[str, str]:
    asker = asker_of(scope)
    return ("address", address_of(scope)) if asker is None else ("asker", asker.id)
