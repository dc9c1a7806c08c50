"""The foil: clients forced to where they are not, and the columns that a question is about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from u16opt.algebra.extending import row_of, with_rows
from u16opt.algebra.labels import chosen, coded
from u16opt.algebra.located import Located
from u16opt.explaining.questions import Forced
from u16opt.instance.nearest import perhaps
from u16opt.problems import InputError, Problem
from u16opt.texts import Text

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.parts import Floats, Integers
    from u16opt.algebra.program import Program

FOIL = "foil"


@dataclass(frozen=True)
class Total:
    """A sum of columns: clients of a group somewhere, or what a place carries.

    Parameters
    ----------
    columns, amounts
        Columns of the program, and what one unit of each counts for.
    standing
        What counts whatever is decided.
    network
        Whether the sum, as a row, leaves the network a network.
    """

    columns: Integers
    amounts: Floats
    standing: float
    network: bool

    def value(self, values: Floats) -> float:
        """Return the sum in a solution."""
        return float(self.amounts @ values[self.columns]) + self.standing


def total_of(
    formulation: Formulation,
    program: Program,
    *,
    group: str | None = None,
    municipality: str | None = None,
    neighbourhood: str | None = None,
    place: str | None = None,
    period: int | None = None,
) -> Total:
    """Return what counts: clients of a group, or without one the load, where and when is asked.

    Parameters
    ----------
    group, municipality, neighbourhood, place, period
        None for all.
    """
    placing = formulation.placing
    parts = formulation.load if group is None else (placing,) if placing else ()
    wanted = {
        "group": group,
        "municipality": municipality,
        "neighbourhood": neighbourhood,
        "place": place,
        "period": period,
    }
    found = [_columns(program, part, wanted) for part in parts]
    standing = sum(
        each.amount
        for each in formulation.standing
        if group is None
        and place is None
        and all(
            wanted[key] in (None, getattr(each, key)) for key in ("municipality", "neighbourhood", "period")
        )
    )
    columns, amounts = (np.concatenate([np.zeros(0), *(each[side] for each in found)]) for side in (0, 1))
    nested = all(part.nested for part in parts) and period is None and bool(group)
    return Total(columns.astype(np.int64), amounts, standing, nested)


def forced(formulation: Formulation, program: Program, question: Forced) -> Program:
    """Return a program in which the clients of a question are where it wants them."""
    total = total_of(
        formulation,
        program,
        group=question.group,
        municipality=question.municipality,
        place=question.place,
    )
    row = row_of(program, total.columns, total.amounts)
    least = question.clients - total.standing
    able = total.columns[(program.owner[total.columns] >= 0) & (program.upper[total.columns] > 0)]
    likely = replace(program, likely=np.union1d(program.likely, able))
    return with_rows(likely, FOIL, ([""],), row, lower=least, network=total.network)


def forcing(question: Forced) -> Callable[[Formulation, Program], Program]:
    """Return what forces the clients of a question into any program."""
    return lambda formulation, program: forced(formulation, program, question)


def somewhere(question: Forced) -> None:
    """Refuse a question that names no place, or two.

    Raises
    ------
    InputError
        Saying how to name one.
    """
    if question.municipality is not None and question.place is not None:
        either = Text("een gemeente of één plaats, niet allebei", "a municipality or one place, not both")
        raise InputError([Problem("--place", either, value=question.place)])
    if not question.asked:
        expected = Text("--municipality CODE (of --place CODE)", "--municipality CODE (or --place CODE)")
        raise InputError([Problem(question.name, expected)])


def known(question: Any, formulation: Formulation, municipalities: Collection[str]) -> None:
    """Refuse codes that are not there.

    Raises
    ------
    InputError
        Naming the nearest known code.
    """
    problems = [
        Problem(f"--{name}", _expected(name, str(code), codes), value=str(code))
        for name in ("group", "municipality", "place")
        if (code := getattr(question, name, None)) is not None
        and code not in (codes := _codes(name, formulation, municipalities))
    ]
    if problems:
        raise InputError(problems)


def _codes(name: str, formulation: Formulation, municipalities: Collection[str]) -> Collection[str]:
    if name == "municipality":
        return municipalities
    if name == "group":
        return groups_of(formulation)
    return _distinct(part.place for part in (formulation.placing, *formulation.load) if part)


def groups_of(formulation: Formulation) -> frozenset[str]:
    """Return the codes of all groups of clients, of whom some may have no column."""
    parts = (formulation.absent or formulation.placing,)
    return _distinct(part.group for part in parts if part is not None and part.group is not None)


def _distinct(labels: Iterable[Sequence[str]]) -> frozenset[str]:
    return frozenset(code for each in labels for code in coded(each).codes)


def _expected(name: str, value: str, codes: Collection[str]) -> Text:
    words = {
        "group": Text("een groep van deze instantie", "a group of this instance"),
        "municipality": Text("een gemeente van deze instantie", "a municipality of this instance"),
        "place": Text("een aanbod of locatie van deze instantie", "a lot or location of this instance"),
    }
    return perhaps(words[name], value, sorted(codes))


def _columns(program: Program, part: Located, wanted: dict[str, Any]) -> tuple[Integers, Floats]:
    mask = np.ones(len(part.place), dtype=bool)
    for key, value in wanted.items():
        if value is not None:
            mask &= chosen(getattr(part, key), value) if getattr(part, key) is not None else False
    where = np.flatnonzero(mask)
    amounts = np.ones(len(where)) if part.amount is None else part.amount[where]
    return program.family(part.family).start + where, amounts
