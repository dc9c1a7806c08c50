"""Which proposals are compared: each file matched to its instance, and called by a name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from u16opt.command.verify import read_json
from u16opt.explaining.comparing.compared import Compared
from u16opt.explaining.comparing.matching import Given, difference_of
from u16opt.explaining.comparing.matching import matched as matched_of
from u16opt.problems import InputError, Problem
from u16opt.texts import Text

if TYPE_CHECKING:
    from u16opt.explaining.questions import Difference
    from u16opt.instance.instance import Instance

USUAL = "proposal"
"""What solve calls every proposal: its folder then says more."""

_TWO = Text("minstens twee voorstellen", "at least two proposals")
_ANOTHER = Text(
    "gemaakt voor een andere instantie; geef die mee met --other",
    "made for another instance; name it with --other",
)
_NEITHER = Text("gemaakt voor een andere instantie dan deze twee", "made for another instance than these two")


def matched(path: Path, other: Path | None, files: Sequence[Path]) -> list[Compared]:
    """Return the proposals of files, each verified with the instance it was made for.

    Parameters
    ----------
    path, other
        Instances; each proposal is of one of them, with its own scenario applied.

    Raises
    ------
    InputError
        When there are fewer than two, they are of different models, or a file or instance cannot be read.
    VerificationError
        When one does not add up, or is of neither instance; the findings name the file.
    """
    if len(files) < 2:
        raise InputError([Problem("PROPOSAL", _TWO, value=" ".join(map(str, files)))])
    paths = [each for each in (path, other) if each is not None]
    return matched_of([_given(paths, *each) for each in zip(files, names_of(files), strict=True)])


def _given(paths: Sequence[Path], file: Path, name: str) -> Given:
    content = read_json(file)
    unknown = _ANOTHER if len(paths) == 1 else _NEITHER
    return Given(str(file), name, content, partial(_instance, paths, content), unknown)


def _instance(paths: Sequence[Path], content: dict[str, Any]) -> Instance | None:
    """Return the first instance a proposal was made for; None when it was for neither.

    An instance that has no scenario of that name is not the one; if none has, that is said.
    """
    from u16opt.scenario.proposed import instance_for

    unknown: InputError | None = None
    read = 0
    for path in paths:
        try:
            instance = instance_for(path, content)
        except InputError as fault:
            if not all(problem.column == "scenario" for problem in fault.problems):
                raise
            unknown = unknown or fault
            continue
        read += 1
        if instance.hash == content["instanceHash"]:
            return instance
    if unknown is not None and not read:
        raise unknown
    return None


def names_of(files: Sequence[Path]) -> list[str]:
    """Return what proposals are called: their folder, or the file itself where that says more.

    Examples
    --------
    >>> names_of([Path("out/now/proposal.json"), Path("out/flex/proposal.json"), Path("mine.json")])
    ['now', 'flex', 'mine']
    >>> names_of([Path("a/out/proposal.json"), Path("b/out/proposal.json")])
    ['a/out/proposal.json', 'b/out/proposal.json']
    """
    short = [_short(file) for file in files]
    distinct = len(set(short)) == len({file.resolve() for file in files})
    return short if distinct else [file.as_posix() for file in files]


def _short(file: Path) -> str:
    folder = file.resolve().parent.name
    return folder if file.stem == USUAL and folder else file.stem


def asked(compared: Sequence[Compared], targets: Path | None) -> tuple[Compared, Difference]:
    """Return the proposal that the others are compared with, and the question about them.

    Raises
    ------
    InputError
        When the file of targets cannot be read, or its baseline is no proposal.
    """
    from u16opt.explaining.comparing.targets import read_targets

    written, baseline = ({}, None) if targets is None else read_targets(targets)
    return difference_of(compared, written, baseline, str(targets))
