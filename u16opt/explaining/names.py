"""What answers call things: places, rules, goals and amounts, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from u16opt.checking import WEIGHTED_SUM
from u16opt.instance.instance import Instance
from u16opt.model.model import Model
from u16opt.report.numbers import number, tidy
from u16opt.report.words import WEIGHTED_SUM as SUM
from u16opt.report.words import as_is
from u16opt.texts import Language, Text

LANGUAGES: tuple[Language, Language] = ("nl", "en")
NOWHERE = Text("zonder plaats", "without a place")
HOMELESS = Text("zonder woning", "without a home")

SINGULAR: Mapping[str, str] = {
    "cliënten": "cliënt",
    "clients": "client",
    "gewogen cliënten": "gewogen cliënt",
    "weighted clients": "weighted client",
    "cliënt-perioden": "cliënt-periode",
    "client-periods": "client-period",
    "cliëntjaren": "cliëntjaar",
    "client-years": "client-year",
    "verhuringen": "verhuring",
    "lettings": "letting",
    "plaatsingen": "plaatsing",
    "placements": "placement",
    "plaatsen": "plaats",
    "places": "place",
    "woningen": "woning",
    "homes": "home",
    "locaties": "locatie",
    "locations": "location",
    "stappen": "stap",
    "steps": "step",
    "perioden": "periode",
    "periods": "period",
    "punten": "punt",
    "points": "point",
}
"""What one of a unit is called."""


class Names:
    """Names of everything in one instance, for one model."""

    def __init__(self, instance: Instance, model: Model) -> None:
        self.instance, self.model = instance, model

    @cached_property
    def _places(self) -> Mapping[str, str]:
        tables = ("neighbourhoods", "municipalities")
        rows = (row for table in tables for row in self.instance[table].rows())
        return {row["code"]: row["name"] or row["code"] for row in rows}

    def place(self, code: str | None) -> Text:
        """Return the name of a place; of no place, what that is called."""
        return self.nowhere if code is None else as_is(self._places.get(code, code))

    def group(self, code: str) -> Text:
        """Return what a group of clients is called: its code, or the name of its municipality."""
        if "client_groups" in self.model.tables:
            return Text(f"groep {code}", f"group {code}")
        return self.place(code)

    @property
    def nowhere(self) -> Text:
        """Return what it is called to have no place: without a home, or without a place."""
        return HOMELESS if "client_groups" in self.model.tables else NOWHERE

    def counted(self, count: int) -> Text:
        """Return a number of what has a place in this model, for instance 2 cliënten."""
        return Text(shown(count, self.model.counts, "nl"), shown(count, self.model.counts, "en"))

    def loaded(self, count: int) -> Text:
        """Return a number of what a municipality or neighbourhood carries in this model: 8 plaatsen."""
        return Text(shown(count, self.model.loads, "nl"), shown(count, self.model.loads, "en"))

    def rule(self, fact: Mapping[str, Any]) -> Text:
        """Return what a rule instance is called: draagkracht van Overvecht in 2025.

        Parameters
        ----------
        fact
            ``rule``, ``place`` and ``period`` as answers hold them.
        """
        known = {rule.name: rule.title for rule in self.model.rules}
        title = known.get(fact["rule"], FACTS.get(fact["rule"], as_is(fact["rule"])))
        place, period = fact.get("place"), fact.get("period")
        where = (
            Text("", "")
            if place is None
            else Text(f" ({self.place(place).nl})", f" ({self.place(place).en})")
            if fact["rule"] in FACTS and fact["rule"] not in known
            else Text(f" van {self.place(place).nl}", f" of {self.place(place).en}")
        )
        when = "" if period is None else f" in {period}"
        return Text(f"{lowered(title.nl)}{where.nl}{when}", f"{lowered(title.en)}{where.en}{when}")

    def goal(self, name: str) -> Text:
        """Return what a goal, or a weighted sum of goals, is called."""
        titles = [self.model.goal(each).title for each in name.split("+")]
        return Text(" + ".join(each.nl for each in titles), " + ".join(each.en for each in titles))

    def unit(self, name: str) -> Text:
        """Return the unit of a goal."""
        return self.model.goal(name).unit if "+" not in name else SUM


FACTS: Mapping[str, Text] = {
    "excluded": Text("de groep mag daar niet heen", "the group may not go there"),
    "pin": Text("vastgezette plaats", "pin"),
    "kinds": Text("er is geen soort woning die past", "there is no kind of home that suits"),
    "first_period": Text("eerste periode", "first period"),
    "clients": Text("aantal cliënten", "number of clients"),
    "demand": Text("aantal cliënten", "number of clients"),
    "basis": Text("grondslag van de verdeling", "basis of the distribution"),
    "sites": Text("locaties die er zijn of kunnen komen", "locations that are there or could come"),
}
"""What facts of the tables are called that are no rule of a model."""


def lowered(title: str) -> str:
    """Return a title as it stands inside a sentence."""
    return title[:1].lower() + title[1:]


def shown(value: float, unit: Text | str, language: Language) -> str:
    """Return an amount with its unit: shares as a percentage, euros with their sign."""
    word = unit if isinstance(unit, str) else unit[language]
    if word in ("share", "aandeel"):
        return f"{number(tidy(round(100 * value, 1)), language)}%"
    if word == "euro":
        return f"€ {number(round(value), language)}"
    if word in (WEIGHTED_SUM, "gewogen som"):
        return number(tidy(round(value, 3)), language)
    rounded = tidy(round(value, 1 if abs(value) >= 1 else 3))
    return f"{number(rounded, language)} {SINGULAR.get(word, word) if abs(rounded) == 1 else word}"


def listed(parts: Sequence[str], language: Language) -> str:
    """Return parts as a list in a sentence: a, b and c."""
    last = {"nl": " en ", "en": " and "}[language]
    return last.join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def texts(lines: Sequence[Text]) -> Text:
    """Return lines below each other, in both languages."""
    return Text("\n".join(line.nl for line in lines), "\n".join(line.en for line in lines))


def filled(template: Text, nl: Mapping[str, Any], en: Mapping[str, Any] | None = None) -> Text:
    """Return a sentence from its template, with what differs by language in `nl` and `en`."""
    return Text(template.nl.format(**nl), template.en.format(**(nl if en is None else en)))
