"""The pages that explain tables and policies name everything there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from u16opt.instance.schema import TABLES
from u16opt.model import registry

DOCS = Path(__file__).resolve().parents[1] / "docs"


def test_every_table_and_column_is_explained() -> None:
    """Tests that the page on instances names every table and column, and marks what must be given."""
    page = (DOCS / "instance.md").read_text(encoding="utf-8")
    for table, definition in TABLES.items():
        assert f"`{table}`" in page
        lines = page[page.index(f"| `{table}`") :]
        for column in definition.columns:
            assert f"`{column.name}`{'*' if column.required else ''}" in lines, (table, column.name)


@pytest.mark.parametrize("name", registry.names())
def test_every_rule_is_explained(name: str) -> None:
    """Tests that the page on policies names every rule with its modes, its default and what can be set."""
    lines = policy_page().splitlines()
    for rule in registry.model(name).rules:
        start = f"| `{rule.name}` | {rule.title.nl} | {', '.join(rule.modes)} | {rule.mode} |"
        (line,) = [each for each in lines if each.startswith(start)]
        assert all(f"`{switch}" in line for switch in rule.switches), line
        assert rule.setting is None or f"`{rule.setting}`" in line, line
        assert rule.default is None or f"default {rule.default}" in line, line


@pytest.mark.parametrize("name", registry.names())
def test_every_goal_is_explained(name: str) -> None:
    """Tests that the page names every goal with its unit and its place in the default order."""
    model, page = registry.model(name), policy_page()
    for goal in model.goals:
        place = model.order.index(goal.name) + 1 if goal.name in model.order else "-"
        assert f"| {place} | `{goal.name}` | {goal.title.nl} | {goal.unit.en} |" in page


@pytest.mark.parametrize("name", registry.names())
def test_every_soft_rule_says_its_goals(name: str) -> None:
    """Tests that the page says of every rule that may be soft which goals measure it."""
    page = " ".join(policy_page().split())
    for rule in registry.model(name).rules:
        if rule.goals:
            assert f"`{rule.name}` measures {' and '.join(f'`{goal}`' for goal in rule.goals)}" in page


def policy_page() -> str:
    """Return the page on policies."""
    return (DOCS / "policy.md").read_text(encoding="utf-8")
