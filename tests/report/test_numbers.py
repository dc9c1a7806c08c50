"""Numbers as people write them."""

import pytest

from u16opt.report.numbers import Year, number, tidy


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (0, "0", "0"),
        (1234, "1.234", "1,234"),
        (-1234567, "-1.234.567", "-1,234,567"),
        (1234.5, "1.234,5", "1,234.5"),
        (0.0, "0,0", "0.0"),
        (-0.04, "-0,040", "-0.040"),
        (0.05, "0,050", "0.050"),
        (0.3, "0,3", "0.3"),
        (99.96, "100,0", "100.0"),
        (1e-12, "0,0", "0.0"),
        (-1e-12, "0,0", "0.0"),
        (Year(2024), "2024", "2024"),
    ],
)
def test_notation(value: float, dutch: str, english: str) -> None:
    """Tests that a number has a thousands point and a decimal comma in Dutch, the reverse in English."""
    assert (number(value, "nl"), number(value, "en")) == (dutch, english)


def test_decimals_can_be_told() -> None:
    """Tests that a column can ask for its decimals, and that a whole number has none whatever is asked."""
    assert number(2.345, "nl", 2) == "2,35"
    assert number(2, "nl", 2) == "2"


def test_tidy() -> None:
    """Tests that only a whole number loses its decimals."""
    assert [repr(tidy(value)) for value in (3.0, 3, 2.5, -0.0)] == ["3", "3", "2.5", "0"]
