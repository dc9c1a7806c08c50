"""What one client adds to the goals: the cost of each column, in the order of the goals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from u16opt.algebra.parts import Linear
from u16opt.checking import name_of
from u16opt.explaining.answer import amount

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.parts import Floats
    from u16opt.algebra.program import Program
    from u16opt.policy import Entry, Policy

DECIMALS = 9
"""Amounts that differ less are equal: sums of the same kilometres in another order."""


@dataclass(frozen=True)
class Contributions:
    """What one unit of each column adds to each entry of the order that counts clients one by one.

    Parameters
    ----------
    names
        Those entries; a weighted sum adds up the weighted costs of its goals.
    costs
        Shape ``(entries, columns)``.
    others
        Goals of the order that count places and not clients: a largest share, a shortfall, an excess. What
        one client does to these depends on all the others.
    """

    names: tuple[str, ...]
    costs: Floats
    others: tuple[str, ...]

    def of(self, column: int) -> list[dict[str, Any]]:
        """Return what a client in a column adds to each entry, as answers hold it."""
        return self.told(self.costs[:, column])

    def told(self, amounts: Floats) -> list[dict[str, Any]]:
        """Return an amount for each entry, as answers hold them."""
        return [
            {"name": name, "amount": amount(each)}
            for name, each in zip(self.names, amounts.tolist(), strict=True)
        ]

    def rank(self, column: int) -> tuple[float, ...]:
        """Return what to compare columns by, in the order of the goals: lower is better."""
        return tuple(np.round(self.costs[:, column], DECIMALS).tolist())


def contributions(formulation: Formulation, program: Program, policy: Policy) -> Contributions:
    """Return what clients with a place, and without one, add to the entries of the order."""
    people = np.zeros(program.columns, dtype=bool)
    for part in (formulation.placing, formulation.absent):
        if part is not None:
            people[program.family(part.family).columns] = True
    entries, others = [], []
    for entry in policy.order:
        counting = {
            goal: costs
            for goal, costs in _costs(program, policy, entry)
            if costs[people].any() or not costs.any()
        }
        others += [goal for goal in entry if goal not in counting]
        if counting:
            entries.append((name_of(entry), sum(counting.values(), np.zeros(program.columns))))
    costs = np.array([each for _, each in entries]).reshape(len(entries), program.columns)
    return Contributions(tuple(name for name, _ in entries), costs, tuple(others))


def _costs(program: Program, policy: Policy, entry: Entry) -> Iterator[tuple[str, Floats]]:
    """Yield the goals of an entry that are sums; in a weighted sum with their weights."""
    for goal in entry:
        shape = program.goals[goal]
        if isinstance(shape, Linear):
            yield goal, shape.costs * (policy.weight(goal) if len(entry) > 1 else 1.0)
