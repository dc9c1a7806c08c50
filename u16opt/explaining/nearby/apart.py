"""Solutions that differ: which columns say where clients are, and programs in which they are elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.extending import costs_of, with_columns, with_rows
from u16opt.explaining.seats import Seats, who_of

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.parts import Floats, Integers
    from u16opt.algebra.program import Program


class Place(NamedTuple):
    """Where clients of a group can be: a column, and how many of them an earlier solution has there."""

    earlier: int
    column: int
    before: float
    most: float


def places(formulation: Formulation, program: Program) -> Integers:
    """Return the columns that say how many clients are in a place, and how many have none."""
    parts = [each for each in (formulation.placing, formulation.absent) if each is not None]
    families = [program.family(each.family) for each in parts]
    return np.concatenate([np.arange(each.start, each.stop) for each in families])


def used(columns: Integers, earlier: Sequence[Floats]) -> Integers:
    """Return those of some columns that a solution uses."""
    return columns[np.any([each[columns] > 0.5 for each in earlier], axis=0)]


def closed_but(program: Program, columns: Integers, kept: Integers) -> Program:
    """Return a program in which of some columns only these are used."""
    upper = program.upper.copy()
    upper[np.setdiff1d(columns, kept)] = 0.0
    return replace(program, upper=upper)


def apart(
    formulation: Formulation,
    program: Program,
    seats: Seats,
    columns: Integers,
    earlier: Sequence[Floats],
) -> tuple[Program, Floats]:
    """Return a program that counts how many clients are elsewhere than in the nearest earlier solution.

    For each place and earlier solution it is decided whether more clients are there than before, so this is
    for few places: ``more <= (most - before) * is_more`` and ``more <= x - before * is_more``.

    Parameters
    ----------
    seats
        Who is anywhere in any solution.
    columns
        All places that a solution may use.

    Returns
    -------
    The program, and costs that make that number as large as possible.
    """
    found = _found(formulation, program, seats, columns, earlier)
    count, start = len(found), program.columns
    room = [each.most - each.before for each in found]
    labels = ([each.earlier for each in found], [each.column for each in found])
    extended = with_columns(program, "is_more", labels, upper=1)
    extended = with_columns(extended, "more", labels, upper=room)
    everybody = float(sum(sum(own.values()) for own in seats.values()))
    extended = with_columns(extended, "elsewhere", ([""],), upper=everybody)
    rows = _rows(found, start, extended.columns, len(earlier))
    extended = with_rows(extended, "differing", (range(rows.shape[0]),), rows, upper=0.0)
    return extended, costs_of(extended, [start + 2 * count], -1.0)


def _found(
    formulation: Formulation,
    program: Program,
    seats: Seats,
    columns: Integers,
    earlier: Sequence[Floats],
) -> list[Place]:
    """Return the places where more clients can be than in an earlier solution."""
    most = _most(formulation, program, seats, columns)
    found = [
        Place(number, column, before, limit)
        for number, each in enumerate(earlier)
        for column, before, limit in zip(
            columns.tolist(), np.rint(each[columns]).tolist(), most.tolist(), strict=True
        )
    ]
    return [each for each in found if each.most > each.before]


def _most(formulation: Formulation, program: Program, seats: Seats, columns: Integers) -> Floats:
    """Return how many clients there are at most in each place."""
    clients = {who: sum(own.values()) for who, own in seats.items()}
    most = [
        clients.get(who_of(formulation, family.name, column - family.start), 0)
        for column in columns.tolist()
        for family in program.families
        if family.start <= column < family.stop
    ]
    limited: Floats = np.minimum(np.array(most, dtype=float), program.upper[columns])
    return limited


def _rows(found: Sequence[Place], start: int, columns: int, earlier: int) -> sp.csr_array:
    """Return the rows, all at most 0: two for each place, and one for each earlier solution."""
    count = len(found)
    own, is_more, more = np.arange(count), start + np.arange(count), start + count + np.arange(count)
    room = np.array([each.most - each.before for each in found])
    before = np.array([each.before for each in found])
    x = np.array([each.column for each in found], dtype=np.int64)
    number = np.array([each.earlier for each in found], dtype=np.int64)
    entries = [
        (own, more, np.ones(count)),
        (own, is_more, -room),
        (count + own, more, np.ones(count)),
        (count + own, x, -np.ones(count)),
        (count + own, is_more, before),
        (2 * count + np.arange(earlier), np.full(earlier, columns - 1), np.ones(earlier)),
        (2 * count + number, more, -np.ones(count)),
    ]
    where, which, values = (np.concatenate([each[part] for each in entries]) for part in range(3))
    return sp.csr_array((values, (where, which)), shape=(2 * count + earlier, columns))
