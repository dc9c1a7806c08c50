"""What everybody may see: whether the service is well, what it can do, and the page that describes that."""

from __future__ import annotations

HEALTH = frozenset({"/v1/health/live", "/v1/health/ready"})
DESCRIPTION = "/v1/openapi.json"
PAGE, ROOT = "/docs", "/"


def is_open(path: str) -> bool:
    """Return whether a path needs no key.

    Examples
    --------
    >>> is_open("/v1/health/ready"), is_open("/docs/page.css"), is_open("/"), is_open("/v1/runs")
    (True, True, True, False)
    """
    return path in HEALTH or path in (DESCRIPTION, PAGE, ROOT) or path.startswith(f"{PAGE}/")
