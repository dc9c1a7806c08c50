"""Fetching what an issuer publishes: small JSON documents, over https, without going elsewhere."""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from u16opt_api.security.arriving import is_loopback
from u16opt_api.security.depth import too_deep

SECONDS = 5.0
LARGEST = 1024 * 1024


class UnreachableError(Exception):
    """An issuer does not give what it should."""


class _Stay(HTTPRedirectHandler):
    """An issuer names its own addresses; being sent elsewhere is a fault, or an attack."""

    def redirect_request(self, *_: Any) -> None:
        return None


def fetched(url: str) -> dict[str, Any]:
    """Return a JSON object.

    Raises
    ------
    UnreachableError
        When it is not there in time, is too large, or is no JSON object.
    """
    if not safe(url):
        raise UnreachableError("not https")
    handlers = [_Stay(), *([ProxyHandler({})] if is_loopback(urlsplit(url).hostname or "") else [])]
    request = Request(url, headers={"Accept": "application/json"})
    try:
        with build_opener(*handlers).open(request, timeout=SECONDS) as answer:
            content = answer.read(LARGEST + 1)
        document = None if len(content) > LARGEST or too_deep(content) else json.loads(content)
    except HTTPError as fault:
        fault.close()
        raise UnreachableError(str(fault.code)) from None
    except (OSError, HTTPException, ValueError) as fault:
        raise UnreachableError(type(fault).__name__) from fault
    if not isinstance(document, dict):
        raise UnreachableError("no JSON object")
    return document


def safe(url: str, beside: str | None = None) -> bool:
    """Return whether what is fetched there cannot be changed on its way.

    Parameters
    ----------
    beside
        Address that names this one: this machine itself is safe only when that is on this machine too.

    Examples
    --------
    >>> safe("https://id.example.org"), safe("http://id.example.org"), safe("http://127.0.0.1:9000")
    (True, False, True)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    name = parts.hostname or ""
    if parts.scheme == "http" and is_loopback(name):
        return beside is None or is_loopback(urlsplit(beside).hostname or "")
    return bool(name) and parts.scheme == "https"
