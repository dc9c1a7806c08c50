"""Where an export is written, and how: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from tempfile import NamedTemporaryFile

from u16opt.problems import InputError, Problem
from u16opt.texts import Text

OPTION = "--to"


def check_path(path: Path, endings: Collection[str]) -> None:
    """Refuse a path that cannot be written.

    Raises
    ------
    InputError
        When the file has an unknown ending, its folder does not exist, or it is a folder itself.
    """
    if path.suffix.lower() not in endings:
        names = ", ".join(endings)
        _refuse(path, Text(f"een bestand dat eindigt op {names}", f"a file that ends in {names}"))
    if not path.parent.is_dir():
        _refuse(path, Text("een bestand in een map die bestaat", "a file in a folder that exists"))
    if path.is_dir():
        _refuse(path, Text("een bestand, geen map", "a file, not a folder"))


def write(path: Path, content: bytes) -> None:
    """Write a file beside its place and then put it there, so that nobody ever reads half a file.

    Raises
    ------
    InputError
        When the folder cannot be written.
    """
    temporary = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
        temporary.chmod(0o644)
        os.replace(temporary, path)
    except OSError:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        _refuse(path, Text("een map waarin geschreven kan worden", "a folder that can be written"))


def _refuse(path: Path, expected: Text) -> None:
    raise InputError([Problem(OPTION, expected, value=str(path))])
