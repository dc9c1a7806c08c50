"""What an ASGI scope says of a request: its path, its headers, where it comes from."""

from __future__ import annotations

import ipaddress
from typing import Any

from fastapi import FastAPI
from starlette.types import Scope

from u16opt.store.database import Database
from u16opt_api.security.asker import Asker


def app_of(scope: Scope) -> FastAPI:
    """Return the application that answers."""
    app: FastAPI = scope["app"]
    return app


def store_of(scope: Scope) -> Database:
    """Return the store of the application that answers."""
    store: Database = app_of(scope).state.store
    return store


def state_of(scope: Scope) -> dict[str, Any]:
    """Return what is known of a request so far; `Request.state` shows the same."""
    state: dict[str, Any] = scope.setdefault("state", {})
    return state


def asker_of(scope: Scope) -> Asker | None:
    """Return who asks, once that is known."""
    asker: Asker | None = state_of(scope).get("asker")
    return asker


def path_of(scope: Scope) -> str:
    """Return the path as the routes know it, without what a proxy put before it."""
    path: str = scope["path"]
    return path.removeprefix(str(scope.get("root_path", "")).rstrip("/"))


def values_of(scope: Scope, name: str) -> list[str]:
    """Return every value of a header, in order."""
    wanted = name.lower().encode("ascii")
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == wanted]


def value_of(scope: Scope, name: str) -> str | None:
    """Return the value of a header that may stand there once; None without it, or with more than one."""
    values = values_of(scope, name)
    return values[0].strip() if len(values) == 1 else None


def address_of(scope: Scope) -> str:
    """Return who to count requests by: an address, or the network that one subscriber has of IPv6."""
    client = scope.get("client")
    if not client:
        return "?"
    try:
        address = ipaddress.ip_address(client[0])
    except ValueError:
        return str(client[0])
    if address.version == 6:
        return str(ipaddress.ip_network((int(address), 64), strict=False))
    return str(address)


def from_elsewhere(scope: Scope) -> bool:
    """Return whether the other end is certainly not this machine."""
    client = scope.get("client") or ("",)
    try:
        return not ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False


def is_loopback(host: str) -> bool:
    """Return whether a host name or address is this machine itself.

    Examples
    --------
    >>> [is_loopback(host) for host in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "", "127.0.0.1.example")]
    [True, True, True, False, False, False]
    """
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
