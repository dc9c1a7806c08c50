"""How a command ends: exit codes of the contract, and what is said when it cannot go on."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum

import typer

from u16opt.problems import InputError, Problem
from u16opt.texts import Language, Text


class Exit(IntEnum):
    """Exit codes (contract: Commands)."""

    DONE = 0
    DEFECT = 1
    BAD_INPUT = 2
    NOT_PROVEN = 3
    INFEASIBLE = 4
    NOT_VERIFIED = 5
    NO_PROPOSAL = 6
    INTERRUPTED = 130


COUNT = Text(
    "{errors} fout(en) en {warnings} waarschuwing(en)", "{errors} error(s) and {warnings} warning(s)"
)
DEFECT = Text(
    "Er ging iets mis in u16opt zelf ({what}). Meld dit; met U16OPT_DEBUG=1 staat hier waar het misging.",
    "Something went wrong inside u16opt ({what}). Please report it; U16OPT_DEBUG=1 shows where.",
)
UNVERIFIED = Text(
    "Het voorstel is niet goedgekeurd door de onafhankelijke controle:",
    "The proposal did not pass the independent check:",
)


def say(text: str) -> None:
    """Write a line to standard error: messages never mix with answers."""
    print(text, file=sys.stderr)


def say_problems(problems: Sequence[Problem], language: Language) -> None:
    """Write every problem on a line of its own, and how many there are."""
    words = Text("waarschuwing", "warning")[language]
    for problem in problems:
        say(problem.text(language) if problem.level == "error" else f"{words}: {problem.text(language)}")
    errors = sum(problem.level == "error" for problem in problems)
    say(COUNT[language].format(errors=errors, warnings=len(problems) - errors))


def say_findings(findings: Sequence[tuple[str, Text]], language: Language) -> None:
    """Write what a verification found."""
    say(UNVERIFIED[language])
    for name, text in findings:
        say(f"  {name}: {text[language]}")


@contextmanager
def exit_codes(language: Language) -> Iterator[None]:
    """Turn what goes wrong inside into a message and an exit code, never a traceback."""
    from u16opt.verification import VerificationError

    try:
        yield
    except InputError as fault:
        say_problems(fault.problems, language)
        raise typer.Exit(Exit.BAD_INPUT) from None
    except VerificationError as fault:
        say_findings(fault.findings, language)
        raise typer.Exit(Exit.NOT_VERIFIED) from None
    except KeyboardInterrupt:
        raise typer.Exit(Exit.INTERRUPTED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(Exit.DEFECT) from None
    except (typer.Exit, typer.Abort):
        raise
    except Exception as fault:
        if os.environ.get("U16OPT_DEBUG"):
            traceback.print_exc()
        say(DEFECT[language].format(what=f"{type(fault).__name__}: {fault}"))
        raise typer.Exit(Exit.DEFECT) from None
