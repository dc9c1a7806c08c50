"""Where a group may go at all: kind, period, excluded municipalities, pin (A04, A14, A17)."""

from __future__ import annotations

from typing import Any

from u16opt.texts import Text


def objection(group: Any, lot: Any) -> Text | None:
    """Return why a group may not go to a lot, or None when it may.

    Parameters
    ----------
    group
        Anything with ``kinds``, ``first_period``, ``excluded`` and ``pin``.
    lot
        Anything with ``lot``, ``kind``, ``period`` and ``municipality``.
    """
    if lot.kind not in group.kinds:
        return Text(f"het type {lot.kind} past niet bij de groep", f"{lot.kind} does not suit the group")
    if lot.period < group.first_period:
        return Text(f"de groep komt pas in {group.first_period}", f"the group comes in {group.first_period}")
    if lot.municipality in group.excluded:
        return Text(f"{lot.municipality} is uitgesloten", f"{lot.municipality} is excluded")
    if group.pin not in ("", lot.lot, lot.municipality):
        return Text(f"de groep is vastgezet op {group.pin}", f"the group is pinned to {group.pin}")
    return None
