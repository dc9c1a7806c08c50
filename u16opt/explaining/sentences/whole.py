"""What `why` says of a whole proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from u16opt.explaining.names import LANGUAGES, Names, lowered, shown, texts
from u16opt.explaining.sentences.amounts import cut, enumerated, figure, joined, said
from u16opt.explaining.sentences.fairness import fairness
from u16opt.report.words import as_is
from u16opt.texts import Text

STATUS: Mapping[str, Text] = {
    "optimal": Text(
        "Bewezen: met deze afspraken en deze volgorde van doelen is er geen beter voorstel. Er "
        "kan wel een even goed voorstel zijn. Een andere volgorde kan een ander voorstel geven.",
        "Proven: under these agreements and this order of goals there is no better proposal. "
        "There may be one just as good. Another order can give another proposal.",
    ),
    "feasible": Text(
        "Dit voorstel houdt zich aan alle harde regels; het is niet bewezen dat er geen beter is.",
        "This proposal keeps all hard rules; it is not proven that none is better.",
    ),
}
GOALS = Text(
    "De doelen, het belangrijkste eerst. Lager is beter. Een doel wordt zo laag als kan "
    "zonder een doel erboven slechter te maken:",
    "The goals, the most important first. Lower is better. Each goal is made as low as can "
    "be without making a goal above it worse:",
)
PROVEN = Text(
    "- {goal}: {value}, bewezen zo laag als kan.",
    "- {goal}: {value}, proven as low as can be.",
)
OPEN = Text(
    "- {goal}: {value}; lager dan {bound} kan zeker niet.",
    "- {goal}: {value}; below {bound} is certainly not possible.",
)
UNPLACED = Text("Nu {nowhere}: {clients} van {all}.", "Now {nowhere}: {clients} of {all}.")
CARRIES = Text(
    "Wat elke gemeente draagt ({unit}), en hoeveel regels daar geen ruimte meer laten:",
    "What each municipality carries ({unit}), and how many rules leave no more room there:",
)
CARRY = Text("- {place}: {amounts}{rules}.", "- {place}: {amounts}{rules}.")
RULES = Text(" (vol: {rules})", " (full: {rules})")
IN = Text("{amount} in {period}", "{amount} in {period}")
BINDING = Text("Regels die geen ruimte meer laten:", "Rules that leave no more room:")
BOUND = Text("- {rule} ({count}): {places}.", "- {rule} ({count}): {places}.")
UNNAMED = Text("- {rule}.", "- {rule}.")
SHORT = Text(
    "Afspraken die net wel of niet worden gehaald. Met één cliënt minder wordt het tekort groter:",
    "Agreements that are just met, or not met. With one client fewer the shortfall grows:",
)
REST = Text("en nog {count}", "and {count} more")
FEW = 4


def told(facts: Mapping[str, Any], names: Names) -> Text:
    """Return the answer in sentences."""
    lines = [STATUS[facts["status"]], GOALS, *(_goal(row, names) for row in facts["goals"])]
    if facts["unplaced"] is not None:
        left = facts["unplaced"]
        nowhere = names.nowhere
        lines.append(said(UNPLACED, nowhere=nowhere, clients=figure(left["clients"]), all=figure(left["of"])))
    lines += _municipalities(facts, names)
    full = [row for row in facts["binding"] if "side" not in row]
    least = [row for row in facts["binding"] if "side" in row]
    lines += [
        *([BINDING] if full else []),
        *_rules(full, names),
        *([SHORT] if least else []),
        *_rules(least, names),
    ]
    return texts([*lines, *(fairness(facts["fairness"], names) if "fairness" in facts else [])])


def _goal(row: Mapping[str, Any], names: Names) -> Text:
    name, unit = row["name"], names.unit(row["name"])
    if isinstance(row["value"], str):
        return said(
            Text("- {goal}: {value}.", "- {goal}: {value}."), goal=names.goal(name), value=row["value"]
        )
    value, bound = (Text(*(shown(row[key], unit, each) for each in LANGUAGES)) for key in ("value", "bound"))
    return said(PROVEN if row["proven"] else OPEN, goal=names.goal(name), value=value, bound=bound)


def _municipalities(facts: Mapping[str, Any], names: Names) -> list[Text]:
    lines = [_carry(row, names) for row in facts["municipalities"] if row["carries"]]
    return [said(CARRIES, unit=names.model.loads), *cut(lines)] if lines else []


def _carry(row: Mapping[str, Any], names: Names) -> Text:
    carries = row["carries"]
    several = len(carries) > 1
    amounts = enumerated(
        said(IN, amount=figure(each["amount"]), period=str(each["period"]))
        if several
        else figure(each["amount"])
        for each in carries
    )
    counts: dict[str, int] = {}
    for rule in row["rules"]:
        if "side" not in rule:
            counts[rule["rule"]] = counts.get(rule["rule"], 0) + 1
    rules = enumerated(
        said(Text("{count} × {rule}", "{count} × {rule}"), count=count, rule=_title(rule, names))
        for rule, count in counts.items()
    )
    return said(
        CARRY,
        place=names.place(row["municipality"]),
        amounts=amounts,
        rules=said(RULES, rules=rules) if counts else as_is(""),
    )


def _rules(rows: Sequence[Mapping[str, Any]], names: Names) -> list[Text]:
    """Return a line per rule with the first places, and how many more."""
    lines = []
    for rule, found in groupby(rows, key=lambda row: row["rule"]):
        named = [_where(row, names) for row in found if row["place"] is not None or row["period"] is not None]
        shown_first = named[:FEW] + ([said(REST, count=len(named) - FEW)] if len(named) > FEW else [])
        title = names.rule({"rule": rule})
        title = Text(title.nl[:1].upper() + title.nl[1:], title.en[:1].upper() + title.en[1:])
        places = joined(
            [
                each if not index else Text(f", {each.nl}", f", {each.en}")
                for index, each in enumerate(shown_first)
            ]
        )
        lines.append(said(BOUND if named else UNNAMED, rule=title, count=len(named), places=places))
    return lines


def _where(row: Mapping[str, Any], names: Names) -> Text:
    place = names.place(row["place"]) if row["place"] is not None else as_is("")
    if row["period"] is None:
        return place
    return Text(f"{place.nl} {row['period']}".strip(), f"{place.en} {row['period']}".strip())


def _title(rule: str, names: Names) -> Text:
    title = names.rule({"rule": rule})
    return Text(lowered(title.nl), lowered(title.en))
