"""What `difference` says: first the assumptions, then the outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from u16opt.explaining.names import LANGUAGES, Names, filled, listed, texts
from u16opt.explaining.sentences.difference_assumptions import assumed
from u16opt.explaining.sentences.difference_outcomes import (
    key_figures,
    measured,
    of_groups,
    of_rules,
    of_towns,
)
from u16opt.explaining.sentences.side_by_side import letters, moved_between
from u16opt.texts import Text

COMPARED = Text(
    "A is {first}; {others}. Alles is vergeleken met A: tussen haakjes staat het verschil met A.",
    "A is {first}; {others}. All is compared with A: the difference from A is in brackets.",
)
ALL_SAME = Text(
    "Er is niets verschillend: geen enkele aanname en geen enkele uitkomst.",
    "Nothing is different: no assumption and no outcome.",
)
ASSUMPTIONS = Text("AANNAMES", "ASSUMPTIONS")
SAME_ASSUMPTIONS = Text("De aannames zijn gelijk.", "The assumptions are the same.")
OUTCOMES = Text("UITKOMSTEN", "OUTCOMES")
SAME_OUTCOMES = Text("De uitkomsten zijn gelijk.", "The outcomes are the same.")
NOT_OPTIMAL = Text(
    "Let op: niet bewezen optimaal: {names}. Een verschil kan er ook zijn doordat daar iets beters mogelijk "
    "is.",
    "Mind: not proven optimal: {names}. A difference may also be there because something better exists.",
)


def told(facts: Mapping[str, Any], names: Names) -> Text:
    """Return the comparison in sentences; the proposals are called A, B and so on."""
    lines = [*_called(facts), *_unproven(facts)]
    assumptions, outcomes = assumed(facts), _outcomes(facts, names)
    if not assumptions and not outcomes:
        return texts([*lines, ALL_SAME])
    first = [ASSUMPTIONS, *assumptions] if assumptions else [SAME_ASSUMPTIONS]
    second = [OUTCOMES, *outcomes] if outcomes else [SAME_OUTCOMES]
    return texts([*lines, *first, *second])


def _called(facts: Mapping[str, Any]) -> list[Text]:
    called = [proposal["name"] for proposal in facts["proposals"]]
    rest = zip(letters(len(called))[1:], called[1:], strict=True)
    others = "; ".join(f"{letter} is {name}" for letter, name in rest)
    return [filled(COMPARED, {"first": called[0], "others": others})]


def _unproven(facts: Mapping[str, Any]) -> list[Text]:
    rows = zip(letters(len(facts["proposals"])), facts["proposals"], strict=True)
    found = [letter for letter, row in rows if row["status"] != "optimal"]
    return [filled(NOT_OPTIMAL, *({"names": listed(found, each)} for each in LANGUAGES))] if found else []


def _outcomes(facts: Mapping[str, Any], names: Names) -> list[Text]:
    parts = [
        *measured(facts, names),
        key_figures(facts["figures"]),
        of_rules(facts["rules"], names),
        of_towns(facts["municipalities"], names),
        of_groups(facts["groups"]),
        *(moved_between(facts, place, names) for place in range(1, len(facts["proposals"]))),
    ]
    return [line for part in parts for line in part]
