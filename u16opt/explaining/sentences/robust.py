"""What `robust` says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.explaining.names import LANGUAGES, Names, filled, listed, texts
from u16opt.explaining.questions import Robust
from u16opt.model.futures import Futures
from u16opt.report.numbers import number, tidy
from u16opt.texts import Language, Text

NO_FUTURES = Text(
    "Dit model zegt niet welke cijfers anders kunnen uitvallen, dus dit valt niet uit te rekenen.",
    "This model does not say which figures may turn out otherwise, so this cannot be worked out.",
)
HOW = Text(
    "U16opt heeft {samples} keer geloot hoe vraag en aanbod uitvallen, en is nagegaan wat er "
    "dan van dit voorstel terechtkomt. Er is geloot over {demand} (spreiding {demand_share}) "
    "en {supply} (spreiding {supply_share}). Gemiddeld zijn het de cijfers van nu.",
    "How demand and supply turn out was drawn {samples} times, and what then becomes of this "
    "proposal was worked out. Drawn are {demand} (coefficient of variation {demand_share}) "
    "and {supply} ({supply_share}); on average these are the figures of now.",
)
ANEW = Text(
    "Er wordt niets opnieuw verdeeld; een nieuw voorstel zou het dus beter kunnen doen.",
    "Nothing is shared out anew, so a new proposal could do better.",
)
ESTIMATES = Text(
    "Dit zijn schattingen. Achter ± staat de standaardfout: hoever een gemiddelde er door het loten naast "
    "kan zitten.",
    "These are estimates. Behind ± is the standard error: how far off a mean may be because of the draw.",
)
STOPPED = Text(
    "Let op: er is gestopt na {samples} van de {asked} keer; de schattingen zijn dus minder zeker.",
    "Mind: it was stopped after {samples} of the {asked} times, so the estimates are less certain.",
)
GOALS = Text("Doelen (lager is beter):", "Goals (lower is better):")
GOAL = Text(
    "- {name} ({unit}): nu {current}; gemiddeld {mean} (± {error}), negen van de tien keer "
    "van {p5} tot {p95}, in de slechtste loting {worst}.",
    "- {name} ({unit}): now {current}; on average {mean} (± {error}), nine times out of ten "
    "from {p5} to {p95}, in the worst draw {worst}.",
)
STEADY = Text(
    "- {name} ({unit}): in alle lotingen {current}, zoals nu.",
    "- {name} ({unit}): {current} in all draws, as now.",
)
RULES = Text(
    "Regels die niet in elke loting worden gehaald. Het voorstel vraagt dan meer dan er is, "
    "of er komt te weinig van terecht:",
    "Rules that are not kept in every draw. The proposal then asks for more than there is, "
    "or too little comes of it:",
)
RULE = Text(
    "- {name} ({unit}): in {share} van de lotingen niet gehaald (± {share_error}); nu "
    "{current}, gemiddeld {mean} (± {error}), negen van de tien keer van {p5} tot {p95}, in "
    "de slechtste loting {worst}{where}.",
    "- {name} ({unit}): not kept in {share} of the draws (± {share_error}); now {current}, "
    "on average {mean} (± {error}), nine times out of ten from {p5} to {p95}, in the worst "
    "draw {worst}{where}.",
)
STEADY_RULE = Text(
    "- {name} ({unit}): in alle lotingen {current} ernaast, zoals nu{where}.",
    "- {name} ({unit}): off by {current} in all draws, as now{where}.",
)
MOST = Text(" (het meest: {where})", " (most of it: {where})")
HOLDING = Text(
    "In alle lotingen gehaald: {names}.",
    "Kept in all draws: {names}.",
)


def told(facts: Mapping[str, Any], question: Robust, futures: Futures, names: Names) -> Text:
    """Return the answer in sentences."""
    lines = [_how(facts, futures), futures.left, ANEW, ESTIMATES]
    if facts["samples"] < question.samples:
        counts = {"samples": facts["samples"], "asked": question.samples}
        lines.append(filled(STOPPED, counts))
    lines += [GOALS, *(_goal(row, names) for row in facts["goals"])]
    return texts([*lines, *_rules(facts["rules"], names)])


def _how(facts: Mapping[str, Any], futures: Futures) -> Text:
    said = [
        {
            "samples": number(facts["samples"], language),
            "demand": futures.demand_title[language],
            "supply": futures.supply_title[language],
            "demand_share": _share(facts["demand"], language),
            "supply_share": _share(facts["supply"], language),
        }
        for language in LANGUAGES
    ]
    return filled(HOW, *said)


def _goal(row: Mapping[str, Any], names: Names) -> Text:
    unit, title = names.unit(row["name"]), names.goal(row["name"])
    said = [{"name": title[each], **_amounts(row, unit, each)} for each in LANGUAGES]
    return filled(STEADY if _steady(row) else GOAL, *said)


def _steady(row: Mapping[str, Any]) -> bool:
    return bool(row["standardError"] == 0 and row["mean"] == row["current"])


def _rules(rows: Sequence[Mapping[str, Any]], names: Names) -> list[Text]:
    on = [row for row in rows if row["mode"] != "off"]
    broken = [row for row in on if row["shareBroken"]]
    holding = [names.rule({"rule": row["name"]}) for row in on if not row["shareBroken"]]
    lines = [RULES, *(_rule(row, names) for row in broken)] if broken else []
    if holding:
        nl, en = ({"names": listed([each[side] for each in holding], side)} for side in LANGUAGES)
        lines.append(filled(HOLDING, nl, en))
    return lines


def _rule(row: Mapping[str, Any], names: Names) -> Text:
    specification = names.model.rule(row["name"])
    where = _where(row["worstAt"], names)
    said = [
        {
            "name": specification.title[each],
            "share": _share(row["shareBroken"], each),
            "share_error": _share(row["shareBrokenStandardError"], each),
            "where": where[each],
            **_amounts(row, specification.unit, each),
        }
        for each in LANGUAGES
    ]
    return filled(STEADY_RULE if _steady(row) else RULE, *said)


def _where(at: Mapping[str, Any] | None, names: Names) -> Text:
    """Return where a rule is broken most."""
    if at is None or (at["place"] is None and at["period"] is None):
        return Text("", "")
    place = Text("", "") if at["place"] is None else names.place(at["place"])
    year = "" if at["period"] is None else str(at["period"])
    said = [{"where": ", ".join(filter(None, [place[each], year]))} for each in LANGUAGES]
    return filled(MOST, *said)


def _amounts(row: Mapping[str, Any], unit: Text, language: Language) -> dict[str, str]:
    """Return the numbers of a row without their unit, and the unit."""
    share = unit.en == "share"
    numbers = {key: row[key] for key in ("current", "mean", "p5", "p95", "worst")}
    numbers["error"] = row["standardError"]
    found = {key: _plain(100 * value if share else value, language) for key, value in numbers.items()}
    return found | {"unit": "%" if share else unit[language]}


def _plain(value: float, language: Language) -> str:
    places = 0 if abs(value) >= 1000 else 1 if abs(value) >= 1 else 3
    return number(tidy(round(value, places)), language)


def _share(share: float, language: Language) -> str:
    return f"{_plain(100 * share, language)}%"
