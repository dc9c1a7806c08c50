"""What everybody may see: whether the service is well, what it can do, and the page that describes that."""

from __future__ import annotations

HEALTH = frozenset({"/v1/health/live", "/v1/health/ready"})
DESCRIPTION = "/v1/openapi.json"
PAGE = "/docs"


def is_open(path: str) -> bool:
    """Return whether a path needs no key.

    Examples
    --------
    >>> is_open("/v1/health/ready"), is_open("/docs/page.css"), is_open("/v1/runs"), is_open("/docsx")
    (True, True, False, False)
    """
    return path in HEALTH or path in (DESCRIPTION, PAGE) or path.startswith(f"{PAGE}/")
