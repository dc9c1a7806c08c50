"""Why there is no recalibration: the group whose bounds cannot add up to its total, and which bounds."""

from __future__ import annotations

from collections.abc import Iterator

from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt.texts import Text
from u16opt_models.herijking.sets import Group, Town, sets_of


def shortages(instance: Instance, policy: Policy) -> tuple[Text, ...]:
    """Return a sentence for everything that leaves no recalibration, group by group.

    There are none when and only when a recalibration exists.
    """
    sets = sets_of(instance, policy, 0)
    found: list[Text] = []
    for number, group in enumerate(sets.groups):
        members = sorted(sets.members(number), key=lambda town: town.code)
        clashes = [clash(town) for town in members if town.ceiling is not None and town.ceiling < town.lower]
        found += [in_group(group, text) for text in clashes or _sums(group, members)]
    return tuple(found)


def in_group(group: Group, text: Text) -> Text:
    """Return a text that says which group it is about."""
    return Text(f"{group.title.nl}: {text.nl}", f"{group.title.en}: {text.en}")


def clash(town: Town) -> Text:
    """Say which two bounds of one municipality leave no number."""
    change = town.max_change
    if change is not None and town.minimum is not None and town.minimum > town.current + change:
        return Text(
            f"{town.name} heeft een ondergrens van {town.minimum}, maar mag van {town.current} hoogstens "
            f"naar {town.current + change} (grootste verandering {change})",
            f"{town.name} has a minimum of {town.minimum}, but may go from {town.current} to at most "
            f"{town.current + change} (largest change {change})",
        )
    if change is not None and town.maximum is not None and town.maximum < town.current - change:
        return Text(
            f"{town.name} heeft een bovengrens van {town.maximum}, maar mag van {town.current} niet onder "
            f"{town.current - change} (grootste verandering {change})",
            f"{town.name} has a maximum of {town.maximum}, but may not go from {town.current} below "
            f"{town.current - change} (largest change {change})",
        )
    return Text(
        f"{town.name} moet minstens {town.lower} toezeggen en mag hoogstens {town.ceiling}",
        f"{town.name} must promise at least {town.lower} and may promise at most {town.ceiling}",
    )


def _sums(group: Group, towns: list[Town]) -> Iterator[Text]:
    """Say that the bounds of a group add up to too much or too little."""
    if not towns and group.lettings:
        yield Text(
            f"geen gemeente in de tabel recalibration voor het totaal van {group.lettings}",
            f"no municipality in the table recalibration for the total of {group.lettings}",
        )
        return
    lower, upper = [town.lower for town in towns], [town.upper for town in towns]
    if sum(lower) > group.lettings:
        yield too_much(group, towns, sum(lower))
    limits = [limit for limit in upper if limit is not None]
    if len(limits) == len(upper) and sum(limits) < group.lettings:
        yield too_little(group, towns, sum(limits))


def too_much(group: Group, towns: list[Town], number: int) -> Text:
    """Say that the least that municipalities must promise is more than the total."""
    changed = any(town.lower > (town.minimum or 0) for town in towns)
    why = _change(towns) if changed else Text("", "")
    return Text(
        f"de ondergrenzen{why.nl} tellen op tot {number}, meer dan het totaal van {group.lettings}",
        f"the minimums{why.en} add up to {number}, more than the total of {group.lettings}",
    )


def too_little(group: Group, towns: list[Town], number: int) -> Text:
    """Say that the most that municipalities may promise is less than the total."""
    changed = any(town.basis and town.upper != town.maximum for town in towns)
    why = _change(towns) if changed else Text("", "")
    none = Text(
        "; een gemeente met basis 0 krijgt haar ondergrens", "; a municipality with basis 0 gets its minimum"
    )
    also = Text("", "") if all(town.basis for town in towns) else none
    return Text(
        f"de bovengrenzen{why.nl} tellen op tot {number}, minder dan het totaal van {group.lettings}"
        f"{also.nl}",
        f"the maximums{why.en} add up to {number}, less than the total of {group.lettings}{also.en}",
    )


def _change(towns: list[Town]) -> Text:
    """Say that the largest change sets bounds as well."""
    limits = sorted({town.max_change for town in towns if town.max_change is not None})
    nl, en = (word.join(map(str, limits)) for word in (" of ", " or "))
    return Text(f" (met een grootste verandering van {nl})", f" (with a largest change of {en})")
