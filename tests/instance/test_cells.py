"""One cell: what is read from it, in both notations."""

import pytest

from u16opt.instance.cells import CellError, cell_value
from u16opt.instance.column import Column
from u16opt.instance.numerals import Notation, number_in, whole_in

NUMBERS = [
    ("12", "international", 12.0),
    ("12.50", "international", 12.5),
    ("-.5", "international", -0.5),
    ("5.", "international", 5.0),
    ("1e3", "international", 1000.0),
    ("1.5E-2", "international", 0.015),
    ("1,5", "international", None),
    ("1 000", "international", None),
    ("0x10", "international", None),
    ("1_000", "international", None),
    ("infinity", "international", None),
    ("12,50", "dutch", 12.5),
    ("1,5E+3", "dutch", 1500.0),
    ("12", "dutch", 12.0),
    ("1.000", "dutch", None),
    ("1.000,5", "dutch", None),
    ("1,000,5", "dutch", None),
]


@pytest.mark.parametrize(("text", "notation", "number"), NUMBERS)
def test_numbers(text: str, notation: Notation, number: float | None) -> None:
    """Tests that a number is read in its notation, and that nothing is guessed."""
    assert number_in(text, notation) == number


def test_numbers_keep_fifteen_digits() -> None:
    """Tests that digits a spreadsheet does not keep are not read either, and that -0 is 0."""
    assert number_in("0.1234567890123456789") == 0.123456789012346
    assert str(number_in("-0")) == "0.0"


@pytest.mark.parametrize(
    ("text", "whole"), [("12", 12), ("12.0", 12), ("1.2e1", 12), ("12.5", None), ("x", None)]
)
def test_whole_numbers(text: str, whole: int | None) -> None:
    """Tests that a whole number may be written with a fraction of nought, as spreadsheets do."""
    assert whole_in(text) == whole
    assert type(whole_in(text)) is type(whole)


def test_text_is_cleaned() -> None:
    """Tests that white space around text goes, inside it stays, and accents become one letter."""
    assert cell_value("\u00a0 De  Bilt\t", Column("name", "text")) == "De  Bilt"
    assert cell_value("Cafe\u0301", Column("name", "text")) == "Caf\u00e9"


def test_an_empty_cell_is_the_default() -> None:
    """Tests that an empty cell of an optional column gives the default of the column or of its kind."""
    assert cell_value(" ", Column("priority", "whole", default=1)) == 1
    assert cell_value("", Column("homes", "whole")) is None
    assert cell_value("", Column("excluded", "list")) == ()
    assert cell_value("", Column("existing", "flag")) == 0
    assert cell_value("", Column("pin", "code")) == ""


def test_items_of_a_list_are_cleaned() -> None:
    """Tests that white space around the items of a list is no part of them."""
    assert cell_value(" a | b c ", Column("kinds", "list")) == ("a", "b c")


def test_an_invisible_character_is_no_code() -> None:
    """Tests that a code with a character nobody can see is refused: it would match nothing."""
    with pytest.raises(CellError, match="invisible characters"):
        cell_value("A\u200bB", Column("code", "code"))
