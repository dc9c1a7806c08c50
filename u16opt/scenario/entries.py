"""What a scenario assumed, as a proposal says it."""

from __future__ import annotations

from dataclasses import asdict

from u16opt.instance.instance import Instance
from u16opt.part import Part


class Wording(Part):
    """A line in Dutch and in English."""

    nl: str
    en: str


class AssumptionEntry(Part):
    """One thing the scenario changed, as `u16opt.instance.instance.Assumption` says it.

    Parameters
    ----------
    table, column
        Where, for a change in a table; the column is None when whole rows came or went.
    setting
        Dotted path, for a setting.
    change
        Number of the change in the scenario, from 1.
    rows
        Rows that were touched.
    """

    scenario: str
    title: str
    what: Wording
    table: str | None = None
    column: str | None = None
    setting: str | None = None
    change: int | None = None
    rows: int | None = None


def assumed(instance: Instance) -> tuple[AssumptionEntry, ...]:
    """Return everything the scenario of an instance changed, in order; nothing without a scenario."""
    return tuple(AssumptionEntry(**asdict(each)) for each in instance.assumptions)
