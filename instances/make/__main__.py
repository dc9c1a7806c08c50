"""Make the shipped instances again: ``python -m instances.make [FOLDER]`` from the root of the project."""

from __future__ import annotations

import sys
from pathlib import Path

from instances.make.figures import read_figures
from instances.make.instances import SHIPPED
from instances.make.scenarios.write import write_scenarios

INSTANCES = Path(__file__).resolve().parents[1]

BY_HAND = "tiny"
"""The instance whose tables are made by hand; only its scenarios are made here."""


def main(arguments: list[str]) -> None:
    """Write every instance of `SHIPPED` into a folder, and the scenarios of every instance.

    Parameters
    ----------
    arguments
        Where to; without any, the folder the shipped instances are in.
    """
    into = Path(arguments[0]) if arguments else INSTANCES
    figures = read_figures()
    for each in SHIPPED:
        each.make(figures, into)
        write_scenarios(into / each.name, into / each.name / "scenarios")
        sys.stdout.write(f"{into / each.name}\n")
    write_scenarios(INSTANCES / BY_HAND, into / BY_HAND / "scenarios")


if __name__ == "__main__":
    main(sys.argv[1:])
