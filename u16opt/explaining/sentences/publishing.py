"""What a published answer says instead of what may not leave the house."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from u16opt.explaining.names import LANGUAGES, Names, texts
from u16opt.explaining.sentences.amounts import cut, figure, said
from u16opt.explaining.sentences.goals import changed_goals
from u16opt.explaining.sentences.why_not import forbidding
from u16opt.export.suppression import SECRET, is_mark
from u16opt.texts import Language, Text

ABOUT_ONE = Text(
    "Deze vraag gaat over een groep cliënten. Buiten de deur blijven daarvan alleen doelen en regels over.",
    "This question is about one group of clients. Outside the house only goals and rules remain of it.",
)
BETWEEN = Text("Wie van plaats verandert, per gemeente:", "Who changes place, by municipality:")
MOVE = Text("- van {before} naar {after}: {clients}.", "- from {before} to {after}: {clients}.")
NOTE = Text(
    "Niet gepubliceerd: groepen cliënten, en regels tekst waaruit een klein aantal mensen blijkt.",
    "Not published: groups of clients, and lines of text that show a small number of people.",
)
SMALL = Text(
    "<{small}: 1 tot en met {most}. {secret}: niet getoond, omdat anders een klein aantal is uit te rekenen.",
    "<{small}: 1 to {most}. {secret}: not shown, because a small number could be worked out from it.",
)
NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*")
COUNTED = re.compile(r"(?<![\w.,])(\d+) (?:cliënt|client)(?!-)")


@dataclass(frozen=True)
class Secrets:
    """What may not be in a text.

    Parameters
    ----------
    codes
        Of groups of clients.
    numbers
        What is hidden in the facts, as it may be written.
    threshold
        Smallest count of people that is shown; 1 or less hides nothing.
    """

    codes: Collection[str]
    numbers: Collection[float]
    threshold: int

    def names_group(self, text: str) -> bool:
        """Return whether a text names a group."""
        return bool(self.codes) and self._pattern.search(text) is not None

    def told_by(self, line: str, language: Language) -> bool:
        """Return whether a line of text tells any of it."""
        small = any(0 < int(each) < self.threshold for each in COUNTED.findall(line))
        return (
            small or self.names_group(line) or any(each in self.numbers for each in _numbers(line, language))
        )

    @property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(self.codes)))})(?!\w)")


def about_one(facts: Mapping[str, Any], threshold: int, names: Names) -> Text:
    """Return what may be told of a question about one group: goals and rules."""
    rows = [row for row in facts.get("goals", ()) if not any(map(is_mark, row.values()))]
    word = next((key for row in rows for key in row if key not in ("name", "current")), "")
    goals = changed_goals(rows, word, names) if word else []
    rules = [row for key in ("members", "blocking") for row in facts.get(key, ())]
    return texts([ABOUT_ONE, *goals, *([forbidding(rules, names)] if rules else []), *marks(threshold)])


def reduced(text: Text, secrets: Secrets, moves: Sequence[Mapping[str, Any]], names: Names) -> Text:
    """Return a text without the lines that tell a secret, and with what moves between municipalities."""
    kept = Text(*("\n".join(_kept(text[each], each, secrets)) for each in LANGUAGES))
    return texts([*([kept] if kept.nl else []), *_moves(moves, names), NOTE, *marks(secrets.threshold)])


def _kept(text: str, language: Language, secrets: Secrets) -> Iterator[str]:
    """Yield the lines that tell no secret, without headings of lists that are gone."""
    lines = [line for line in text.split("\n") if not secrets.told_by(line, language)]
    for line, following in zip(lines, [*lines, ""][1:], strict=True):
        if not line.endswith(":") or following.startswith("- "):
            yield line


def marks(threshold: int) -> list[Text]:
    """Return what the marks mean."""
    return [said(SMALL, small=threshold, most=threshold - 1, secret=SECRET)] if threshold > 1 else []


def _moves(moves: Sequence[Mapping[str, Any]], names: Names) -> list[Text]:
    lines = [
        said(
            MOVE,
            before=names.place(row["from"]),
            after=names.place(row["to"]),
            clients=figure(row["clients"]),
        )
        for row in moves
    ]
    return [BETWEEN, *cut(lines)] if lines else []


def _numbers(line: str, language: Language) -> Iterator[float]:
    for found in NUMBER.findall(line):
        thousands, decimal = (".", ",") if language == "nl" else (",", ".")
        token = found.rstrip(".,").replace(thousands, "").replace(decimal, ".")
        if token.count(".") < 2:
            yield float(token)
