"""An upload that has been read, and how large one may be."""

from __future__ import annotations

from dataclasses import dataclass

from u16opt.problems import Problem
from u16opt.store.records import Files, InstanceFacts, Shape

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class UploadLimits:
    """How large an upload may be; a whole country (30,000 client groups) is far below it.

    Parameters
    ----------
    unpacked
        Bytes of all that is in it, unpacked.
    ratio
        How many times as large as packed a file, or all of them, may be; below `small` that does not count.
    small
        Bytes of an unpacked file that is too small to ask for its ratio.
    entries
        Files in a zip, or parts in a workbook.
    table_rows, rows
        Rows of one table, and of all tables together.
    cells
        Cells of all sheets of a workbook, the empty ones between the others included.
    values
        Values in a JSON document, or cells of CSV files, counted by what stands between them.
    depth
        How deep lists and objects in JSON may be nested.
    length
        Characters in a cell or another text: what a spreadsheet can hold.
    problems
        Problems that are told one by one; of any more only the number is.
    """

    unpacked: int = 256 * MEBIBYTE
    ratio: int = 200
    small: int = MEBIBYTE
    entries: int = 1_000
    table_rows: int = 1_000_000
    rows: int = 3_000_000
    cells: int = 10_000_000
    values: int = 40_000_000
    depth: int = 32
    length: int = 32_767
    problems: int = 10_000


@dataclass(frozen=True)
class Upload:
    """What was made of an upload.

    Parameters
    ----------
    files
        What is kept of it: the files of the instance's folder, or the one file that it is.
    facts
        What lists show of it; None when anything is wrong with it.
    problems
        What ``u16opt check`` says of the same content, and before it what only an upload is asked for.
    pointers
        For each problem where it is in the body (RFC 6901); None for a body that is no JSON.
    """

    files: Files
    shape: Shape
    facts: InstanceFacts | None
    problems: tuple[Problem, ...]
    pointers: tuple[str | None, ...]
