"""Make the shipped instances again: ``python -m instances.make [FOLDER]`` from the root of the project."""

from __future__ import annotations

import sys
from pathlib import Path

from instances.make.figures import read_figures
from instances.make.instances import SHIPPED


def main(arguments: list[str]) -> None:
    """Write every instance of `SHIPPED` into a folder.

    Parameters
    ----------
    arguments
        Where to; without any, the folder the shipped instances are in.
    """
    into = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[1]
    figures = read_figures()
    for each in SHIPPED:
        each.make(figures, into)
        sys.stdout.write(f"{into / each.name}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
