"""A recalibration as the tables tell it: who is in which group, and what each promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

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
    least, most
        Lettings that the rules that are on allow; infinity for any number.
    """

    code: str
    group: str
    current: int
    basis: Fraction
    minimum: int | None
    maximum: int | None
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
    max_change: int | None
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
    return View(policy, settings.max_change, totals, rows_of(instance, policy), lettings)


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
        least, most = _bounds(policy, row, settings.max_change)
        found[row["municipality"]] = Row(
            code=row["municipality"],
            group=name,
            current=row["current"],
            basis=written(row["basis"]),
            minimum=row["minimum"],
            maximum=row["maximum"],
            quota=quota,
            least=least,
            most=most,
        )
    return found


def written(number: float) -> Fraction:
    """Return the decimal number that was written, exactly."""
    return Fraction(str(number))


def _bounds(policy: Policy, row: Mapping[str, int | None], change: int | None) -> tuple[int, float]:
    """Return the least and the most lettings that the rules that are on allow."""
    current = row["current"] or 0
    least, most = [0], [float("inf")]
    if policy.rules["minimum"].on and row["minimum"] is not None:
        least.append(row["minimum"])
    if policy.rules["maximum"].on and row["maximum"] is not None:
        most.append(row["maximum"])
    if policy.rules["max_change"].on and change is not None:
        least.append(current - change)
        most.append(current + change)
    return max(least), min(most)
