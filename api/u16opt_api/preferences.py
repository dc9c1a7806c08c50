"""What somebody would rather have (``Prefer``, RFC 7240); what cannot be read is left alone, as it asks."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_WAIT = 60.0


@dataclass(frozen=True)
class Preference:
    """How long to wait for the end of a run.

    Parameters
    ----------
    seconds
        0: not at all.
    applied
        What is told in ``Preference-Applied``; empty when nothing was asked.
    """

    seconds: float
    applied: str = ""


def preference(field: str, usual: float) -> Preference:
    """Return how long to wait; the first that is asked for counts.

    Parameters
    ----------
    usual
        Seconds when nothing is asked.

    Examples
    --------
    >>> preference("respond-async, wait=5", 20), preference("wait=900", 20).seconds
    (Preference(seconds=0.0, applied='respond-async'), 60.0)
    """
    for item in field.lower().split(","):
        name, _, value = item.split(";")[0].partition("=")
        number = value.strip().strip('"')
        if name.strip() == "respond-async":
            return Preference(0.0, "respond-async")
        if name.strip() == "wait" and number.isascii() and number.isdigit():
            seconds = min(float(number[:9]), LONGEST_WAIT)
            return Preference(seconds, f"wait={seconds:.0f}")
    return Preference(usual)
