"""Texts that a spreadsheet must take for texts."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(text: str) -> str:
    """Return a text that no spreadsheet reads as a formula: one that starts like it gets an apostrophe.

    Examples
    --------
    >>> safe("=1+1"), safe("Zeist")
    ("'=1+1", 'Zeist')
    """
    return f"'{text}" if text.startswith(FORMULA) else text
