"""The chain: goal after goal, each proven and held before the next one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from u16opt.algebra.parts import Floats, Linear, Ratios
from u16opt.algebra.program import Program
from u16opt.drawing import drawn_costs
from u16opt.engine.feasibility import contradicted, first_phase
from u16opt.engine.incumbent import completed, known_at_first
from u16opt.engine.integers import LAST_DIGITS, Best, Search, Watch, best_whole, closed, rounded_up
from u16opt.engine.limits import Limits
from u16opt.engine.master import Master
from u16opt.engine.objective import Objective, objective_of
from u16opt.engine.optimum import Optimum, close, integral, negligible, rounded
from u16opt.engine.outcome import Outcome, Progress, Stage, Status
from u16opt.engine.start import ranking
from u16opt.engine.thresholds import Threshold, least_level
from u16opt.policy import Entry, Policy

Report = Callable[[Progress], None]


class Chain:
    """Entries solved in order on one master program.

    Parameters
    ----------
    program
        Rules and goals as arrays.
    policy
        Order, weights and tolerances.
    whole_goals
        Names of goals whose value is a whole number in every solution.
    first
        Values to fall back on when time runs out before anything better is known; they are used only
        when they satisfy every row.
    """

    def __init__(
        self,
        program: Program,
        policy: Policy,
        whole_goals: frozenset[str],
        limits: Limits,
        report: Report,
        seed: int,
        first: Floats | None = None,
    ) -> None:
        self.program, self.policy, self.limits = program, policy, limits
        self.whole_goals, self.report, self.seed = whole_goals, report, seed
        self.master = Master(program, ranking(program, policy), limits)
        self.values = known_at_first(program, first)

    def run(self) -> Outcome:
        """Solve every entry; what comes after a limit is only measured."""
        if (ending := self._start()) is not None:
            return Outcome(ending, (), None)
        stages: list[Stage] = []
        for entry in self.policy.order:
            if stages and not stages[-1].settled:
                stages.append(Stage("+".join(entry), np.inf, self._trivial(entry), False, settled=False))
            else:
                stages.append(self._entry(entry))
        proven = all(stage.proven for stage in stages)
        if proven:
            self._choose_among_equals()
        return Outcome("optimal" if proven else "feasible", tuple(stages), self.values)

    def _start(self) -> Status | None:
        """Find a first solution, or return why there is none."""
        if self.values is not None:
            self.master.include(np.flatnonzero(self.values))  # else what HiGHS holds may have no solution
            return None
        nothing = np.zeros(self.program.columns)
        if contradicted(self.program):
            return "infeasible"
        optimum = self.master.optimise(nothing)
        if optimum.ending == "infeasible":
            phase, columns = first_phase(self.program, self.limits)
            if phase.ending == "optimal" and phase.bound > 1e-7:
                return "infeasible"
            self.master.include(columns)
            optimum = self.master.optimise(nothing)
        if optimum.ending != "optimal":
            return "no_solution"
        if integral(optimum.values, self.program.whole):
            self.values = rounded(optimum.values, self.program.whole)
            return None
        best = best_whole(Search(self.master, nothing, optimum, None, 1.0, _silent, self.limits.exact()))
        self.values = best.values
        if best.values is None:
            return "infeasible" if best.ending == "infeasible" else "no_solution"
        return None

    def _entry(self, entry: Entry) -> Stage:
        self.report(Progress("+".join(entry), np.inf, self._trivial(entry)))
        goal = self.program.goals[entry[0]]
        if len(entry) == 1 and isinstance(goal, Ratios):
            return self._ratios(entry[0], goal)
        return self._linear(objective_of(self.program, self.policy, entry, self.whole_goals))

    def _trivial(self, entry: Entry) -> float:
        goal = self.program.goals[entry[0]]
        if isinstance(goal, Ratios):
            return float(np.max(self.master.lower[goal.columns] / goal.divisors))
        return objective_of(self.program, self.policy, entry, self.whole_goals).least

    def _linear(self, goal: Objective) -> Stage:
        optimum = self.master.optimise(goal.costs)
        if optimum.ending != "optimal":
            return Stage(goal.name, np.inf, goal.least, proven=False, settled=False)
        watch = self._watcher(goal.name, goal.constant)
        watch(optimum.value, optimum.bound)
        best = self._whole(goal, optimum, watch)
        if best.values is None:
            bound = max(optimum.bound + goal.constant, goal.least)
            return Stage(goal.name, np.inf, bound, proven=False, settled=False)
        bound = max(best.bound + goal.constant, goal.least)
        self.values = best.values
        proven = closed(best.value, best.bound, goal.step)
        if (settled := proven or best.ending == "optimal") and self._needed_later(goal.name):
            self._hold(goal, best, optimum)
        return Stage(goal.name, best.value + goal.constant, bound, proven, settled)

    def _whole(self, goal: Objective, optimum: Optimum, watch: Watch) -> Best:
        """Return the best whole solution: the linear program's own when that is whole."""
        if integral(optimum.values, self.program.whole):
            values = completed(self.program, rounded(optimum.values, self.program.whole))
            bound = rounded_up(optimum.bound, goal.step)
            return Best("optimal", values, float(goal.costs @ values), bound, on_face=True)
        known = None if self.values is None else completed(self.program, self.values)
        return best_whole(Search(self.master, goal.costs, optimum, known, goal.step, watch, self.limits))

    def _needed_later(self, name: str) -> bool:
        """Return whether anything is solved after an entry, so that its value must be held."""
        tied = self.program.preference is not None or not self.program.complicating.any()
        return tied or not self._is_last(name)

    def _is_last(self, name: str) -> bool:
        return name == "+".join(self.policy.order[-1])

    def _hold(self, goal: Objective, best: Best, optimum: Optimum) -> None:
        """Hold the face of the linear program where the solution lies on it, else the value by a row.

        A tolerance is room for later goals: after the last one nothing may use it.

        A row that holds an earlier goal leaves a hair of room for rounding; a face that rests on that hair
        is not held.
        """
        on_face = best.on_face or close(best.value, optimum.bound, LAST_DIGITS)
        hair = np.abs(optimum.held_duals).max(initial=0.0) > negligible(optimum.scale)
        tolerance = 0.0 if self._is_last(goal.name) else goal.tolerance
        if on_face and not tolerance and not hair:
            self.master.hold_face(optimum)
        else:
            value = float(np.rint(best.value / goal.step)) * goal.step if goal.step else best.value
            self.master.hold_value(goal.costs, value + tolerance, optimum)

    def _ratios(self, name: str, goal: Ratios) -> Stage:
        assert self.values is not None
        search = Threshold(self.master, goal, completed(self.program, self.values))
        level = least_level(search, self._watcher(name, 0.0))
        if level.values is not None:
            self.values = level.values
        if level.values is None or not closed(level.value, level.bound, 0.0):
            return Stage(name, level.value, level.bound, proven=False, settled=False)
        tolerance = 0.0 if self._is_last(name) else self.policy.tolerance.get(name, 0.0)
        search.close(level.value + tolerance)
        return Stage(name, level.value, level.bound, proven=True)

    def _choose_among_equals(self) -> None:
        """Choose as the model prefers, or by drawn costs, so that no name and no row order decides."""
        if isinstance(preference := self.program.preference, Linear):
            self._prefer(Objective("", preference.costs, 0.0, 0.0, 0.0, -np.inf))
        elif not self.master.held and not self.program.complicating.any():
            self._draw()

    def _prefer(self, goal: Objective) -> None:
        optimum = self.master.optimise(goal.costs)
        if optimum.ending == "optimal":
            best = self._whole(goal, optimum, _silent)
            self.values = self.values if best.values is None else best.values

    def _draw(self) -> None:
        numbers = np.arange(self.program.columns)
        costs = np.where(self.program.owner >= 0, drawn_costs(numbers, numbers, self.seed), 0.0)
        optimum = self.master.optimise(costs)
        if optimum.ending == "optimal" and integral(optimum.values, self.program.whole):
            self.values = rounded(optimum.values, self.program.whole)

    def _watcher(self, name: str, constant: float) -> Callable[[float, float], None]:
        return lambda value, bound: self.report(Progress(name, value + constant, bound + constant))


def _silent(_incumbent: float, _bound: float) -> None:
    return None
