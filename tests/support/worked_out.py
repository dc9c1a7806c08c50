"""What the README of the instance `tiny` works out by hand, section by section."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

TINY = Path(__file__).resolve().parents[2] / "instances" / "tiny"


def stated(model: str) -> dict[str, float]:
    """The goals in the table of a model's section, with their values."""
    return _values(r"^\| ([a-z_]+) \| ([\d/]+) \|", model)


def reasoned(model: str) -> dict[str, float]:
    """The goals for which the section of a model gives a reason, with their values."""
    return _values(r"^\*\*\d\. (\w+) = ([\d/]+)\.\*\*", model)


def _values(pattern: str, model: str) -> dict[str, float]:
    sections = (TINY / "README.md").read_text(encoding="utf-8").split("\n## ")
    (section,) = (text for text in sections if f"`{model}`" in text.splitlines()[0])
    return {name: float(Fraction(value)) for name, value in re.findall(pattern, section, flags=re.MULTILINE)}
