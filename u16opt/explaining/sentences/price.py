"""What `price` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from u16opt.explaining.names import LANGUAGES, Names, lowered, shown, texts
from u16opt.explaining.sentences.amounts import said
from u16opt.report.numbers import number, tidy
from u16opt.texts import Text

HEADING = Text(
    "Wat doet een afspraak met de doelen? Telkens is één afspraak anders: een stap ruimer, "
    "een stap strakker, of helemaal weg. Dan is alles opnieuw uitgerekend. Een min is een "
    "verbetering, een plus een verslechtering. Een doel dat er niet staat, blijft gelijk. "
    "Wat het meest uitmaakt, staat vooraan.",
    "What does an agreement do to the goals? Each time one agreement is different: a step "
    "wider, a step tighter, or gone. Then everything was worked out again. Minus is better, "
    "plus is worse. A goal that is not named stays the same. What matters most comes first.",
)
PRICE = Text("- {rule}. {sides}", "- {rule}. {sides}")
WHOLE = Text("{rule}, de hele regel", "{rule}, the whole rule")
WITH_MORE = Text("Met {unit} meer", "With {unit} more")
WITH_LESS = Text("Met {unit} minder", "With {unit} less")
WITHOUT = Text(
    "Zonder deze afspraak",
    "Without this agreement",
)
SIDE = Text("{change}: {outcome}.", "{change}: {outcome}.")
NO_DIFFERENCE = Text("geen verschil", "no difference")
CANNOT = Text("dat kan niet", "that cannot be")
AMOUNT = Text("{goal} {sign}{amount}", "{goal} {sign}{amount}")
FREE = Text(
    "{count} afspraken kosten niets: ruimer, strakker (als dat kan) of zonder verandert geen enkel doel.",
    "{count} agreements cost nothing: wider, tighter (where that can be) or without, no goal changes.",
)
FREE_ONE = Text(
    "1 afspraak kost niets: ruimer, strakker (als dat kan) of zonder verandert geen enkel doel.",
    "1 agreement costs nothing: wider, tighter (where that can be) or without, no goal changes.",
)
MORE = Text("- en nog {count} afspraken met een prijs.", "- and {count} more agreements with a price.")
SLACK = Text(
    "In {count} andere afspraken zit in dit voorstel nog ruimte; die zijn niet doorgerekend. Vraag er met "
    "--rule, --place of --period naar.",
    "In {count} other agreements the proposal leaves room; these were not worked out. Ask for them with "
    "--rule, --place or --period.",
)
NOT_WORKED_OUT = Text(
    "De tijd was op: {count} afspraken zijn niet doorgerekend.",
    "Time ran out: {count} agreements were not worked out.",
)
OFF = Text(
    "Deze regel staat uit: zij houdt niets tegen en kost dus niets.",
    "This rule is off: it holds nothing back, so it costs nothing.",
)
NOTHING_ASKED = Text("Er is hier geen afspraak die iets kan kosten.", "No agreement here can cost anything.")
FAIRNESS = Text("Wat eerlijk delen kost:", "What sharing fairly costs:")
FAIR = Text(
    "- Als {goal} het minst belangrijke doel was: {outcome}.",
    "- If {goal} were the least important goal: {outcome}.",
)

POINTS = Text("procentpunt", "percentage points")
SIDES = ("wider", "tighter", "without")
LONGEST = 20


def told(facts: Mapping[str, Any], names: Names) -> Text:
    """Return the answer in sentences."""
    if facts["off"]:
        return OFF
    rows: Sequence[Mapping[str, Any]] = facts["prices"]
    priced = [row for row in rows if not _free(row)]
    lines = [_price(row, names) for row in priced[:LONGEST]]
    if len(priced) > LONGEST:
        lines.append(said(MORE, count=len(priced) - LONGEST))
    lines += _rest(facts, len(rows) - len(priced))
    fair = [_fair(row, names) for row in facts["fairness"]]
    return texts([HEADING if facts["asked"] else NOTHING_ASKED, *lines, *([FAIRNESS] if fair else []), *fair])


def _rest(facts: Mapping[str, Any], free: int) -> Iterator[Text]:
    if free:
        yield FREE_ONE if free == 1 else said(FREE, count=free)
    if facts["slack"]:
        yield said(SLACK, count=facts["slack"])
    if facts["notWorkedOut"]:
        yield said(NOT_WORKED_OUT, count=facts["notWorkedOut"])


def _free(row: Mapping[str, Any]) -> bool:
    """Return whether no goal changes, whatever is done."""
    return not any(change["amount"] for side in SIDES for change in row[side])


def _price(row: Mapping[str, Any], names: Names) -> Text:
    title = Text(*(_capital(names.rule(row)[each]) for each in LANGUAGES))
    agreement = names.model.rule(row["rule"]).agreement
    if row["place"] is None and row["period"] is None and not (agreement and agreement.setting):
        title = said(WHOLE, rule=title)
    sides = [_side(row, side, names) for side in SIDES if row[side] or side in row["impossible"]]
    nl, en = (" ".join(side[each] for side in sides) for each in LANGUAGES)
    return said(PRICE, rule=title, sides=Text(nl, en))


def _side(row: Mapping[str, Any], side: str, names: Names) -> Text:
    outcome = CANNOT if side in row["impossible"] else outcome_of(row[side], names)
    return said(SIDE, change=_change(row, side, names), outcome=outcome)


def _change(row: Mapping[str, Any], side: str, names: Names) -> Text:
    """Return what is done: a larger number is more room in one rule, and less in another."""
    agreement = names.model.rule(row["rule"]).agreement
    if side == "without" or agreement is None:
        return WITHOUT
    template = WITH_MORE if (side == "wider") == (agreement.wider == 1) else WITH_LESS
    return said(template, unit=_measured(agreement.step, agreement.unit))


def outcome_of(changes: Iterable[Mapping[str, Any]], names: Names) -> Text:
    """Return by how much goals change; those that do not are left out."""
    parts = [_amount(change, names) for change in changes if change["amount"]]
    if not parts:
        return NO_DIFFERENCE
    return Text(*(", ".join(part[each] for part in parts) for each in LANGUAGES))


def _amount(change: Mapping[str, Any], names: Names) -> Text:
    name, value = change["name"], change["amount"]
    goal = Text(*(lowered(names.goal(name)[each]) for each in LANGUAGES))
    sign = "+" if value > 0 else "-"
    return said(AMOUNT, goal=goal, sign=sign, amount=_measured(abs(value), names.unit(name)))


def _measured(value: float, unit: Text) -> Text:
    """Return an amount with its unit; a difference of shares in percentage points."""
    if unit.en == "share":
        points = tidy(round(100 * value, 1 if value >= 0.01 else 3))
        return Text(f"{number(points, 'nl')} {POINTS.nl}", f"{number(points, 'en')} {POINTS.en}")
    return Text(*(shown(value, unit, each) for each in LANGUAGES))


def _fair(row: Mapping[str, Any], names: Names) -> Text:
    goal = Text(*(lowered(names.goal(row["name"])[each]) for each in LANGUAGES))
    return said(FAIR, goal=goal, outcome=outcome_of(row["without"], names))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
