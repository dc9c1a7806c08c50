"""What is wrong with an input, where, and what was expected instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from u16opt.texts import Language, Text


@dataclass(frozen=True)
class Problem:
    """One fault in an instance, with the place a person must go to mend it.

    Parameters
    ----------
    file
        File name, or ``workbook.xlsx[sheet]`` for a sheet.
    expected
        What should have stood there, in both languages.
    row
        Row as a spreadsheet counts it (the header is row 1); None for the whole file.
    column
        Column name, or the dotted path of a setting; None for the whole row or file.
    value
        The text that was found; None when nothing was found.
    level
        A ``warning`` does not stop a solve; an ``error`` does.
    """

    file: str
    expected: Text
    row: int | None = None
    column: str | None = None
    value: str | None = None
    level: Literal["error", "warning"] = "error"

    def text(self, language: Language = "nl") -> str:
        """Return the problem as one line: place, value, what is expected."""
        words = {"nl": ("rij", "kolom", "verwacht"), "en": ("row", "column", "expected")}[language]
        place = self.file
        if self.row is not None:
            place += f", {words[0]} {self.row}"
        if self.column is not None:
            place += f", {words[1]} {self.column}"
        found = "" if self.value is None else f' "{self.value}";'
        return f"{place}:{found} {words[2]}: {self.expected[language]}"

    def as_dict(self, language: Language = "nl") -> dict[str, str | int | None]:
        """Return the problem with one key per part, for JSON."""
        return {
            "level": self.level,
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "expected": self.expected[language],
        }


class InputError(ValueError):
    """The input cannot be used; carries every problem found, not only the first.

    Parameters
    ----------
    problems
        At least one problem of level ``error``; warnings may be among them.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.text("en") for problem in self.problems))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        """Stay what it is on the way from one process to another."""
        return type(self), (self.problems,)
