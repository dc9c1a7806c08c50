"""Documents of the core that the service passes on as they are."""

from __future__ import annotations

from typing import Any

from u16opt.explaining.answer import Answer
from u16opt.proposal import Proposal


class AnswerView(Answer):
    """The answer to a question, as `u16opt explain --json` prints it."""


def proposal_schema() -> dict[str, Any]:
    """Return the schema of a proposal: its own keys, and the tables of its model's answer beside them."""
    schema = Proposal.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    schema["properties"].pop("answer")
    schema["required"] = [each for each in schema["required"] if each != "answer"]
    schema["additionalProperties"] = {"type": "array", "items": {"type": "object"}}
    return schema
