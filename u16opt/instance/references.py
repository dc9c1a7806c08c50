"""Codes that nobody knows, years outside the periods, and rows given twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from u16opt.instance.column import Column
from u16opt.instance.draft import Draft
from u16opt.instance.nearest import nearest
from u16opt.problems import Problem
from u16opt.texts import Text

Drafts = Mapping[str, Draft]

_SUGGESTIONS = 25  # a column with more unknown codes than this has another fault than a typing error


def reference_problems(drafts: Drafts) -> Iterator[Problem]:
    """Yield a problem for every code that no table knows.

    Parameters
    ----------
    drafts
        The tables that could be read, by name. A code is not looked for in a table that is not there.
    """
    for draft in drafts.values():
        for column in draft.definition.columns:
            if column.refers:
                yield from _unknown_codes(draft, column, drafts)


def codes(drafts: Drafts, table: str) -> frozenset[str] | None:
    """Return the codes a table knows, or None when that cannot be told."""
    if table not in drafts:
        return None
    draft = drafts[table]
    known = frozenset(code for _, code in draft.sound(draft.definition.key[0]))
    return None if draft.numbers and not known else known


def _unknown_codes(draft: Draft, column: Column, drafts: Drafts) -> Iterator[Problem]:
    found = [codes(drafts, table) for table in column.refers]
    if None in found:
        return
    known = frozenset(column.words).union(*(each for each in found if each is not None))
    suggested: dict[str, str | None] = {}
    for row, value in draft.sound(column.name):
        for code in value if isinstance(value, tuple) else (value,):
            if code and code not in known:
                yield draft.problem(row, column.name, code, *_expected(column, code, known, suggested))


def _expected(
    column: Column, code: str, known: Collection[str], suggested: dict[str, str | None]
) -> tuple[str, str]:
    if code not in suggested:
        suggested[code] = nearest(code, known) if len(suggested) < _SUGGESTIONS else None
    tables, words = " / ".join(column.refers), "".join(f' / "{word}"' for word in column.words)
    expected = Text(f"een code uit {tables}{words}", f"a code from {tables}{words}")
    name = suggested[code]
    if name is None:
        return expected.nl, expected.en
    return f'{expected.nl} (bedoelt u "{name}"?)', f'{expected.en} (did you mean "{name}"?)'


def period_problems(drafts: Drafts, periods: tuple[int, ...]) -> Iterator[Problem]:
    """Yield a problem for every year that is no period of the instance.

    Parameters
    ----------
    drafts
        The tables that could be read, by name.
    periods
        Periods of the instance (years); when there are none, that is the fault to mend first.
    """
    listed = ", ".join(map(str, periods))
    for draft in drafts.values():
        for column in (each.name for each in draft.definition.columns if each.kind == "period"):
            for row, year in draft.sound(column):
                if periods and year is not None and year not in periods:
                    yield draft.problem(
                        row, column, year, f"een van de perioden {listed}", f"one of the periods {listed}"
                    )


def duplicate_problems(drafts: Drafts) -> Iterator[Problem]:
    """Yield a problem for every row whose key stands in an earlier row too."""
    for draft in drafts.values():
        first: dict[tuple[object, ...], int] = {}
        for row, *key in draft.sound(*draft.definition.key):
            earlier = first.setdefault(tuple(key), row)
            if earlier != row:
                yield draft.problem(
                    row,
                    draft.definition.key[0],
                    ", ".join(str(part) for part in key if part != ""),
                    f"een rij die niet al op rij {earlier} staat",
                    f"a row that is not already row {earlier}",
                )
