"""A change of a table, as under ``[[change]]`` in a scenario or on one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, WithJsonSchema

from u16opt.instance.schema import TABLES
from u16opt_api.bodies.cells import CELL, CONDITION, cell, condition
from u16opt_api.bodies.fields import PLAIN, Code, Sent

Line = Annotated[
    str,
    Field(pattern=PLAIN, max_length=1000, description="TABEL[KOLOM=WAARDE,...]:KOLOM=WAARDE; ook += en *=."),
]
Cell = Annotated[Any, AfterValidator(cell), WithJsonSchema(CELL)]
Condition = Annotated[Any, AfterValidator(condition), WithJsonSchema(CONDITION)]
Cells = Mapping[Code, Cell]
# Which tables there are the core says itself, with the nearest name; the description lists them.
TableName = Annotated[Code, WithJsonSchema({"type": "string", "enum": list(TABLES)})]


class TableChange(Sent):
    """A change of the rows of one table: exactly one of set, scale, add, drop and insert.

    Parameters
    ----------
    table
        Name of the table.
    where
        By column the value that a row must have, or a list of values.
    """

    table: TableName
    where: Mapping[Code, Condition] | None = None
    set: Cells | None = None
    scale: Cells | None = None
    add: Cells | None = None
    drop: Literal[True] | None = None
    insert: Annotated[list[Cells], Field(min_length=1, max_length=10_000)] | None = None


def _shape(value: Any) -> str:
    return "|line" if isinstance(value, str) else "|table"


Change = Annotated[
    Annotated[Line, Tag("|line")] | Annotated[TableChange, Tag("|table")], Discriminator(_shape)
]
Changes = Annotated[tuple[Change, ...], Field(max_length=1000)]
