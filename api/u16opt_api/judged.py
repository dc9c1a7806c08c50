"""Judging a request before it is kept: what ``u16opt solve`` would refuse is refused here, all at once."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

from u16opt.problems import InputError, Problem
from u16opt.running.aside import Aside
from u16opt.running.judging import problems_of_request
from u16opt.running.request import ExplainRequest, SolveRequest
from u16opt.store.database import Database
from u16opt.store.instances import instance_files
from u16opt.texts import Text
from u16opt_api.apart import apart
from u16opt_api.bodies.reading import invalid
from u16opt_api.problems import Fault
from u16opt_api.settings import Settings

MOST = 1000
TOO_LONG = Text("mag hier hoogstens {most} seconden zijn", "may be at most {most} seconds here")


Timed = TypeVar("Timed", SolveRequest, ExplainRequest)


class Judgements:
    """What was found of requests before: an instance never changes, so neither does a judgement."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[Problem, ...]] = OrderedDict()

    def known(self, asked: SolveRequest) -> tuple[Problem, ...] | None:
        """Return what was found; None for a request that was not judged yet."""
        return self._known.get(_name(asked))

    def keep(self, asked: SolveRequest, problems: tuple[Problem, ...]) -> None:
        """Remember what was found of a request; the oldest is forgotten."""
        self._known[_name(asked)] = problems
        if len(self._known) > MOST:
            self._known.popitem(last=False)


def _name(asked: SolveRequest) -> str:
    # How it is solved has nothing to say about whether it can be.
    return sha256(asked.model_dump_json(exclude={"options"}).encode()).hexdigest()


def short_enough(asked: Timed, given: bool, settings: Settings) -> Timed:
    """Return a request that takes no longer than it may here.

    Parameters
    ----------
    given
        Whether it names a time limit (seconds) itself; if not, it gets the usual one, or the longest if that
        is shorter.

    Raises
    ------
    Refused
        When it names a longer one (400).
    """
    longest = settings.longest_solve
    if asked.options.time_limit <= longest:
        return asked
    if given:
        detail = Text(TOO_LONG.nl.format(most=f"{longest:g}"), TOO_LONG.en.format(most=f"{longest:g}"))
        raise invalid([Fault("body", "/options/timeLimit", detail, "less_than_equal")])
    options = asked.options.model_copy(update={"time_limit": longest})
    return asked.model_copy(update={"options": options})


async def judged(judgements: Judgements, store: Database, aside: Aside, asked: SolveRequest) -> None:
    """See that a solve can be done.

    Raises
    ------
    InputError
        With everything that is wrong with the instance or the request.
    """
    problems = judgements.known(asked)
    if problems is None:
        files = await run_in_threadpool(instance_files, store, asked.instance)
        problems = await apart(aside, problems_of_request, files, asked)
        judgements.keep(asked, problems)
    if any(problem.level == "error" for problem in problems):
        raise InputError(problems)
