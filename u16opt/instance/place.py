"""Where a setting stands, so that a problem can say so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.toml import dotted, shown
from u16opt.problems import Problem
from u16opt.texts import Text


@dataclass(frozen=True)
class Place:
    """A setting's file and path.

    Parameters
    ----------
    file
        ``instance.toml``, or ``name.xlsx[instance]``.
    path
        Keys from the top down.
    """

    file: str
    path: tuple[str, ...]

    def __truediv__(self, key: str) -> Place:
        return Place(self.file, (*self.path, key))

    def problem(self, value: Any, expected: Text, level: Literal["error", "warning"] = "error") -> Problem:
        """Return a problem with the setting that stands here; a value of None is not shown."""
        found = None if value is None else shown(value)
        return Problem(self.file, expected, column=dotted(self.path), value=found, level=level)

    def unknown(self, known: Collection[str]) -> Problem:
        """Return the problem that the last key of this place is none of the known ones."""
        return self.problem(self.path[-1], perhaps(one_of(known), self.path[-1], known))


def table_problems(written: Any, known: Collection[str], place: Place) -> Iterator[Problem]:
    """Yield a problem when something is no table of settings, or for every key in it that is not known."""
    if not isinstance(written, Mapping):
        yield place.problem(written, Text("een tabel met instellingen", "a table of settings"))
        return
    for key in written:
        if key not in known:
            yield (place / key).unknown(known)


def table(written: Any) -> Mapping[str, Any]:
    """Return a table of settings, or an empty one when it is none (a problem says so already)."""
    return written if isinstance(written, Mapping) else {}
