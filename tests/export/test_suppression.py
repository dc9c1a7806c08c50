"""Small counts are hidden so that nobody who adds and subtracts can work them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from u16opt.export.suppression import suppress
from u16opt.report.people import Key, People

Table = list[list[int]]


def cross(table: Table) -> People:
    """Return a table of rows and columns with all its totals as people."""
    counts: dict[Key, int] = {
        ("cell", r, c): cell for r, row in enumerate(table) for c, cell in enumerate(row)
    }
    rows, columns = range(len(table)), range(len(table[0]))
    counts |= {("row", r): sum(table[r]) for r in rows}
    counts |= {("column", c): sum(row[c] for row in table) for c in columns}
    counts["all",] = sum(map(sum, table))
    sums = [(("row", r), tuple(("cell", r, c) for c in columns)) for r in rows]
    sums += [(("column", c), tuple(("cell", r, c) for r in rows)) for c in columns]
    sums += [(("all",), tuple(("row", r) for r in rows)), (("all",), tuple(("column", c) for c in columns))]
    return People(counts, tuple(sums))


def hidden(people: People, threshold: int = 5) -> dict[Key, str]:
    """Return the marks when everything is shown."""
    return suppress(people, people.counts, threshold)


def could_be(people: People, marks: Mapping[Key, str], threshold: int) -> Iterator[dict[Key, int]]:
    """Yield every way to fill in the hidden cells of a cross table that fits what is shown.

    The reader is told even more than the marks say: which ``x`` stand for a count that is not small.
    """
    cells = [key for key in people.counts if key[0] == "cell"]
    choices = [possible(people.counts[key], marks.get(key), threshold) for key in cells]
    for values in product(*choices):
        found = dict(zip(cells, values, strict=True))
        for total, parts in people.sums:
            found[total] = sum(found[part] for part in parts)
        if all(
            value in possible(people.counts[key], marks.get(key), threshold) for key, value in found.items()
        ):
            yield found


def possible(count: int, mark: str | None, threshold: int) -> range:
    """Return what a count can be for a reader who sees its mark; none is more than 6 off."""
    if mark is None:
        return range(count, count + 1)
    if mark == f"<{threshold}":
        return range(1, threshold)
    return range(threshold if count >= threshold else 0, count + 7)


counts = st.integers(0, 9)


def tables(rows: int, columns: int) -> st.SearchStrategy[Table]:
    """Return tables of one size."""
    return st.lists(st.lists(counts, min_size=columns, max_size=columns), min_size=rows, max_size=rows)


@settings(max_examples=100, deadline=None)
@given(st.one_of(tables(1, 2), tables(1, 3), tables(2, 2)), st.sampled_from([3, 5]))
def test_no_small_count_can_be_worked_out(table: Table, threshold: int) -> None:
    """Tests by trying every table that fits: each small count has at least two possible values."""
    people = cross(table)
    marks = hidden(people, threshold)
    small = {key for key, count in people.counts.items() if 0 < count < threshold}
    assert small <= marks.keys()
    seen: dict[Key, set[int]] = {key: set() for key in small}
    for found in could_be(people, marks, threshold):
        for key in small:
            seen[key].add(found[key])
        if all(len(values) > 1 for values in seen.values()):
            break
    assert {key: values for key, values in seen.items() if len(values) < 2} == {}


@settings(max_examples=30, deadline=None)
@given(tables(3, 4))
def test_no_line_hides_one_count_alone(table: Table) -> None:
    """Tests that of a total and its parts never exactly one is hidden: it would be the rest."""
    people = cross(table)
    marks = hidden(people)
    for total, parts in people.sums:
        assert sum(key in marks for key in (total, *parts)) != 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(5, 40) | st.just(0), min_size=3, max_size=3), min_size=1, max_size=4))
def test_nothing_is_hidden_without_need(table: Table) -> None:
    """Tests that a table without small counts is shown as it is, zeros too."""
    assert hidden(cross(table)) == {}


@settings(max_examples=30, deadline=None)
@given(tables(3, 3))
def test_marks_tell_the_truth(table: Table) -> None:
    """Tests that ``<5`` stands for 1 to 4 only, and that no zero is hidden."""
    people = cross(table)
    for key, mark in hidden(people).items():
        assert people.counts[key] > 0
        assert mark == "x" or (mark == "<5" and people.counts[key] < 5)


def test_rectangle() -> None:
    """Tests the least that is enough: with one small count, three others at the corners of a rectangle."""
    marks = hidden(cross([[2, 30, 40], [20, 10, 50], [60, 70, 80]]))
    assert marks == {("cell", 0, 0): "<5", ("cell", 0, 1): "x", ("cell", 1, 0): "x", ("cell", 1, 1): "x"}


def test_two_ones_do_not_give_each_other_away() -> None:
    """Tests that 1 + 1 = 2 is not left to read: both are at least 1, so a total of 2 would tell all."""
    people = People({("a",): 1, ("b",): 1, ("c",): 8, ("all",): 10}, ((("all",), (("a",), ("b",), ("c",))),))
    assert hidden(people) == {("a",): "<5", ("b",): "<5", ("c",): "x"}


def test_public_total() -> None:
    """Tests that what is promised and what is short does not give away what was delivered.

    Promised is public. Delivered and short add up to it, so short is hidden with delivered, and elsewhere
    too, for the shortfalls add up as well.
    """
    counts: dict[Key, int] = {("short", "all"): 6, ("delivered", "all"): 25}
    places: dict[str, tuple[int, int]] = {"A": (5, 3), "B": (12, 10), "C": (14, 12)}
    sums: list[tuple[Key, tuple[Key, ...]]] = []
    for place, (promised, delivered) in places.items():
        counts["promised", place] = promised
        counts["delivered", place] = delivered
        counts["short", place] = promised - delivered
        sums.append((("promised", place), (("delivered", place), ("short", place))))
    sums += [((name, "all"), tuple((name, place) for place in places)) for name in ("delivered", "short")]
    known: frozenset[Key] = frozenset(("promised", place) for place in places)
    things: frozenset[Key] = frozenset(("short", place) for place in (*places, "all"))
    marks = hidden(People(counts, tuple(sums), things=things, known=known))
    assert marks == {
        ("delivered", "A"): "<5",
        ("short", "A"): "x",
        ("delivered", "B"): "x",
        ("short", "B"): "x",
    }


def test_promise_kept_exactly() -> None:
    """Tests that where nothing is short a small promise gives no delivery away: that 0 is hidden as well."""
    counts: dict[Key, int] = {
        ("promised", "A"): 2,
        ("delivered", "A"): 2,
        ("short", "A"): 0,
        ("promised", "B"): 20,
        ("delivered", "B"): 15,
        ("short", "B"): 5,
        ("delivered", "all"): 17,
        ("short", "all"): 5,
    }
    sums: list[tuple[Key, tuple[Key, ...]]] = [
        (("promised", place), (("delivered", place), ("short", place))) for place in "AB"
    ]
    sums += [((name, "all"), ((name, "A"), (name, "B"))) for name in ("delivered", "short")]
    things: frozenset[Key] = frozenset(key for key in counts if key[0] == "short")
    known: frozenset[Key] = frozenset(key for key in counts if key[0] == "promised")
    marks = hidden(People(counts, tuple(sums), things=things, known=known))
    assert marks == {
        ("delivered", "A"): "<5",
        ("short", "A"): "x",
        ("delivered", "B"): "x",
        ("short", "B"): "x",
    }


def test_what_can_only_be_none_or_one() -> None:
    """Tests that a count of at most 1 is hidden whatever it is: ``<5`` would say 1."""
    people = People({("full",): 1, ("empty",): 0}, ranges={("full",): (0, 1), ("empty",): (0, 1)})
    assert hidden(people) == {("full",): "x", ("empty",): "x"}


def test_what_few_people_make() -> None:
    """Tests that ten client-years of two people are hidden without saying ``<5``, and cannot be found."""
    people = People(
        {("years", "a"): 10, ("years", "b"): 30, ("years",): 40},
        ((("years",), (("years", "a"), ("years", "b"))),),
        behind={("years", "a"): 2, ("years", "b"): 6, ("years",): 8},
    )
    assert hidden(people) == {("years", "a"): "x", ("years", "b"): "x"}
    assert hidden(People({("years", "b"): 30}, behind={("years", "b"): 6})) == {}


def test_what_others_know() -> None:
    """Tests that ``<5`` is not said where everyone knows that it is at least 4."""
    assert hidden(People({("a",): 4}, ranges={("a",): (4, 9)})) == {("a",): "x"}


def test_counts_that_nobody_sees() -> None:
    """Tests that a total that nobody sees gives nothing away, and gets no mark."""
    people = cross([[2, 30]])
    shown = {("cell", 0, 0), ("cell", 0, 1)}
    assert suppress(people, shown) == {("cell", 0, 0): "<5"}


def test_threshold() -> None:
    """Tests that the threshold is a setting: 0 and 1 hide nothing, 2 is refused, 10 hides a 9."""
    people = People({("a",): 1, ("b",): 9})
    assert hidden(people, 0) == hidden(people, 1) == {}
    assert hidden(people, 10) == {("a",): "<10", ("b",): "<10"}
    with pytest.raises(ValueError, match="threshold of 2"):
        hidden(people, 2)


def test_same_counts_same_marks() -> None:
    """Tests that the marks of a large table are the same every time."""
    draw = np.random.default_rng(3)
    table = draw.integers(0, 12, (12, 6)).tolist()
    assert hidden(cross(table)) == hidden(cross(table))
