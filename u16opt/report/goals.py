"""The goals of a proposal: what was reached, what is proven, and what manual practice would have given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from u16opt.checking import WEIGHTED_SUM as SUM_UNIT
from u16opt.model.model import Model
from u16opt.proposal import GoalEntry, Measure, Proposal
from u16opt.report import words
from u16opt.report.numbers import tidy
from u16opt.report.people import Figure, Key, ReportSection
from u16opt.texts import Text

Figures = Mapping[Figure, tuple[Key, ...]]

VALUE = Text("Waarde", "Value")
UNIT = Text("Eenheid", "Unit")

NOTE = Text(
    "Elk doel is zo klein mogelijk gemaakt, van boven naar beneden: een volgend doel mag een eerder doel "
    "niet slechter maken, behalve binnen de tolerantie van het beleid. Lager dan de ondergrens kan niet "
    "zolang de doelen erboven hun waarde houden.",
    "Each goal was made as small as possible, from top to bottom: a later goal may not worsen an earlier "
    "one, but for the tolerance of the policy. Nothing can be below the lower bound as long as the goals "
    "above keep their values.",
)

BY_HAND = Text(
    "Met de hand: wat er uitkomt als iemand de lijst één voor één afwerkt en steeds het beste kiest dat er "
    "nog is, zonder terug te kijken. Dan kan een later doel lager uitkomen, omdat een eerder doel slechter "
    "is. Verschil: met de hand min dit voorstel.",
    "By hand: what comes out when someone works through the list one by one and always takes the best that "
    "is left, without looking back. Then a later goal may come out lower, because an earlier one is worse. "
    "Difference: by hand minus this proposal.",
)

_HEADINGS = (
    Text("Doel", "Goal"),
    VALUE,
    Text("Ondergrens", "Lower bound"),
    UNIT,
    Text("Bewezen", "Proven"),
)
_HEADINGS_BY_HAND = (Text("Met de hand", "By hand"), Text("Verschil", "Difference"))


def goals_section(model: Model, proposal: Proposal, figures: Figures) -> ReportSection:
    """Return the goals in the order of the policy, beside manual practice where the model knows one.

    Parameters
    ----------
    figures
        Which counts of people the value of a goal gives away.
    """
    by_hand = {each.name: each.value for each in proposal.manual}
    columns = (1, 2, 6) if by_hand else (1, 2)
    return ReportSection(
        "goals",
        Text("Doelen", "Goals"),
        (*_HEADINGS, *(_HEADINGS_BY_HAND if by_hand else ())),
        tuple(
            (*_goal(model, goal), *(_by_hand(model, goal, by_hand.get(goal.name)) if by_hand else ()))
            for goal in proposal.goals
        ),
        words.each([NOTE, BY_HAND], " ") if by_hand else NOTE,
        cells={
            (row, column): keys
            for row, goal in enumerate(proposal.goals)
            if (keys := _told(figures, goal.name))
            for column in columns
        },
    )


def _told(figures: Figures, name: str) -> tuple[Key, ...]:
    """Return the counts that a goal gives away; a weighted sum tells of each of its parts."""
    return tuple(key for part in name.split("+") for key in figures.get((part, None, None), ()))


def _goal(model: Model, goal: GoalEntry) -> tuple[Any, ...]:
    unit, scale = unit_of(model, goal.unit)
    return (
        title_of(model, goal.name),
        tidy(goal.value * scale),
        tidy(goal.bound * scale),
        unit,
        words.yes_no(goal.proven),
    )


def _by_hand(model: Model, goal: GoalEntry, value: float | None) -> tuple[Any, Any]:
    """Return what manual practice gives, and by how much that differs."""
    if value is None:
        return "", ""
    _, scale = unit_of(model, goal.unit)
    return tidy(value * scale), _difference(value, goal.value, scale)


def _difference(one: float, other: float, scale: int) -> float:
    """Return the difference; what is left by rounding of large numbers counts as 0."""
    rounding = 1e-9 * max(1.0, abs(one), abs(other))
    return 0 if abs(one - other) <= rounding else tidy((one - other) * scale)


def measures_section(
    model: Model, proposal: Proposal, figures: Figures, *, everything: bool
) -> ReportSection | None:
    """Return what was measured besides the goals of the order; None when there is nothing.

    Parameters
    ----------
    everything
        False leaves out the measures that are no goal, because the model's own report shows them.
    """
    goals = {goal.name for goal in model.goals}
    measures = [each for each in proposal.measures if everything or each.name in goals]
    if not measures:
        return None
    return ReportSection(
        "measures",
        Text("Ook gemeten", "Also measured"),
        (Text("Maat", "Measure"), VALUE, UNIT),
        tuple(_measure(model, each) for each in measures),
        cells={(row, 1): keys for row, each in enumerate(measures) if (keys := _told(figures, each.name))},
    )


def _measure(model: Model, measure: Measure) -> tuple[Any, ...]:
    unit, scale = unit_of(model, measure.unit)
    return title_of(model, measure.name), tidy(measure.value * scale), unit


def title_of(model: Model, name: str) -> Text:
    """Return the title of a goal, of a weighted sum, or a name that has no title as it is."""
    titles = {goal.name: goal.title for goal in model.goals}
    return words.each([titles.get(part, words.as_is(part)) for part in name.split("+")], " + ")


def unit_of(model: Model, unit: str) -> tuple[Text, int]:
    """Return a unit in both languages, and what a value is multiplied by: a share is shown in percent."""
    units = [*(rule.unit for rule in model.rules), *(goal.unit for goal in model.goals)]
    known = {each.en: each for each in units}
    if unit == "share":
        return words.PERCENT, 100
    return known.get(unit, words.WEIGHTED_SUM if unit == SUM_UNIT else words.as_is(unit)), 1
