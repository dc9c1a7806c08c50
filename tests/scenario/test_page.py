"""The page on scenarios is true: its example works, its errors are what the program says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from support.program import ROOT, TINY

from u16opt.instance.read import problems_of, read
from u16opt.scenario import changes, reading

PAGE = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    """Return the block of text between two marks."""
    marked = PAGE.split(f"<!-- {name}:start -->")[1].split(f"<!-- {name}:end -->")[0]
    return re.sub(r"^```\w*$", "", marked.strip(), flags=re.MULTILINE).strip() + "\n"


def tiny(path: Path, flex: str) -> Path:
    """Return the tiny instance with one scenario, called flex."""
    shutil.copytree(TINY, path, dirs_exist_ok=True)
    shutil.rmtree(path / "scenarios", ignore_errors=True)
    (path / "scenarios").mkdir()
    (path / "scenarios" / "flex.toml").write_text(flex, encoding="utf-8")
    return path


def test_every_key_is_explained() -> None:
    """Tests that the page has a line for every key of a scenario and of a change."""
    for key in (*reading.KEYS, *changes.KEYS):
        assert re.search(rf"^\| [^|]*\b{key}\b[^|]*\|", PAGE, flags=re.MULTILINE), key


def test_the_example_works(tmp_path: Path) -> None:
    """Tests that the example fits the tiny instance as it stands, and every change in it does something."""
    path = tiny(tmp_path, block("example"))
    found = read(path, "flex")
    assert found.warnings == read(path).warnings
    assert {each.change for each in found.assumptions} == {None, 1, 2, 3, 4, 5}
    homes = dict(zip(found["supply"]["lot"], found["supply"]["homes"], strict=True))
    studios = {"a1-24": 3, "a2-24": 3, "b1-25": 2, "c1-24": 1, "a1-25": 2}
    assert homes == studios | {"b1-24": 4, "c1-24-t": 1, "c1-25": 1}


SUPPLY = '[[change]]\ntable = "supply"\n'
LOT = '{{lot = "x", neighbourhood = "{}", period = 2025, kind = "studio"{}}}'
CAUSES = [
    ("flx", f"{SUPPLY}add = {{homes = 1}}"),
    ("flex", f'{SUPPLY}where = {{knd = "studio"}}\nset = {{homes = 1}}'),
    ("flex", f'{SUPPLY}where = {{kind = "studoi"}}\nset = {{homes = 1}}'),
    ("flex", f"{SUPPLY}insert = [{LOT.format('A1', '')}]"),
    ("flex", f'{SUPPLY}where = {{lot = "b1-25"}}\nadd = {{period = 1}}'),
    ("flex", f"{SUPPLY}insert = [{LOT.format('A9', ', homes = 1')}]"),
    ("flex", 'base = "flex"'),
    ("flex", 'title = "x"'),
]


@pytest.mark.parametrize("number", range(len(CAUSES)))
def test_the_errors_are_right(tmp_path: Path, number: int) -> None:
    """Tests that each error on the page is what the program says to what gives rise to it."""
    name, text = CAUSES[number]
    (problem,) = problems_of(tiny(tmp_path, text), name)[1]
    assert problem.text("en") == block("errors").splitlines()[number]


def test_no_other_errors_are_shown() -> None:
    """Tests that every error on the page is held to the program."""
    assert len(block("errors").splitlines()) == len(CAUSES)
