"""Models and their rules, as the service tells them: from what the models say of themselves."""

from __future__ import annotations

from typing import Any, Literal

from u16opt.model import registry
from u16opt.model.model import Model
from u16opt.model.specification import GoalSpecification, Mode, RuleSpecification
from u16opt.part import Part
from u16opt.texts import Text


class TextView(Part):
    """A text in both languages."""

    nl: str
    en: str


class GoalView(Part):
    """Something that is minimised."""

    name: str
    title: TextView
    unit: TextView
    source: str


class AgreementView(Part):
    """The number in a rule that people agreed on: what a step of it is, and which way leaves more room."""

    unit: TextView
    wider: Literal[1, -1]
    step: float


class RuleView(Part):
    """A rule of a model.

    Parameters
    ----------
    source
        Law, agreement or preference it rests on.
    mode
        The usual one of its `modes`.
    goals
        What measures how far it is broken.
    setting, default
        The number that it needs, and what that is when a policy gives none.
    """

    model: str
    name: str
    title: TextView
    unit: TextView
    source: str
    mode: Mode
    modes: tuple[Mode, ...]
    goals: tuple[str, ...]
    setting: str | None
    default: str | None
    agreement: AgreementView | None


class ModelView(Part):
    """A model.

    Parameters
    ----------
    order
        Its goals in the usual order.
    rules
        Names of its rules; `/v1/rules` tells them.
    tables, optional_tables
        What it needs, and what it also reads.
    product
        The product it looks at when none is asked; null in a model without products.
    """

    name: str
    title: TextView
    goals: tuple[GoalView, ...]
    order: tuple[str, ...]
    rules: tuple[str, ...]
    tables: tuple[str, ...]
    optional_tables: tuple[str, ...]
    product: str | None


def model_views() -> list[dict[str, Any]]:
    """Return every installed model as JSON holds it."""
    return [_model(model) for model in registry.models().values()]


def rule_views() -> list[dict[str, Any]]:
    """Return every rule of every installed model as JSON holds it."""
    return [_rule(model, rule) for model in registry.models().values() for rule in model.rules]


def _model(model: Model) -> dict[str, Any]:
    return {
        "name": model.name,
        "title": _text(model.title),
        "goals": [_goal(goal) for goal in model.goals],
        "order": list(model.order),
        "rules": [rule.name for rule in model.rules],
        "tables": list(model.tables),
        "optionalTables": list(model.optional_tables),
        "product": model.product,
    }


def _goal(goal: GoalSpecification) -> dict[str, Any]:
    return {"name": goal.name, "title": _text(goal.title), "unit": _text(goal.unit), "source": goal.source}


def _rule(model: Model, rule: RuleSpecification) -> dict[str, Any]:
    agreed = rule.agreement
    return {
        "model": model.name,
        "name": rule.name,
        "title": _text(rule.title),
        "unit": _text(rule.unit),
        "source": rule.source,
        "mode": rule.mode,
        "modes": list(rule.modes),
        "goals": list(rule.goals),
        "setting": rule.setting,
        "default": rule.default,
        "agreement": None
        if agreed is None
        else {"unit": _text(agreed.unit), "wider": agreed.wider, "step": agreed.step},
    }


def _text(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}
