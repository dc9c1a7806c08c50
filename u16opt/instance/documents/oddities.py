"""What JSON can say and nobody can mean: double keys, ``NaN``, half a character."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from u16opt.instance.documents.numeral import FINITE, Numeral
from u16opt.instance.documents.spots import Path, Spot, spot_of
from u16opt.problems import Problem
from u16opt.texts import Text

_ONCE = Text("elke naam één keer in een object", "every name once in an object")
SIGNS = Text(
    "tekst zonder NUL-teken en zonder half teken (surrogaat)",
    "text without a NUL character and without half a character (surrogate)",
)


class Doubled(dict[str, Any]):
    """An object in which a key stands more than once.

    Parameters
    ----------
    twice
        Those keys.
    """

    twice: tuple[str, ...] = ()


def oddities(content: Any, path: Path, name: str) -> Iterator[Problem]:
    """Yield a problem for every double key, impossible number and impossible sign.

    Parameters
    ----------
    content
        What was read.
    path
        Where it stands.
    name
        Name of the document.
    """
    here = spot_of(path, name)
    if isinstance(content, dict):
        yield from _keys(content, path, here, name)
        for key, each in content.items():
            yield from oddities(each, (*path, shown(key)), name)
    elif isinstance(content, list):
        for place, each in enumerate(content):
            yield from oddities(each, (*path, place), name)
    elif isinstance(content, Numeral) and content[-1] in "Ny":
        yield here.problem(FINITE, content)
    elif isinstance(content, str) and not possible(content):
        yield here.problem(SIGNS, shown(content))


def _keys(content: dict[str, Any], path: Path, here: Spot, name: str) -> Iterator[Problem]:
    for key in content.twice if isinstance(content, Doubled) else ():
        yield spot_of((*path, shown(key)), name).problem(_ONCE, shown(key))
    for key in content:
        if not possible(key):
            yield here.problem(SIGNS, shown(key))


def possible(text: str) -> bool:
    """Return whether every sign of a text can be written to a file: no NUL, no half of a surrogate pair."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text))


def shown(text: str) -> str:
    """Return a text in a spelling that can be written."""
    return text if possible(text) else text.encode("utf-8", "replace").decode().replace("\0", "\\0")
