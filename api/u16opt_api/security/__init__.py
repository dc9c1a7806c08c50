"""Who may ask what, how often and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from u16opt_api.settings import Settings


def protect(app: FastAPI, settings: Settings) -> None:
    """Put everything that guards the service around its routes, and what watches it around that.

    Parameters
    ----------
    app
        Its state has the ``store``, at the latest when the first request comes; it gets the ``gate``.
    settings
        Where the service listens and what guards it.
    """
    from u16opt_api.security.authentication import Admission, Authentication
    from u16opt_api.security.gate import gate_of
    from u16opt_api.security.hosts import Hosts
    from u16opt_api.security.naming import Naming
    from u16opt_api.security.oidc import issuer_of
    from u16opt_api.security.rate import Rate
    from u16opt_api.security.sizes import Sizes
    from u16opt_api.watching.metrics import Measured, measure
    from u16opt_api.watching.requests import Requests

    gate, registry = gate_of(settings, settings.host), measure(app)
    app.state.gate = gate
    # The last one that is added stands outermost.
    app.add_middleware(Sizes, upload_limit=settings.upload_limit, body_limit=settings.body_limit)
    app.add_middleware(Admission)
    app.add_middleware(Rate, limit=settings.rate_limit)
    app.add_middleware(Authentication, gate=gate, issuer=issuer_of(settings))
    app.add_middleware(Hosts, gate=gate, allowed=settings.allowed_hosts)
    app.add_middleware(Measured, registry=registry)
    app.add_middleware(Requests)
    app.add_middleware(Naming)
