"""Where scenarios are: in the instance, in a file of their own, and in the scenarios they build on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from u16opt.instance.cells import clean
from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.toml import read_toml
from u16opt.problems import InputError, Problem
from u16opt.scenario.written import Written
from u16opt.texts import Text

ENDING = ".toml"

Library = Mapping[str, Written]


def scenarios_in(folder: Path) -> Library:
    """Return the scenarios of an instance folder by name; one that cannot be read says so itself.

    Parameters
    ----------
    folder
        ``scenarios`` inside the instance; it need not exist.
    """
    files = sorted(folder.glob(f"[!.]*{ENDING}"))
    found = (_written(file, f"{folder.name}/{clean(file.name)}") for file in files)
    return {each.name: each for each in found}


def chosen(name: str | Path, library: Library) -> Written:
    """Return the scenario that somebody asks for.

    Parameters
    ----------
    name
        Name of a scenario of the instance, or the path of a ``.toml`` file.
    library
        The scenarios of the instance.

    Raises
    ------
    InputError
        When there is none; it names those that there are.
    """
    file = Path(name)
    if file.suffix == ENDING and file.exists():
        return replace(_written(file, str(name)), folder=file.parent)
    if clean(str(name)) in library:
        return library[clean(str(name))]
    known = unknown(file.name.removesuffix(ENDING), library)
    expected = Text(f"een .toml-bestand, of {known.nl}", f"a .toml file, or {known.en}")
    raise InputError([Problem("--scenario", expected, value=str(name))])


def unknown(name: str, library: Library) -> Text:
    """Return what is expected in place of a scenario that is not there."""
    if not library:
        return Text(
            "een scenario van deze instantie (zij heeft er geen)",
            "a scenario of this instance (it has none)",
        )
    names = sorted(library)
    return perhaps(one_of(names), name, names)


def lineage(written: Written, library: Library) -> tuple[tuple[Written, ...], list[Problem]]:
    """Return a scenario with all that it builds on, what is to be applied first coming first.

    Returns
    -------
    The scenarios, as far as they can be followed, and a problem when one is unknown or comes back.
    """
    line = [written]
    while isinstance(base := (line[-1].content or {}).get("base"), str):
        above = _base(base, line[-1], library)
        if above is None or above.file in [each.file for each in line]:
            return tuple(line[::-1]), [_no_base(base, line, above, library)]
        line.append(above)
    return tuple(line[::-1]), []


def _base(name: str, below: Written, library: Library) -> Written | None:
    """Look for a base beside the file of a scenario that was named by its file, then in the instance."""
    name = clean(name)
    if below.folder is not None and name != below.name and Path(name).name == name:
        beside = below.folder / f"{name}{ENDING}"
        if beside.is_file():
            return replace(_written(beside, str(beside)), folder=below.folder)
    return library.get(name)


def _no_base(name: str, line: list[Written], above: Written | None, library: Library) -> Problem:
    expected = unknown(name, library)
    if above is not None:
        circle = " -> ".join([*(each.name for each in line), above.name])
        expected = Text(
            f"een scenario dat niet zelf op dit scenario verder bouwt ({circle})",
            f"a scenario that does not itself build on this one ({circle})",
        )
    return Problem(line[-1].file, expected, column="base", value=name)


def _written(file: Path, label: str) -> Written:
    content, problems = read_toml(file)
    return Written(
        clean(file.stem), label, content, tuple(replace(problem, file=label) for problem in problems)
    )
