"""Questions asked of whatever solving gives, a proposal or none."""

from __future__ import annotations

import u16opt
from u16opt.explaining.answer import Answer
from u16opt.explaining.explain import answered, stand_on
from u16opt.explaining.questions import Question
from u16opt.instance.instance import Instance
from u16opt.model.model import Model
from u16opt.solving import Options


def ask(instance: Instance, model: Model, *questions: Question, seconds: float | None = None) -> list[Answer]:
    """Return the answers to questions about what solving an instance gives."""
    proposal = u16opt.solve(instance, model)
    ground = stand_on(instance, proposal, Options(time_limit=seconds), model=model)
    return [answered(ground, question) for question in questions]
