"""What forbids starting the service, found before it listens."""

from __future__ import annotations

import os
import time
from shlex import quote

from u16opt.store.database import Database
from u16opt.store.keys import key_records
from u16opt.store.records import KeyRecord
from u16opt.store.summary import place_of
from u16opt.texts import Text
from u16opt_api.security.arriving import is_loopback
from u16opt_api.security.fetching import safe
from u16opt_api.security.names import misspelt
from u16opt_api.security.rate import parsed
from u16opt_api.settings import Settings

NO_KEYS = Text(
    "Op {host} kunnen anderen bij deze dienst, en er is geen geldige sleutel. Maak er eerst een: "
    "u16opt keys make NAAM --scope compute --store {store}",
    "On {host} others can reach this service, and there is no valid key. Make one first: "
    "u16opt keys make NAME --scope compute --store {store}",
)
NOT_HTTPS = Text(
    "U16OPT_OIDC_ISSUER moet met https:// beginnen: {value}",
    "U16OPT_OIDC_ISSUER must start with https://: {value}",
)
NO_AUDIENCE = Text(
    "Met U16OPT_OIDC_ISSUER is ook U16OPT_OIDC_AUDIENCE nodig: voor wie een token bedoeld moet zijn.",
    "U16OPT_OIDC_ISSUER needs U16OPT_OIDC_AUDIENCE as well: what a token must be meant for.",
)
NO_ISSUER = Text(
    "U16OPT_OIDC_AUDIENCE betekent niets zonder U16OPT_OIDC_ISSUER.",
    "U16OPT_OIDC_AUDIENCE means nothing without U16OPT_OIDC_ISSUER.",
)
NO_RATE = Text(
    'U16OPT_RATE_LIMIT is geen grens zoals "200/second": {value}',
    'U16OPT_RATE_LIMIT is no limit such as "200/second": {value}',
)


def refusals(settings: Settings, database: Database) -> list[Text]:
    """Return everything that forbids starting; empty: the service may start.

    Parameters
    ----------
    settings
        Where it will listen and what guards it.
    database
        Where the keys are.
    """
    names = misspelt(os.environ, type(settings).model_fields)
    found = [*names, *_of_issuer(settings), *_of_rate(settings.rate_limit)]
    if not is_loopback(settings.host) and settings.oidc_issuer is None and not any_valid(database):
        found.append(_filled(NO_KEYS, host=settings.host, store=quote(place_of(database.url))))
    return found


def any_valid(database: Database) -> bool:
    """Return whether somebody holds a key that is good now."""
    return any(map(_is_valid, key_records(database)))


def _is_valid(key: KeyRecord) -> bool:
    return key.revoked is None and (key.expires is None or key.expires > time.time())


def _of_issuer(settings: Settings) -> list[Text]:
    issuer, audience = settings.oidc_issuer, settings.oidc_audience
    if issuer is None:
        return [NO_ISSUER] if audience else []
    return [
        *([] if safe(issuer) else [_filled(NOT_HTTPS, value=issuer)]),
        *([] if audience else [NO_AUDIENCE]),
    ]


def _of_rate(limit: str) -> list[Text]:
    try:
        parsed(limit)
    except ValueError:
        return [_filled(NO_RATE, value=limit)]
    return []


def _filled(text: Text, **values: str) -> Text:
    return Text(text.nl.format(**values), text.en.format(**values))
