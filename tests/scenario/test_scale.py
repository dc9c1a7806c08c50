"""Scaling: exact, whole numbers by largest remainder, the same whatever the order of rows."""

from __future__ import annotations

import random
import tempfile
from fractions import Fraction
from math import floor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.scenarios import faults, revised

from u16opt.instance.instance import Instance

FACTORS = st.sampled_from(["0", "0.1", "1.1", "1.05", "0.3333", "2/3", "1/7", "0.005", "13.75", "1e0"])


def contingents(lettings: dict[str, int]) -> str:
    """Return a table of contingents, and with it as many municipalities."""
    return "municipality,period,lettings\n" + "".join(f"{code},2024,{n}\n" for code, n in lettings.items())


def scaled(path: Path, lettings: dict[str, int], factor: str) -> Instance:
    """Return an instance in which the contingents of these municipalities were scaled."""
    places = "code,region\n" + "".join(f"{code},noord\n" for code in sorted({"A", "B", *lettings}))
    text = f'[[change]]\ntable = "contingents"\nscale = {{lettings = "{factor}"}}'.replace('"1e0"', "1e0")
    return revised(path, text, municipalities=places, contingents=contingents(lettings))


def lettings_of(instance: Instance) -> dict[str, int]:
    """Return the contingents by municipality."""
    table = instance["contingents"]
    return dict(zip(table["municipality"], table["lettings"], strict=True))


@settings(max_examples=60, deadline=None)
@given(
    numbers=st.lists(st.integers(0, 40) | st.integers(0, 10**9), min_size=1, max_size=12),
    factor=FACTORS,
    seed=st.integers(),
)
def test_the_total_is_kept(numbers: list[int], factor: str, seed: int) -> None:
    """Tests that scaled whole numbers add up to their exact total, half a unit rounded up.

    Each differs by less than 1 from what it should be, and shuffled rows give the same instance.
    """
    before = {f"M{place:02}": number for place, number in enumerate(numbers)}
    order = random.Random(seed).sample(sorted(before), len(before))
    exact = {code: Fraction(factor) * number for code, number in before.items()}
    with tempfile.TemporaryDirectory() as folder:
        found = scaled(Path(folder, "one"), before, factor)
        other = scaled(Path(folder, "other"), {code: before[code] for code in order}, factor)
    after = lettings_of(found)
    assert sum(after.values()) == floor(sum(exact.values()) + Fraction(1, 2))
    assert all(abs(after[code] - exact[code]) < 1 for code in before)
    assert all(after[code] == exact[code] for code in before if exact[code].denominator == 1)
    assert other.hash == found.hash


@settings(max_examples=60, deadline=None)
@given(
    numbers=st.lists(st.integers(0, 30), min_size=2, max_size=10),
    factor=FACTORS,
)
def test_largest_remainders_go_first(numbers: list[int], factor: str) -> None:
    """Tests that nobody goes up before one with a larger remainder, or among equals a smaller key."""
    before = {f"M{place:02}": number for place, number in enumerate(numbers)}
    exact = {code: Fraction(factor) * number for code, number in before.items()}
    with tempfile.TemporaryDirectory() as folder:
        after = lettings_of(scaled(Path(folder), before, factor))
    rest = {code: exact[code] - floor(exact[code]) for code in before}
    up = [(-rest[code], code) for code in before if after[code] > exact[code]]
    down = [(-rest[code], code) for code in before if after[code] < exact[code]]
    assert not up or not down or max(up) < min(down)


def test_by_hand(tmp_path: Path) -> None:
    """Tests the rounding on numbers that can be followed: 1.5 + 1.5 + 4.5 is 7.5, so 8, and A before B."""
    assert lettings_of(scaled(tmp_path, {"A": 1, "B": 1, "C": 3}, "1.5")) == {"A": 2, "B": 2, "C": 4}


def test_decimals_are_what_was_written(tmp_path: Path) -> None:
    """Tests that 1.1 is eleven tenths and no float beside it: 10 x 1.1 x 3 rows of 0.1 stay exact."""
    text = '[[change]]\ntable = "budgets"\nwhere = {period = 2025}\nscale = {amount = 1.1}'
    changed = revised(tmp_path, text, budgets="municipality,period,amount\nA,2024,1\nA,2025,3000.3\n")
    assert changed["budgets"]["amount"] == (1, 3300.33)


def test_what_is_not_given_stays_so(tmp_path: Path) -> None:
    """Tests that a limit that is not there is not there after scaling either, and counts for nobody."""
    text = '[[change]]\ntable = "neighbourhoods"\nscale = {draagkracht = 0.5}'
    changed = revised(tmp_path, text)
    assert changed["neighbourhoods"]["draagkracht"] == (2, None)
    assert changed.assumptions[0].rows == 1


def test_nothing_is_too_little(tmp_path: Path) -> None:
    """Tests that what comes out of scaling is held to what the column allows, at its own cell."""
    text = '[[change]]\ntable = "client_groups"\nscale = {priority = 0}'
    found = faults(tmp_path, text)
    assert [(each.file, each.row, each.column, each.value) for each in found] == [
        ("client_groups.csv", 2, "priority", "0"),
        ("client_groups.csv", 3, "priority", "0"),
    ]
    assert "at least 1" in found[0].expected.en
    assert "[scenarios/other.toml, change[1].scale]" in found[0].expected.en


@pytest.mark.parametrize("factor", ["1e15", "999999999999999"])
def test_more_than_fits(tmp_path: Path, factor: str) -> None:
    """Tests that a number that grows too large is a fault of its cell."""
    text = f'[[change]]\ntable = "contingents"\nscale = {{lettings = {factor}}}'
    found = faults(tmp_path, text)
    assert {each.column for each in found} == {"lettings"}
    assert all("at most 1e+15" in each.expected.en for each in found)
