"""Small JSON documents, sound and otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from u16opt.instance.read import problems_of
from u16opt.problems import Problem


def document(folder: Path, content: Any) -> Path:
    """Write a document, as text or as what JSON makes of a value, and return its path."""
    file = folder / "plan.json"
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


def faults(folder: Path, content: Any) -> tuple[Problem, ...]:
    """Return what is wrong with a document."""
    instance, problems = problems_of(document(folder, content))
    assert instance is None
    return problems


def small() -> dict[str, Any]:
    """Return a sound document for recalibration alone."""
    return {
        "instance": {"format": 1, "name": "small", "periods": [2024], "recalibration": {"total": 5}},
        "tables": {
            "municipalities": [{"code": "A", "region": "noord"}, {"code": "B", "region": "zuid"}],
            "recalibration": [
                {"municipality": "A", "current": 2, "basis": 100.5, "maximum": None},
                {"municipality": "B", "current": 3, "basis": 80, "maximum": 9},
            ],
            "provenance": [{"table": "recalibration", "column": "*", "status": "synthetisch"}],
        },
    }


def put(path: str, value: Any) -> Any:
    """Return the small document with another value at a place; "@" in it stands for a number as text."""
    content = small()
    place: Any = content
    *above, last = [int(step) if step.isdecimal() else step for step in path.split("/")]
    for step in above:
        place = place[step] if isinstance(step, int) else place.setdefault(step, {})
    place[last] = value
    return content
