"""Municipalities and groups of a recalibration, and what each may get: exact numbers, nothing rounded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from u16opt.drawing import drawn_order
from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt.rounding import exact
from u16opt.texts import Text
from u16opt_models.herijking.agreements import bounds_of

EVERYWHERE = Text("Alle regio's", "All regions")


@dataclass(frozen=True)
class Town:
    """A municipality of the table ``recalibration``.

    Parameters
    ----------
    group
        Number of its group.
    current
        Lettings it promises now.
    basis
        What its share is measured by; 0: it gets its lower bound and counts in no goal.
    minimum, maximum, max_change
        Bounds of rules that are on (lettings); None where there is none.
    """

    code: str
    name: str
    group: int
    current: int
    basis: Fraction
    minimum: int | None
    maximum: int | None
    max_change: int | None

    @property
    def lower(self) -> int:
        """Least lettings that the rules allow."""
        change = 0 if self.max_change is None else self.current - self.max_change
        return max(0, self.minimum or 0, change)

    @property
    def ceiling(self) -> int | None:
        """Most lettings that the rules allow; None for any number."""
        change = None if self.max_change is None else self.current + self.max_change
        limits = [limit for limit in (self.maximum, change) if limit is not None]
        return min(limits, default=None)

    @property
    def upper(self) -> int | None:
        """Most lettings that it may get: without a basis its lower bound, else what the rules allow."""
        return self.ceiling if self.basis else self.lower


@dataclass(frozen=True)
class Group:
    """Regions that together promise a number of lettings; no regions stands for all of them."""

    regions: tuple[str, ...]
    lettings: int

    @property
    def label(self) -> str:
        """What its rows are called."""
        return "+".join(self.regions) or "all"

    @property
    def title(self) -> Text:
        """What people call it."""
        joined = " + ".join(self.regions)
        return Text(joined, joined) if self.regions else EVERYWHERE


@dataclass(frozen=True)
class Sets:
    """Everything the formulation looks at: municipalities in drawn order, and their groups."""

    towns: tuple[Town, ...]
    groups: tuple[Group, ...]

    def members(self, group: int) -> list[Town]:
        """Return the municipalities of a group."""
        return [town for town in self.towns if town.group == group]

    @cached_property
    def quotas(self) -> tuple[Fraction, ...]:
        """Lettings of each municipality by basis alone; 0 where no municipality of a group has any."""
        sums = [sum((town.basis for town in self.members(g)), Fraction(0)) for g in range(len(self.groups))]
        return tuple(
            self.groups[town.group].lettings * town.basis / (sums[town.group] or 1) for town in self.towns
        )


def sets_of(instance: Instance, policy: Policy, seed: int) -> Sets:
    """Return municipalities and groups of an instance, with the bounds of the rules that are on.

    Parameters
    ----------
    seed
        Seed of the drawn order.
    """
    group_of, groups = groups_of(instance)
    names = dict(zip(instance["municipalities"]["code"], instance["municipalities"]["name"], strict=True))
    bound = bounds_of(instance, policy)
    rows = list(instance["recalibration"].rows())
    order = drawn_order([row["municipality"] for row in rows], seed)
    towns = tuple(
        Town(
            code=row["municipality"],
            name=names[row["municipality"]],
            group=group_of[row["municipality"]],
            current=row["current"],
            basis=exact(row["basis"]),
            minimum=bound("minimum", row["municipality"]),
            maximum=bound("maximum", row["municipality"]),
            max_change=bound("max_change", row["municipality"]),
        )
        for row in (rows[place] for place in order)
    )
    return Sets(towns, groups)


def groups_of(instance: Instance) -> tuple[dict[str, int], tuple[Group, ...]]:
    """Return the number of each municipality's group, and the groups.

    Without groups in the settings all regions are one group.
    """
    settings, table = instance.settings.recalibration, instance["municipalities"]
    assert settings is not None
    if settings.total is not None:
        return dict.fromkeys(table["code"], 0), (Group((), settings.total),)
    number = {region: g for g, group in enumerate(settings.group) for region in group.regions}
    towns = zip(table["code"], table["region"], strict=True)
    return (
        {code: number[region] for code, region in towns},
        tuple(Group(group.regions, group.lettings) for group in settings.group),
    )
