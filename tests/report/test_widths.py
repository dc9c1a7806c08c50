"""How a table fits a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from u16opt.report.grid import Grid
from u16opt.report.widths import GAP, fitting, wrapped

PLACES = Grid(
    "places",
    "Plaatsen",
    ("Locatie", "Gemeente", "Openen (euro)"),
    (("site-WK031200-1", "Wijk bij Duurstede", "6.780.000"), ("elm", "Vijfheerenlanden", "0")),
    (False, False, True),
    "",
)


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (100, [15, 18, 13]),
        (50, [15, 18, 13]),
        (49, [15, 18, 12]),
        (39, [10, 16, 9]),
        (38, [10, 15, 9]),
        (25, [6, 6, 9]),
        (24, None),
    ],
)
def test_what_gives_way_first(width: int, widths: list[int] | None) -> None:
    """Tests that headings and texts wrap first, then long words break, down to six letters; numbers never."""
    assert fitting(PLACES, width) == widths


@given(st.integers(1, 120), st.lists(st.text("ab -", max_size=30), min_size=2, max_size=2))
def test_nothing_is_wider_than_the_terminal(width: int, words: list[str]) -> None:
    """Tests that a table that fits is no wider than the terminal, and that its widest number fits."""
    table = Grid("t", "T", ("Wat", "Hoeveel"), ((words[0], "12.345"), (words[1], "7")), (False, True), "")
    found = fitting(table, width)
    if found is not None:
        assert sum(found) + GAP <= width
        assert found[1] >= len("12.345")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Wijk bij Duurstede", 9, ["Wijk bij", "Duurstede"]),
        ("Utrecht-West", 8, ["Utrecht-", "West"]),
        ("Vijfheerenlanden", 10, ["Vijfheeren", "landen"]),
        ("", 5, [""]),
    ],
)
def test_where_a_line_ends(text: str, width: int, lines: list[str]) -> None:
    """Tests that a line ends at a space, else after a hyphen, else within a word."""
    assert wrapped(text, width) == lines
