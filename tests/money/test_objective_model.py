"""Budgets that grow from a historic to an objective division."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.village import village

from u16opt.money.objective_model import budgets_of, grown, limits, phase_in

ROW = {"amount": None, "historic": None, "objective": None}


def test_worked_out_by_hand() -> None:
    """Tests the ten steps of a municipality with 77,000 historically and 239,000 objectively, from 2022.

    The difference is 162,000, so each step is 16,200. In 2021 and 2022 nothing has changed: 77,000. In 2023
    one step is made: 93,200. In 2027 it is half way: 77,000 + 5 x 16,200 = 158,000. In 2032 all ten steps
    are made: 239,000, and so it stays.
    """
    budgets = {
        year: grown(77_000, 239_000, phase_in(year, start=2022, years=10)) for year in range(2021, 2036)
    }
    assert budgets[2021] == budgets[2022] == 77_000
    assert budgets[2023] == 93_200
    assert budgets[2027] == 158_000
    assert budgets[2031] == 222_800
    assert budgets[2032] == budgets[2035] == 239_000


@given(st.integers(-50, 50), st.integers(1, 30))
def test_share_grows_from_none_to_all(years_on: int, years: int) -> None:
    """Tests that the objective share is 0 up to the first year and 1 after the last, in equal steps."""
    share = phase_in(2000 + years_on, start=2000, years=years)
    assert share == (0 if years_on <= 0 else 1 if years_on >= years else Fraction(years_on, years))


def test_exact() -> None:
    """Tests that a third of an odd cent is kept, and that amounts are the decimals that were written."""
    third = phase_in(2025, start=2024, years=3)
    assert grown(0.1, 0.2, third) == Fraction(2, 15)
    assert grown(10.0**15, 10.0**15 + 1, third) == 10**15 + Fraction(1, 3)


def budgets(path: Path, *rows: Any, **budget: Any) -> dict[tuple[str, int], tuple[Fraction, Fraction]]:
    """Return euro and objective euro of the budgets of `allocation` in a village."""
    table = [{"model": "", **ROW, **row} for row in rows]
    given = budgets_of(village(path, budget=budget, budgets=table), "allocation")
    return {(each.municipality, each.period): (each.euro, each.objective) for each in given}


def test_rows_of_a_model(tmp_path: Path) -> None:
    """Tests that budgets of another model are left out, and that one without a model holds for all."""
    found = budgets(
        tmp_path,
        {"municipality": "UT", "period": 2024, "amount": 5000},
        {"municipality": "ZE", "period": 2024, "amount": 6000, "model": "allocation"},
        {"municipality": "BU", "period": 2024, "amount": 7000, "model": "spread"},
    )
    assert found == {("UT", 2024): (5000, 5000), ("ZE", 2024): (6000, 6000)}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, (8000, 9000)),
        ({"phase_in_start": 2023}, (9000, 10_000)),
        ({"phase_in_start": 2024, "phase_in_years": 4}, (8000, 10_500)),
        ({"phase_in_start": 2020, "phase_in_years": 2}, (18_000, 18_000)),
    ],
)
def test_settings(tmp_path: Path, settings: dict[str, int], expected: tuple[int, int]) -> None:
    """Tests that first year and years come from the settings, by default the first period and ten years."""
    rows = [
        {"municipality": "ZE", "period": year, "historic": 8000, "objective": 18_000} for year in (2024, 2025)
    ]
    found = budgets(tmp_path, *rows, **settings)
    assert found == {("ZE", 2024): (expected[0], 18_000), ("ZE", 2025): (expected[1], 18_000)}


def test_limits(tmp_path: Path) -> None:
    """Tests that pooled budgets are the sums of a period, and that others stay apart."""
    given = budgets_of(village(tmp_path), "allocation")
    assert limits(given, pooled=False) == {("UT", 2024): 5000, ("ZE", 2024): 8000, ("ZE", 2025): 9000}
    assert limits(given, pooled=True) == {("", 2024): 13_000, ("", 2025): 9000}
