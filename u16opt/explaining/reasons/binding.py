"""Which rules leave no room in a solution, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from u16opt.checking import PRECISION
from u16opt.explaining.conflicts.agreed import instance_of
from u16opt.explaining.rule_instance import RuleInstance

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.parts import Block, Floats, Integers
    from u16opt.algebra.program import Program
    from u16opt.explaining.ground import Ground
    from u16opt.model.model import Model
    from u16opt.model.specification import RuleSpecification

Row = tuple[RuleInstance, bool]
"""A rule instance, and whether it is a least that is just met (or not met) instead of a most."""


class Binding:
    """The rules that are on, against one solution.

    Parameters
    ----------
    values
        Value of every column, with every violation at what its row needs.
    """

    def __init__(
        self, formulation: Formulation, program: Program, model: Model, on: Iterable[str], values: Floats
    ) -> None:
        self.formulation, self.program, self.values = formulation, program, values
        self.rules: dict[str, RuleSpecification] = {name: model.rule(name) for name in on}
        self.blocks = [block for block in program.blocks if block.name in self.rules]

    @cached_property
    def activity(self) -> Floats:
        """What stands in each row."""
        return np.asarray(self.program.matrix @ self.values)

    def at(self, column: int) -> list[dict[str, Any]]:
        """Return the rules that one more, or one fewer, in a column would break or break further."""
        part = slice(self.program.matrix.indptr[column], self.program.matrix.indptr[column + 1])
        steps = zip(
            self.program.matrix.indices[part].tolist(), self.program.matrix.data[part].tolist(), strict=True
        )
        found = [row for number, step in steps for row in self._row(number, step)]
        return told([*found, *self._bounds(column)])

    def everywhere(self) -> list[dict[str, Any]]:
        """Return the rules that leave no room to anything that counts in them.

        Of facts only those that are used: a site that never opens has no room, and nobody asks for it.
        """
        found = [row for block in self.blocks for row in self._rows(block)]
        placing = self.formulation.placing
        if placing is not None and self.formulation.bounds:
            family = self.program.family(placing.family)
            used = family.start + np.flatnonzero(self.values[family.columns])
            found += [row for column in used.tolist() for row in self._bounds(column)]
        return told(found)

    def room(self, columns: Integers, most: int) -> int:
        """Return how many more would fit in some columns together without breaking a rule.

        Parameters
        ----------
        most
            No more are asked for.
        """
        activity, taken, matrix = self.activity.copy(), 0, self.program.matrix
        of_rules = np.zeros(self.program.rows, dtype=bool)
        for block in self.blocks:
            of_rules[block.rows] = True
        for column in columns.tolist():
            part = slice(matrix.indptr[column], matrix.indptr[column + 1])
            rows, steps = matrix.indices[part], matrix.data[part]
            held = of_rules[rows] & (steps > 0)
            room = self.program.row_upper[rows[held]] - activity[rows[held]]
            fits = np.floor(np.min(room / steps[held], initial=most - taken) + PRECISION)
            fits = max(0, int(min(fits, most - taken)))
            activity[rows] += fits * steps
            taken += fits
        return taken

    def forbidding(self, column: int) -> list[str]:
        """Return the rules that hold a column at 0."""
        return sorted(
            name
            for name, bounded in self.formulation.bounds.items()
            if ((bounded.columns == column) & bounded.below & (bounded.limits <= 0)).any()
        )

    def _rows(self, block: Block) -> Iterator[Row]:
        """Yield the rows of a rule in which not even the smallest step fits."""
        rule, rows = self.rules[block.name], self.program.by_row[block.rows, :]
        for index in range(block.stop - block.start):
            part = slice(rows.indptr[index], rows.indptr[index + 1])
            steps, columns = rows.data[part], rows.indices[part]
            kept = self._counting(block, columns)
            steps, columns = steps[kept], columns[kept]
            up = steps > 0
            used = bool((self.values[columns[up]] > PRECISION).any())
            if up.any() and (used or (rule.agreement is not None and rule.mode != "fact")):
                yield from self._row(block.start + index, float(steps[up].min()))

    def _counting(self, block: Block, columns: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
        """Return which columns of a rule can rise and are not what its violation is written in."""
        able: NDArray[np.bool_] = self.program.upper[columns] > 0
        if not block.violation:
            return able
        family = self.program.family(block.violation)
        return able & ((columns < family.start) | (columns >= family.stop))

    def _row(self, row: int, step: float) -> Iterator[Row]:
        block = next((each for each in self.blocks if each.start <= row < each.stop), None)
        if block is None:
            return
        upper, lower, stands = self.program.row_upper[row], self.program.row_lower[row], self.activity[row]
        near = PRECISION * max(1.0, abs(stands))
        instance = _instance(self.rules[block.name], block, row - block.start)
        if not lower - near <= stands + step <= upper + near:
            yield instance, False
        elif not lower - near <= stands - step <= upper + near:
            yield instance, True

    def _bounds(self, column: int) -> Iterator[Row]:
        """Yield the rules at whose bound a column stands."""
        placing = self.formulation.placing
        assert placing is not None
        place = placing.place[column - self.program.family(placing.family).start]
        for name, bounded in self.formulation.bounds.items():
            here = (bounded.columns == column) & (bounded.limits == self.values[column])
            for below in bounded.below[here].tolist():
                whole = self.rules[name].agreement
                yield RuleInstance(name, None if whole and whole.setting else place), not below


def binding_of(ground: Ground) -> Binding:
    """Return the rules of a proposal against the proposal."""
    on = [name for name, rule in ground.policy.rules.items() if rule.on]
    return Binding(ground.formulation, ground.program, ground.model, on, ground.values)


def _instance(rule: RuleSpecification, block: Block, index: int) -> RuleInstance:
    """Return which rule instance a row is; a rule with one number for all has no place."""
    whole = rule.agreement is not None and rule.agreement.setting
    return RuleInstance(rule.name) if whole else instance_of(block, index, rule.name)


def told(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return rule instances as answers hold them, each once; ``side`` is there for a least."""
    found = sorted({(instance.order(), least): instance for instance, least in rows}.items())
    return [{**each.as_fact(), **({"side": "least"} if key[1] else {})} for key, each in found]
