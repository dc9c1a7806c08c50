"""The modelling context: a model declares variables, rules and goals here, and gets a `Program`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyomo.environ as pyo
from numpy.typing import ArrayLike

from u16opt.algebra.assembly import Assembly, Declared
from u16opt.algebra.linear import Terms, read_goal, read_rows
from u16opt.algebra.located import Absent, Agreed, Bounded, Located, Standing
from u16opt.algebra.parts import Block, Family, Floats, Integers, Labels, Linear
from u16opt.algebra.program import Program
from u16opt.algebra.shapes import Largest
from u16opt.model.specification import Marked
from u16opt.policy import Policy

Answer = Mapping[str, Sequence[Mapping[str, Any]]]
Interpreter = Callable[[Mapping[str, Floats]], Answer]


class Formulation:
    """Variables, rules and goals of one model on one instance under one policy.

    Parameters
    ----------
    policy
        Decides which rules and goals are written at all.
    interpret
        Turns whole-number values (per family) into the model's answer tables; set by the model.
    recall
        The way back: values of the variables that are decided, by family, from the model's answer tables.
        What rules are broken by follows from these.
    practice
        Columns in the order in which people would take them by hand; None when a model has no such
        practice to compare with.
    placing
        Which columns give clients a place; None in a model that places nobody.
    absent
        Which columns count clients without a place.
    load, standing
        Which columns add to what a municipality or neighbourhood carries, and what it carries anyway.
    agreements
        What people agreed on, by rule.
    bounds
        The columns that rules bound one by one, by rule.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.pyomo = pyo.ConcreteModel()
        self.interpret: Interpreter = lambda _values: {}
        self.recall: Callable[[Answer], Mapping[str, Floats]] = lambda _answer: {}
        self.practice: Integers | None = None
        self.placing: Located | None = None
        self.absent: Absent | None = None
        self.load: tuple[Located, ...] = ()
        self.standing: tuple[Standing, ...] = ()
        self.agreements: dict[str, Agreed] = {}
        self.bounds: dict[str, Bounded] = {}
        self._wanted = frozenset(name for entry in policy.order for name in entry)
        self._variables: dict[str, Declared] = {}
        self._blocks: list[Block] = []
        self._rows: list[tuple[Terms, str]] = []
        self._goals: dict[str, Linear | Largest] = {}
        self._preference: Linear | None = None
        self._columns = 0

    def wants(self, *goals: str) -> bool:
        """Return whether the order names any of these goals."""
        return not self._wanted.isdisjoint(goals)

    def variable(
        self,
        name: str,
        labels: Labels,
        *,
        lower: ArrayLike = 0.0,
        upper: ArrayLike = np.inf,
        whole: bool = True,
        complicating: bool = False,
        owner: ArrayLike | None = None,
    ) -> None:
        """Declare a variable with one value per label, non-negative unless told otherwise.

        Parameters
        ----------
        complicating
            Whether it is a decision on which all else rests, see `u16opt.algebra.program.Family`.
        owner
            For a variable with very many indices: the number of the row that shares each out, so that the
            engine may leave columns out until they matter. `upper` must then be finite; it is taken to
            follow from the rules and only used in bounds.
        """
        count = len(labels[0])
        setattr(self.pyomo, name, pyo.Var(pyo.RangeSet(0, count - 1), dense=False))
        family = Family(name, self._columns, self._columns + count, labels, whole, complicating)
        least, most = (
            np.broadcast_to(np.asarray(side, dtype=float), (count,)).copy() for side in (lower, upper)
        )
        owners = None if owner is None else np.asarray(owner, dtype=np.int64)
        self._variables[name] = Declared(family, least, most, owners)
        self._columns += count

    def define(
        self,
        function: Callable[..., Any],
        labels: Labels,
        *,
        network: bool,
        violation: str = "",
        attached: bool = False,
    ) -> None:
        """Write rows that define a variable (always there, no rule of the policy).

        Parameters
        ----------
        violation
            Name of the variable that takes up what the rows leave or lack, one per row.
        attached
            Whether each row belongs to one owned column, see `u16opt.algebra.program.Block`.
        """
        count = len(labels[0])
        if not count:
            return
        terms, sense = read_rows(self.pyomo, function, count, self._offsets())
        start = self._blocks[-1].stop if self._blocks else 0
        block = Block(function.__name__, start, start + count, labels, network, violation, attached)
        self._blocks.append(block)
        self._rows.append((terms, sense))

    def agreed(
        self,
        function: Marked,
        numbers: Sequence[float] | Floats | Integers,
        places: Sequence[str] | None = None,
        periods: Sequence[int] | None = None,
        *,
        without: float = np.inf,
    ) -> Floats:
        """Return the numbers of a rule as the policy amends them, and remember that they can be agreed anew.

        Parameters
        ----------
        places, periods
            The rule instance of each number.
        without
            The number with which a rule that is dropped in one place asks nothing there.
        """
        name, count = function.__name__, len(numbers)
        codes = [None] * count if places is None else [code or None for code in places]
        years = [None] * count if periods is None else list(periods)
        self.agreements[name] = Agreed(name, codes, years, np.asarray(numbers, dtype=float))
        rule = self.policy.rules[name]
        amended = [rule.agreed(*each) for each in zip(codes, years, numbers, strict=True)]
        return np.array([without if each is None else float(each) for each in amended], dtype=float)

    def rule(self, function: Marked, labels: Labels, *, violation: str = "", network: bool) -> None:
        """Write a rule in the mode of the policy.

        A rule that is soft or off is only written when the order names a goal that measures it; a hard
        rule holds its violation variable at 0.

        Parameters
        ----------
        violation
            Name of the variable that takes what the rule is broken by, if it has one.
        """
        mode = self.policy.rules[function.__name__].mode
        strict = mode in ("fact", "hard")
        if not strict and not self.wants(*function.specification.goals):
            return
        if strict and violation:
            self._variables[violation].upper[:] = 0.0
        if strict or violation:
            self.define(function, labels, network=network, violation=violation)

    def bound(self, function: Marked, labels: Labels) -> None:
        """Write a rule whose rows each hold one variable as bounds of that variable, when it is strict."""
        count = len(labels[0])
        if not count or self.policy.rules[function.__name__].mode not in ("fact", "hard"):
            return
        terms, sense = read_rows(self.pyomo, function, count, self._offsets())
        columns, factors = terms.columns[0], terms.values[0]
        limits = -terms.constants / factors
        below = (factors > 0) == (sense == "<=")
        self.bounds[function.__name__] = Bounded(columns, limits, below)
        for declared in self._variables.values():
            family = declared.family
            inside = (columns >= family.start) & (columns < family.stop)
            for side, tighten, mask in (
                (declared.upper, np.minimum, inside & below),
                (declared.lower, np.maximum, inside & ~below),
            ):
                tighten.at(side, columns[mask] - family.start, limits[mask])

    def goal(self, function: Marked) -> None:
        """Write a goal, when the order names it. All variables must have been declared."""
        if not self.wants(function.__name__):
            return
        read = read_goal(self.pyomo, function, self._offsets(), self._columns)
        if not isinstance(read, Largest):
            read = Linear(read[:-1], float(read[-1]))
        self._goals[function.__name__] = read

    def prefer(self, function: Callable[..., Any]) -> None:
        """Say who goes first among equals: a sum that is minimised after the whole order.

        Without it, and where nothing is complicating, the drawn order decides.
        """
        read = read_goal(self.pyomo, function, self._offsets(), self._columns)
        self._preference = Linear(read[:-1], 0.0)

    def program(self) -> Program:
        """Return the arrays of everything declared."""
        assembly = Assembly(self._columns)
        for declared in self._variables.values():
            assembly.add_columns(declared)
        for block, (terms, sense) in zip(self._blocks, self._rows, strict=True):
            assembly.add_rows(block, terms, sense)
        for name, goal in self._goals.items():
            if isinstance(goal, Linear):
                assembly.add_linear(name, goal)
            else:
                columns, divisors, exact = self._ratios(goal)
                assembly.add_ratios(
                    name, columns, divisors, level=not exact or (name,) not in self.policy.order
                )
        return assembly.program(self._preference)

    def _ratios(self, goal: Largest) -> tuple[Integers, Floats, bool]:
        """Return numerators and divisors, and whether a search among all ratios is the better way.

        It is where all are whole numbers and, the threshold fixed, the rest is a network.
        """
        columns, divisors = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
        whole = not any(each.family.complicating for each in self._variables.values())
        for variable, values in goal.ratios:
            family = self._variables[variable.local_name].family
            where = np.flatnonzero((values.array > 0) & np.isfinite(values.array))
            columns.append(family.start + where)
            divisors.append(values.array[where].astype(float))
            whole &= family.whole
        return np.concatenate(columns), np.concatenate(divisors), whole

    def _offsets(self) -> dict[int, int]:
        return {
            id(getattr(self.pyomo, name)): declared.family.start for name, declared in self._variables.items()
        }
