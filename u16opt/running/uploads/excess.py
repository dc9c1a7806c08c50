"""What is said when an upload is too large: which limit there is, and what to do."""

from __future__ import annotations

from u16opt.problems import Problem
from u16opt.running.uploads.upload import MEBIBYTE, UploadLimits
from u16opt.texts import Text


def unpacked(file: str, limits: UploadLimits) -> Problem:
    """Return the problem that too much comes out."""
    size = f"{limits.unpacked / MEBIBYTE:g} MiB"
    return Problem(
        file,
        Text(
            f"uitgepakt hoogstens {size}; laat weg wat geen invoer is, of deel de invoer op",
            f"at most {size} unpacked; leave out what is no input, or divide the input",
        ),
    )


def ratio(file: str, limits: UploadLimits) -> Problem:
    """Return the problem that something grows too much when it is unpacked."""
    return Problem(
        file,
        Text(
            f"inhoud die uitgepakt hoogstens {limits.ratio} keer zo groot wordt; "
            "pak de bestanden zelf opnieuw in, zonder lege rijen en kolommen",
            f"content that becomes at most {limits.ratio} times as large when unpacked; "
            "pack the files again yourself, without empty rows and columns",
        ),
    )


def entries(file: str, limits: UploadLimits) -> Problem:
    """Return the problem that there are too many files."""
    most = limits.entries
    return Problem(
        file,
        Text(
            f"hoogstens {nl(most)} bestanden; pak alleen de map van de instantie in",
            f"at most {en(most)} files; pack the folder of the instance only",
        ),
    )


def table_rows(file: str, limits: UploadLimits) -> Problem:
    """Return the problem that a table is too long."""
    most = limits.table_rows
    return Problem(
        file,
        Text(
            f"hoogstens {nl(most)} rijen in een tabel; voeg gelijke rijen samen, of deel de invoer op",
            f"at most {en(most)} rows in a table; merge equal rows, or divide the input",
        ),
    )


def rows(file: str, limits: UploadLimits) -> Problem:
    """Return the problem that all tables together are too long."""
    most = limits.rows
    return Problem(
        file,
        Text(
            f"hoogstens {nl(most)} rijen in alle tabellen samen; "
            "voeg gelijke rijen samen, of deel de invoer op",
            f"at most {en(most)} rows in all tables together; merge equal rows, or divide the input",
        ),
    )


def cells(file: str, limits: UploadLimits) -> Problem:
    """Return the problem that sheets are too wide and too long."""
    most = limits.cells
    return Problem(
        file,
        Text(
            f"hoogstens {nl(most)} cellen in alle werkbladen samen, ook de lege ertussen; "
            "verwijder losse cellen ver onder of naast een tabel",
            f"at most {en(most)} cells in all sheets together, the empty ones between them as well; "
            "remove single cells far below or beside a table",
        ),
    )


def values(file: str, limits: UploadLimits) -> Problem:
    """Return the problem that there are too many values."""
    most = limits.values
    return Problem(
        file,
        Text(
            f"hoogstens {nl(most)} waarden in alle tabellen samen; deel de invoer op",
            f"at most {en(most)} values in all tables together; divide the input",
        ),
    )


def length(file: str, row: int | None, column: str, limits: UploadLimits) -> Problem:
    """Return the problem that a text is too long."""
    most = limits.length
    return Problem(
        file,
        Text(
            f"hoogstens {nl(most)} tekens in een cel; kort deze tekst in",
            f"at most {en(most)} characters in a cell; shorten this text",
        ),
        row,
        column or None,
    )


def more(file: str, count: int, limits: UploadLimits) -> Problem:
    """Return the problem that there are more problems than are told one by one."""
    told = limits.problems
    return Problem(
        file,
        Text(
            f"invoer met minder fouten; na de eerste {nl(told)} zijn er nog {nl(count)}",
            f"input with fewer faults; after the first {en(told)} there are {en(count)} more",
        ),
    )


def memory(file: str) -> Problem:
    """Return the problem that reading takes more memory than there is."""
    return Problem(
        file,
        Text(
            "invoer die in het geheugen van deze dienst past; deel de invoer op",
            "input that fits into the memory of this service; divide the input",
        ),
    )


def nl(number: int) -> str:
    """Return a number as it is written in Dutch."""
    return f"{number:,}".replace(",", ".")


def en(number: int) -> str:
    """Return a number as it is written in English."""
    return f"{number:,}"
