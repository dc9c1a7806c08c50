"""One product of an instance with several, picked out by hand."""

from __future__ import annotations

import dataclasses

from u16opt.instance.instance import Instance
from u16opt.instance.table import Table


def only(instance: Instance, product: str = "BV") -> Instance:
    """Return the instance without the rows of other products."""
    tables = dict(instance.tables)
    for name in ("locations", "sites", "demand"):
        kept = [row for row in instance[name].rows() if row["product"] == product]
        columns = {column: tuple(row[column] for row in kept) for column in instance[name].columns}
        tables[name] = Table(name, columns)
    return dataclasses.replace(instance, tables=tables)
