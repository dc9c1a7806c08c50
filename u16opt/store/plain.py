"""What a database can keep as text."""

from __future__ import annotations

from collections.abc import Mapping

from u16opt.problems import InputError, Problem
from u16opt.texts import Text

LARGEST = 2**31 - 1
"""The largest number of a row."""

_EXPECTED = Text(
    "tekst zonder nultekens en losse surrogaten, van hooguit {most} tekens",
    "text without NUL characters and lone surrogates, of at most {most} characters",
)


def is_plain(text: str) -> bool:
    r"""Return whether a text can be kept: PostgreSQL has no NUL, and UTF-8 no half of a pair.

    Examples
    --------
    >>> is_plain("Wijk bij Duurstede"), is_plain("nul\x00"), is_plain("\ud800")
    (True, False, False)
    """
    try:
        return b"\x00" not in text.encode()
    except UnicodeEncodeError:
        return False


def must_be_plain(texts: Mapping[str, str], most: int = 1000) -> None:
    """See that texts can be kept.

    Parameters
    ----------
    texts
        By what they are called in a problem; the texts themselves are not repeated.

    Raises
    ------
    InputError
        With one problem for each that cannot.
    """
    expected = Text(_EXPECTED.nl.format(most=most), _EXPECTED.en.format(most=most))
    faulty = [name for name, text in texts.items() if len(text) > most or not is_plain(text)]
    if faulty:
        raise InputError([Problem(name, expected) for name in faulty])


def as_bytes(content: str | bytes) -> bytes:
    """Return the content of a row as the bytes of a file."""
    return content.encode() if isinstance(content, str) else bytes(content)


def row_number(number: int) -> int:
    """Return a number that can be compared with that of a row, whatever it was.

    Examples
    --------
    >>> row_number(7), row_number(10**30), row_number(-(10**30))
    (7, 2147483647, -2147483647)
    """
    return max(-LARGEST, min(number, LARGEST))
