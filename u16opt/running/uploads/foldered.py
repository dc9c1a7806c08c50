"""Which files of a zip are the files of an instance's folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from u16opt.instance.schema import TABLES
from u16opt.problems import InputError, Problem
from u16opt.running.uploads.unpacking import Entry
from u16opt.texts import Text

SETTINGS, BOUNDARIES = "instance.toml", "boundaries.geojson"
_SCENARIOS, _TOML, _CSV = "scenarios", ".toml", ".csv"
_LONGEST = 200

_NOTHING = Text(
    "een zip met instance.toml en een CSV-bestand per tabel (een werkmap of JSON-document gaat zonder zip)",
    "a zip with instance.toml and a CSV file per table (a workbook or JSON document comes without a zip)",
)
_NAME = Text(
    "een bestandsnaam van gewone tekens, hoogstens 200 bytes",
    "a file name of plain characters, at most 200 bytes",
)


def chosen(entries: Sequence[Entry], name: str) -> Mapping[str, Entry]:
    """Return the files of an instance by their path in its folder; all others are let be.

    Parameters
    ----------
    entries
        Files of a zip, in at most one top folder.
    name
        What the zip is called in problems.

    Raises
    ------
    InputError
        When there is no instance, or more than one.
    """
    seen = {entry.path: entry for entry in entries if not _hidden(entry.path)}
    top = _top(list(seen), name)
    inside = {path.removeprefix(top): entry for path, entry in seen.items() if path.startswith(top)}
    taken = {path: entry for path, entry in inside.items() if _taken(path)}
    if not taken:
        raise InputError([Problem(name, _NOTHING)])
    if wrong := [path for path in taken if not path.isprintable() or len(path.encode()) > _LONGEST]:
        raise InputError([Problem(ascii(path)[1:-1][:60], _NAME) for path in wrong])
    return dict(sorted(taken.items()))


def kept(path: str) -> bool:
    """Return whether a file is part of the instance; a CSV file by another name only gets a warning."""
    return not path.lower().endswith(_CSV) or path.removesuffix(_CSV) in TABLES


def _top(paths: Sequence[str], name: str) -> str:
    """Return the folder of the instance, with its slash; ``""`` when it is at the top."""
    tops = [path.removesuffix(SETTINGS) for path in paths if path.rpartition("/")[2] == SETTINGS]
    tops = [top for top in tops if not top.endswith(f"{_SCENARIOS}/")]
    if not tops:
        tops = sorted(
            {path.rpartition("/")[0] + "/" if "/" in path else "" for path in paths if _taken_by_name(path)}
        )
    shallow = min((top.count("/") for top in tops), default=0)
    tops = [top for top in tops if top.count("/") == shallow]
    if len(tops) > 1:
        found = ", ".join(top.rstrip("/") for top in sorted(tops))
        expected = Text("één instantie in een zip", "one instance in a zip")
        raise InputError([Problem(name, expected, value=found)])
    return tops[0] if tops else ""


def _taken_by_name(path: str) -> bool:
    return path.lower().endswith(_CSV)


def _taken(path: str) -> bool:
    folder, _, file = path.rpartition("/")
    if folder == _SCENARIOS:
        return file.endswith(_TOML)
    return not folder and (file in (SETTINGS, BOUNDARIES) or file.lower().endswith(_CSV))


def _hidden(path: str) -> bool:
    """Return whether a path is one that a system leaves behind: ``__MACOSX``, ``.DS_Store`` and the like."""
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))
