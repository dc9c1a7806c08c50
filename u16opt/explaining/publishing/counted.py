"""Which numbers in facts count people, and how these hang together with each other and with a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from u16opt.explaining.answer import amount
from u16opt.explaining.ground import Ground
from u16opt.explaining.nearby.walking import Path, at, column_of, numbers
from u16opt.report.people import Key, People, ReportSection, Sum, housed, together

HARMLESS = (
    *("period", "periods", "seed", "samples", "homes", "cost", "limit", "asked", "found", "number"),
    *("one", "other", "slack", "notWorkedOut", "changes", "target"),
)
"""Keys of numbers that count no people: years, homes, proposals and agreements; and differences."""

NO_PEOPLE = ("rule", "table", "name")
"""Keys of rows whose numbers are those of agreements, of tables, and of goals."""

LOADS = ("municipalities", "least", "most", "current", "leastBound", "mostBound")
"""First keys of numbers of what municipalities carry: in some models these are things."""

VERDICTS = ("gains", "loses", "same")


@dataclass(frozen=True)
class Counted:
    """The counts of people in facts.

    Parameters
    ----------
    sections
        The published report of the proposal.
    """

    ground: Ground
    facts: Mapping[str, Any]
    sections: tuple[ReportSection, ...]

    @cached_property
    def counts(self) -> dict[Path, int]:
        """Every count of people, by where it stands."""
        return {path: int(value) for path, value in numbers(self.facts) if self._is_count(path, value)}

    @cached_property
    def goals(self) -> dict[Path, float]:
        """Every value of a goal that tells how many people there are; differences are none."""
        return {
            path: value
            for path, value in numbers(self.facts)
            if path[-1] != "amount" and any(part in self.telling for part in self._goal(path).split("+"))
        }

    def is_own(self, path: Path) -> bool:
        """Return whether the value of a goal is that of the proposal, which the report has as well."""
        known = self.ground.goals.get(self._goal(path))
        return known is not None and amount(known) == self.goals[path]

    @cached_property
    def people(self) -> People:
        """All counts, those of the report as well: what is the same count can only change in both."""
        own = {key_of(path): count for path, count in self.counts.items()}
        totals = {key: sum(self.counts[path] for path in paths) for key, paths in self._columns.items()}
        columns = ((key, tuple(map(key_of, paths))) for key, paths in self._columns.items())
        sums = (*self._splits(), *((same, (key,)) for key, same in self.same.items()), *columns)
        counts = own | {key_of(path): count for path, count in self._left.items()}
        return self.reported | People(counts | totals, sums, behind=self._behind(counts))

    @cached_property
    def reported(self) -> People:
        """The counts of the report."""
        return together(section.people for section in self.sections)

    def _behind(self, counts: Mapping[Key, int]) -> dict[Key, int]:
        """Return how many people there are at the least behind a count that adds up several years."""
        absent = self.ground.formulation.absent if self.ground.answered else None
        years = len(self.ground.instance.periods) if absent is not None and absent.period is not None else 1
        several = {key: -(-count // years) for key, count in counts.items()} if years > 1 else {}
        behind = self.reported.behind
        return several | {key: behind.get(same, counts[key]) for key, same in self.same.items()}

    @cached_property
    def _left(self) -> dict[Path, int]:
        """Who has no place, of those of whom it is told how many have one."""
        return {
            (*row, "unplaced"): self.counts[*whole, "clients"] - self.counts[*row, "placed"]
            for whole in self._wholes
            for row in (whole, *((*whole, side) for side in ("manual", "best")))
            if (*row, "placed") in self.counts
        }

    @property
    def _wholes(self) -> list[Path]:
        """The rows of the fairness page."""
        return [path[:-1] for path in self.counts if path[0] == "fairness" and path[-1] == "clients"]

    @cached_property
    def telling(self) -> dict[str, tuple[Key, ...]]:
        """The counts of the report that goals rest on; a goal that is not there tells of nobody."""
        return {
            name: keys
            for section in self.sections
            for (name, place, _), keys in section.figures.items()
            if place is None
        }

    def behind(self, path: Path) -> tuple[Key, ...]:
        """Return the counts of the report that a goal rests on."""
        parts = self._goal(path).split("+")
        return tuple(key for part in parts for key in self.telling.get(part, ()))

    def _goal(self, path: Path) -> str:
        return str(self._beside(path).get("name", ""))

    def _is_count(self, path: Path, value: float) -> bool:
        model, row = self.ground.model, self._beside(path)
        word = next(each for each in reversed(path) if isinstance(each, str))
        things = path[0] in LOADS and model.loads != model.counts
        return not (word in HARMLESS or things or any(key in row for key in NO_PEOPLE)) and value == int(
            value
        )

    def _beside(self, path: Path) -> Mapping[str, Any]:
        """Return the dictionary that holds a number, or the list it is in."""
        found = at(self.facts, path[: max(place for place, each in enumerate(path) if isinstance(each, str))])
        assert isinstance(found, Mapping)
        return found

    def _splits(self) -> Iterator[Sum]:
        """Yield how the counts of a row of the fairness page add up."""
        for row in self._wholes:
            splits = [[(*row, side, word) for word in VERDICTS] for side in ("againstManual", "againstBest")]
            splits += [[(*left[:-1], "placed"), left] for left in self._left if left[: len(row)] == row]
            for parts in splits:
                if all(part in self.counts or part in self._left for part in parts):
                    yield key_of((*row, "clients")), tuple(map(key_of, parts))

    @cached_property
    def same(self) -> dict[Key, Key]:
        """What the report calls the counts that it has as well."""
        found = {path: self._name(path) for path in (*self.counts, *self._left)}
        counts = self.counts | self._left
        return {
            key_of(path): name
            for path, name in found.items()
            if name is not None and self.reported.counts.get(name) == counts[path]
        }

    def _name(self, path: Path) -> Key | None:
        """Return what the report would call a count; None when it has no such count."""
        traits = self.ground.model.traits
        match path:
            case ("municipalities", int(index), "carries", int(place), "amount"):
                row = self.facts["municipalities"][index]
                period = row["carries"][place]["period"] if len(self.ground.instance.periods) > 1 else None
                return housed("municipalities", row["municipality"], period)
            case ("fairness", int(index), "clients" | "placed" | "unplaced" as count) if traits is not None:
                row, keys = self.facts["fairness"][index], traits(self.ground.instance).keys
                return None if keys is None else keys(str(count), row["trait"], row["value"])
            case ("unplaced", "clients" | "of" as count) if traits is not None:
                keys = traits(self.ground.instance).keys
                word = "unplaced" if count == "clients" else "clients"
                return None if keys is None else keys(word, None, None)
        return None

    @cached_property
    def _columns(self) -> dict[Key, list[Path]]:
        """The counts below each other in rows, of which the total may be known; by trait for fairness."""
        found: dict[Key, list[Path]] = {}
        for path in self.counts:
            column = column_of(path)
            if column is not None:
                trait = self.facts["fairness"][path[1]]["trait"] if path[0] == "fairness" else None
                found.setdefault(("total", trait, *map(str, column)), []).append(path)
        return {key: paths for key, paths in found.items() if len(paths) > 1}


def key_of(path: Path) -> Key:
    """Return what a count is called among all counts."""
    return ("fact", *path)
