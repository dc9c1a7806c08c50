"""How free is a number? The least and the most over all proposals that are nearly as good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from u16opt.algebra.extending import costs_of
from u16opt.explaining.answer import Finding
from u16opt.explaining.foil import Total, known, total_of
from u16opt.explaining.goals import compared
from u16opt.explaining.ground import Ground
from u16opt.explaining.names import Names
from u16opt.explaining.nearby.within import as_fact, attained, nearly_as_good, tolerances
from u16opt.explaining.questions import Range
from u16opt.explaining.sentences.range import told
from u16opt.instance.nearest import one_of, perhaps
from u16opt.problems import InputError, Problem
from u16opt.texts import Text

if TYPE_CHECKING:
    from u16opt.engine.within import Within as Search

ONE_PLACE = Text(
    "precies één van --municipality CODE en --neighbourhood CODE",
    "exactly one of --municipality CODE and --neighbourhood CODE",
)
NO_NEIGHBOURHOODS = Text(
    "een gemeente, met --municipality: dit model kent geen wijken",
    "a municipality, with --municipality: this model has no neighbourhoods",
)
NEIGHBOURHOOD = Text("een wijk van deze instantie", "a neighbourhood of this instance")
NO_PERIODS = Text("geen jaar: dit model kent geen jaren", "no year: this model has no years")


@dataclass(frozen=True)
class End:
    """The least or the most: what is attained, and beyond what nothing can be.

    Parameters
    ----------
    bound
        None where nothing is known.
    goals
        Value of each entry of the order in a proposal that attains it.
    """

    value: int
    bound: int | None
    proven: bool
    goals: Mapping[str, float]


def find(ground: Ground, question: Range) -> Finding:
    """Return between what a place's number can lie.

    Raises
    ------
    InputError
        When no place is asked for, or two, or a code, year or goal is unknown.
    VerificationError
        When an end does not stand up to the checker (a defect).
    """
    _asked(ground, question)
    room = tolerances(ground, question)
    total = total_of(
        ground.formulation,
        ground.program,
        municipality=question.municipality,
        neighbourhood=question.neighbourhood,
        period=question.period,
    )
    search = nearly_as_good(ground, ground.program, ground.values, room)
    least, most = (_end(ground, search, total, room, way) for way in (1, -1))
    proven = least.proven and most.proven
    bounds = {} if proven else {"leastBound": least.bound, "mostBound": most.bound}
    facts = {
        "least": least.value,
        "most": most.value,
        "current": round(total.value(ground.values)),
        "periods": _periods(ground, question),
        "proven": proven,
        **bounds,
        "tolerance": as_fact(room),
        "atLeast": compared(ground.goals, least.goals, "value"),
        "atMost": compared(ground.goals, most.goals, "value"),
    }
    return Finding(facts, told(facts, question, Names(ground.instance, ground.model)), proven)


def _end(ground: Ground, search: Search, total: Total, room: Mapping[str, float], way: int) -> End:
    """Return the least (way 1) or the most (way -1), read back from an answer that the checker accepts."""
    import numpy as np

    from u16opt.engine.integers import closed

    best = search.least(way * costs_of(ground.program, total.columns, total.amounts))
    assert best.values is not None
    there = attained(ground, best.values, room)
    values = np.zeros(ground.program.columns)
    for name, read_back in ground.formulation.recall(there.answer).items():
        values[ground.program.family(name).columns] = read_back
    bound = round(way * best.bound + total.standing) if np.isfinite(best.bound) else None
    proven = closed(best.value, best.bound, 1.0)
    ground.tell(1 if way == 1 else 2, 2)
    return End(round(total.value(values)), bound, proven, there.goals)


def _periods(ground: Ground, question: Range) -> list[int]:
    """Return the years that are added up; none in a model that knows no years."""
    if question.period is not None:
        return [question.period]
    return list(ground.instance.periods) if _knows_years(ground) else []


def _knows_years(ground: Ground) -> bool:
    return any(part.period is not None for part in ground.formulation.load)


def _asked(ground: Ground, question: Range) -> None:
    """Refuse a question that names no place or two, or what is not there."""
    if (question.municipality is None) == (question.neighbourhood is None):
        raise InputError([Problem(question.name, ONE_PLACE)])
    known(question, ground.formulation, ground.instance["municipalities"]["code"])
    if problems := [*_place_problems(ground, question), *_period_problems(ground, question)]:
        raise InputError(problems)


def _place_problems(ground: Ground, question: Range) -> Iterator[Problem]:
    code, codes = question.neighbourhood, ground.instance["neighbourhoods"]["code"]
    if code is None:
        return
    if all(part.neighbourhood is None for part in ground.formulation.load):
        yield Problem("--neighbourhood", NO_NEIGHBOURHOODS, value=code)
    elif code not in codes:
        yield Problem("--neighbourhood", perhaps(NEIGHBOURHOOD, code, codes), value=code)


def _period_problems(ground: Ground, question: Range) -> Iterator[Problem]:
    if question.period is None:
        return
    if not _knows_years(ground):
        yield Problem("--period", NO_PERIODS, value=str(question.period))
    elif question.period not in ground.instance.periods:
        yield Problem("--period", one_of(map(str, ground.instance.periods)), value=str(question.period))
