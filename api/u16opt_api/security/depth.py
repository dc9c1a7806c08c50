"""How deep a JSON text is nested, found without reading it: a reader goes a level down for every bracket."""

from __future__ import annotations

import re

MOST = 32

_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_ALIKE = bytes.maketrans(b"{}", b"[]")
_OTHERS = bytes(each for each in range(256) if each not in b"[]{}")


def too_deep(content: bytes, most: int = MOST) -> bool:
    """Return whether arrays and objects stand more than so many deep in each other.

    The innermost pairs of brackets are taken away again and again, so that nothing here goes down itself; a
    text that is not UTF-8 may hide brackets and counts as too deep.

    Examples
    --------
    >>> too_deep(b"[" * 32 + b"]" * 32), too_deep(b"[" * 33 + b"]" * 33), too_deep(b'["[[[[", {}]', most=2)
    (False, True, False)
    """
    if b"\0" in content:
        return True
    opened = b"[" * (most + 1)
    brackets = _STRINGS.sub(b"", content).translate(_ALIKE, _OTHERS)
    for _ in range(most):
        if opened in brackets:
            return True
        fewer = brackets.replace(b"[]", b"")
        if len(fewer) == len(brackets):
            break
        brackets = fewer
    return b"[]" in brackets or opened in brackets
