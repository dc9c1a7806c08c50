"""Instances: uploaded in three shapes, listed, and refused with everything that is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.service import TINY, ZIP, Asked, asking
from support.zipped import zipped

from u16opt.instance.documents.writing import document_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A service that has nothing yet and solves nothing."""
    with asking(tmp_path_factory.mktemp("empty"), workers=0) as service:
        yield service


def test_an_upload_is_new_once(empty: Asked) -> None:
    """Tests that the same content is 201 the first time, 200 after that, and one instance in the list."""
    first = empty.client.post("/v1/instances", content=zipped(TINY), headers=ZIP)
    again = empty.client.post("/v1/instances", content=zipped(TINY), headers=ZIP)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.headers["location"] == f"/v1/instances/{first.json()['id']}"
    got = empty.client.get(first.headers["location"])
    listed = [each for each in empty.client.get("/v1/instances").json() if each["shape"] == "folder"]
    assert [got.json()] == listed
    assert {**got.json(), "problems": []} == first.json()


def test_the_same_content_in_another_shape(empty: Asked) -> None:
    """Tests that a document of what came as a zip is the same instance; less of it is another one."""
    folder = empty.client.post("/v1/instances", content=zipped(TINY), headers=ZIP).json()
    whole = json.loads(document_of(TINY))
    document = empty.client.post("/v1/instances", json=whole)
    assert (document.status_code, document.json()) == (200, folder)
    less = empty.client.post("/v1/instances", json={**whole, "scenarios": {}}).json()
    assert less["instanceHash"] == folder["instanceHash"]
    assert less["id"] != folder["id"]


def test_faults_are_those_of_check(empty: Asked, tmp_path: Path) -> None:
    """Tests that an instance with faults is refused with the problems that `u16opt check --json` lists."""
    folder = broken(tmp_path / "kapot")
    checked = subprocess.run(
        [sys.executable, "-m", "u16opt", "check", str(folder), "--json"], capture_output=True, text=True
    )
    expected = json.loads(checked.stdout)["problems"]
    answer = empty.client.post("/v1/instances", content=zipped(folder), headers=ZIP)
    assert answer.status_code == 400
    errors = answer.json()["errors"]
    assert [
        {key: error[key] for key in problem} for error, problem in zip(errors, expected, strict=True)
    ] == expected
    assert all(error["pointer"].startswith("/") or error["pointer"] == "" for error in errors)
    assert len(expected) >= 3


def test_faults_of_a_document_point_into_it(empty: Asked) -> None:
    """Tests that each fault of a JSON document points at the value that is wrong, in either language."""
    document = json.loads(document_of(TINY))
    document["tables"]["supply"][1]["homes"] = "veel"
    for language, word in (("nl", "verwacht"), ("en", "expected")):
        answer = empty.client.post("/v1/instances", json=document, headers={"Accept-Language": language})
        (error,) = answer.json()["errors"]
        assert error["pointer"] == "/tables/supply/1/homes"
        assert error["value"] == "veel"
        assert word in error["detail"]
        assert answer.headers["content-language"] == language


def test_what_is_no_instance(empty: Asked) -> None:
    """Tests that another kind of content is 415 with the kinds that are read, and rubbish is 400."""
    for media in ("text/plain", "application/xml", ""):
        answer = empty.client.post("/v1/instances", content=b"x", headers={"Content-Type": media})
        assert answer.status_code == 415
        assert {"application/json", "application/zip", XLSX} <= set(answer.headers["accept-post"].split(", "))
    for media in ("application/json", "application/zip", XLSX):
        for content in (b"", b"x", b"[]", b"PK\x03\x04"):
            answer = empty.client.post("/v1/instances", content=content, headers={"Content-Type": media})
            assert answer.status_code == 400, (media, content)
            assert answer.json()["errors"]


def test_an_unknown_instance(empty: Asked) -> None:
    """Tests that an id that is not there is 404, whatever its shape."""
    for identifier in ("a", "f" * 64, "%00", "%ED%A0%80", "a" * 500, "..", "é"):
        assert empty.client.get(f"/v1/instances/{identifier}").status_code == 404


def test_file_names(empty: Asked) -> None:
    """Tests that problems name an upload as its sender does."""
    headers = {"Content-Type": XLSX, "Content-Disposition": 'attachment; filename="regio 1.xlsx"'}
    answer = empty.client.post("/v1/instances", content=b"rubbish", headers=headers)
    assert "regio 1.xlsx" in answer.json()["errors"][0]["file"]


def broken(folder: Path) -> Path:
    """A copy of the smallest instance with three faults."""
    for file in TINY.rglob("*"):
        if file.is_file() and file.parent == TINY:
            folder.mkdir(exist_ok=True)
            (folder / file.name).write_bytes(file.read_bytes())
    supply = (TINY / "supply.csv").read_text(encoding="utf-8").splitlines()
    header = supply[0].split(",")
    row = supply[1].split(",")
    row[header.index("homes")], row[header.index("neighbourhood")] = "veel", "ZZ"
    (folder / "supply.csv").write_text("\n".join([supply[0], ",".join(row), *supply[2:]]) + "\n")
    settings = (TINY / "instance.toml").read_text(encoding="utf-8")
    (folder / "instance.toml").write_text(f"onbekend = 1\n{settings}", encoding="utf-8")
    return folder
