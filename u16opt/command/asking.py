"""How every question is asked on the command line: the same options, the same ending."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from u16opt.command.exits import Exit, exit_codes
from u16opt.command.options import Json, Lang
from u16opt.command.terminal import Interrupt, counting_on_terminal, quiet_standard_output
from u16opt.texts import Language

if TYPE_CHECKING:
    from u16opt.explaining.ground import Ground
    from u16opt.explaining.questions import Question

TimeLimit = Annotated[
    float, typer.Option("--time-limit", min=0, metavar="S", help="Seconds for the whole answer.")
]
Public = Annotated[
    bool, typer.Option("--public", help="Only what may be published: no groups, no small counts of people.")
]
Threshold = Annotated[
    int, typer.Option("--threshold", min=0, metavar="N", help="With --public: smallest count that is shown.")
]


@dataclass(frozen=True)
class Asked:
    """The instance and the proposal that a question is about, and the file of the proposal's scenario."""

    path: Path
    proposal: Path
    scenario: str | None


def asking(app: typer.Typer, name: str) -> Callable[[Callable[..., Question]], Callable[..., Question]]:
    """Make a command of a function that makes a question of its options.

    Every such command has the options ``--json``, ``--lang``, ``--time-limit``, ``--public`` and
    ``--threshold`` as well.
    """

    def register(make: Callable[..., Question]) -> Callable[..., Question]:
        def command(
            context: typer.Context,
            as_json: Json = False,
            lang: Lang = "nl",
            time_limit: TimeLimit = 600.0,
            public: Public = False,
            threshold: Threshold = 5,
            **own: Any,
        ) -> None:
            least = threshold if public else None
            with exit_codes(lang):
                _answer(context.obj, lambda: make(**own), as_json, lang, time_limit, least)

        _sign(command, make)
        app.command(name)(command)
        return make

    return register


def _sign(command: Callable[..., None], make: Callable[..., Question]) -> None:
    """Give a command the options of a question beside the common ones, as Typer reads them."""
    own, common = inspect.signature(make), inspect.signature(command)
    hints = get_type_hints(command, include_extras=True) | _hints(make)
    usual = [each for each in common.parameters.values() if each.kind is not each.VAR_KEYWORD]
    parameters = [*usual[:1], *own.parameters.values(), *usual[1:]]
    command.__doc__, command.__name__ = make.__doc__, make.__name__
    command.__annotations__ = {each.name: hints[each.name] for each in parameters}
    signature = [each.replace(annotation=hints[each.name]) for each in parameters]
    command.__signature__ = inspect.Signature(signature)  # type: ignore[attr-defined]


def _hints(make: Callable[..., Question]) -> dict[str, Any]:
    from u16opt.explaining.questions import Question

    return get_type_hints(make, localns={"Question": Question}, include_extras=True)


def _answer(
    asked: Asked,
    make: Callable[[], Question],
    as_json: bool,
    language: Language,
    time_limit: float,
    least: int | None,
) -> None:
    from u16opt.explaining.asking import answer_to
    from u16opt.export.suppression import THRESHOLD, usable_threshold

    interrupt = Interrupt(language)
    with interrupt.listening(), quiet_standard_output(), counting_on_terminal(language) as tell:
        usable_threshold(THRESHOLD if least is None else least)
        question = make()
        answer = answer_to(_ground(asked, time_limit, tell, interrupt), question, least)
    typer.echo(answer.as_json() if as_json else f"{getattr(answer.text, language)}\n", nl=False)
    if interrupt.heard and not answer.proven:
        raise typer.Exit(Exit.INTERRUPTED)


def _ground(
    asked: Asked, time_limit: float, tell: Callable[[int, int], None], interrupt: Interrupt
) -> Ground:
    from u16opt.command.verify import read_json
    from u16opt.explaining.asking import ground_of
    from u16opt.scenario.proposed import instance_for
    from u16opt.solving import Options

    content = read_json(asked.proposal)
    instance = instance_for(asked.path, content, asked.scenario)
    return ground_of(instance, content, Options(time_limit=time_limit), tell, lambda: interrupt.heard)
