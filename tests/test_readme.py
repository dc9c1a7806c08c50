"""What the README shows is what the program does."""

from __future__ import annotations

from pathlib import Path

from u16opt.instance.read import read
from u16opt.model import registry
from u16opt.report.summary import summary
from u16opt.report.text import render_text
from u16opt.solving import solve

ROOT = Path(__file__).resolve().parents[1]


def test_output_is_current() -> None:
    """Tests that the output in the README is how the summary of the shipped year begins."""
    shown = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = shown.split("<!-- output:start -->")[1].split("<!-- output:end -->")[0]
    shown = shown.strip().removeprefix("```text").removesuffix("```").strip()
    instance = read(ROOT / "instances" / "u16-2024")
    printed = render_text(summary(instance, registry.model("allocation"), solve(instance)))
    lines = [line.rstrip() for line in printed.splitlines()]
    assert shown.splitlines() == lines[: len(shown.splitlines())]
