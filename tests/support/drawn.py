"""Instances drawn by hypothesis, in whatever words and numbers a file can hold."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

from hypothesis import strategies as st
from support.writing import Rows

SETTINGS = """\
format = 1
name = "drawn"
periods = [2024, 2025]
[budget]
centre = "centre"
[recalibration]
total = 600
[policy.allocation]
order = ["unplaced", ["away", "distance"]]
tolerance = {unplaced = 0.25}
[policy.allocation.rules.mixed_living]
share = "1/3"
"""


def texts(unwanted: str = "|") -> st.SearchStrategy[str]:
    """Draw text that a cell may hold, in the spelling in which it is read."""
    letters = st.characters(exclude_categories=("C", "Z"), exclude_characters=unwanted)
    drawn = st.text(letters | st.just(" "), min_size=1, max_size=6)
    clean = drawn.map(lambda text: normalize("NFC", text).strip())
    return clean.filter(lambda text: text != "" and text[0] != "=" and text not in ("centre", "elsewhere"))


def numbers(most: float = 1e9) -> st.SearchStrategy[float | int]:
    """Draw a number of at most fifteen digits, the precision of a spreadsheet."""
    fractions = st.floats(0, most, allow_subnormal=False).map(lambda number: float(f"{number:.15g}"))
    return fractions | st.integers(0, int(most))


@st.composite
def instances(draw: st.DrawFn) -> dict[str, Rows]:
    """Draw the tables of a small instance in which all codes are known."""
    codes = draw(st.lists(texts(), min_size=9, max_size=9, unique=True))
    places, quarters, lots, groups = ["centre", *codes[:2]], codes[2:5], codes[5:7], codes[7:9]
    kinds = draw(st.lists(texts(), min_size=1, max_size=3, unique=True))
    years, whole = st.sampled_from([2024, 2025]), st.integers(0, 10**6)

    def row(**columns: Any) -> dict[str, Any]:
        return {
            name: draw(each) if isinstance(each, st.SearchStrategy) else each
            for name, each in columns.items()
        }

    return {
        "municipalities": [row(code=code, name=st.none() | texts(""), region=texts()) for code in places],
        "neighbourhoods": [
            row(code=code, municipality=st.sampled_from(places), draagkracht=st.none() | whole)
            for code in quarters
        ],
        "contingents": [row(municipality=code, period=years, lettings=whole) for code in places],
        "supply": [
            row(
                lot=lot,
                neighbourhood=st.sampled_from(quarters),
                period=years,
                kind=st.sampled_from(kinds),
                homes=whole,
            )
            for lot in lots
        ],
        "client_groups": [
            row(
                group=group,
                clients=whole,
                origin=st.sampled_from([*places, "elsewhere"]),
                network=st.none() | st.sampled_from([*places, *quarters]),
                kinds=st.permutations(kinds),
                existing=st.booleans(),
                pin=st.none() | st.sampled_from(lots),
            )
            for group in groups
        ],
        "support": [row(product=product, rate=numbers(), periods=1) for product in codes[:2]],
        "budgets": [row(municipality=code, period=2025, amount=numbers(1e14)) for code in places],
        "distances": [row(origin=places[0], destination=quarters[0], km=numbers(400))],
        "provenance": [row(table="supply", column="*", status="bron", note=st.none() | texts(""))],
        "recalibration": [
            row(municipality=code, current=whole, basis=numbers(), maximum=st.none() | whole)
            for code in places
        ],
    }
