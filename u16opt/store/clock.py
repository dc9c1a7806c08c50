"""What time it is in a store: on PostgreSQL the database's clock, because machines disagree."""

from __future__ import annotations

import time

from sqlalchemy import ColumnElement, Connection, Double, cast, extract, func, literal


def clock(connection: Connection) -> ColumnElement[float]:
    """Return the moment, in seconds since 1970, as something to put in a statement."""
    if connection.dialect.name == "sqlite":
        return literal(time.time(), Double)
    return cast(extract("epoch", func.clock_timestamp()), Double)
