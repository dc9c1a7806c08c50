"""Lists by the page, newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Table, exists, select

from u16opt.store.plain import row_number

T = TypeVar("T")
SIZE = 50


@dataclass(frozen=True)
class Paging:
    """Which page of a list.

    Parameters
    ----------
    after
        Only what comes after the item with this number: what is older.
    size
        How many items at most.
    before
        Only what comes before the item with this number: the newer items nearest to it.
    """

    after: int | None = None
    size: int = SIZE
    before: int | None = None


@dataclass(frozen=True)
class Listed(Generic[T]):
    """A page of a list.

    Parameters
    ----------
    next
        The `Paging.after` of the page that follows; None on the last.
    previous
        The `Paging.before` of the page that precedes; None on the first.
    """

    items: tuple[T, ...]
    next: int | None = None
    previous: int | None = None


def listed(
    connection: Connection,
    table: Table,
    paging: Paging,
    made: Callable[[Row[Any]], T],
    *conditions: ColumnElement[bool],
) -> Listed[T]:
    """Return a page of the rows of a table for which the conditions hold."""
    rows = _rows(connection, table, paging, conditions)
    if not rows:
        return Listed(())
    first, last = rows[0].number, rows[-1].number

    def any_row(condition: ColumnElement[bool]) -> bool:
        return bool(connection.scalar(select(exists().where(condition, *conditions))))

    return Listed(
        tuple(made(row) for row in rows),
        last if any_row(table.c.number < last) else None,
        first if any_row(table.c.number > first) else None,
    )


def _rows(
    connection: Connection, table: Table, paging: Paging, conditions: tuple[ColumnElement[bool], ...]
) -> list[Row[Any]]:
    number = table.c.number
    query = select(table).where(*conditions).limit(row_number(paging.size))
    if paging.before is not None:
        newer = query.where(number > row_number(paging.before)).order_by(number)
        return list(reversed(connection.execute(newer).all()))
    if paging.after is not None:
        query = query.where(number < row_number(paging.after))
    return list(connection.execute(query.order_by(number.desc())).all())
