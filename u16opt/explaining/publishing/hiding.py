"""Small counts of people in facts hidden, and enough beside them that nobody can work them out (P03)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from u16opt.explaining.ground import Ground
from u16opt.explaining.nearby.walking import Path, at, numbers, row_of
from u16opt.explaining.publishing.counted import Counted, key_of
from u16opt.export.content import Content, content_of
from u16opt.export.suppression import SECRET, suppress
from u16opt.report.people import Key, ReportSection


def hidden(
    ground: Ground, facts: Mapping[str, Any], threshold: int
) -> tuple[dict[str, Any], frozenset[float]]:
    """Return facts with ``<5`` and ``x`` in place of what must be hidden, and the numbers behind these.

    Parameters
    ----------
    threshold
        As for `u16opt.export.suppression.suppress`.
    """
    if threshold <= 1:
        return dict(facts), frozenset()
    made = _Hiding(ground, facts, threshold)
    shown: dict[str, Any] = made.shown(facts)
    return shown, frozenset(form for path in made.lost for form in _forms(at(facts, path)))


@dataclass(frozen=True)
class _Hiding:
    """Which numbers of facts are hidden: counts that are small, counts beside them, and what rests on these.

    A row in which a count is hidden loses all its numbers.
    """

    ground: Ground
    facts: Mapping[str, Any]
    threshold: int

    @cached_property
    def report(self) -> Content:
        """What is published of the proposal itself."""
        ground, kind = self.ground, {"internal": False, "threshold": self.threshold}
        return content_of(ground.instance, ground.model, ground.proposal, language="nl", **kind)  # type: ignore[arg-type]

    @cached_property
    def counted(self) -> Counted:
        """The counts in the facts."""
        sections = (each for each in self.report.report.sections if isinstance(each, ReportSection))
        return Counted(self.ground, self.facts, tuple(sections))

    @cached_property
    def marks(self) -> dict[Path, str]:
        """What is shown instead of counts.

        What the report shows is known; what it hides stays hidden whatever the facts show.
        """
        published, counted = self.report.protection.marks, self.counted
        people, own = counted.people, {path: key_of(path) for path in counted.counts}
        totals = {key for key in people.counts if key[0] == "total"}
        left = {key for key in people.counts if key[0] == "fact"}
        people = replace(people, known=people.known | totals | (self._public - published.keys()))
        found = suppress(people, left | published.keys(), self.threshold)
        found |= {key: published[same] for key, same in counted.same.items() if same in published}
        hidden = {path: found[key] for path, key in own.items() if key in found}
        return hidden | {path: mark for path in counted.goals if (mark := self._goal(path))}

    def _goal(self, path: Path) -> str | None:
        """Return what is shown instead of the value of a goal: the proposal's own as its report has it."""
        if any(key in self.report.protection.marks for key in self.counted.behind(path)):
            return SECRET
        small = not self.counted.is_own(path) and 0 < self.counted.goals[path] < self.threshold
        return f"<{self.threshold}" if small else None

    @property
    def _public(self) -> set[Key]:
        """The counts that something in the published report rests on."""
        sections = self.counted.sections
        return {key for section in sections for keys in section.cells.values() for key in keys}

    @cached_property
    def lost(self) -> frozenset[Path]:
        """Every number that is not shown."""
        rows = {row_of(path) for path in self.marks}
        return frozenset(
            path
            for path, _ in numbers(self.facts)
            if path[-1] != "period" and (path in self.marks or any(_within(path, row) for row in rows if row))
        )

    def shown(self, node: Any, path: Path = ()) -> Any:
        """Return facts with marks in them."""
        if isinstance(node, Mapping):
            return {key: self.shown(value, (*path, key)) for key, value in node.items()}
        if isinstance(node, list | tuple):
            return [self.shown(each, (*path, index)) for index, each in enumerate(node)]
        return self.marks.get(path, SECRET) if path in self.lost else node


def _within(path: Path, row: Path) -> bool:
    return path[: len(row)] == row


def _forms(value: float) -> Collection[float]:
    """Return a number as it may be written: rounded, or in percent."""
    return {value, round(value, 1), round(value, 2), round(value, 3), round(100 * value, 1)}
