"""The recalibration: one way to say what it adds up to, regions that exist, bounds that leave room."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from u16opt.instance.draft import Draft
from u16opt.instance.nearest import perhaps
from u16opt.instance.place import Place, table
from u16opt.problems import Problem
from u16opt.texts import Text

_ONE_WAY = Text(
    "óf total (één getal voor alle regio's), óf [[recalibration.group]] (een getal per groep regio's)",
    "either total (one number for all regions) or [[recalibration.group]] (a number per group of regions)",
)
_NO_REGION = Text("minstens één regio", "at least one region")


def possible_bounds(recalibration: Draft) -> Iterator[Problem]:
    """Yield a problem for every municipality whose maximum is under its minimum."""
    for row, least, most in recalibration.sound("minimum", "maximum"):
        if most is not None and most < (least or 0):
            yield recalibration.problem(
                row,
                "maximum",
                most,
                f"minstens het minimum van {least} verhuringen",
                f"at least the minimum of {least} lettings",
            )


def regions_of(municipalities: Draft | None) -> frozenset[str] | None:
    """Return the regions that have a municipality, or None when that cannot be told."""
    if municipalities is None:
        return None
    found = frozenset(region for _, region in municipalities.sound("region"))
    return found or None


def total_problems(
    settings: Mapping[str, Any], recalibration: Draft, regions: Collection[str] | None, file: str
) -> Iterator[Problem]:
    """Yield what is wrong with the totals of a recalibration.

    Parameters
    ----------
    settings
        Settings as written; other faults in them do not matter here.
    recalibration
        The table; without rows it asks for nothing.
    regions
        Regions that have a municipality; None when they could not be read.
    file
        Label of the settings.
    """
    written, place = settings.get("recalibration", {}), Place(file, ("recalibration",))
    if not recalibration.numbers or not isinstance(written, Mapping):
        return
    groups = written.get("group")
    if ("total" in written) == bool(groups):
        yield place.problem(None, _ONE_WAY)
    if isinstance(groups, list):
        listed = [_written_in(group) for group in groups]
        yield from _group_problems(listed, regions, place / "group")


def _written_in(group: Any) -> list[str] | None:
    """Return the regions of a group; None when they are no texts, which the settings say themselves."""
    regions = table(group).get("regions")
    whole = isinstance(regions, list) and all(isinstance(region, str) for region in regions)
    return regions if whole else None


def _group_problems(
    groups: list[list[str] | None], known: Collection[str] | None, place: Place
) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, regions in enumerate(groups):
        here = place / str(number) / "regions"
        if regions == []:
            yield here.problem([], _NO_REGION)
        for region in regions or ():
            if known is not None and region not in known:
                yield here.problem(region, perhaps(_listed(known), region, known))
            elif region in seen:
                yield here.problem(
                    region, Text("een regio die nog in geen groep staat", "a region that is in no group yet")
                )
            seen.add(region)
    if None not in groups:
        for region in sorted(set(known or ()) - seen):
            yield place.problem(
                region, Text("elke regio in precies één groep", "every region in exactly one group")
            )


def _listed(regions: Collection[str]) -> Text:
    names = ", ".join(sorted(regions))
    return Text(f"een regio uit municipalities ({names})", f"a region from municipalities ({names})")
