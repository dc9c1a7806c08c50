"""What a route needs of who asks: give it a parameter of one of these types."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import Request, Security
from fastapi.security import APIKeyHeader, HTTPBearer

from u16opt.store.records import Scope
from u16opt_api.problems import Refused
from u16opt_api.security.asker import Asker
from u16opt_api.security.authentication import CHALLENGE, NO_KEY, insufficient, lacks

BEARER = HTTPBearer(scheme_name="bearer", description="A key, or a token of the issuer.", auto_error=False)
API_KEY = APIKeyHeader(name="X-API-Key", scheme_name="key", description="A key.", auto_error=False)


class Needs:
    """What a route needs; the walk over the routes looks for it.

    Parameters
    ----------
    scope
        Without this a request is refused.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def __call__(
        self,
        request: Request,
        _bearer: Annotated[object, Security(BEARER)],
        _key: Annotated[object, Security(API_KEY)],
    ) -> Asker:
        """Return who asks.

        Raises
        ------
        Refused
            When nobody is known, or they may not.
        """
        asker: Asker | None = getattr(request.state, "asker", None)
        if asker is None:
            raise Refused(HTTPStatus.UNAUTHORIZED, NO_KEY, headers={"WWW-Authenticate": CHALLENGE})
        if not asker.may(self.scope):
            raise Refused(HTTPStatus.FORBIDDEN, lacks(self.scope), headers=insufficient(self.scope))
        return asker


Reads = Annotated[Asker, Security(Needs("read"))]
Computes = Annotated[Asker, Security(Needs("compute"))]
Manages = Annotated[Asker, Security(Needs("manage"))]
