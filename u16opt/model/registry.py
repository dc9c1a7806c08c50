"""The models that are installed, found through the entry-point group ``u16opt.models``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, cast

from u16opt.problems import InputError, Problem
from u16opt.texts import Text

if TYPE_CHECKING:
    from u16opt.model.model import Model

GROUP = "u16opt.models"


def names() -> tuple[str, ...]:
    """Return the names of the installed models, without loading any."""
    return tuple(_entries(tuple(sys.path)))


def models() -> Mapping[str, Model]:
    """Return every installed model by name."""
    return {name: _load(entry) for name, entry in _entries(tuple(sys.path)).items()}


def model(name: str) -> Model:
    """Return one installed model.

    Parameters
    ----------
    name
        Name on the command line and in files.

    Raises
    ------
    InputError
        When no such model is installed; it names those that are.
    """
    found = _entries(tuple(sys.path)).get(name)
    if found is None:
        known = ", ".join(names())
        expected = Text(f"een geïnstalleerd model ({known})", f"an installed model ({known})")
        raise InputError([Problem("--model", expected, value=name)])
    return _load(found)


@cache
def _entries(_path: tuple[str, ...]) -> Mapping[str, EntryPoint]:
    """Return what is installed where Python looks, in order; looking takes long, so once is enough."""
    return {entry.name: entry for entry in sorted(entry_points(group=GROUP), key=lambda each: each.name)}


def _load(entry: EntryPoint) -> Model:
    return cast("Model", entry.load())
