"""The pages that explain tables and policies name everything there is."""

from __future__ import annotations

from pathlib import Path

from u16opt.instance.schema import TABLES
from u16opt_models.allocation import MODEL

DOCS = Path(__file__).resolve().parents[1] / "docs"


def test_every_table_and_column_is_explained() -> None:
    """Tests that the page on instances names every table and column, and marks what must be given."""
    page = (DOCS / "instance.md").read_text(encoding="utf-8")
    for table, definition in TABLES.items():
        assert f"`{table}`" in page
        lines = page[page.index(f"| `{table}`") :]
        for column in definition.columns:
            assert f"`{column.name}`{'*' if column.required else ''}" in lines, (table, column.name)


def test_every_rule_and_goal_is_explained() -> None:
    """Tests that the page on policies names every rule with its modes and default, and every goal."""
    page = (DOCS / "policy.md").read_text(encoding="utf-8")
    for rule in MODEL.rules:
        assert f"| `{rule.name}` | {rule.title.nl} | {', '.join(rule.modes)} | {rule.mode} |" in page
    for goal in MODEL.goals:
        assert f"| `{goal.name}` | {goal.title.nl} | {goal.unit.en} |" in page
