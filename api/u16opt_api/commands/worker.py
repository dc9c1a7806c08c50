"""``u16opt worker``: works out runs that others asked for."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any

import typer

from u16opt.command.exits import Exit, say
from u16opt.command.options import Lang
from u16opt.problems import InputError, Problem
from u16opt.running.options import LEAST_MEMORY
from u16opt.texts import Language, Text
from u16opt_api.commands.key_options import Store
from u16opt_api.commands.storing import store_of

if TYPE_CHECKING:
    from u16opt.running.news import News
    from u16opt.running.options import WorkerOptions
    from u16opt.store.database import Database

WAITING = Text("{name} wacht op werk: {places}.", "{name} waits for work: {places}.")
STOPPING = Text(
    "Er wordt gestopt; wat nog loopt gaat terug in de wachtrij.",
    "Stopping; what is still going on goes back to the queue.",
)
NOTHING = Text(
    "minstens één plaats, voor solves of voor antwoorden", "at least one place, for solves or answers"
)
LITTLE = Text(f"minstens {LEAST_MEMORY} GB, of 0", f"at least {LEAST_MEMORY} GB, or 0")


def worker(
    store: Store = None,
    solves: Annotated[
        int, typer.Option("--solves", min=0, max=64, metavar="N", help="So many solves at the same time.")
    ] = 1,
    explanations: Annotated[
        int,
        typer.Option(
            "--explanations",
            min=0,
            max=64,
            metavar="N",
            help="So many answers at the same time (comparisons as well); they never wait for a solve.",
        ),
    ] = 1,
    memory_limit: Annotated[
        float,
        typer.Option(
            "--memory-limit",
            min=0,
            metavar="GB",
            help="Memory that one calculation may use, at least 0.5; 0: no limit.",
        ),
    ] = 4.0,
    lease: Annotated[
        float,
        typer.Option(
            "--lease", min=3, metavar="S", help="So long after its last word a dead worker's run waits again."
        ),
    ] = 10.0,
    lang: Lang = "nl",
) -> None:
    """Work out runs from a store, beside u16opt serve or on another machine, until it is stopped.

    Any number of workers can share a store; on other machines it must be a PostgreSQL. Each solve has a
    process of its own, with low priority. Standard error tells what is taken up and how it ended, by run id.

    Ctrl-C or SIGTERM: what is going on goes back to the queue, and nothing is lost. After a kill or a power
    cut another worker takes the run up when its lease is over.

    Exit codes: 0 stopped; 2 no such store, or it cannot be used; 130 stopped with Ctrl-C.

    Example: u16opt worker --store postgresql://u16opt@db/u16opt --solves 4 --memory-limit 8
    """
    with store_of(store, lang) as database:
        from u16opt.running.options import WorkerOptions

        if not solves and not explanations:
            raise InputError([Problem("--solves", NOTHING, value="0")])
        if 0 < memory_limit < LEAST_MEMORY:
            raise InputError([Problem("--memory-limit", LITTLE, value=f"{memory_limit:g}")])
        beat = min(WorkerOptions.beat, lease / 3)
        options = WorkerOptions(solves, explanations, memory_limit or None, lease, beat)
        _work(database, options, lang)


def _work(database: Database, options: WorkerOptions, language: Language) -> None:
    from u16opt.running.worker import Worker

    def tell(news: News) -> None:
        with suppress(OSError):
            say(news.text[language])

    heard = Heard()
    running = Worker(database, options, tell)
    with heard.listening():
        running.start()
        say(WAITING[language].format(name=options.name, places=_places(options)[language]))
        heard.wait()
        say(STOPPING[language])
        running.stop()
    if heard.signal == signal.SIGINT:
        raise typer.Exit(Exit.INTERRUPTED)


def _places(options: WorkerOptions) -> Text:
    solves, answers = options.solves, options.explanations
    return Text(
        f"tegelijk {solves} {'berekening' if solves == 1 else 'berekeningen'} en "
        f"{answers} {'vraag of vergelijking' if answers == 1 else 'vragen of vergelijkingen'}",
        f"{solves} {'solve' if solves == 1 else 'solves'} and "
        f"{answers} {'question or comparison' if answers == 1 else 'questions or comparisons'} at a time",
    )


class Heard:
    """Hears Ctrl-C and SIGTERM; a second Ctrl-C stops at once."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self._event = Event()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen while the block runs."""
        before = {number: signal.signal(number, self._hear) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def wait(self) -> None:
        """Wait until one is heard."""
        while not self._event.wait(1.0):
            pass

    def _hear(self, number: int, _frame: Any) -> None:
        if self.signal is not None and number == signal.SIGINT:
            raise KeyboardInterrupt
        self.signal = self.signal or number
        self._event.set()
