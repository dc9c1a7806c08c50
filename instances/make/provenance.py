"""Where every column of a U16 instance comes from."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from instances.make.assumed import AGREEMENTS, MADE_UP
from instances.make.assumed_locations import LOCATIONS, RECALIBRATION
from instances.make.sourced import PLACES


def provenance(neighbourhoods: int) -> list[dict[str, Any]]:
    """Return the rows of ``provenance`` for a U16 instance.

    Parameters
    ----------
    neighbourhoods
        How many are left after merging.
    """
    rows = (asdict(each) for each in (*PLACES, *AGREEMENTS, *MADE_UP, *LOCATIONS, *RECALIBRATION))
    return [{**row, "note": row["note"].format(count=neighbourhoods)} for row in rows]
