"""Other good proposals: nearly as good, and as different from all before as they can be.

One after the other. Each has as few clients as possible in a place that their group has already, in the
proposal itself or in an earlier alternative; to have no place counts as a place. That is a sum, so its least
value is exact and proven.

Where nobody can be in any other place, or where places have numbers and nobody in particular is counted, the
next one is as far as possible from the earlier one it is nearest to instead: the number of clients who are
elsewhere, exact and proven as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from u16opt.explaining.answer import Finding
from u16opt.explaining.ground import Ground
from u16opt.explaining.names import Names
from u16opt.explaining.nearby.several import several
from u16opt.explaining.nearby.within import as_fact, attained, nearly_as_good, tolerances
from u16opt.explaining.questions import Alternatives
from u16opt.explaining.sentences.alternatives import NOBODY, told

if TYPE_CHECKING:
    from u16opt.algebra.parts import Floats, Integers
    from u16opt.engine.integers import Best
    from u16opt.engine.within import Within as Search

Room = Mapping[str, float]


@dataclass(frozen=True)
class Step:
    """What looking for one more proposal gave.

    Parameters
    ----------
    values
        Value of every column of the program; None when no other was found.
    proven
        Whether none differs more; where none was found, whether there is none.
    """

    values: Floats | None
    proven: bool


def find(ground: Ground, question: Alternatives) -> Finding:
    """Return other proposals that are nearly as good.

    Raises
    ------
    InputError
        When a goal is unknown.
    VerificationError
        When a proposal that was found does not add up (a defect).
    """
    room = tolerances(ground, question)
    if ground.formulation.placing is None:
        return Finding({"proposals": [], "tolerance": as_fact(room)}, NOBODY, proven=True)
    steps = _steps(ground, question.count, room)
    proven = all(step.proven for step in steps)
    found = [(attained(ground, step.values, room), step.proven) for step in steps if step.values is not None]
    facts = {
        "asked": question.count,
        "found": len(found),
        "noneLeft": proven and len(found) < question.count,
        "proven": proven,
        "tolerance": as_fact(room),
        **several(ground, found),
    }
    return Finding(facts, told(facts, question, Names(ground.instance, ground.model)), proven)


def _steps(ground: Ground, count: int, room: Room) -> list[Step]:
    """Look for proposals one after the other, until there are enough or none is left."""
    search = nearly_as_good(ground, ground.program, ground.values, room)
    earlier, steps = [ground.values], list[Step]()
    while len(steps) < count and len(earlier) > len(steps):
        steps.append(_next(ground, search, earlier, room))
        earlier += [] if steps[-1].values is None else [steps[-1].values]
        ground.tell(len(steps), count)
    return steps


def _next(ground: Ground, search: Search, earlier: Sequence[Floats], room: Room) -> Step:
    """Return the solution with fewest clients in places that were used before."""
    from u16opt.algebra.extending import costs_of
    from u16opt.explaining.nearby.apart import places, used

    everywhere = places(ground.formulation, ground.program)
    if ground.formulation.absent is None:
        return _farthest(ground, everywhere, earlier, room)
    before = used(everywhere, earlier)
    costs = costs_of(ground.program, before)
    best = search.least(costs)
    if best.value < float(costs @ ground.values) - 0.5:
        return Step(best.values, _proven(best))
    return _farthest(ground, before, earlier, room) if _proven(best) else Step(None, proven=False)


def _farthest(ground: Ground, columns: Integers, earlier: Sequence[Floats], room: Room) -> Step:
    """Return the solution farthest from the earlier one it is nearest to, in these places alone."""
    import numpy as np

    from u16opt.explaining.nearby.apart import apart, closed_but, places

    program = closed_but(ground.program, places(ground.formulation, ground.program), columns)
    extended, costs = apart(ground.formulation, program, ground.seats, columns, earlier)
    known = np.append(ground.values, np.zeros(extended.columns - program.columns))
    best = nearly_as_good(ground, extended, known, room).least(costs)
    if best.values is None or best.value > -0.5:
        return Step(None, _proven(best))
    return Step(best.values[: program.columns], _proven(best))


def _proven(best: Best) -> bool:
    from u16opt.engine.integers import closed

    return closed(best.value, best.bound, 1.0)
