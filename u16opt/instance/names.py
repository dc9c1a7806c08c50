"""Codes that would mean two things, and tables and columns that provenance speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from u16opt.instance.draft import Draft
from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.schema import TABLES
from u16opt.problems import Problem

_NO_TABLES = ("instance", "boundaries")


def one_meaning(table: Draft, other: Draft) -> Iterator[Problem]:
    """Yield a problem for every code of a table that another table has as well.

    ``network`` and ``distances`` name municipalities and neighbourhoods alike, ``pin`` municipalities and
    lots, and the answers of `spread` locations and sites.
    """
    key = other.definition.key[0]
    taken = {code: row for row, code in table.sound(table.definition.key[0])}
    for row, code in other.sound(key):
        if code in taken:
            yield other.problem(
                row,
                key,
                code,
                f"een code die niet ook in {table.file} staat (rij {taken[code]})",
                f"a code that is not also in {table.file} (row {taken[code]})",
            )


def elsewhere(municipalities: Draft) -> Iterator[Problem]:
    """Yield a problem for a municipality whose code is the word for outside the region."""
    for row, code in municipalities.sound("code"):
        if code == "elsewhere":
            yield municipalities.problem(
                row,
                "code",
                code,
                'een andere code; "elsewhere" betekent buiten de regio',
                'another code; "elsewhere" means outside the region',
            )


def provenance(provenance: Draft) -> Iterator[Problem]:
    """Yield a problem for every table or column in provenance that the contract does not know."""
    tables = (*TABLES, *_NO_TABLES)
    for row, table, column in provenance.sound("table", "column"):
        known = ("*", *TABLES[table].names) if table in TABLES else ()
        if table not in tables:
            expected = perhaps(one_of(tables), table, tables)
            yield provenance.problem(row, "table", table, expected.nl, expected.en)
        elif known and column not in known:
            expected = perhaps(one_of(known), column, known)
            yield provenance.problem(row, "column", column, expected.nl, expected.en)
