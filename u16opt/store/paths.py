"""Names of an instance's files: never out of its folder, on any machine it is laid out on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from u16opt.problems import InputError, Problem
from u16opt.store.plain import is_plain
from u16opt.texts import Text

LONGEST_PATH, _LONGEST_NAME = 1000, 200
_UNUSABLE = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')
_EXPECTED = Text(
    "bestandsnamen binnen de map: deel/deel, zonder .. en zonder tekens als \\ of :",
    "file names within the folder: part/part, without .. and without characters such as \\ or :",
)


def must_be_paths(paths: Iterable[str], longest: int = LONGEST_PATH) -> None:
    """See that paths can be those of files in one folder.

    Parameters
    ----------
    longest
        How many bytes a path may have.

    Raises
    ------
    InputError
        When one leaves the folder, cannot be a file name, or is also the folder of another.
    """
    given = list(paths)
    folders = {folder for path in given for folder in _folders(path)}
    if not given or not all(_is_path(path, longest) for path in given) or folders & set(given):
        raise InputError([Problem("files", _EXPECTED)])


def _is_path(path: str, longest: int) -> bool:
    return (
        len(path.encode("utf-8", "replace")) <= longest
        and is_plain(path)
        and not _UNUSABLE.search(path)
        and all(_is_name(part) for part in path.split("/"))
    )


def _is_name(part: str) -> bool:
    return part not in ("", ".", "..") and len(part.encode()) <= _LONGEST_NAME


def _folders(path: str) -> Iterable[str]:
    parts = path.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))
