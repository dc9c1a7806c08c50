"""Numbers that look like a citizen service number (burgerservicenummer), where only codes belong (P03).

A citizen number has nine digits and passes the eleven test: the first digit times 9, the second times 8, and
so on to the eighth times 2, less the last one, is a multiple of 11. One in eleven other numbers of nine
digits passes as well; CBS codes have fewer digits, so none of them does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from unicodedata import digit

from u16opt.instance.sheet import Source
from u16opt.instance.wording import Wording, wordings
from u16opt.problems import Problem
from u16opt.texts import Text

_BETWEEN = r"[ .\u00a0\u2009\u202f\u2010-\u2015-]"
_RUNS = re.compile(rf"(?<!\d)(?=(\d{{9}}(?!\d)|\d{{2,5}}({_BETWEEN})\d{{2,5}}(?:\2\d{{2,5}}){{0,2}}))")
MASK = "*" * 9
"""What stands where such a number stood."""


def citizen_number_in(text: str) -> bool:
    """Return whether a text holds a number that could be a citizen number.

    Parameters
    ----------
    text
        Any text. Nine digits in a row count, also in groups with the same sign between them: a point, a space
        or a dash. Numbers that begin with two zeros are counted ones and nobody's.

    Examples
    --------
    >>> [citizen_number_in(text) for text in ("x 1112.22.333", "WK034401", "123456789")]
    [True, False, False]
    """
    return any(map(_is_one, _found(text)))


def citizen_numbers(source: Source, others: Iterable[Wording] = ()) -> tuple[Problem, ...]:
    """Return a problem for every column of an instance in which such a number stands.

    Parameters
    ----------
    source
        The raw content; columns of numbers are not looked at.
    others
        Texts that are no part of it and are kept all the same.

    Returns
    -------
    Problems with the first place of each column, and never with the number itself.
    """
    found: dict[tuple[str, str], list[tuple[int | None, str]]] = {}
    for each in (*wordings(source), *others):
        suspect = set() if each.counts else {text for text in set(each.texts) if citizen_number_in(text)}
        places = found.setdefault((each.file, re.sub(r"\[\d+\]", "", each.column)), []) if suspect else []
        for row, text in zip(each.rows, each.texts, strict=True):
            if text in suspect:
                places.append((row, each.column))
    return tuple(
        masked(Problem(file, own_code(len(places)), places[0][0], places[0][1] or None))
        for (file, _), places in found.items()
    )


def masked(problem: Problem) -> Problem:
    """Return a problem that shows no citizen number, whatever it is about."""
    value = None if problem.value is None or citizen_number_in(problem.value) else problem.value
    expected = Text(_hidden(problem.expected.nl), _hidden(problem.expected.en))
    column = None if problem.column is None else _hidden(problem.column)
    return replace(problem, file=_hidden(problem.file), column=column, value=value, expected=expected)


def own_code(count: int = 1) -> Text:
    """Return what is expected where such a number stands, in one place or in more."""
    nl, en = ("", "") if count == 1 else (f" (op {count} plaatsen)", f" (in {count} places)")
    return Text(
        "een eigen code, of tekst zonder burgerservicenummer; hier staan negen cijfers die aan de elfproef "
        f"voldoen{nl}. Vervang ze door een code die u zelf bedenkt, of laat ze weg",
        "a code of your own, or text without a citizen service number (BSN); here are nine digits that pass "
        f"the eleven test{en}. Replace them by a code that you make up, or leave them out",
    )


def _hidden(text: str) -> str:
    for run in _found(text):
        text = text.replace(run, MASK) if _is_one(run) else text
    return text


def _found(text: str) -> list[str]:
    """Return every run of nine digits, and every row of groups that has nine."""
    if len(text) < len(MASK):
        return []
    found = ((run[2], run[1].split(run[2]) if run[2] else [run[1]]) for run in _RUNS.finditer(text))
    rows = ((sign, groups[:count]) for sign, groups in found for count in range(1, len(groups) + 1))
    return [(sign or "").join(groups) for sign, groups in rows if len("".join(groups)) == len(MASK)]


def _is_one(run: str) -> bool:
    digits = [digit(sign) for sign in run if sign.isdecimal()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * each for weight, each in zip(weights, digits, strict=True))
    return digits[:2] != [0, 0] and total % 11 == 0
