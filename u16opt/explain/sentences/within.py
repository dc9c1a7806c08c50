"""How much worse goals may be, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from u16opt.explain.names import LANGUAGES, Names, shown
from u16opt.explain.questions import Within
from u16opt.explain.sentences.amounts import said
from u16opt.texts import Text

USUAL = Text(
    "Daarbij mag elk doel hoogstens 1% slechter zijn dan in dit voorstel, alle doelen tegelijk.",
    "Every goal may then be at most 1% worse than in this proposal, all goals at once.",
)
BUT = Text(
    "Daarbij mag elk doel hoogstens 1% slechter zijn dan in dit voorstel, alle doelen tegelijk, maar:",
    "Every goal may then be at most 1% worse than in this proposal, all goals at once, but:",
)
GIVEN = Text("- {goal}: hoogstens {amount} slechter.", "- {goal}: at most {amount} worse.")
NOTHING = Text("- {goal}: niet slechter.", "- {goal}: no worse.")


def allowed(tolerance: Iterable[Mapping[str, Any]], question: Within, names: Names) -> list[Text]:
    """Return how much worse goals may be: the usual share, and what was asked otherwise."""
    own = [row for row in tolerance if row["name"] in question.tolerance]
    return [BUT if own else USUAL, *(_line(row, names) for row in own)]


def _line(row: Mapping[str, Any], names: Names) -> Text:
    unit = names.unit(row["name"])
    amount = Text(*(shown(row["amount"], unit, each) for each in LANGUAGES))
    return said(GIVEN if row["amount"] else NOTHING, goal=names.goal(row["name"]), amount=amount)
