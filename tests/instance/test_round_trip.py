"""Whatever kind of file, notation or order of rows: the same content is the same instance."""

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from support.complete import FILES, write
from support.drawn import SETTINGS, instances
from support.writing import Rows, write_folder, write_workbook

from u16opt.instance.instance import Instance
from u16opt.instance.read import problems_of, read


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
