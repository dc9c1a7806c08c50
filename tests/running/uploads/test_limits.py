"""How large an upload may be: each limit is measured, is told, and is never taken from what the file says."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from support.uploaded import (
    COMPLETE,
    JSON,
    ODS,
    XLSX,
    ZIP,
    booked,
    content_of,
    only,
    sent,
    workbook,
    zipped,
)

from u16opt.running.uploading import Upload

MEBIBYTE = 1024 * 1024


def told(upload: Upload, file: str, nl: str, en: str) -> None:
    """See that an upload is refused with one problem that says the limit and what to do."""
    problem = only(upload)
    assert (problem.file, problem.value) == (file, None)
    assert nl in problem.expected.nl
    assert en in problem.expected.en
    assert ";" in problem.expected.nl, "after the limit comes what to do"


def test_bytes() -> None:
    """Tests that more bytes than allowed are refused, packed in a zip or in a workbook, or as they are."""
    nl, en = "uitgepakt hoogstens 0.00095", "at most 0.00095"
    told(sent(zipped(COMPLETE), ZIP, unpacked=1000), "upload.zip", nl, en)
    told(sent(booked(COMPLETE), XLSX, "a.xlsx", unpacked=1000), "a.xlsx", nl, en)
    told(sent(content_of(), JSON, unpacked=1000), "upload.json", nl, en)


def test_what_is_not_taken_is_not_unpacked() -> None:
    """Tests that a large file that is no part of the instance does not count."""
    assert sent(zipped({**COMPLETE, "map.png": "x" * 100_000}), ZIP, unpacked=50_000).facts is not None


def bomb(name: str = "supply.csv", size: int = 3 * MEBIBYTE) -> bytes:
    """Return a zip with a file that grows a thousand times."""
    return zipped({**COMPLETE, name: COMPLETE["supply.csv"] + "\n" * size})


def test_ratio() -> None:
    """Tests that a file that grows more than 200 times is refused, and one below a mebibyte is not."""
    told(sent(bomb(), ZIP), "supply.csv", "hoogstens 200 keer zo groot", "at most 200 times as large")
    assert sent(bomb(size=MEBIBYTE // 2), ZIP).facts is not None


def test_ratio_of_a_workbook() -> None:
    """Tests that parts of a workbook are measured as well, those that nobody reads too."""
    content = BytesIO(booked(COMPLETE))
    with ZipFile(content, "a", ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/image.bmp", bytes(3 * MEBIBYTE))
    told(sent(content.getvalue(), XLSX), "xl/media/image.bmp", "hoogstens 200 keer", "at most 200 times")


def test_a_size_that_is_a_lie() -> None:
    """Tests that a file is measured while it is unpacked, whatever the zip says of its size."""
    content = bytearray(bomb())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.find(b"supply.csv")
        while place >= 0:
            header = content.rfind(signature, 0, place)
            if header >= 0 and place - header in (30, 46):
                content[header + offset : header + offset + 4] = (100).to_bytes(4, "little")
            place = content.find(b"supply.csv", place + 1)
    assert only(sent(bytes(content), ZIP)).file == "supply.csv"


def test_ratio_of_all_files_together() -> None:
    """Tests that many files, each too small to be asked for its ratio, are counted together."""
    many = {f"scenarios/{number}.toml": "#" + "x" * 900_000 for number in range(9)}
    told(sent(zipped({**COMPLETE, **many}), ZIP), "upload.zip", "hoogstens 200 keer", "at most 200 times")


def test_entries() -> None:
    """Tests that too many files are refused before any is unpacked."""
    files = {**COMPLETE, **{f"docs/{number}": "" for number in range(1001)}}
    told(sent(zipped(files), ZIP), "upload.zip", "hoogstens 1.000 bestanden", "at most 1,000 files")
    listed = b"PK\x01\x02" * 20_001
    told(sent(listed, ZIP), "upload.zip", "hoogstens 1.000 bestanden", "at most 1,000 files")


def test_rows_of_a_table() -> None:
    """Tests that a table that is too long is refused in every kind of file."""
    content = content_of()
    nl, en = "hoogstens 6 rijen in een tabel", "at most 6 rows in a table"
    content["tables"] = {name: rows for name, rows in content["tables"].items() if len(rows) < 7} | {
        "supply": content["tables"]["supply"]
    }
    told(sent(content, table_rows=6), "upload.json[supply]", nl, en)
    told(
        sent(zipped({**COMPLETE, "supply.csv": "lot\n" + "\n" * 7}), ZIP, table_rows=6), "supply.csv", nl, en
    )
    book = workbook({"supply": [["lot"], *[[str(number)] for number in range(7)]]})
    told(sent(book, XLSX, table_rows=6), "upload.xlsx[supply]", nl, en)


def test_values() -> None:
    """Tests that a line or list that goes on and on is refused before it is read."""
    nl, en = "hoogstens 5.000 waarden", "at most 5,000 values"
    told(sent(zipped({**COMPLETE, "supply.csv": "lot" + "," * 5001}), ZIP, values=5000), "upload.zip", nl, en)
    told(sent({"supply": [1] * 5002}, values=5000), "upload.json", nl, en)


def test_rows_of_all_tables() -> None:
    """Tests that tables that are too long together are refused."""
    nl, en = "hoogstens 20 rijen in alle tabellen samen", "at most 20 rows in all tables together"
    told(sent(content_of(), rows=20), "upload.json", nl, en)
    told(sent(zipped(COMPLETE), ZIP, rows=20), "upload.zip", nl, en)
    told(sent(booked(COMPLETE), XLSX, rows=20), "upload.xlsx", nl, en)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
FAR_SHEETS = {
    "a cell far away": FAR,
    "without references": "<row/>" * 1000 + "<row>" + "<c><v>1</v></c>" * 20_000 + "</row>",
    "with a prefix": FAR.replace("<", "<x:").replace("<x:/", "</x:"),
    "as text in the cell": FAR.replace("<c ", '<c t="inlineStr" ').replace("<v>1</v>", "<is><t>1</t></is>"),
}


def sheet_of(rows: str) -> bytes:
    """Return a workbook whose first sheet has these rows of XML."""
    content, result = BytesIO(booked(COMPLETE)), BytesIO()
    with ZipFile(content) as parts, ZipFile(result, "w", ZIP_DEFLATED) as written:
        for name in parts.namelist():
            part: bytes | str = parts.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = f'<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
            written.writestr(name, part)
    return result.getvalue()


@pytest.mark.parametrize("rows", FAR_SHEETS.values(), ids=FAR_SHEETS)
def test_cells_that_a_workbook_spans(rows: str) -> None:
    """Tests that a small workbook that spans millions of cells is refused before room is made for them."""
    nl, en = "hoogstens 10.000.000 cellen", "at most 10,000,000 cells"
    told(sent(sheet_of(rows), XLSX), "upload.xlsx", nl, en)


def test_empty_cells_far_away_are_let_be() -> None:
    """Tests that cells that only have a colour do not count."""
    upload = sent(sheet_of('<row r="1048576"><c r="XFD1048576" s="1"/></row>'), XLSX)
    assert "cellen" not in upload.problems[0].expected.nl


TEXT = "urn:oasis:names:tc:opendocument:xmlns"


def open_document(rows: str) -> bytes:
    """Return an OpenDocument workbook with a sheet of these rows."""
    sheet = f"<table:table table:name='supply'>{rows}</table:table>"
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    spaces = " ".join(f"xmlns:{name}='{TEXT}:{name}:1.0'" for name in ("office", "table", "text"))
    return zipped(
        {
            "mimetype": ODS,
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


ROWS, COLUMNS = "table:number-rows-repeated", "table:number-columns-repeated"
CELL = "<table:table-cell office:value-type='float' office:value='1'/>"
OPEN = {
    "repeated columns": "<table:table-row>"
    + CELL.replace("/>", " table:number-columns-repeated='99999999'/>"),
    "repeated rows": "<table:table-row table:number-rows-repeated='99999999'>" + CELL,
    "empty rows before": "<table:table-row table:number-rows-repeated='99999999'/><table:table-row>" + CELL,
}


@pytest.mark.parametrize("rows", OPEN.values(), ids=OPEN)
def test_repeated_cells_of_an_open_document(rows: str) -> None:
    """Tests that repeated rows and columns count as many times as they are repeated."""
    nl, en = "hoogstens 10.000.000 cellen", "at most 10,000,000 cells"
    told(sent(open_document(f"{rows}</table:table-row>"), ODS), "upload.ods", nl, en)


def test_repeated_empty_cells_are_let_be() -> None:
    """Tests that the empty rest of a sheet, which every spreadsheet writes, does not count."""
    rest = f"<table:table-row {ROWS}='1048575'><table:table-cell {COLUMNS}='16384'/></table:table-row>"
    upload = sent(open_document(f"<table:table-row>{CELL}</table:table-row>{rest}"), ODS)
    assert {each.file for each in upload.problems} >= {"upload.ods[instance]", "upload.ods[supply]"}


def test_depth() -> None:
    """Tests that JSON that is nested deeper than 32 is refused, as a document and as boundaries."""
    deep = json.loads("[" * 31 + "]" * 31)
    problem = only(sent({"a": [deep]}))
    assert (problem.file, problem.expected.en) == ("upload.json", "lists and objects nested at most 32 deep")
    boundaries = {"type": "FeatureCollection", "features": [], "more": [deep]}
    upload = sent(zipped({**COMPLETE, "boundaries.geojson": json.dumps(boundaries)}), ZIP)
    assert (only(upload).file, only(upload).expected.nl) == (
        "boundaries.geojson",
        "lijsten en objecten hoogstens 32 diep in elkaar",
    )


LONG = "x" * 32_768


def long_texts() -> dict[str, Any]:
    """Return documents in which one text is too long."""
    cell, setting, scenario = content_of(), content_of(), content_of()
    cell["tables"]["supply"][2]["owner"] = LONG
    setting["instance"]["title"] = LONG
    scenario["scenarios"]["flexwoningen"]["title"] = LONG
    return {
        "[supply] 4 owner": cell,
        "[instance] None title": setting,
        "[scenario flexwoningen] None title": scenario,
    }


@pytest.mark.parametrize(("place", "content"), long_texts().items(), ids=long_texts())
def test_length_of_a_text(place: str, content: Any) -> None:
    """Tests that a text longer than a spreadsheet's cell is refused at its place, without showing it."""
    upload = sent(content)
    problem = only(upload)
    part, row, column = place.rsplit(" ", 2)
    assert (problem.file, str(problem.row), problem.column) == (f"upload.json{part}", row, column)
    told(
        upload,
        f"upload.json{part}",
        "hoogstens 32.767 tekens in een cel",
        "at most 32,767 characters in a cell",
    )


