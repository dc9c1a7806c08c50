"""What can be asked of a run, as the store keeps it and the service takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from u16opt.part import Part
from u16opt.solving import DEFAULT_TIME_LIMIT

Change = str | Mapping[str, Any]
"""``TABLE[COLUMN=VALUE,...]:COLUMN=VALUE``, or what stands under ``[[change]]`` in a scenario."""


class SolveOptions(Part):
    """How to solve: seconds, relative gap, and the seed of the draw that decides between equals."""

    time_limit: float = Field(default=DEFAULT_TIME_LIMIT, ge=0)
    gap: float = Field(default=0.0, ge=0)
    seed: int = 0


class SolveRequest(Part):
    """A solve of an instance in the store.

    Parameters
    ----------
    instance
        Id of the instance.
    product
        For a model whose tables hold several; None: the model's own default.
    scenario
        Name of a scenario of the instance.
    changes
        Made after the scenario, in order.
    """

    instance: str
    model: str = "allocation"
    product: str | None = None
    scenario: str | None = None
    changes: tuple[Change, ...] = ()
    options: SolveOptions = SolveOptions()


class AnswerOptions(Part):
    """How to answer.

    Parameters
    ----------
    time_limit
        Seconds for the whole answer.
    public
        Only what may be published: no groups, no counts of people below `threshold`.
    """

    time_limit: float = Field(default=DEFAULT_TIME_LIMIT, ge=0)
    public: bool = False
    threshold: int = Field(default=5, ge=0)


class ExplainRequest(Part):
    """A question about the proposal of a run.

    Parameters
    ----------
    run
        Id of a solve that has ended.
    question
        A name of `u16opt.explaining.explain.QUESTIONS`.
    parameters
        As the fields of the question; ``others`` of a difference: ids of runs.
    """

    run: str
    question: str
    parameters: Mapping[str, Any] = Field(default_factory=dict)
    options: AnswerOptions = AnswerOptions()


class CompareRequest(Part):
    """A comparison of the proposals of runs with the first.

    Parameters
    ----------
    runs
        Ids of solves that have ended, of one model.
    targets
        By goal or measure the number that is aimed at, as in a file of targets.
    baseline
        Id of the run, or name of the scenario, that the others are compared with instead of the first.
    """

    runs: tuple[str, ...] = Field(min_length=2)
    targets: Mapping[str, float | str] = Field(default_factory=dict)
    baseline: str | None = None


Request = SolveRequest | ExplainRequest | CompareRequest
