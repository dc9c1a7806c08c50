"""A proposal as one CSV: UTF-8, comma, decimal point, as the instance's own tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from u16opt.export.answers import columns_of, rows_of
from u16opt.export.content import Content
from u16opt.export.safe import safe
from u16opt.export.suppression import is_mark
from u16opt.model.model import Section
from u16opt.report.cells import in_language, is_number, shown
from u16opt.report.goals import UNIT
from u16opt.report.people import ReportSection
from u16opt.report.summary import Fact
from u16opt.texts import Language

HEADER = ("section", "row", "column", "value", "unit")


def csv_files(content: Content, path: Path) -> dict[Path, bytes]:
    """Return the CSV files of an export by path.

    Not internal, or of a model that has nothing internal: one long table with a line for every number of the
    report. Internal: the rows of the first table of the answer, and beside it a file for each other table
    and for the settlement, ``name-TABLE.csv``; every row ends in what it rests on, because a table alone
    says nothing about its origin.
    """
    answers = content.model.answers
    if not (content.internal and any(map(content.model.about_people, answers))):
        return {path: _written([HEADER, *_long(content)], content.language)}
    tables = {name: _answer(content, name) for name in answers} | dict(_money(content))
    return {
        path if number == 0 else path.with_name(f"{path.stem}-{name}{path.suffix}"): made
        for number, (name, made) in enumerate(tables.items())
    }


def _answer(content: Content, table: str) -> bytes:
    rows = rows_of(content.instance, content.proposal, table)
    return _table(content, columns_of(content.model.answers[table], rows), rows)


def _money(content: Content) -> Iterator[tuple[str, bytes]]:
    """Yield the settlement and the payments, where there are any."""
    entries = {"settlement": content.proposal.settlement, "transfers": content.proposal.transfers}
    for name, each in entries.items():
        rows = [entry.model_dump(by_alias=True) for entry in each]
        if rows:
            yield name, _table(content, list(rows[0]), rows)


def _table(content: Content, names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    proposal = content.proposal
    made_up = sorted({entry.table for entry in proposal.provenance if entry.status == "synthetisch"})
    basis = {
        "instance_hash": proposal.instance_hash,
        "version": proposal.versions.get("u16opt", ""),
        "seed": proposal.seed,
        "synthetic": "|".join(made_up),
    }
    lines = ([*(row.get(name, "") for name in names), *basis.values()] for row in rows)
    return _written([[*names, *basis], *lines], content.language)


def _long(content: Content) -> Iterator[tuple[Any, ...]]:
    yield "proposal", content.report.title, "", "", ""
    yield from _facts("proposal", content.report.facts)
    for section in content.tables:
        yield from _section(section, content.language)
    yield from _facts("basis", content.report.foot)


def _facts(section: str, facts: tuple[Fact, ...]) -> Iterator[tuple[Any, ...]]:
    for label, text in facts:
        yield section, label, "", text, ""


def _section(section: Section, language: Language) -> Iterator[tuple[Any, ...]]:
    """Yield a line for every cell that is no label; the unit comes from the row or from the column."""
    labels = section.labels if isinstance(section, ReportSection) else 1
    for row in section.rows:
        label = " | ".join(filter(None, (shown(cell, language) for cell in row[:labels])))
        for column, heading in list(enumerate(section.columns))[labels:]:
            if heading != UNIT:
                yield section.name, label, heading, row[column], _unit(section, row, column)
    if section.note is not None:
        yield section.name, "", "", section.note, ""


def _unit(section: Section, row: tuple[Any, ...], column: int) -> Any:
    if not (is_number(row[column]) or is_mark(row[column])):
        return ""
    if UNIT in section.columns:
        return row[section.columns.index(UNIT)]
    units = section.units if isinstance(section, ReportSection) else ()
    return (units[column] if column < len(units) else None) or ""


def _written(rows: Iterable[Iterable[Any]], language: Language) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        cells = (in_language(cell, language) for cell in row)
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue().encode("utf-8")
