"""The chain: goal after goal, each proven and held before the next one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from u16opt.algebra.program import Floats, Linear, Program, Ratios
from u16opt.drawing import drawn_costs
from u16opt.engine.feasibility import first_phase
from u16opt.engine.incumbent import completed
from u16opt.engine.integers import Best, Search, best_whole, closed, rounded_up
from u16opt.engine.limits import Limits
from u16opt.engine.master import Master
from u16opt.engine.optimum import Optimum, integral, rounded
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
    """

    def __init__(
        self,
        program: Program,
        policy: Policy,
        whole_goals: frozenset[str],
        limits: Limits,
        report: Report,
        seed: int,
    ) -> None:
        self.program, self.policy, self.limits = program, policy, limits
        self.whole_goals, self.report, self.seed = whole_goals, report, seed
        self.master = Master(program, ranking(program, policy), limits)
        self.values: Floats | None = None

    def run(self) -> Outcome:
        """Solve every entry; what comes after a limit is only measured."""
        if (ending := self._start()) is not None:
            return Outcome(ending, (), None)
        stages: list[Stage] = []
        for entry in self.policy.order:
            if stages and not stages[-1].proven:
                stages.append(Stage("+".join(entry), np.inf, 0.0, proven=False))
            else:
                stages.append(self._entry(entry))
        proven = all(stage.proven for stage in stages)
        if proven:
            self._break_ties()
        return Outcome("optimal" if proven else "feasible", tuple(stages), self.values)

    def _start(self) -> Status | None:
        """Find a first solution, or return why there is none."""
        nothing = np.zeros(self.program.columns)
        if (self.program.lower > self.program.upper).any():
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
        best = best_whole(Search(self.master, nothing, optimum, None, 1.0, _silent))
        self.values = best.values
        if best.values is None:
            return "infeasible" if best.ending == "infeasible" else "no_solution"
        return None

    def _entry(self, entry: Entry) -> Stage:
        goal = self.program.goals[entry[0]]
        if len(entry) == 1 and isinstance(goal, Ratios):
            return self._ratios(entry[0], goal)
        return self._linear(entry)

    def _linear(self, entry: Entry) -> Stage:
        name, costs, constant = "+".join(entry), *self._summed(entry)
        step = 1.0 if len(entry) == 1 and entry[0] in self.whole_goals else 0.0
        watch = self._watcher(name, constant)
        optimum = self.master.optimise(costs)
        if optimum.ending != "optimal":
            return Stage(name, np.inf, 0.0, proven=False)
        watch(optimum.value, optimum.bound)
        if integral(optimum.values, self.program.whole):
            values = rounded(optimum.values, self.program.whole)
            best = Best("optimal", values, float(costs @ values), rounded_up(optimum.bound, step))
        else:
            known = None if self.values is None else completed(self.program, self.values)
            best = best_whole(Search(self.master, costs, optimum, known, step, watch))
        if best.values is None:
            return Stage(name, np.inf, best.bound + constant, proven=False)
        self.values = best.values
        proven = closed(best.value, best.bound, step)
        if proven:
            self._hold(entry, costs, best, optimum, step)
        return Stage(name, best.value + constant, best.bound + constant, proven)

    def _hold(self, entry: Entry, costs: Floats, best: Best, optimum: Optimum, step: float) -> None:
        tolerance = sum(self.policy.tolerance.get(goal, 0.0) for goal in entry)
        if step:
            tolerance = float(np.floor(tolerance + 1e-9))
        on_face = best.value - optimum.bound <= 1e-7 * max(1.0, abs(best.value))
        if on_face and not tolerance:
            self.master.hold_face(optimum)
        else:
            value = float(np.rint(best.value)) if step else best.value
            self.master.hold_value(costs, value + tolerance, optimum)

    def _ratios(self, name: str, goal: Ratios) -> Stage:
        assert self.values is not None
        known = completed(self.program, self.values)
        level = least_level(self.master, goal, known, self._watcher(name, 0.0))
        if level.values is None:
            return Stage(name, np.inf, level.bound, proven=False)
        self.values = level.values
        if not (proven := closed(level.value, level.bound, 0.0)):
            return Stage(name, level.value, level.bound, proven)
        tolerance = self.policy.tolerance.get(name, 0.0)
        Threshold(self.master, goal, level.values).close(level.value + tolerance)
        return Stage(name, level.value, level.bound, proven)

    def _summed(self, entry: Entry) -> tuple[Floats, float]:
        costs, constant = np.zeros(self.program.columns), 0.0
        for name in entry:
            goal = self.program.goals[name]
            assert isinstance(goal, Linear)
            weight = self.policy.weight(name) if len(entry) > 1 else 1.0
            costs += weight * goal.costs
            constant += weight * goal.constant
        return costs, constant

    def _break_ties(self) -> None:
        """Choose among equals by drawn costs, so that no name and no row order decides."""
        if self.master.held:
            return
        numbers = np.arange(self.program.columns)
        costs = np.where(self.program.owner >= 0, drawn_costs(numbers, numbers, self.seed), 0.0)
        optimum = self.master.optimise(costs)
        if optimum.ending == "optimal" and integral(optimum.values, self.program.whole):
            self.values = rounded(optimum.values, self.program.whole)

    def _watcher(self, name: str, constant: float) -> Callable[[float, float], None]:
        return lambda value, bound: self.report(Progress(name, value + constant, bound + constant))


def _silent(_incumbent: float, _bound: float) -> None:
    return None
