"""Facts as a tree: every number in them, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Path = tuple[str | int, ...]

TOGETHER = ("figures", "carries")
"""Lists whose numbers belong to the row that has the list."""


def numbers(node: Any, path: Path = ()) -> Iterator[tuple[Path, float]]:
    """Yield every number in facts, with the keys and places that lead to it."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from numbers(value, (*path, key))
    elif isinstance(node, list | tuple):
        for index, value in enumerate(node):
            yield from numbers(value, (*path, index))
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield path, node


def at(node: Any, path: Sequence[str | int]) -> Any:
    """Return what stands somewhere in facts."""
    for each in path:
        node = node[each]
    return node


def row_of(path: Path) -> Path:
    """Return the path of the row that a number is part of; the empty path for facts that are in no row."""
    if not set(TOGETHER).isdisjoint(path):
        return path[: next(place for place, each in enumerate(path) if isinstance(each, int)) + 1]
    return path[: max(place for place, each in enumerate(path) if isinstance(each, str))]


def column_of(path: Path) -> Path | None:
    """Return what a number has in common with those of other rows in the same list; None in no list."""
    first = next((place for place, each in enumerate(path) if isinstance(each, int)), None)
    return None if first is None else (*path[:first], "*", *path[first + 1 :])
