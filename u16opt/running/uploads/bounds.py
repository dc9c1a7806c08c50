"""Whether what was read stays within the limits, and every text in it can be kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from u16opt.instance.documents.oddities import SIGNS, possible
from u16opt.instance.schema import TABLES
from u16opt.instance.sheet import Source
from u16opt.instance.wording import Wording, wordings
from u16opt.problems import InputError, Problem
from u16opt.running.uploads import excess
from u16opt.running.uploads.upload import UploadLimits


def lines_bounded(files: Mapping[str, bytes], name: str, limits: UploadLimits) -> None:
    """Refuse CSV files with too many lines or cells before they are read: empty ones take room as well.

    Raises
    ------
    InputError
        When there are more lines than rows are allowed, or more cells.
    """
    tables = {path: content for path, content in files.items() if path.removesuffix(".csv") in TABLES}
    _rows_bounded({path: _lines(content) - 1 for path, content in tables.items()}, name, limits)
    if sum(content.count(b",") + content.count(b";") for content in tables.values()) > limits.values:
        raise InputError([excess.values(name, limits)])


def source_bounded(source: Source, name: str, limits: UploadLimits) -> None:
    """Refuse an instance with too many rows, or with texts that are too long or cannot be kept.

    Raises
    ------
    InputError
        With every such table and text.
    """
    _rows_bounded({sheet.file: len(sheet.rows) for sheet in source.sheets.values()}, name, limits)
    if problems := [problem for each in wordings(source) for problem in _unkeepable(each, limits)]:
        raise InputError(problems)


def _rows_bounded(rows: Mapping[str, int], name: str, limits: UploadLimits) -> None:
    problems = [excess.table_rows(file, limits) for file, count in rows.items() if count > limits.table_rows]
    if not problems and sum(rows.values()) > limits.rows:
        problems = [excess.rows(name, limits)]
    if problems:
        raise InputError(problems)


def _lines(content: bytes) -> int:
    return max(content.count(b"\n"), content.count(b"\r"))


def _unkeepable(wording: Wording, limits: UploadLimits) -> Iterator[Problem]:
    wrong = {text for text in set(wording.texts) if len(text) > limits.length or not possible(text)}
    if not wrong:
        return
    for row, text in zip(wording.rows, wording.texts, strict=True):
        if text in wrong and len(text) > limits.length:
            yield excess.length(wording.file, row, wording.column, limits)
        elif text in wrong:
            yield Problem(wording.file, SIGNS, row, wording.column or None)
