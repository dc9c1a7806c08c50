"""Words of every report: what a status, a mode and a table are called."""

from __future__ import annotations

from collections.abc import Mapping

from u16opt.texts import Text

STATUS: Mapping[str, Text] = {
    "optimal": Text("bewezen optimaal", "proven optimal"),
    "feasible": Text("haalbaar, niet bewezen optimaal", "feasible, not proven optimal"),
    "infeasible": Text(
        "niet mogelijk: deze regels gaan niet samen", "infeasible: these rules cannot hold together"
    ),
    "no_solution": Text("geen voorstel gevonden binnen de tijd", "no proposal found in the time given"),
}

MODE: Mapping[str, Text] = {
    "fact": Text("feit", "fact"),
    "hard": Text("hard", "hard"),
    "soft": Text("zacht", "soft"),
    "off": Text("uit", "off"),
}

SETTING: Mapping[str, Text] = {
    "share": Text("aandeel", "share"),
    "limit": Text("grens", "limit"),
    "allowance": Text("ruimte", "allowance"),
}

POOLED = Text("alle gemeenten samen", "all municipalities together")

PROVENANCE: Mapping[str, Text] = {
    "bron": Text("bron", "sourced"),
    "berekend": Text("berekend", "computed"),
    "synthetisch": Text("synthetisch", "synthetic"),
}

TABLE: Mapping[str, Text] = {
    "municipalities": Text("gemeenten", "municipalities"),
    "neighbourhoods": Text("wijken", "neighbourhoods"),
    "contingents": Text("contingenten", "contingents"),
    "supply": Text("woningen", "homes"),
    "client_groups": Text("cliënten", "clients"),
    "placed": Text("al verhuurd", "already let"),
    "support": Text("ondersteuning", "support"),
    "budgets": Text("budgetten", "budgets"),
    "locations": Text("locaties", "locations"),
    "sites": Text("mogelijke locaties", "possible sites"),
    "demand": Text("vraag", "demand"),
    "recalibration": Text("herijking", "recalibration"),
    "distances": Text("afstanden", "distances"),
    "previous": Text("vorig voorstel", "previous proposal"),
    "instance": Text("instellingen", "settings"),
}

EMPTY = Text("Geen rijen.", "No rows.")
YES, NO = Text("ja", "yes"), Text("nee", "no")
PERCENT = Text("%", "%")
WEIGHTED_SUM = Text("gewogen som", "weighted sum")


def as_is(text: str) -> Text:
    """Return a text that is the same in both languages."""
    return Text(text, text)


def yes_no(answer: bool) -> Text:
    """Return ja or nee."""
    return YES if answer else NO


def table_title(name: str) -> Text:
    """Return what people call a table; its own name when that is not known."""
    return TABLE.get(name, as_is(name))


def each(texts: list[Text], separator: str = ", ") -> Text:
    """Return several texts as one, in both languages."""
    return Text(separator.join(text.nl for text in texts), separator.join(text.en for text in texts))
