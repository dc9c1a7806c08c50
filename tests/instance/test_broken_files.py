"""Files that cannot be read at all, and tables that are not there."""

from pathlib import Path

import pytest
from support.complete import FILES, write

from u16opt.instance.read import problems_of
from u16opt.problems import Problem

TEXT = FILES["municipalities.csv"].replace("Bee", "Bée")

ENCODINGS = {
    "Windows": (TEXT.encode("cp1252"), 3),
    "UTF-16 with a byte-order mark": (TEXT.encode("utf-16"), 1),
    "UTF-16 without one": (FILES["municipalities.csv"].encode("utf-16-le"), 1),
    "a workbook by another name": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xd0\xa4", 1),
    "a NUL byte": (FILES["municipalities.csv"].replace("zuid", "zu\0id").encode(), 3),
}


def errors(folder: Path) -> list[Problem]:
    """Return the errors of an instance that must have some."""
    instance, problems = problems_of(folder)
    assert instance is None
    return [problem for problem in problems if problem.level == "error"]


@pytest.mark.parametrize(("content", "row"), ENCODINGS.values(), ids=ENCODINGS.keys())
def test_another_encoding_is_named_in_both_languages(tmp_path: Path, content: bytes, row: int) -> None:
    """Tests that a file that is not UTF-8 gives one problem, which says how to save it."""
    (write(tmp_path) / "municipalities.csv").write_bytes(content)
    (error,) = errors(tmp_path)
    assert (error.file, error.row) == ("municipalities.csv", row)
    assert "save as CSV UTF-8" in error.expected.en
    assert 'opslaan als "CSV UTF-8" (save as CSV UTF-8)' in error.expected.nl


def test_an_empty_file_is_no_table(tmp_path: Path) -> None:
    """Tests that a file of nought bytes is an error and not an empty table."""
    (error,) = errors(write(tmp_path, previous=""))
    assert (error.file, error.row) == ("previous.csv", 1)


def test_a_folder_by_the_name_of_a_table_is_named(tmp_path: Path) -> None:
    """Tests that what cannot be opened as a file is a problem and not a crash."""
    (write(tmp_path) / "previous.csv").unlink()
    (tmp_path / "previous.csv").mkdir()
    (error,) = errors(tmp_path)
    assert (error.file, error.expected.en) == ("previous.csv", "a file that can be read")


def test_no_municipalities(tmp_path: Path) -> None:
    """Tests that a table of municipalities without rows is an error."""
    found = errors(write(tmp_path, municipalities="code,region\n"))
    assert ("municipalities.csv", "at least one municipality") in [
        (each.file, each.expected.en) for each in found
    ]


def test_a_table_that_cannot_be_read_is_not_called_missing(tmp_path: Path) -> None:
    """Tests that codes of an unreadable table are not looked for, and that the other faults are found."""
    (error, other) = errors(write(tmp_path, neighbourhoods='code,"\n', demand="x"))[:2]
    assert (error.file, error.expected.en) == ("neighbourhoods.csv", 'quotation marks (") in pairs')
    assert other.file == "demand.csv"


MISSING = {
    "allocation": ("neighbourhoods", "contingents", "supply", "client_groups", "support"),
    "spread": ("neighbourhoods", "locations", "sites", "demand"),
}


@pytest.mark.parametrize(
    ("model", "table"), [(model, table) for model, tables in MISSING.items() for table in tables]
)
def test_a_missing_table_is_named_with_its_model(tmp_path: Path, model: str, table: str) -> None:
    """Tests that an instance with some tables of a model must have all that are not optional."""
    (write(tmp_path) / f"{table}.csv").unlink()
    (error,) = [each for each in errors(tmp_path) if each.row is None]
    assert error.file == f"{table}.csv"
    assert "it is missing" in error.expected.en
    assert model in error.expected.en


@pytest.mark.parametrize("table", ["placed", "budgets", "distances", "previous", "recalibration"])
def test_an_optional_table_may_be_missing(tmp_path: Path, table: str) -> None:
    """Tests that the tables the contract marks optional are not asked for."""
    (write(tmp_path) / f"{table}.csv").unlink()
    instance, problems = problems_of(tmp_path)
    assert instance is not None
    assert problems == ()


