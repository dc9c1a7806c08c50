"""How databases tell what is wrong: by code, whatever their language; by message where there is no code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Kind = Literal["locked", "full", "damaged", "unreachable", "unwritable", "version"]

_SQLITE: Mapping[int, Kind] = {
    3: "unwritable",
    5: "locked",
    6: "locked",
    8: "unwritable",
    10: "unwritable",
    11: "damaged",
    13: "full",
    14: "unreachable",
    26: "damaged",
}
"""Result codes: PERM, BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB."""

_POSTGRESQL: tuple[tuple[str, Kind], ...] = (
    ("08", "unreachable"),
    ("28", "unreachable"),
    ("3D", "unreachable"),
    ("57014", "locked"),
    ("57", "unreachable"),
    ("55P03", "locked"),
    ("40", "locked"),
    ("53300", "locked"),
    ("53100", "full"),
    ("25006", "unwritable"),
    ("42501", "unwritable"),
    ("58", "unwritable"),
    ("42P01", "damaged"),
    ("42703", "damaged"),
    ("XX", "damaged"),
)
"""SQLSTATE or the class of it: connections, sign-in, databases; what took too long, shutdowns; locks,
deadlocks and too many connections; full disk; read-only, no right, system errors; lacking tables or columns,
and damage."""


def kind_of(fault: BaseException | None) -> Kind | None:
    """Return what a driver's error means; None for a statement that should never have been sent.

    Examples
    --------
    >>> import sqlite3
    >>> kind_of(sqlite3.OperationalError("no such table: runs"))
    'damaged'
    """
    code = getattr(fault, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in _SQLITE:
        return _SQLITE[code & 0xFF]
    state = getattr(fault, "sqlstate", None)
    if state is not None:
        return next((kind for sign, kind in _POSTGRESQL if state.startswith(sign)), None)
    if type(fault).__module__.startswith("psycopg"):
        return "unreachable" if type(fault).__name__ in ("OperationalError", "InterfaceError") else None
    return "damaged" if "no such" in str(fault) else None
