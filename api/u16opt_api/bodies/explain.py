"""``POST /v1/explain``: a question about the proposal of a run."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from u16opt.running.request import ExplainRequest
from u16opt.solving import DEFAULT_TIME_LIMIT
from u16opt_api.bodies import parameters as of
from u16opt_api.bodies.fields import WHOLE, Id, Seconds, Sent

Threshold = Annotated[
    int, Field(ge=0, le=1000, description="Kleinste aantal mensen dat blijft staan."), WHOLE
]


class AnswerOptionsBody(Sent):
    """How to answer."""

    time_limit: Annotated[Seconds, Field(description="Rekentijd in seconden.")] = DEFAULT_TIME_LIMIT
    public: Annotated[bool, Field(description="Alleen wat openbaar mag worden.")] = False
    threshold: Threshold = 5


class Question(Sent):
    """A question about the proposal of a run."""

    run: Id
    question: Any
    parameters: Any = None
    options: AnswerOptionsBody = AnswerOptionsBody()

    def asked(self) -> ExplainRequest:
        """Return what is asked, as a run keeps it."""
        return ExplainRequest.model_validate(self.model_dump(exclude_none=True))


class WhyQuestion(Question):
    """Asks why a group is where it is, or the whole proposal as it is."""

    question: Literal["why"]
    parameters: of.WhyParameters = of.WhyParameters()


class WhyNotQuestion(Question):
    """Asks why not there."""

    question: Literal["why-not"]
    parameters: of.ForcedParameters = of.ForcedParameters()


class ConflictQuestion(Question):
    """Asks why there is no proposal, or none with these clients there."""

    question: Literal["conflict"]
    parameters: of.ForcedParameters = of.ForcedParameters()


class RepairQuestion(Question):
    """Asks what is the least that must give."""

    question: Literal["repair"]
    parameters: of.RepairParameters = of.RepairParameters()


class PriceQuestion(Question):
    """Asks what an agreement costs."""

    question: Literal["price"]
    parameters: of.PriceParameters = of.PriceParameters()


class WhatIfQuestion(Question):
    """Asks what would be if something were different."""

    question: Literal["what-if"]
    parameters: of.WhatIfParameters = of.WhatIfParameters()


class RangeQuestion(Question):
    """Asks how free a number is."""

    question: Literal["range"]
    parameters: of.RangeParameters = of.RangeParameters()


class AlternativesQuestion(Question):
    """Asks which other good proposals there are."""

    question: Literal["alternatives"]
    parameters: of.AlternativesParameters = of.AlternativesParameters()


class RobustQuestion(Question):
    """Asks whether it holds when demand and supply differ."""

    question: Literal["robust"]
    parameters: of.RobustParameters = of.RobustParameters()


class DifferenceQuestion(Question):
    """Asks what is different from the proposals of other runs."""

    question: Literal["difference"]
    parameters: of.DifferenceParameters


ExplainBody = Annotated[
    WhyQuestion
    | WhyNotQuestion
    | ConflictQuestion
    | RepairQuestion
    | PriceQuestion
    | WhatIfQuestion
    | RangeQuestion
    | AlternativesQuestion
    | RobustQuestion
    | DifferenceQuestion,
    Field(discriminator="question"),
]