def test_length_of_a_number() -> None:
    """Tests that a number of a hundred thousand digits is refused for its length."""
    supply = COMPLETE["supply.csv"].replace("2,,Corp", f"{'1' * 100_000},,Corp")
    upload = sent(zipped({**COMPLETE, "supply.csv": supply}), ZIP)
    told(upload, "supply.csv", "hoogstens 32.767 tekens", "at most 32,767 characters")


def test_nul_in_settings() -> None:
    """Tests that a NUL character, which TOML can spell, is refused wherever it stands."""
    toml = COMPLETE["instance.toml"].replace("Every table once", "Every\\u0000table")
    problem = only(sent(zipped({**COMPLETE, "instance.toml": toml}), ZIP))
    assert (problem.file, problem.column) == ("instance.toml", "title")
    assert problem.expected.nl == "tekst zonder NUL-teken en zonder half teken (surrogaat)"


def test_boundaries_are_read_strictly() -> None:
    """Tests that boundaries with double keys or numbers that are none are refused."""
    text = (
        '{"type": "FeatureCollection", "features": [{"properties": {"code": "A", "x": NaN}}], "features": []}'
    )
    upload = sent(zipped({**COMPLETE, "boundaries.geojson": text}), ZIP)
    (problem,) = upload.problems
    assert (problem.file, problem.column) == ("boundaries.geojson", "features")


def test_problems() -> None:
    """Tests that of very many problems the first are told and the others counted; warnings are no such."""
    content = content_of()
    for row in content["tables"]["supply"]:
        row["homes"] = "veel"
    all_of_them = sent(content).problems
    assert len(all_of_them) > 3
    some = sent(content, problems=3)
    assert some.problems[:3] == all_of_them[:3]
    assert len(some.pointers) == len(some.problems) == 4
    last = some.problems[-1]
    assert (last.level, last.file) == ("error", "upload.json")
    assert last.expected.nl == f"invoer met minder fouten; na de eerste 3 zijn er nog {len(all_of_them) - 3}"
    assert (
        last.expected.en
        == f"input with fewer faults; after the first 3 there are {len(all_of_them) - 3} more"
    )
    warned = zipped({**COMPLETE, "a.csv": "", "b.csv": ""})
    assert sent(warned, ZIP, problems=1).facts is not None
