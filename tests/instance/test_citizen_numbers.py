"""Which numbers look like a citizen number, and which do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from u16opt.instance.citizen_numbers import citizen_number_in, masked
from u16opt.problems import Problem
from u16opt.texts import Text

YES = [
    "111222333",
    "123456782",
    "groep 123456782",
    "x123456782y",
    "1234.56.782",
    "123.456.782",
    "123 456 782",
    "123-456-782",
    "12 34 56 782",
    "12-34-56-782",
    "12345-6782",
    "123\N{NO-BREAK SPACE}456\N{NO-BREAK SPACE}782",
    "123\N{EN DASH}456\N{EN DASH}782",
    "2024-123456782",
    "wijk 5 123 456 782 99 jaar",
    "1112.22.333.44",
    "012345672",
    "\N{FULLWIDTH DIGIT ONE}23456782",
    "tel. 123456789 of 111222333",
]
NO = [
    "",
    "123456789",
    "12345678",
    "1234567820",
    "0123456782",
    "000000000",
    "000000012",
    "000 000 012",
    "001234567",
    "WK034401",
    "GM0344",
    "BU03440101",
    "2024 2025 2026",
    "2024-2028 3 gemeenten",
    "1 2 3 4 5 6 7 8 2",
    "123 456-782",
    "123,456,782",
    "123|456|782",
    "06-12345678",
    "030 123 45 67",
    "0302867000",
]


@pytest.mark.parametrize("text", YES)
def test_a_citizen_number_is_seen(text: str) -> None:
    """Tests that nine digits that pass the eleven test are seen, however they are grouped."""
    assert citizen_number_in(text)


@pytest.mark.parametrize("text", NO)
def test_other_numbers_are_let_be(text: str) -> None:
    """Tests that other numbers, codes, years and counted codes are none."""
    assert not citizen_number_in(text)


@given(st.integers(10_000_000, 999_999_999))
def test_one_number_in_eleven_passes(number: int) -> None:
    """Tests that exactly the numbers of which the weighted sum is a multiple of eleven are seen."""
    digits = [int(digit) for digit in f"{number:09}"]
    total = sum((9 - place) * digit for place, digit in enumerate(digits[:8])) - digits[8]
    assert citizen_number_in(f"{number:09}") == (total % 11 == 0)


@given(st.text(max_size=30))
def test_any_text_will_do(text: str) -> None:
    """Tests that no text is a crash, and that what is masked holds no such number."""
    problem = masked(Problem(text, Text(text, text), column=text, value=text))
    for each in (problem.file, problem.expected.nl, problem.column or "", problem.value or ""):
        assert not citizen_number_in(each)


def test_a_problem_is_masked_wherever_it_shows_one() -> None:
    """Tests that a number is hidden in a label, a column and what is expected, and a value left out."""
    problem = Problem(
        "111222333.csv", Text("niet 111222333", "not 1112.22.333"), 2, "a 111222333", "x111222333"
    )
    hidden = Problem("*********.csv", Text("niet *********", "not *********"), 2, "a *********")
    assert masked(problem) == hidden
    other = Problem("supply.csv", Text("een code", "a code"), 2, "lot", "l1")
    assert masked(other) == other
