"""How much worse goals may be, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from u16opt.explaining.names import LANGUAGES, Names
from u16opt.explaining.questions import Within
from u16opt.explaining.sentences.amounts import said
from u16opt.explaining.sentences.goals import difference
from u16opt.texts import Text

USUAL = Text(
    "Elk doel mag daarbij hoogstens 1% slechter worden dan in dit voorstel. Een doel dat nu "
    "0 is, moet 0 blijven.",
    "Every goal may then become at most 1% worse than in this proposal. A goal that is 0 now must stay 0.",
)
BUT = Text(
    "Elk doel mag daarbij hoogstens 1% slechter worden dan in dit voorstel, behalve:",
    "Every goal may then become at most 1% worse than in this proposal, except:",
)
GIVEN = Text("- {goal}: hoogstens {amount} slechter.", "- {goal}: at most {amount} worse.")
NOTHING = Text("- {goal}: niet slechter.", "- {goal}: no worse.")


def allowed(tolerance: Iterable[Mapping[str, Any]], question: Within, names: Names) -> list[Text]:
    """Return how much worse goals may be: the usual share, and what was asked otherwise."""
    own = [row for row in tolerance if row["name"] in question.tolerance]
    return [BUT if own else USUAL, *(_line(row, names) for row in own)]


def _line(row: Mapping[str, Any], names: Names) -> Text:
    unit = names.unit(row["name"])
    amount = Text(*(difference(row["amount"], unit, each) for each in LANGUAGES))
    return said(GIVEN if row["amount"] else NOTHING, goal=names.goal(row["name"]), amount=amount)
