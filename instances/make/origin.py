"""One label: where a column comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["bron", "berekend", "synthetisch"]

MAKER = "instances/make"


@dataclass(frozen=True)
class Origin:
    """One row of the table ``provenance``."""

    table: str
    column: str
    status: Status
    source: str = MAKER
    licence: str = "EUPL-1.2"
    year: str = ""
    note: str = ""
