"""What leaves nothing of an answer to compute: tables, columns, codes, odd numbers, double rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

from u16opt.model.model import Answer
from u16opt.texts import Text

Fault = tuple[str, Text]


@dataclass(frozen=True)
class Shape:
    """What each row of one table of an answer holds.

    Parameters
    ----------
    codes
        Columns that name something the instance knows.
    counts
        Columns with a whole number, and the least it may be.
    key
        Columns that no two rows may share; all `codes` when none are given.
    """

    codes: tuple[str, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    key: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, in their order."""
        return (*self.codes, *self.counts)


@dataclass(frozen=True)
class Known:
    """The codes or years that a column may hold, and what to say of another one."""

    codes: Collection[str | int]
    otherwise: Text

    def __contains__(self, value: Any) -> bool:
        return type(value) in (str, int) and value in self.codes


def unreadable(answer: Answer, shapes: Mapping[str, Shape], known: Mapping[str, Known]) -> list[Fault]:
    """Return the faults that leave nothing to compute.

    Parameters
    ----------
    answer
        The answer, of which nothing is taken for granted.
    shapes
        The tables it must have, by name.
    known
        What may stand in each column of codes, by its name.
    """
    faults = list(_tables(answer, shapes))
    for table, shape in shapes.items():
        if table not in answer:
            continue
        wrong = list(_columns(table, shape, answer))
        faults += wrong or [
            *_codes(table, shape, answer, known),
            *_counts(table, shape, answer),
            *_doubles(table, shape, answer),
        ]
    return faults


def at(place: str, reason: Text) -> Text:
    """Return a message that begins with where the fault is."""
    return Text(f"{place}: {reason.nl}", f"{place}: {reason.en}")


def _tables(answer: Answer, shapes: Mapping[str, Shape]) -> Iterator[Fault]:
    for name in sorted(set(answer) - set(shapes)):
        yield "answer", Text(f"onbekende tabel of sleutel: {name}", f"unknown table or key: {name}")
    for name in sorted(set(shapes) - set(answer)):
        yield "answer", Text(f"tabel ontbreekt: {name}", f"missing table: {name}")


def _columns(table: str, shape: Shape, answer: Answer) -> Iterator[Fault]:
    for number, row in enumerate(answer[table], start=1):
        if not isinstance(row, Mapping) or set(row) != set(shape.columns):
            words = ", ".join(shape.columns)
            reason = Text(f"de kolommen moeten zijn: {words}", f"the columns must be: {words}")
            yield "answer", at(f"{table} {number}", reason)


def _codes(table: str, shape: Shape, answer: Answer, known: Mapping[str, Known]) -> Iterator[Fault]:
    for number, row in enumerate(answer[table], start=1):
        for column in shape.codes:
            if row[column] not in known[column]:
                yield column, at(f"{table} {number}: {row[column]}", known[column].otherwise)


def _counts(table: str, shape: Shape, answer: Answer) -> Iterator[Fault]:
    for number, row in enumerate(answer[table], start=1):
        for column, least in shape.counts.items():
            if not _whole(row[column], least):
                reason = Text(
                    f"geen heel aantal van {least} of meer", f"not a whole number of {least} or more"
                )
                yield column, at(f"{table} {number}: {row[column]}", reason)


def _whole(value: Any, least: int) -> bool:
    """Return whether a value is a whole number that is large enough; True and False are no numbers."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return False
    return float(value) >= least and float(value).is_integer()


def _doubles(table: str, shape: Shape, answer: Answer) -> Iterator[Fault]:
    seen = set()
    for row in answer[table]:
        key = tuple(str(row[column]) for column in shape.key or shape.codes)
        if key in seen:
            reason = Text("staat er twee keer in", "is listed twice")
            yield "double", at(f"{table} {' > '.join(key)}", reason)
        seen.add(key)
