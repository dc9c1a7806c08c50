"""Settings written as TOML are read as the same settings."""

from __future__ import annotations

import math
import tomllib
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.complete import SETTINGS

from u16opt.instance.toml_text import toml_text

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
KEYS = st.from_regex(r"[A-Za-z0-9_-]{1,4}", fullmatch=True) | TEXTS
ZONES = st.none() | st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))
SCALARS = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.dates(),
    st.times(),
    st.datetimes(timezones=ZONES),
)
VALUES = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(KEYS, below, max_size=3),
    max_leaves=12,
)
TABLES = st.dictionaries(KEYS, VALUES, max_size=4)


@settings(max_examples=300, deadline=None)
@given(content=TABLES)
def test_what_is_written_is_read_as_the_same(content: dict[str, Any]) -> None:
    """Tests that any table, however nested and named, comes back with the same values of the same kinds."""
    again = tomllib.loads(toml_text(content))
    assert again == content
    assert kinds(again) == kinds(content)


def kinds(value: Any) -> Any:
    """Return the kinds of all values, for 1, 1.0 and true are equal."""
    if isinstance(value, dict):
        return {key: kinds(each) for key, each in value.items()}
    return [kinds(each) for each in value] if isinstance(value, list) else type(value)


def test_settings_of_an_instance() -> None:
    """Tests that the settings of an instance come back, and read as a person would write them."""
    content = tomllib.loads(SETTINGS)
    text = toml_text(content)
    assert tomllib.loads(text) == content
    assert text.startswith('format = 1\nname = "complete"\n')
    assert '\n[budget]\nphase_in_start = 2024\npayer = "centre"\ncentre = "A"\n' in text
    assert '\n[policy.allocation]\norder = ["unplaced", ["away", "distance"]]\n' in text


def test_groups_stand_each_under_a_heading() -> None:
    """Tests that groups of a recalibration are written one by one, below the values beside them."""
    groups = [{"regions": ("a", "b"), "lettings": 2}, {"regions": (), "lettings": 1}]
    text = toml_text({"recalibration": {"group": groups, "max_change": 5}})
    assert text == (
        "[recalibration]\nmax_change = 5\n\n"
        '[[recalibration.group]]\nregions = ["a", "b"]\nlettings = 2\n\n'
        "[[recalibration.group]]\nregions = []\nlettings = 1\n"
    )


def test_nothing() -> None:
    """Tests that no settings are an empty file, and an empty table keeps its heading."""
    assert tomllib.loads(toml_text({})) == {}
    assert toml_text({"policy": {"spread": {}}}) == "[policy.spread]\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (0.1, "0.1"),
        (1e22, "1e+22"),
        (math.inf, "inf"),
        ('"\\\n\x7f\x01é', '"\\"\\\\\\n\\u007f\\u0001é"'),
        (date(2024, 3, 1), "2024-03-01"),
        (time(8, 30), "08:30:00"),
        (datetime(2024, 3, 1, 8, 30, tzinfo=UTC), "2024-03-01T08:30:00+00:00"),
        ([1, [2.5, "x"]], '[1, [2.5, "x"]]'),
        ([{"a": 1}, 2], "[{a = 1}, 2]"),
    ],
)
def test_values(value: Any, text: str) -> None:
    """Tests how each kind of value is written."""
    assert toml_text({"key": value}) == f"key = {text}\n"


@pytest.mark.parametrize("value", [None, {1, 2}, object()])
def test_what_toml_cannot_hold(value: Any) -> None:
    """Tests that a value TOML has no words for is refused."""
    with pytest.raises(TypeError):
        toml_text({"key": [value]})
