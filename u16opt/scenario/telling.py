"""What a scenario changes, in words: the assumptions that a proposal rests on.

These words leave the house with a proposal, so they name no client group and give no small number of people
away (P03).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from u16opt.instance.schema import TABLES
from u16opt.report.numbers import number
from u16opt.rounding import exact
from u16opt.scenario.effect import Effect
from u16opt.scenario.scenario import Change
from u16opt.texts import Text

AMOUNTS = {
    "contingents": "lettings",
    "supply": "homes",
    "client_groups": "clients",
    "placed": "clients",
    "locations": "places",
    "demand": "clients",
    "previous": "clients",
}
"""The number that says most about the rows of a table."""

NO_SUMS = ("complex_homes", "priority", "periods", "module", "rate", "place_cost", "opening_cost", "km")
"""Numbers that mean nothing when they are added up."""

SMALL = 5
"""Fewer people than this are not counted in words that leave, and fewer groups are not described."""

_NOTHING = Text("", "")
_ADDED, _DROPPED = Text("toegevoegd", "added"), Text("vervallen", "dropped")
_CHANGED = Text("gewijzigd voor bepaalde groepen", "changed for certain groups")
_GROUPS = Text("bepaalde groepen", "certain groups")
_NOT_GIVEN = Text("niet gegeven", "not given")
_FEW, _FEW_ROWS = Text("minder dan 5", "fewer than 5"), Text("enkele rijen", "a few rows")


def told(change: Change, effect: Effect, column: str | None) -> Text:
    """Return in one line what a change did, in one column or to whole rows.

    Parameters
    ----------
    effect
        What came of it.
    column
        None for rows that came or went.
    """
    number_of_rows = len(effect.touched[column])
    rows, total = _rows(number_of_rows), _total(change, effect, column)
    where = _joined(Text("waar", "where"), _conditions(change)) if change.where else _NOTHING
    if "group" in TABLES[change.table].names and number_of_rows < SMALL:
        rows, total, where = _FEW_ROWS, _NOTHING, _NOTHING
        if column is not None:
            return _joined(_same(f"{change.table}.{column}:"), _CHANGED)
    if column is None:
        done = _ADDED if change.action == "insert" else _DROPPED
        return _joined(_same(f"{change.table}:"), rows, done, where, total)
    return _joined(_action(change, column), where, Text("in", "in"), rows, total)


def _rows(rows: int) -> Text:
    if rows == 1:
        return Text("1 rij", "1 row")
    return Text(f"{number(rows, 'nl')} rijen", f"{number(rows, 'en')} rows")


def _action(change: Change, column: str) -> Text:
    name = _same(f"{change.table}.{column}")
    if change.action == "set":
        value = change.cells[column]
        few = column == "clients" and value < SMALL
        return _joined(name, _same("="), _FEW if few else _value(change.table, column, value))
    amount = change.amounts[column]
    sign = "×" if change.action == "scale" else "+" if amount >= 0 else "−"
    return _joined(name, _same(sign), figure(abs(amount)))


def _total(change: Change, effect: Effect, column: str | None) -> Text:
    """Return what the touched cells come to, before and after; nothing where it would say too much."""
    name = AMOUNTS.get(change.table) if column is None else column
    if name is None or name not in effect.totals or name in NO_SUMS:
        return _NOTHING
    if name == "clients" and any(0 < total < SMALL for total in effect.totals[name]):
        return _NOTHING
    before, after = (figure(each) for each in effect.totals[name])
    if column is not None:
        return Text(f"(samen {before.nl} -> {after.nl})", f"(in all {before.en} -> {after.en})")
    whole = after if change.action == "insert" else before
    return Text(f"(samen {whole.nl} {name})", f"(in all {whole.en} {name})")


def _conditions(change: Change) -> Text:
    parts = [_condition(change.table, column, values) for column, values in change.where.items()]
    return Text(" en ".join(part.nl for part in parts), " and ".join(part.en for part in parts))


def _condition(table: str, column: str, values: Sequence[Any]) -> Text:
    texts = [_GROUPS] if column == "group" else [_value(table, column, value) for value in values]
    nl, en = " of ".join(text.nl for text in texts), " or ".join(text.en for text in texts)
    return Text(f"{column} = {nl}", f"{column} = {en}")


def _value(table: str, column: str, value: Any) -> Text:
    if value is None or value == "" or value == ():
        return _NOT_GIVEN
    if isinstance(value, int | float) and TABLES[table][column].kind != "period":
        return figure(exact(value))
    return _same("|".join(value) if isinstance(value, tuple) else str(value))


def figure(amount: Fraction) -> Text:
    """Return an exact number: decimals as far as they go, or a fraction where they do not end.

    Examples
    --------
    >>> figure(Fraction("1234.5")).nl, figure(Fraction(2, 3)).en
    ('1.234,5', '2/3')
    """
    places = next((places for places in range(16) if (amount * 10**places).denominator == 1), None)
    if places is None:
        return _same(str(amount))
    value = int(amount) if places == 0 else float(amount)
    return Text(number(value, "nl", places), number(value, "en", places))


def _same(text: str) -> Text:
    return Text(text, text)


def _joined(*parts: Text) -> Text:
    return Text(
        " ".join(part.nl for part in parts if part.nl), " ".join(part.en for part in parts if part.en)
    )
