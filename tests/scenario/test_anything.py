"""Whatever stands in a scenario: an instance comes out, or problems, and never anything else."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.complete import write

from u16opt.instance.read import instance_of, source_of
from u16opt.instance.schema import TABLES
from u16opt.scenario.scenario import ACTIONS
from u16opt.scenario.written import Written

COLUMNS = sorted({column.name for table in TABLES.values() for column in table.columns})
WORDS = st.sampled_from(
    ["", "A", "B", "A1", "l1", "g1", "BV", "flat", "flat|house", "1/3", "*", "=1", "é", "x|"]
)
SCALARS = (
    st.none().map(lambda _: "")
    | st.booleans()
    | st.integers(-3, 2030)
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.dates()
    | WORDS
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3), max_leaves=4)
CELLS = st.dictionaries(st.sampled_from(COLUMNS), VALUES, max_size=3)


@st.composite
def changes(draw: st.DrawFn) -> Any:
    """Draw something like a change: mostly of one table, with columns of that table."""
    table = draw(st.sampled_from(sorted(TABLES)))
    cells = st.dictionaries(st.sampled_from(TABLES[table].names), VALUES, max_size=3) | CELLS | VALUES
    drawn: dict[str, Any] = {"table": table}
    for action in draw(st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=2)):
        drawn[action] = draw(
            {"drop": st.booleans(), "insert": st.lists(cells, max_size=2)}.get(action, cells)
        )
    if draw(st.booleans()):
        drawn["where"] = draw(cells)
    return drawn


CONTENTS = st.fixed_dictionaries(
    {},
    optional={
        "title": VALUES,
        "base": VALUES,
        "budget": st.dictionaries(st.sampled_from(["payer", "centre", "phase_in_years"]), VALUES) | VALUES,
        "policy": st.dictionaries(st.sampled_from(["allocation", "x"]), CELLS | VALUES) | VALUES,
        "recalibration": st.dictionaries(st.sampled_from(["total", "group"]), VALUES) | VALUES,
        "change": st.lists(changes() | VALUES, max_size=3) | VALUES,
    },
)


@settings(max_examples=300, deadline=None)
@given(content=CONTENTS)
@example({"change": [{"table": "supply", "set": {"homes": 2**63}, "where": {"kind": 10**30}}]})
@example({"change": [{"table": "supply", "scale": {"homes": 1e308}}]})
@example({"change": [{"table": "budgets", "scale": {"amount": 1e-300}}]})
@example({"budget": {"phase_in_years": float("nan")}})
def test_anything(content: Any) -> None:
    """Tests that every content gives an instance without errors, or errors, each with a text to show."""
    with tempfile.TemporaryDirectory() as folder:
        source = source_of(write(Path(folder)))
    instance, problems = instance_of(source, Written("any", "any.toml", content))
    wrong = [problem for problem in problems if problem.level == "error"]
    assert (instance is None) == bool(wrong)
    assert all(problem.text("nl") and problem.text("en") for problem in problems)
    if instance is not None:
        assert all(each.what.nl and each.what.en for each in instance.assumptions)
        assert instance.scenario == "any"
