"""A recalibration as the tables tell it: who is in which group, and what each promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer
from u16opt.policy import Policy


@dataclass(frozen=True)
class Row:
    """A municipality of the recalibration.

    Parameters
    ----------
    group
        Regions of its group, joined with ``+``; empty when all regions are one group.
    quota
        Its share of the total of the group, by basis alone (lettings).
    minimum, maximum, max_change
        Bounds as they are agreed; None where there is none.
    least, most
        Lettings that the rules that are on allow; infinity for any number.
    """

    code: str
    group: str
    current: int
    basis: Fraction
    minimum: int | None
    maximum: int | None
    max_change: int | None
    quota: Fraction
    least: int
    most: float


@dataclass(frozen=True)
class View:
    """Everything the rules and goals of the checker look at.

    Parameters
    ----------
    totals
        Lettings of every group.
    rows
        Municipalities by code.
    lettings
        What the answer gives each of them.
    """

    policy: Policy
    totals: Mapping[str, int]
    rows: Mapping[str, Row]
    lettings: Mapping[str, int]

    def change(self, code: str) -> int:
        """Return by how many lettings a municipality changes."""
        return abs(self.lettings[code] - self.rows[code].current)


def view(instance: Instance, policy: Policy, answer: Answer) -> View:
    """Join an answer without structural faults with the tables of its instance."""
    settings = instance.settings.recalibration
    assert settings is not None
    lettings = {row["municipality"]: int(row["lettings"]) for row in answer["contingents"]}
    totals = {"": settings.total} if settings.total is not None else {}
    totals |= {"+".join(group.regions): group.lettings for group in settings.group}
    return View(policy, totals, rows_of(instance, policy), lettings)


def rows_of(instance: Instance, policy: Policy) -> dict[str, Row]:
    """Return the municipalities of an instance with their quotas and bounds."""
    settings = instance.settings.recalibration
    assert settings is not None
    places = instance["municipalities"]
    region = dict(zip(places["code"], places["region"], strict=True))
    group = {name: "+".join(each.regions) for each in settings.group for name in each.regions}
    lettings = {"+".join(each.regions): each.lettings for each in settings.group}
    whole: dict[str, Fraction] = {}
    for row in instance["recalibration"].rows():
        name = group.get(region[row["municipality"]], "")
        whole[name] = whole.get(name, Fraction(0)) + written(row["basis"])
    found = {}
    for row in instance["recalibration"].rows():
        name = group.get(region[row["municipality"]], "")
        total = lettings[name] if settings.total is None else settings.total
        quota = total * written(row["basis"]) / whole[name] if whole[name] else Fraction(0)
        agreed = _agreed(policy, row | {"max_change": settings.max_change})
        least, most = _bounds(policy, row["current"], agreed)
        found[row["municipality"]] = Row(
            code=row["municipality"],
            group=name,
            current=row["current"],
            basis=written(row["basis"]),
            **agreed,
            quota=quota,
            least=least,
            most=most,
        )
    return found


def written(number: float) -> Fraction:
    """Return the decimal number that was written, exactly."""
    return Fraction(str(number))


def _agreed(policy: Policy, row: Mapping[str, Any]) -> dict[str, int | None]:
    """Return the bounds of a municipality as they are agreed: a bound that is not given cannot be amended."""
    return {
        name: None if row[name] is None else policy.rules[name].agreed(row["municipality"], None, row[name])
        for name in ("minimum", "maximum", "max_change")
    }


def _bounds(policy: Policy, current: int, agreed: Mapping[str, int | None]) -> tuple[int, float]:
    """Return the least and the most lettings that the rules that are on allow."""
    least, most = [0], [float("inf")]
    held = {name: number for name, number in agreed.items() if policy.rules[name].on and number is not None}
    if "minimum" in held:
        least.append(held["minimum"])
    if "maximum" in held:
        most.append(held["maximum"])
    if "max_change" in held:
        least.append(current - held["max_change"])
        most.append(current + held["max_change"])
    return max(least), min(most)
