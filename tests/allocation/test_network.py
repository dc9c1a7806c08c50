"""The rows that are called a network are one: whatever one wants, a vertex of them is whole by itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from scipy.optimize import linprog
from support.generator import SMALL, Case, draw_case
from support.hamlet import hamlet_case
from support.turning import with_policy

from u16opt.algebra.parts import Floats
from u16opt.algebra.program import Program
from u16opt.instance.read import read
from u16opt.policies import policy_of
from u16opt_models.allocation import MODEL

POLICY = {
    "order": [*(goal.name for goal in MODEL.goals if goal.name != "worst_shortfall")],
    "rules": {
        "contingent_cap": {"mode": "hard", "allowance": 2},
        "draagkracht": {"mode": "soft"},
        "loss_cap": {"mode": "hard", "limit": 2.5},
        "stability": {"mode": "hard", "limit": 4},
    },
}
WISHES = 12


def vertex(program: Program, costs: Floats) -> Floats | None:
    """Return the cheapest vertex of the network rows alone; None when they contradict each other."""
    rows = program.network_rows()
    matrix, lower, upper = (
        sp.csr_array(program.matrix)[rows],
        program.row_lower[rows],
        program.row_upper[rows],
    )
    below, above = np.isfinite(upper), np.isfinite(lower)
    found = linprog(
        costs,
        A_ub=sp.vstack([matrix[below], -matrix[above]]),
        b_ub=np.concatenate([upper[below], -lower[above]]),
        bounds=np.column_stack([program.lower, program.upper]),
        method="highs-ds",
    )
    return found.x if found.status == 0 else None


@pytest.mark.parametrize("case", [hamlet_case(), *(draw_case(seed, SMALL) for seed in range(10))])
def test_vertices_are_whole(tmp_path: Path, case: Case) -> None:
    """Tests that a vertex of the rows marked as a network is whole, for costs drawn at random."""
    instance = read(with_policy(case, POLICY).write(tmp_path))
    program = MODEL.formulate(instance, policy_of(instance, MODEL), 0).program()
    draw = np.random.default_rng(len(case.tables["supply"]))
    for _ in range(WISHES):
        costs = np.where(program.owner >= 0, draw.normal(size=program.columns), draw.random(program.columns))
        values = vertex(program, costs)
        if values is not None:
            assert values == pytest.approx(np.rint(values), abs=1e-7)


def test_something_is_no_network(tmp_path: Path) -> None:
    """Tests that rows of money, of kilometres and of moves are not called a network."""
    instance = read(with_policy(hamlet_case(), POLICY).write(tmp_path))
    program = MODEL.formulate(instance, policy_of(instance, MODEL), 0).program()
    assert {block.name for block in program.blocks if not block.network} == {
        "budget",
        "loss_cap",
        "stability",
    }
