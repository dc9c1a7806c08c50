"""Header fields that list what somebody would like, each with a weight from 0 to 1."""

from __future__ import annotations

import re

_WEIGHT = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


def weighted(field: str) -> list[tuple[str, float]]:
    """Return what a field lists, in small letters and in its own order; 1 where no weight is given.

    Parameters of an item other than ``q`` are left out, and so is an item whose weight cannot be read.

    Examples
    --------
    >>> weighted("text/csv;q=0.5, application/json")
    [('text/csv', 0.5), ('application/json', 1.0)]
    """
    found = []
    for item in field.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        weight = _weight(parameters)
        if name and weight is not None:
            found.append((name, weight))
    return found


def _weight(parameters: list[str]) -> float | None:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            return float(value) if _WEIGHT.fullmatch(value.strip()) else None
    return 1.0
