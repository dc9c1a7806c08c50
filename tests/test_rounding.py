"""Exact numbers and whole numbers that add up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from u16opt.rounding import Amount, exact, largest_remainder

AMOUNTS = st.dictionaries(st.text("abcdefg", max_size=2), st.fractions(-1000, 1000, max_denominator=40))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0.1, Fraction(1, 10)),
        (12_345.67, Fraction(1_234_567, 100)),
        (1e15, Fraction(10**15)),
        (-0.5, Fraction(-1, 2)),
        (7, Fraction(7)),
        (Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_the_number_that_was_written(number: Amount, expected: Fraction) -> None:
    """Tests that a float is read as the decimal that somebody wrote, and other numbers as they are."""
    assert exact(number) == expected


@given(AMOUNTS)
def test_parts_add_up(amounts: dict[str, Fraction]) -> None:
    """Tests that rounded parts are less than one away, and add up to the sum rounded down."""
    whole = largest_remainder(amounts)
    assert list(whole) == list(amounts)
    assert all(abs(whole[key] - amounts[key]) < 1 for key in amounts)
    total = sum(amounts.values(), Fraction(0))
    assert 0 <= total - sum(whole.values()) < 1


@given(AMOUNTS)
def test_largest_remainders_go_up(amounts: dict[str, Fraction]) -> None:
    """Tests that nobody who was rounded up lost less by rounding down than somebody who was not."""
    whole = largest_remainder(amounts)
    lost = {key: amounts[key] % 1 for key in amounts}
    up = [(lost[key], key) for key in amounts if whole[key] > amounts[key]]
    down = [(lost[key], key) for key in amounts if whole[key] <= amounts[key]]
    for remainder, key in up:
        for other, rival in down:
            assert remainder > other or (remainder == other and key < rival)


@given(AMOUNTS)
def test_order_does_not_matter(amounts: dict[str, Fraction]) -> None:
    """Tests that the same amounts in another order are rounded the same."""
    turned = dict(reversed(list(amounts.items())))
    assert largest_remainder(turned) == largest_remainder(amounts)
