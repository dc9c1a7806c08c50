"""The rules of a proposal: how each was read, how far it is broken, and where most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.model.model import Model
from u16opt.proposal import Proposal, RuleEntry
from u16opt.report import words
from u16opt.report.goals import UNIT, Figures
from u16opt.report.names import is_place, place_label
from u16opt.report.numbers import tidy
from u16opt.report.people import Key, People, ReportSection
from u16opt.texts import Text

NOTE = Text(
    "Feit: staat vast. Hard: moet precies kloppen. Zacht: mag overschreden worden, en de overschrijding is "
    "een doel. Uit: telt niet mee.",
    "Fact: cannot be changed. Hard: holds exactly. Soft: may be exceeded, and the excess is a goal. "
    "Off: does not count.",
)


def rules_section(instance: Instance, model: Model, proposal: Proposal, figures: Figures) -> ReportSection:
    """Return every rule of the proposal.

    Parameters
    ----------
    figures
        Which counts of people the violation of a rule, or its worst place, gives away.
    """
    cells, people = _resting(instance, proposal, figures)
    return ReportSection(
        "rules",
        Text("Regels", "Rules"),
        (
            Text("Regel", "Rule"),
            Text("Vorm", "Mode"),
            Text("Overschrijding", "Excess"),
            UNIT,
            Text("Meeste bij", "Most at"),
            Text("Hoeveel daar", "How much there"),
        ),
        tuple(_rule(instance, model, proposal, rule) for rule in proposal.rules),
        NOTE,
        people=people,
        cells=cells,
    )


def _rule(instance: Instance, model: Model, proposal: Proposal, rule: RuleEntry) -> tuple[Any, ...]:
    specification = model.rule(rule.name)
    worst = rule.worst
    return (
        specification.title,
        _mode(rule, proposal.policy.get("rules", {}).get(rule.name, {})),
        tidy(rule.violation),
        specification.unit,
        "" if worst is None else place_label(instance, worst.place, worst.period),
        "" if worst is None else tidy(worst.amount),
    )


def _mode(rule: RuleEntry, settings: Mapping[str, Any]) -> Text:
    """Return the mode with the number the rule was given, such as ``hard (aandeel 1/3)``."""
    mode = words.MODE.get(rule.mode, words.as_is(rule.mode))
    if rule.mode == "off":
        return mode
    told = [
        Text(f"{title.nl} {_written(settings[name], ',')}", f"{title.en} {_written(settings[name], '.')}")
        for name, title in words.SETTING.items()
        if settings.get(name) is not None
    ]
    told += [words.POOLED] if settings.get("pooled") else []
    inside = words.each(told)
    return Text(f"{mode.nl} ({inside.nl})", f"{mode.en} ({inside.en})") if told else mode


def _written(setting: Any, point: str) -> str:
    return f"{setting:g}".replace(".", point) if isinstance(setting, float) else str(setting)


def _resting(
    instance: Instance, proposal: Proposal, figures: Figures
) -> tuple[dict[tuple[int, int], tuple[Key, ...]], People]:
    """Return which counts each number rests on.

    A worst place of which the model says nothing is taken for a count of people of its own.
    """
    cells: dict[tuple[int, int], tuple[Key, ...]] = {}
    counts: dict[Key, int] = {}
    for row, rule in enumerate(proposal.rules):
        cells[row, 2] = figures.get((rule.name, None, None), ())
        if rule.worst is not None:
            figure = (rule.name, rule.worst.place, rule.worst.period)
            own: Key = ("worst", *figure)
            cells[row, 5] = figures.get(figure, (own,))
            counts[own] = _count(instance, rule)
    return cells, People(counts)


def _count(instance: Instance, rule: RuleEntry) -> int:
    """Return the amount as a count; what is no place, such as a client group, counts as one person."""
    assert rule.worst is not None
    if rule.worst.place is not None and not is_place(instance, rule.worst.place):
        return 1
    return max(1, round(rule.worst.amount))
