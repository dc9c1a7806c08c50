"""The instance that a proposal was made for: with its scenario applied."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.instance.read import instance_of, read, source_of
from u16opt.problems import InputError, Problem
from u16opt.scenario.library import Library, unknown
from u16opt.scenario.written import Written
from u16opt.texts import Text


def instance_for(path: Path, proposal: Mapping[str, Any], scenario: str | None = None) -> Instance:
    """Read an instance with the scenario that a proposal names.

    Parameters
    ----------
    path
        As for `u16opt.read`.
    proposal
        Parsed JSON; its scenario is sought in the instance by name only, never as a file.
    scenario
        What to apply instead, as for `u16opt.read`: the file of a scenario that is not in the instance.

    Raises
    ------
    InputError
        When anything is wrong with the instance, or it has no such scenario.
    """
    if scenario is not None:
        return read(path, scenario)
    source = source_of(path)
    instance, problems = instance_of(source, _own(proposal.get("scenario"), source.scenarios))
    if instance is None:
        raise InputError(problems)
    return instance


def _own(name: Any, library: Library) -> Written | None:
    if not isinstance(name, str):
        return None  # no scenario, or no name at all: that is for verification to say
    if name in library:
        return library[name]
    known = unknown(name, library)
    expected = Text(
        f"{known.nl}; stond dit scenario in een los bestand, geef dat dan mee met --scenario BESTAND.toml",
        f"{known.en}; if this scenario was in a file of its own, name it with --scenario FILE.toml",
    )
    raise InputError([Problem("proposal.json", expected, column="scenario", value=name)])
