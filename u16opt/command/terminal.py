"""What a person sees while a solve goes on, and how Ctrl-C is heard."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isfinite
from typing import TYPE_CHECKING, Any

from u16opt.report.numbers import number
from u16opt.texts import Language, Text

if TYPE_CHECKING:
    from u16opt.engine.outcome import Progress
    from u16opt.model.model import Model

STATUS = Text(
    "{goal}: beste {incumbent}, grens {bound}, gat {gap}",
    "{goal}: best {incumbent}, bound {bound}, gap {gap}",
)
STOPPING = Text(
    "Onderbroken: het beste tot nu toe wordt bewaard ...", "Interrupted: keeping the best so far ..."
)
ANSWERING = Text("Opnieuw uitrekenen ...", "Working it out again ...")
COUNTED = Text("Opnieuw uitrekenen: {done} van {every} ...", "Working it out again: {done} of {every} ...")
WORKING = Text("Model opbouwen ...", "Building the model ...")


class Interrupt:
    """Hears Ctrl-C: the first stops the solve and keeps what was found, a second one stops at once."""

    def __init__(self, language: Language) -> None:
        self.language, self.heard = language, False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen while the block runs."""
        before = signal.signal(signal.SIGINT, self._hear)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _hear(self, _number: int, _frame: Any) -> None:
        if self.heard:
            raise KeyboardInterrupt
        self.heard = True
        print(STOPPING[self.language], file=sys.stderr)


@contextmanager
def progress_on_terminal(model: Model, language: Language) -> Iterator[Callable[[Progress], None]]:
    """Show goal, incumbent, bound and gap on one line of standard error, when that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _progress: None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status(WORKING[language]) as status:
        yield lambda progress: status.update(_line(model, progress, language))


@contextmanager
def counting_on_terminal(language: Language) -> Iterator[Callable[[int, int], None]]:
    """Show how much of the work is done on one line of standard error, when that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status(ANSWERING[language]) as status:
        yield lambda done, every: status.update(COUNTED[language].format(done=done, every=every))


def _line(model: Model, progress: Progress, language: Language) -> str:
    goal = " + ".join(model.goal(name).title[language] for name in progress.goal.split("+"))
    if not isfinite(progress.incumbent):
        return f"{goal} ..."
    shown = (number(each, language, 2) for each in (progress.incumbent, progress.bound))
    incumbent, bound = shown
    gap = number(100 * max(progress.gap, 0.0), language, 1)
    return STATUS[language].format(goal=goal, incumbent=incumbent, bound=bound, gap=gap)


@contextmanager
def quiet_standard_output() -> Iterator[None]:
    """Send everything that is written to standard output to standard error.

    The solver's library sometimes prints by itself, below Python; an answer on standard output must stay
    one clean document.
    """
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
