"""The known name that somebody probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from u16opt.texts import Text


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name most like a word, or None when nothing is like it.

    Examples
    --------
    >>> nearest("munipality", ["code", "municipality"])
    'municipality'
    """
    names = {name.casefold(): name for name in sorted(known)}
    found = get_close_matches(word.casefold(), names, n=1, cutoff=0.6)
    return names[found[0]] if found else None


def perhaps(expected: Text, word: str, known: Iterable[str]) -> Text:
    """Return what is expected, followed by the name that was probably meant."""
    name = nearest(word, known)
    if name is None:
        return expected
    return Text(f'{expected.nl} (bedoelt u "{name}"?)', f'{expected.en} (did you mean "{name}"?)')


def one_of(words: Iterable[str]) -> Text:
    """Return the expectation that one of a few words stands here."""
    listed = ", ".join(words)
    return Text(f"een van: {listed}", f"one of: {listed}")
