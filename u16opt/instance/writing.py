"""Write an instance into a folder of its own: whole, or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from u16opt.instance.presence import MODELS, models_of
from u16opt.instance.read import read
from u16opt.instance.settings import Settings
from u16opt.instance.table import Table
from u16opt.instance.toml_text import toml_text
from u16opt.problems import InputError, Problem
from u16opt.texts import Text

Files = Mapping[str, bytes]

_FREE = Text("een map die er nog niet is, of die leeg is", "a folder that is not there yet, or is empty")
_WRITABLE = Text("een map waarin geschreven kan worden", "a folder that can be written")


def free_folder(folder: Path) -> None:
    """See that nothing stands where a folder is to come.

    Raises
    ------
    InputError
        When something does: better before a solve than after it.
    """
    try:
        taken = folder.is_symlink() or folder.exists()
        if taken and (folder.is_symlink() or not folder.is_dir() or any(folder.iterdir())):
            raise InputError([Problem(str(folder), _FREE)])
    except OSError as fault:
        raise InputError([Problem(str(folder), _WRITABLE, value=fault.strerror)]) from None


def write_instance(folder: Path, settings: Settings, tables: Mapping[str, Table], others: Files) -> None:
    """Write an instance, read it back to see that it is one, and only then put it in its place.

    Parameters
    ----------
    folder
        Not there yet, or empty; the folders above it are made when they are not there.
    others
        Content of further files, by path inside the folder.

    Raises
    ------
    InputError
        When the folder is taken or cannot be written, or what was written is no instance.
    """
    free_folder(folder)
    content = {**files_of(settings, tables), **others}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as space:
            draft = Path(space) / "instance"
            for name, written in content.items():
                (draft / name).parent.mkdir(parents=True, exist_ok=True)
                (draft / name).write_bytes(written)
            read(draft)
            if folder.exists():
                folder.rmdir()
            draft.rename(folder)
    except OSError as fault:
        raise InputError([Problem(str(folder), _WRITABLE, value=fault.strerror)]) from None


def files_of(settings: Settings, tables: Mapping[str, Table]) -> dict[str, bytes]:
    """Return the files of an instance folder by name.

    A table without rows is written only when a model that the instance is meant for asks for it.
    """
    filled = [name for name, table in tables.items() if len(table)]
    needed = {name for model in models_of(filled) for name in MODELS[model].needed}
    content = settings.model_dump(mode="python", exclude_unset=True, exclude_none=True)
    return {"instance.toml": toml_text(content).encode()} | {
        f"{name}.csv": csv_text(table).encode()
        for name, table in tables.items()
        if name in needed or name in filled
    }


def csv_text(table: Table) -> str:
    """Return a table as the text of its CSV file, with every column and every default."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(value) for value in row.values()] for row in table.rows())
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "|".join(value)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
