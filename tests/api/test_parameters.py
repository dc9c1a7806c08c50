"""The parameters of questions as they are sent, and as the core knows them."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import BaseModel

from u16opt.running.judging import ASKED
from u16opt_api.bodies import explain

BODIES = {
    get_args(each.model_fields["question"].annotation)[0]: each.model_fields["parameters"].annotation
    for each in vars(explain).values()
    if isinstance(each, type) and issubclass(each, explain.Question) and each is not explain.Question
}


def fields(model: Any) -> dict[str, tuple[bool, Any]]:
    """Whether each field must be given, and what it is when it is not."""
    assert issubclass(model, BaseModel)
    return {
        name: (field.is_required(), field.get_default(call_default_factory=True))
        for name, field in model.model_fields.items()
    }


def test_every_question_can_be_sent() -> None:
    """Tests that the service takes the questions that the core answers, and no others."""
    assert BODIES.keys() == ASKED.keys()


@pytest.mark.parametrize("question", ASKED)
def test_parameters_agree(question: str) -> None:
    """Tests that a question is sent with the parameters, and the defaults, that the core knows."""
    assert fields(BODIES[question]) == fields(ASKED[question])
