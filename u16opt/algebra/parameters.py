"""What a rule may index besides variables: arrays of numbers, and members of a group.

Both work with a plain index (Pyomo expands the rule row by row) and with an index template (the rule is
read once and evaluated for all rows together, see `u16opt.algebra.linear`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyomo.core.expr.template_expr import NPV_Numeric_GetItemExpression, _TemplateIterManager


class Values:
    """A numeric parameter held in a numpy array.

    Parameters
    ----------
    array
        One number per index, any numeric dtype; shape ``(n,)``.
    """

    def __init__(self, array: ArrayLike) -> None:
        self.array = np.asarray(array)

    def __getitem__(self, index: Any) -> Any:
        """Return a number for a number, an expression for an index template."""
        if isinstance(index, (int, np.integer)):
            return self.array[index].item()
        return NPV_Numeric_GetItemExpression((self, index))

    # The four answers Pyomo asks of anything that stands inside an expression.
    def is_expression_type(self, *_: Any) -> bool:
        """Return False: an array is a leaf."""
        return False

    def is_potentially_variable(self) -> bool:
        """Return False: an array is constant."""
        return False

    def is_numeric_type(self) -> bool:
        """Return False: only its elements are numbers."""
        return False

    def is_logical_type(self) -> bool:
        """Return False."""
        return False

    @property
    def name(self) -> str:
        """Name in messages of Pyomo."""
        return "values"


class Members:
    """The members of one group: what a rule sums over."""

    dimen = 1

    def __init__(self, grouping: Grouping, key: Any) -> None:
        self.grouping, self.key = grouping, key

    def is_expression_type(self, *_: Any) -> bool:
        """Return False: a set is a leaf."""
        return False

    def __iter__(self) -> Iterator[Any]:
        context = _TemplateIterManager.context
        if context is not None and not _TemplateIterManager.paused:
            return iter(context.get_iter(self))
        return iter(self.grouping.of(int(self.key)).tolist())


class Grouping:
    """Items put together by a key, for instance the pairs of each lot.

    Parameters
    ----------
    keys
        Key of each item, 0 to ``count - 1``; an item with key -1 belongs to no group. Shape ``(items,)``.
    count
        Number of groups.

    Examples
    --------
    >>> Grouping([1, 0, 1, -1], 2).of(1)
    array([0, 2])
    """

    def __init__(self, keys: ArrayLike, count: int) -> None:
        keys = np.asarray(keys, dtype=np.int64)
        order = np.argsort(keys, kind="stable")
        self.items: NDArray[np.int64] = order[np.searchsorted(keys[order], 0) :]
        self.starts: NDArray[np.int64] = np.searchsorted(keys[self.items], np.arange(count + 1))

    def __getitem__(self, key: Any) -> Members:
        return Members(self, key)

    def of(self, key: int) -> NDArray[np.int64]:
        """Return the items of one group, in rising order."""
        return self.items[self.starts[key] : self.starts[key + 1]]

    def expand(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return, for many groups at once, the position in `keys` and the item of every member."""
        first = self.starts[keys]
        counts = self.starts[keys + 1] - first
        position = np.repeat(np.arange(len(keys)), counts)
        offset = np.arange(len(position)) - np.repeat(np.cumsum(counts) - counts, counts)
        return position, self.items[np.repeat(first, counts) + offset]
