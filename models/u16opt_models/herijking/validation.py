"""Faults that only this model can see: nothing to divide, or nobody to divide it over."""

from __future__ import annotations

from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt.problems import Problem
from u16opt.texts import Text


def validate(instance: Instance, _policy: Policy) -> list[Problem]:
    """Return a problem when the table is empty; everything else is seen when the instance is read."""
    if len(instance["recalibration"]):
        return []
    expected = Text(
        "minstens één gemeente om het contingent van te herijken",
        "at least one municipality whose contingent is recalibrated",
    )
    return [Problem(instance.table_label.format("recalibration"), expected)]
