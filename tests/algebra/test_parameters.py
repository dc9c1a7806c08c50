"""Numbers and groups that rules index: the same as plain lists say."""

from __future__ import annotations

import numpy as np
import pyomo.environ as pyo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyomo.core.expr.template_expr import IndexTemplate, templatize_rule

from u16opt.algebra.parameters import Grouping, Values

THOROUGH = settings(max_examples=80, deadline=None, derandomize=True, database=None)
GROUPS = 5

keys = st.lists(st.integers(-1, GROUPS - 1), max_size=30)
asked = st.lists(st.integers(0, GROUPS - 1), max_size=12)


@THOROUGH
@given(keys)
def test_members_of_a_group(keys: list[int]) -> None:
    """Tests that a group holds exactly the items with its key, in rising order, and -1 belongs to none."""
    grouping = Grouping(np.array(keys, dtype=np.int64), GROUPS)
    for group in range(GROUPS):
        expected = [item for item, key in enumerate(keys) if key == group]
        assert grouping.of(group).tolist() == expected
        assert list(grouping[group]) == expected


@THOROUGH
@given(keys, asked)
def test_many_groups_at_once(keys: list[int], asked: list[int]) -> None:
    """Tests that expanding many groups at once is expanding them one after the other."""
    grouping = Grouping(np.array(keys, dtype=np.int64), GROUPS)
    position, items = grouping.expand(np.array(asked, dtype=np.int64))
    expected = [(place, item) for place, group in enumerate(asked) for item in grouping.of(group)]
    assert list(zip(position.tolist(), items.tolist(), strict=True)) == expected


@THOROUGH
@given(st.lists(st.one_of(st.integers(-(10**9), 10**9), st.floats(allow_nan=False)), min_size=1, max_size=9))
def test_values(numbers: list[float]) -> None:
    """Tests that an index gives the number that stands there, for numpy's indices too."""
    values = Values(np.array(numbers, dtype=float))
    for index, number in enumerate(numbers):
        assert values[index] == values[np.int64(index)] == float(number)
        assert type(values[index]) is float


def test_values_keep_their_kind() -> None:
    """Tests that whole numbers stay whole numbers, so that messages and texts show them so."""
    assert type(Values([1, 2])[0]) is int


@THOROUGH
@given(keys)
def test_groups_cover_every_item_once(keys: list[int]) -> None:
    """Tests that the groups together hold every item with a key once."""
    grouping = Grouping(keys, GROUPS)
    together = sorted(item for group in range(GROUPS) for item in grouping.of(group).tolist())
    assert together == [item for item, key in enumerate(keys) if key >= 0]


def test_an_index_template_gives_an_expression() -> None:
    """Tests that an index that is not known yet gives an expression and no number."""
    model = pyo.ConcreteModel()
    values = Values([3, 4])
    found: list[object] = []

    def rule(_block: object, index: object) -> object:
        found.append(values[index])
        return found[0] <= 1  # type: ignore[operator]

    templatize_rule(model, lambda block, index: rule(block, *index), pyo.RangeSet(0, 1))
    assert found[0].is_expression_type()  # type: ignore[attr-defined]
    assert isinstance(found[0].args[1], IndexTemplate)  # type: ignore[attr-defined]


@pytest.mark.parametrize("index", [2, 99])
def test_an_index_too_far(index: int) -> None:
    """Tests that an index beyond the last number is an error."""
    with pytest.raises(IndexError):
        Values([1, 2])[index]
