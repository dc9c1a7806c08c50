"""Names of places: a code is for machines."""

from __future__ import annotations

from u16opt.instance.instance import Instance
from u16opt.report.words import as_is
from u16opt.texts import Text

GROUP = Text("een groep cliënten", "a group of clients")

THINGS = (("supply", "lot"), ("locations", "location"), ("sites", "site"))
"""Tables of what lies in a neighbourhood, and the column with their codes."""


def place_name(instance: Instance, code: str) -> str:
    """Return the name of a municipality or a neighbourhood; the code when it has none."""
    for table in ("municipalities", "neighbourhoods"):
        if code in instance[table]["code"]:
            return str(instance[table]["name"][instance[table]["code"].index(code)] or code)
    return code


def is_place(instance: Instance, code: str | None) -> bool:
    """Return whether a code is a municipality or a neighbourhood."""
    return code in instance["municipalities"]["code"] or code in instance["neighbourhoods"]["code"]


def place_label(instance: Instance, code: str | None, period: int | None) -> Text:
    """Return where and when, for instance ``Zeist (GM0355), 2024``; a client group is never named (P03)."""
    where = as_is("") if code is None else _where(instance, code)
    parts = [str(period)] if period is not None else []
    return Text(", ".join(filter(None, [where.nl, *parts])), ", ".join(filter(None, [where.en, *parts])))


def _where(instance: Instance, code: str) -> Text:
    if not is_place(instance, code) and not any(code in instance[table][key] for table, key in THINGS):
        return GROUP
    name = place_name(instance, code)
    label = name if name == code else f"{name} ({code})"
    return as_is(label)
