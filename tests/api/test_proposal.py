"""A proposal in the form that somebody wants, the same as `u16opt export` writes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from support.service import TINY, Asked
from typer.testing import CliRunner

from u16opt.command.application import application
from u16opt_api.exporting import SHAPES

FORMS = {shape.media: shape.ending for shape in SHAPES if shape.ending and not shape.packed}
CSV, ZIP = "text/csv", "application/zip"


def got(service: Asked, run: dict[str, Any], accept: str, query: str = "", **headers: str) -> Any:
    """The answer to who asks for a form."""
    named = {"Accept": accept} | {name.replace("_", "-"): value for name, value in headers.items()}
    return service.client.get(run["links"]["proposal"] + query, headers=named)


def exported(service: Asked, run: dict[str, Any], file: Path, *options: str) -> None:
    """Write the proposal with the command line."""
    proposal = file.parent / "proposal.json"
    proposal.write_text(service.client.get(run["links"]["proposal"]).text, encoding="utf-8")
    command = ["export", str(TINY), str(proposal), "--to", str(file), *options]
    finished = CliRunner().invoke(application(), command)
    assert finished.exit_code == 0, finished.output


@pytest.mark.parametrize(("media", "ending"), FORMS.items())
def test_forms_are_the_command_lines(
    service: Asked, solved: dict[str, Any], tmp_path: Path, media: str, ending: str
) -> None:
    """Tests that each form is what `u16opt export` writes, byte for byte, with a file name of its kind."""
    answer = got(service, solved, media)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == media
    assert answer.headers["content-disposition"].endswith(f'{ending}"')
    exported(service, solved, tmp_path / f"voorstel{ending}")
    assert answer.content == (tmp_path / f"voorstel{ending}").read_bytes()


def test_rows_about_people_only_when_asked(service: Asked, solved: dict[str, Any], tmp_path: Path) -> None:
    """Tests that client groups stand in a form with internal=true alone, in a zip as all its files."""
    assert "g1" not in got(service, solved, CSV).text
    assert b"g1," in got(service, solved, CSV, "?internal=true").content
    archive = zipfile.ZipFile(io.BytesIO(got(service, solved, ZIP, "?internal=true").content))
    exported(service, solved, tmp_path / "v.csv", "--internal")
    written = {path.name.removeprefix("v"): path.read_bytes() for path in tmp_path.glob("v*.csv")}
    stem = f"voorstel-{solved['id'][:8]}"
    assert {name.removeprefix(stem): archive.read(name) for name in archive.namelist()} == written
    assert len(written) > 1


def test_the_language_of_a_form(service: Asked, solved: dict[str, Any]) -> None:
    """Tests that a form is in the language of the query, else in that of Accept-Language, else in Dutch."""
    dutch = got(service, solved, "text/html").text
    english = got(service, solved, "text/html", Accept_Language="en").text
    assert '<html lang="nl"' in dutch
    assert '<html lang="en"' in english
    assert got(service, solved, "text/html", "?lang=en", Accept_Language="nl").text == english
    assert got(service, solved, "text/html", "?lang=nl", Accept_Language="en").text == dutch


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "application/json"),
        ("", "application/json"),
        ("application/*", "application/json"),
        ("text/*", CSV),
        ("text/csv, application/json;q=0.9", CSV),
        ("text/csv;q=0.5, application/json;q=0.9", "application/json"),
        ("text/html, */*;q=0.1", "text/html"),
        ("*/*, application/json;q=0", CSV),
        ("TEXT/CSV;charset=utf-8", CSV),
        ("image/png, application/geo+json;q=0.1", "application/geo+json"),
    ],
)
def test_choosing_a_form(service: Asked, solved: dict[str, Any], accept: str, expected: str) -> None:
    """Tests that of the forms that somebody takes the one they want most is sent."""
    answer = got(service, solved, accept)
    assert answer.headers["content-type"].split(";")[0] == expected
    assert {"Accept", "Accept-Language"} <= set(answer.headers["vary"].split(", "))


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/plain, application/xml"])
def test_no_form_that_fits(service: Asked, solved: dict[str, Any], accept: str) -> None:
    """Tests that who takes none of the forms is told which there are."""
    answer = got(service, solved, accept)
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert all(media in answer.json()["detail"] for media in FORMS)


def test_forms_have_tags_of_their_own(service: Asked, solved: dict[str, Any]) -> None:
    """Tests that a form is the same bytes each time, and known by a tag that no other form has."""
    tags = {}
    for media in (*FORMS, "application/json", ZIP):
        first, again = (got(service, solved, media) for _ in range(2))
        assert first.content == again.content
        tags[media] = first.headers["etag"]
        assert got(service, solved, media, If_None_Match=tags[media]).status_code == 304
    assert len(set(tags.values())) == len(tags)


@pytest.mark.parametrize("query", ["?internal=misschien", "?lang=fr", "?taal=en"])
def test_queries(service: Asked, solved: dict[str, Any], query: str) -> None:
    """Tests that a wrong query is refused at its place."""
    answer = got(service, solved, CSV, query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/" + query[1:].split("=")[0]


@pytest.mark.parametrize(("model", "product"), [("herijking", None), ("spread", "BV")])
def test_other_models(service: Asked, tiny: str, tmp_path: Path, model: str, product: str | None) -> None:
    """Tests that proposals of the other models have all forms as well."""
    run = service.solved(tiny, model=model, **({"product": product} if product else {}))
    for media, ending in FORMS.items():
        answer = got(service, run, media)
        assert answer.status_code == 200, (media, answer.text)
        exported(service, run, tmp_path / f"voorstel{ending}")
        assert answer.content == (tmp_path / f"voorstel{ending}").read_bytes()
