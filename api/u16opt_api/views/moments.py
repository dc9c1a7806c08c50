"""Moments, as JSON tells them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import Field

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
"""ISO 8601, in UTC."""


def moment(seconds: float) -> str:
    """Return a moment as text, to the millisecond.

    Parameters
    ----------
    seconds
        Since 1970, UTC.

    Examples
    --------
    >>> moment(0.25)
    '1970-01-01T00:00:00.250Z'
    """
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment_or_none(seconds: float | None) -> str | None:
    """Return a moment as text; None when there is none."""
    return None if seconds is None else moment(seconds)
