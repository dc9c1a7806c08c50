"""Work out what was asked: the same steps, and the same documents, as the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from u16opt.running.given import content_of, instance_asked, instance_proposed
from u16opt.running.judging import DifferenceAsked, question_of
from u16opt.running.tasks import CompareTask, ExplainTask, SolveTask, Subject, Task
from u16opt.running.troubles import ending_of
from u16opt.store.records import Ending
from u16opt.texts import Text

if TYPE_CHECKING:
    from u16opt.engine.outcome import Progress
    from u16opt.explaining.answer import Answer
    from u16opt.explaining.comparing.compared import Compared
    from u16opt.explaining.comparing.matching import Given
    from u16opt.explaining.questions import Difference
    from u16opt.instance.instance import Instance

Told = Callable[[Mapping[str, Any]], None]
Asked = Callable[[], bool]

_ANOTHER = Text(
    "gemaakt voor een andere instantie dan die van deze run", "made for another instance than this run's"
)


def worked(task: Task, progress: Told, interrupted: Asked) -> Ending:
    """Work out a task; whatever goes wrong is told in the ending.

    Parameters
    ----------
    progress
        Called with goal, incumbent, bound and gap while a solve goes on, with done and all in long answers.
    interrupted
        Asked now and then; True stops the work and keeps the best found.
    """
    try:
        if isinstance(task, SolveTask):
            return _solved(task, progress, interrupted)
        if isinstance(task, ExplainTask):
            return _explained(task, progress, interrupted)
        return _compared(task, progress, interrupted)
    except Exception as fault:
        return ending_of(fault)


def _solved(task: SolveTask, progress: Told, interrupted: Asked) -> Ending:
    from u16opt.solving import Options, solve

    asked = task.asked
    instance = instance_asked(task.files, asked)
    options = Options(asked.options.time_limit, asked.options.gap, seed=asked.options.seed)
    proposal = solve(
        instance,
        asked.model,
        options,
        progress=lambda known: progress(_known(known)),
        interrupted=interrupted,
    )
    stopped = interrupted() and proposal.status in ("feasible", "no_solution")
    if stopped and proposal.status == "no_solution":
        return Ending("cancelled")
    return Ending("cancelled" if stopped else "done", proposal.status, proposal=proposal.as_json())


def _known(progress: Progress) -> dict[str, Any]:
    """Return progress as JSON holds it: nothing where nothing is known yet."""
    incumbent, bound = progress.incumbent, progress.bound
    gap = max(progress.gap, 0.0) if isfinite(incumbent) and isfinite(bound) else None
    return {"goal": progress.goal, "incumbent": _number(incumbent), "bound": _number(bound), "gap": gap}


def _number(value: float) -> float | None:
    return float(value) if isfinite(value) else None


def _explained(task: ExplainTask, progress: Told, interrupted: Asked) -> Ending:
    from u16opt.explaining.asking import answer_to, ground_of
    from u16opt.explaining.explain import stand_on
    from u16opt.export.suppression import THRESHOLD, usable_threshold
    from u16opt.solving import Options

    least = task.options.threshold if task.options.public else None
    usable_threshold(THRESHOLD if least is None else least)
    question = question_of(task.question, task.parameters)
    options, tell = Options(time_limit=task.options.time_limit), _counting(progress)
    if isinstance(question, DifferenceAsked):
        first, asked = _difference((task.subject, *task.others), question.targets, question.baseline)
        ground = stand_on(first.instance, first.proposal, options, tell=tell, interrupted=interrupted)
        return _answered(answer_to(ground, asked, least), interrupted)
    instance, content = instance_proposed(task.subject), content_of(task.subject)
    ground = ground_of(instance, content, options, tell, interrupted)
    return _answered(answer_to(ground, question, least), interrupted)


def _compared(task: CompareTask, progress: Told, interrupted: Asked) -> Ending:
    from u16opt.explaining.explain import explain

    first, question = _difference(task.subjects, task.targets, task.baseline)
    tell = _counting(progress)
    answer = explain(first.instance, first.proposal, question, tell=tell, interrupted=interrupted)
    return _answered(answer, interrupted)


def _difference(
    subjects: Sequence[Subject], targets: Mapping[str, float | str], baseline: str | None
) -> tuple[Compared, Difference]:
    from u16opt.explaining.comparing.matching import difference_of, matched

    return difference_of(matched([_given(each) for each in subjects]), targets, baseline, "baseline")


def _given(subject: Subject) -> Given:
    from u16opt.explaining.comparing.matching import Given

    content = content_of(subject)
    return Given(subject.name, subject.name, content, lambda: _own(subject, content), _ANOTHER)


def _own(subject: Subject, content: Mapping[str, Any]) -> Instance | None:
    instance = instance_proposed(subject)
    return instance if instance.hash == content["instanceHash"] else None


def _answered(answer: Answer, interrupted: Asked) -> Ending:
    stopped = interrupted() and not answer.proven
    return Ending("cancelled" if stopped else "done", answer=answer.as_json())


def _counting(progress: Told) -> Callable[[int, int], None]:
    return lambda done, every: progress({"done": done, "all": every})
