"""The instance with every table of the contract, with scenarios beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from support.complete import write

from u16opt.instance.instance import Instance
from u16opt.instance.read import problems_of, read
from u16opt.problems import Problem


def with_scenarios(path: Path, files: dict[str, str | bytes], **changed: str) -> Path:
    """Write the instance and its scenarios, each file by its name, and return the folder.

    `changed` replaces whole files of the instance, as `support.complete.write` does.
    """
    folder = write(path, **changed) / "scenarios"
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else content.encode("utf-8")
        (folder / f"{name}.toml").write_bytes(raw)
    return path


def revised(path: Path, scenario: str, **changed: str) -> Instance:
    """Return the instance with a scenario."""
    return read(with_scenarios(path, {"other": scenario}, **changed), "other")


def faults(path: Path, scenario: str | bytes, **changed: str) -> tuple[Problem, ...]:
    """Return everything that is wrong with the instance under a scenario."""
    return problems_of(with_scenarios(path, {"other": scenario}, **changed), "other")[1]


def row(instance: Instance, table: str, key: str) -> dict[str, Any]:
    """Return the row whose first column is a key."""
    first = next(iter(instance[table].columns))
    (found,) = [each for each in instance[table].rows() if each[first] == key]
    return found
