"""How shortages are put into words: groups by name where they are few, numbers as people write them."""

from __future__ import annotations

from collections.abc import Sequence

from u16opt.explaining.names import LANGUAGES, listed
from u16opt.report.numbers import number
from u16opt.texts import Language, Text

FEW = 4
"""More groups than this are counted, not named."""

CLIENTS = Text("cliënt|cliënten", "client|clients")


def counted(count: int, noun: Text) -> Text:
    """Return a number with its noun, which stands as ``one|many``."""
    said = (f"{number(count, each)} {noun[each].split('|')[count != 1]}" for each in LANGUAGES)
    return Text(*said)


def several(names: Sequence[str], noun: Text) -> Text:
    """Return names with their noun (``one|many``); many names are only counted."""
    if len(names) > FEW:
        return counted(len(names), noun)

    def said(language: Language) -> str:
        return f"{noun[language].split('|')[len(names) != 1]} {listed(names, language)}"

    return Text(said("nl"), said("en"))


def sentence(template: Text, **parts: Text | int | str) -> Text:
    """Return a template with its parts filled in; whole numbers in the notation of the language."""

    def said(language: Language) -> str:
        values = {
            name: part[language]
            if isinstance(part, Text)
            else part
            if isinstance(part, str)
            else number(part, language)
            for name, part in parts.items()
        }
        return template[language].format(**values)

    return Text(said("nl"), said("en"))
