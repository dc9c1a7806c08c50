"""How long the shipped scenarios of the five-year instance take, on every model they mean something to."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from u16opt.instance.read import read
from u16opt.solving import solve

FOLDER = Path(__file__).resolve().parents[2] / "instances" / "u16-2024-2028"
NAMES = sorted(path.stem for path in (FOLDER / "scenarios").iterdir())


@pytest.mark.parametrize("model", ["allocation", "spread", "herijking"])
def bench_scenarios(model: str) -> None:
    """Solves every scenario, and prints seconds and the first goals."""
    print(f"\n{model}")
    for name in NAMES:
        start = time.perf_counter()
        proposal = solve(read(FOLDER, name), model=model)
        goals = ", ".join(f"{goal.name} {goal.value:g}" for goal in proposal.goals[:3])
        print(f"{name:45} {time.perf_counter() - start:6.1f} s  {proposal.status}: {goals}")
        assert proposal.status in ("optimal", "infeasible")
