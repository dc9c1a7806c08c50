"""What a process is given to work on: everything it needs, so that it never looks into the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from u16opt.running.request import AnswerOptions, SolveRequest
from u16opt.store.records import Files


@dataclass(frozen=True)
class SolveTask:
    """Solve the instance in `files` as `asked`."""

    files: Files
    asked: SolveRequest


@dataclass(frozen=True)
class Subject:
    """A proposal with all that it was made of.

    Parameters
    ----------
    name
        What it is called in an answer: the id of its run.
    asked
        How it was asked for: the scenario and changes of its instance.
    proposal
        Text of ``proposal.json``.
    """

    name: str
    files: Files
    asked: SolveRequest
    proposal: str


@dataclass(frozen=True)
class ExplainTask:
    """Answer a question about a proposal; `others`: what a difference compares it with."""

    subject: Subject
    question: str
    parameters: Mapping[str, Any]
    options: AnswerOptions
    others: tuple[Subject, ...] = ()


@dataclass(frozen=True)
class CompareTask:
    """Compare proposals with the first, or with the `baseline`."""

    subjects: tuple[Subject, ...]
    targets: Mapping[str, float | str] = field(default_factory=dict)
    baseline: str | None = None


Task = SolveTask | ExplainTask | CompareTask
