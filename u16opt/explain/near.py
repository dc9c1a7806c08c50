"""Staying near: among the best solutions the one in which fewest clients move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.extending import costs_of, with_columns, with_rows
from u16opt.algebra.parts import Linear
from u16opt.explain.seats import NOWHERE, Seat, Seats, who_of

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.program import Program

MOVED = "moved"


def near(formulation: Formulation, program: Program, seats: Seats) -> Program:
    """Return a program that prefers, after all its goals, to leave clients where they are.

    Everyone who leaves a place counts once: x[j] + moved[j] >= the clients who are there now. A model with a
    preference of its own keeps that: it leaves no equals.

    Parameters
    ----------
    seats
        Who has which place now.
    """
    kept = list(_kept(formulation, program, seats))
    if program.preference is not None or not kept:
        return program
    count, labels = len(kept), ([number for number, _ in enumerate(kept)],)
    extended = with_columns(program, MOVED, labels)
    own = np.arange(program.columns, program.columns + count)
    columns = np.append([column for column, _ in kept], own)
    rows = np.append(np.arange(count), np.arange(count))
    matrix = sp.csr_array((np.ones(2 * count), (rows, columns)), shape=(count, extended.columns))
    lower = np.array([clients for _, clients in kept], dtype=float)
    extended = with_rows(extended, "staying", labels, matrix, lower=lower, network=True, violation=MOVED)
    return replace(extended, preference=Linear(costs_of(extended, own), 0.0))


def _kept(formulation: Formulation, program: Program, seats: Seats) -> Iterator[tuple[int, int]]:
    """Yield the columns of what people have now, and how many have it."""
    placing, absent = formulation.placing, formulation.absent
    if placing is not None:
        start = program.family(placing.family).start
        for index, (municipality, place) in enumerate(zip(placing.municipality, placing.place, strict=True)):
            own = seats.get(who_of(formulation, placing.family, index), {})
            if clients := own.get(Seat(municipality, place), 0):
                yield start + index, clients
    if absent is not None:
        start = program.family(absent.family).start
        for index in range(len(absent.group)):
            if clients := seats.get(who_of(formulation, absent.family, index), {}).get(NOWHERE, 0):
                yield start + index, clients
