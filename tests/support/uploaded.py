"""What somebody could upload: an instance as a zip, a workbook or a document."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from support.complete import FILES
from support.writing import inline

from u16opt.instance.documents.writing import document_of
from u16opt.problems import Problem
from u16opt.running.uploading import Upload, UploadLimits, read_upload

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = [ROOT / "instances" / name for name in ("tiny", "u16-2024", "u16-2024-2028")]
TINY = SHIPPED[0]

JSON, ZIP, XLS = "application/json", "application/zip", "application/vnd.ms-excel"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

Files = Mapping[str, bytes | str]

WELL_PLACED = FILES["neighbourhoods.csv"].replace("B1,B,Twee,700,300,,", "B1,B,Twee,700,300,52.01,5.21")
"""Neighbourhoods of the complete instance, with coordinates for both: so it is sound for every model."""

COMPLETE = {**FILES, "neighbourhoods.csv": WELL_PLACED}


def files_of(folder: Path, top: str = "") -> dict[str, bytes]:
    """Return the files of an instance as they would stand in a zip."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return {top + file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def zipped(files: Files) -> bytes:
    """Return a zip with these files."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def booked(files: Files) -> bytes:
    """Return a workbook with the same instance as the files of a folder, scenarios as well."""
    sheets: dict[str, list[list[Any]]] = {}
    for name, content in files.items():
        text = content.decode() if isinstance(content, bytes) else content
        if name == "instance.toml":
            sheets["instance"] = [["key", "value"], *map(list, _leaves(tomllib.loads(text), ""))]
        elif name.startswith("scenarios/"):
            scenario = name.removeprefix("scenarios/").removesuffix(".toml")
            sheets[f"scenario {scenario}"] = [
                ["key", "value"],
                *map(list, _leaves(_counted(tomllib.loads(text)), "")),
            ]
        elif name.endswith(".csv"):
            sheets[name.removesuffix(".csv")] = list(csv.reader(StringIO(text)))
    return workbook(sheets)


def workbook(sheets: Mapping[str, list[list[Any]]]) -> bytes:
    """Return a workbook with these sheets of cells; long names are cut as a spreadsheet does."""
    packed = BytesIO()
    with xlsxwriter.Workbook(packed, {"strings_to_formulas": False, "in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name[:31])
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return packed.getvalue()


def content_of(folder: Path = TINY) -> Any:
    """Return the document of an instance, to change something in it."""
    return json.loads(document_of(folder))


def sent(content: Any, media: str = JSON, name: str | None = None, **limits: int) -> Upload:
    """Return what is made of an upload; what is not bytes is written as JSON."""
    written = content if isinstance(content, bytes) else json.dumps(content).encode()
    return read_upload(written, media, name, UploadLimits(**limits))


def only(upload: Upload) -> Problem:
    """Return the one problem of an upload that is refused."""
    (problem,) = upload.problems
    assert (upload.facts, problem.level) == (None, "error")
    return problem


def _counted(content: dict[str, Any]) -> dict[str, Any]:
    """Return a scenario with its changes and rows under numbers, as a sheet has them."""
    changes = content.pop("change", [])
    numbered = {}
    for number, change in enumerate(changes, 1):
        rows = {str(place): row for place, row in enumerate(change.pop("insert", []), 1)}
        numbered[str(number)] = change | ({"insert": rows} if rows else {})
    return content | ({"change": numbered} if numbered else {})


def _leaves(content: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for key, value in content.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, f"{path}{key}.")
        else:
            plain = isinstance(value, int | float) or (
                isinstance(value, str) and ("change." in path or key in ("title", "base"))
            )
            yield f"{path}{key}", value if plain else inline(value)
