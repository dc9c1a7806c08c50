"""A scenario as it was found, before any of it is understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from u16opt.problems import Problem


@dataclass(frozen=True)
class Written:
    """The content of one scenario.

    Parameters
    ----------
    name
        What it is called on the command line and in proposals.
    file
        Label for problems: ``scenarios/NAME.toml``, or ``name.xlsx[scenario NAME]``.
    content
        Content as TOML gives it; None when it could not be read.
    problems
        Why it could not be read.
    folder
        Folder of a scenario that was named by its file: what it builds on may lie there too.
    """

    name: str
    file: str
    content: Mapping[str, Any] | None
    problems: tuple[Problem, ...] = ()
    folder: Path | None = None
