"""Instances out of the store, read as the command line reads them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import Any

from u16opt.checkup import sound
from u16opt.instance.instance import Instance
from u16opt.instance.read import ONE_FILE
from u16opt.problems import InputError, Problem
from u16opt.running.changes import SCENARIO, pointed, readable, scenario_text
from u16opt.running.request import SolveRequest
from u16opt.running.tasks import Subject
from u16opt.scenario.proposed import instance_for
from u16opt.store.records import Files
from u16opt.texts import Text

PREFIX = "u16opt-"
"""How the name of every folder begins that an instance stands in while it is read."""

_INSIDE = Text("een bestand binnen de instantie", "a file inside the instance")


@contextmanager
def laid_out(files: Files) -> Iterator[Path]:
    """Give an instance as a folder or a workbook on disk, that is gone as soon as the block ends.

    Parameters
    ----------
    files
        As the store holds them.

    Raises
    ------
    InputError
        When a file would stand outside the folder.
    """
    room = Path(mkdtemp(prefix=PREFIX))
    try:
        yield _written(room / "instance", files)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def instance_asked(files: Files, asked: SolveRequest) -> Instance:
    """Return the instance that a solve is asked of: what ``u16opt solve`` reads.

    Raises
    ------
    InputError
        With everything that is wrong with it and with the changes.
    """
    with laid_out(files) as path:
        if not asked.changes:
            return sound(path, asked.model, asked.scenario, asked.product)
        problems = readable(asked.changes)
        if problems:
            raise InputError([*problems, *_others(path, asked)])
        scenario = _scenario(path, asked)
        try:
            return sound(path, asked.model, str(scenario), asked.product)
        except InputError as fault:
            raise InputError(pointed(fault.problems, str(scenario))) from None


def instance_proposed(subject: Subject) -> Instance:
    """Return the instance that a proposal was made for: what ``u16opt explain`` reads.

    Raises
    ------
    InputError
        When anything is wrong with it.
    """
    with laid_out(subject.files) as path:
        scenario = str(_scenario(path, subject.asked)) if subject.asked.changes else None
        return instance_for(path, content_of(subject), scenario)


def content_of(subject: Subject) -> dict[str, Any]:
    """Return what a JSON reader makes of a proposal."""
    content: dict[str, Any] = json.loads(subject.proposal)
    return content


def _others(path: Path, asked: SolveRequest) -> tuple[Problem, ...]:
    """Return what is wrong besides changes that cannot be read."""
    try:
        sound(path, asked.model, asked.scenario, asked.product)
    except InputError as fault:
        return fault.problems
    return ()


def _scenario(path: Path, asked: SolveRequest) -> Path:
    """Write the changes as a scenario, in a folder where its base can mean no other file."""
    folder = path.parent / "changes" if path.is_dir() else path.parent.parent / "changes"
    folder.mkdir()
    file = folder / f"{SCENARIO}.toml"
    file.write_text(scenario_text(asked.scenario, asked.changes), encoding="utf-8")
    return file


def _written(folder: Path, files: Files) -> Path:
    """Write files into a new folder; return the folder, or the workbook when that is all there is."""
    folder.mkdir()
    for name, content in files.items():
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts or not parts.name:
            raise InputError([Problem(name, _INSIDE)])
        (folder / parts).parent.mkdir(parents=True, exist_ok=True)
        (folder / parts).write_bytes(content)
    names = list(files)
    workbook = len(names) == 1 and PurePosixPath(names[0]).suffix.lower() in ONE_FILE
    return folder / names[0] if workbook else folder
