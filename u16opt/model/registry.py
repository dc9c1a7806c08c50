"""The models that are installed, found through the entry-point group ``u16opt.models``."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, cast

from u16opt.problems import InputError, Problem
from u16opt.texts import Text

if TYPE_CHECKING:
    from u16opt.model.model import Model

GROUP = "u16opt.models"


def names() -> tuple[str, ...]:
    """Return the names of the installed models, without loading any."""
    return tuple(sorted(entry_points(group=GROUP).names))


def models() -> Mapping[str, Model]:
    """Return every installed model by name."""
    return {
        entry.name: _load(entry) for entry in sorted(entry_points(group=GROUP), key=lambda each: each.name)
    }


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
    found = entry_points(group=GROUP, name=name)
    if not found:
        known = ", ".join(names())
        expected = Text(f"een geïnstalleerd model ({known})", f"an installed model ({known})")
        raise InputError([Problem("--model", expected, value=name)])
    return _load(next(iter(found)))


def _load(entry: EntryPoint) -> Model:
    return cast("Model", entry.load())
