"""A folder that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from u16opt.problems import InputError, Problem
from u16opt.texts import Text

_NEW = Text("een map die er nog niet is, of leeg is", "a folder that is not there yet, or is empty")
_WRITABLE = Text("een map die kan worden beschreven", "a folder that can be written")


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """Give a folder to write in, that gets its name when all went well; only its owner may look in.

    Raises
    ------
    InputError
        When there is something already, or it cannot be written; then nothing is left behind.
    """
    target = folder.absolute()
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise InputError([Problem(str(folder), _NEW)])
        target.parent.mkdir(parents=True, exist_ok=True)
        room = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            yield room
            _settle(room, target)
        except BaseException:
            shutil.rmtree(room, ignore_errors=True)
            raise
    except OSError as fault:
        raise InputError([Problem(str(folder), _WRITABLE, value=fault.strerror)]) from None


def write_lasting(path: Path, content: bytes) -> None:
    """Write a file that is on the disk before this returns."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(room: Path, target: Path) -> None:
    if target.exists():
        target.rmdir()
    room.rename(target)