def test_municipalities_are_always_needed(tmp_path: Path) -> None:
    """Tests that without municipalities nothing else is blamed: their codes cannot be known."""
    (write(tmp_path) / "municipalities.csv").unlink()
    (error,) = errors(tmp_path)
    assert (error.file, "every model" in error.expected.en) == ("municipalities.csv", True)


def test_an_instance_is_for_some_model(tmp_path: Path) -> None:
    """Tests that places alone are an error which lists what each model needs."""
    for name in ("instance.toml", "municipalities.csv", "neighbourhoods.csv"):
        (tmp_path / name).write_text(FILES[name])
    (error,) = errors(tmp_path)
    assert "at least one model" in error.expected.en
    assert "herijking: municipalities, recalibration" in error.expected.en


def test_one_model_needs_its_own_tables_only(tmp_path: Path) -> None:
    """Tests that an instance for recalibration alone is complete with two tables."""
    for name in ("instance.toml", "municipalities.csv", "recalibration.csv"):
        (tmp_path / name).write_text(FILES[name])
    instance, _ = problems_of(tmp_path)
    assert instance is not None
    assert instance["recalibration"]["basis"] == (100.5,)


def test_an_empty_folder_lists_what_is_missing(tmp_path: Path) -> None:
    """Tests that an empty folder is told about its settings, its municipalities and the models."""
    assert [each.file for each in errors(tmp_path)] == ["instance.toml", "municipalities.csv", "supply.csv"]


BOUNDARIES = {
    "no JSON": ('{"type": \n "FeatureCollection"', 2, None, "valid GeoJSON"),
    "not UTF-8": (b"\xff\xfe", None, None, "valid GeoJSON"),
    "nested without end": ("[" * 100_000, None, None, "valid GeoJSON"),
    "a list": ("[]", None, "properties.code", "a FeatureCollection"),
    "a feature": ('{"type": "Feature"}', None, "properties.code", "a FeatureCollection"),
    "a feature without a code": (
        '{"type": "FeatureCollection", "features": [{"properties": {"name": "A"}}]}',
        None,
        "properties.code",
        'every feature has a "code"',
    ),
}


@pytest.mark.parametrize(("content", "row", "column", "expected"), BOUNDARIES.values(), ids=BOUNDARIES.keys())
def test_broken_boundaries(
    tmp_path: Path, content: str | bytes, row: int | None, column: str | None, expected: str
) -> None:
    """Tests that boundaries that cannot be used are an error and not a map without places."""
    write(tmp_path)
    (tmp_path / "boundaries.geojson").write_bytes(content.encode() if isinstance(content, str) else content)
    (error,) = errors(tmp_path)
    assert (error.file, error.row, error.column) == ("boundaries.geojson", row, column)
    assert expected in error.expected.en


def test_a_dutch_file_refuses_points_in_numbers(tmp_path: Path) -> None:
    """Tests that in a file with semicolons a point inside a number is an error, whole or not."""
    support = "product;rate;periods\nBT;12.000;2\nBV;1,5;2.0\n"
    found = errors(write(tmp_path, support=support))
    assert [(each.row, each.column, each.value) for each in found] == [
        (2, "rate", "12.000"),
        (3, "periods", "2.0"),
    ]
    assert "a decimal comma and no point" in found[0].expected.en


def test_the_ending_of_a_file_counts(tmp_path: Path) -> None:
    """Tests that a table by nearly the right name is missing, and that the right name is suggested."""
    (write(tmp_path) / "supply.csv").rename(tmp_path / "Supply.CSV")
    _, problems = problems_of(tmp_path)
    assert [(each.file, each.level) for each in problems] == [
        ("supply.csv", "error"),
        ("Supply.CSV", "warning"),
    ]
    assert 'did you mean "supply.csv"?' in problems[1].expected.en


def test_a_path_no_system_can_open(tmp_path: Path) -> None:
    """Tests that a path that is too long is bad input and not a crash."""
    instance, (problem,) = problems_of(tmp_path / ("x" * 5000))
    assert instance is None
    assert "a folder or workbook that can be read" in problem.expected.en
