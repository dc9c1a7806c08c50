"""Whatever kind of file, notation or order of rows: the same content is the same instance."""

import random
import tempfile
from pathlib import Path
from typing import Any
from unicodedata import normalize

from hypothesis import given, settings
from hypothesis import strategies as st
from support.complete import FILES, write
from support.writing import Rows, write_folder, write_workbook

from u16opt.instance.instance import Instance
from u16opt.instance.read import problems_of, read

SETTINGS = """\
format = 1
name = "drawn"
periods = [2024, 2025]
[budget]
centre = "centre"
[recalibration]
total = 600
[policy.allocation]
order = ["unplaced", ["away", "distance"]]
tolerance = {unplaced = 0.25}
[policy.allocation.rules.mixed_living]
share = "1/3"
"""


def texts(unwanted: str = "|") -> st.SearchStrategy[str]:
    """Draw text that a cell may hold, in the spelling in which it is read."""
    letters = st.characters(exclude_categories=("C", "Z"), exclude_characters=unwanted)
    drawn = st.text(letters | st.just(" "), min_size=1, max_size=6)
    clean = drawn.map(lambda text: normalize("NFC", text).strip())
    return clean.filter(lambda text: text != "" and text[0] != "=" and text not in ("centre", "elsewhere"))


def numbers(most: float = 1e9) -> st.SearchStrategy[float | int]:
    """Draw a number of at most fifteen digits, the precision of a spreadsheet."""
    fractions = st.floats(0, most, allow_subnormal=False).map(lambda number: float(f"{number:.15g}"))
    return fractions | st.integers(0, int(most))


@st.composite
def instances(draw: st.DrawFn) -> dict[str, Rows]:
    """Draw the tables of a small instance in which all codes are known."""
    codes = draw(st.lists(texts(), min_size=9, max_size=9, unique=True))
    places, quarters, lots, groups = ["centre", *codes[:2]], codes[2:5], codes[5:7], codes[7:9]
    kinds = draw(st.lists(texts(), min_size=1, max_size=3, unique=True))
    years, whole = st.sampled_from([2024, 2025]), st.integers(0, 10**6)

    def row(**columns: Any) -> dict[str, Any]:
        return {
            name: draw(each) if isinstance(each, st.SearchStrategy) else each
            for name, each in columns.items()
        }

    return {
        "municipalities": [row(code=code, name=st.none() | texts(""), region=texts()) for code in places],
        "neighbourhoods": [
            row(code=code, municipality=st.sampled_from(places), draagkracht=st.none() | whole)
            for code in quarters
        ],
        "contingents": [row(municipality=code, period=years, lettings=whole) for code in places],
        "supply": [
            row(
                lot=lot,
                neighbourhood=st.sampled_from(quarters),
                period=years,
                kind=st.sampled_from(kinds),
                homes=whole,
            )
            for lot in lots
        ],
        "client_groups": [
            row(
                group=group,
                clients=whole,
                origin=st.sampled_from([*places, "elsewhere"]),
                network=st.none() | st.sampled_from([*places, *quarters]),
                kinds=st.permutations(kinds),
                existing=st.booleans(),
                pin=st.none() | st.sampled_from(lots),
            )
            for group in groups
        ],
        "support": [row(product=product, rate=numbers(), periods=1) for product in codes[:2]],
        "budgets": [row(municipality=code, period=2025, amount=numbers(1e14)) for code in places],
        "distances": [row(origin=places[0], destination=quarters[0], km=numbers(400))],
        "provenance": [row(table="supply", column="*", status="bron", note=st.none() | texts(""))],
        "recalibration": [
            row(municipality=code, current=whole, basis=numbers(), maximum=st.none() | whole)
            for code in places
        ],
    }


def same(one: Instance, other: Instance) -> bool:
    """Return whether two instances hold the same; warnings name the file they came from."""
    return (one.hash, one.tables, one.settings) == (other.hash, other.tables, other.settings)


@settings(max_examples=40, deadline=None)
@given(tables=instances(), seed=st.integers())
def test_every_way_to_write_is_the_same_instance(tables: dict[str, Rows], seed: int) -> None:
    """Tests that a folder, a Dutch folder, a workbook and shuffled rows give the same instance."""
    order = random.Random(seed)
    shuffled = {name: order.sample(rows, len(rows)) for name, rows in tables.items()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        instance = read(write_folder(path / "plain", tables, SETTINGS))
        assert same(read(write_folder(path / "dutch", tables, SETTINGS, dutch=True)), instance)
        assert same(read(write_folder(path / "shuffled", shuffled, SETTINGS)), instance)
        assert same(read(write_workbook(path / "book.xlsx", tables, SETTINGS)), instance)


@settings(max_examples=20, deadline=None)
@given(tables=instances())
def test_what_is_read_can_be_written_and_read_again(tables: dict[str, Rows]) -> None:
    """Tests that writing the tables of an instance, defaults and all, and reading them changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        instance = read(write_folder(Path(folder) / "one", tables, SETTINGS))
        written = {name: list(table.rows()) for name, table in instance.tables.items()}
        assert same(read(write_folder(Path(folder) / "two", written, SETTINGS)), instance)


@settings(max_examples=60, deadline=None)
@given(
    file=st.sampled_from(sorted(FILES)),
    content=st.binary(max_size=60) | st.text(max_size=60).map(str.encode),
    start=st.booleans(),
)
def test_no_content_is_a_crash(file: str, content: bytes, start: bool) -> None:
    """Tests that any bytes in any file give an instance or problems, and never another exception."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder))
        (path / file).write_bytes(FILES[file].encode() + content if start else content)
        instance, problems = problems_of(path)
        assert (instance is None) == any(problem.level == "error" for problem in problems)
