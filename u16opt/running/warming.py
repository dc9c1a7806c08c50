"""Everything that work may need, imported before there is any."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import walk_packages
from types import ModuleType

from u16opt.model.registry import GROUP

ROOMS = (
    "algebra",
    "engine",
    "explaining",
    "export",
    "instance",
    "model",
    "money",
    "report",
    "scenario",
)
"""The packages of the core that work is done in."""

TASKS = ("u16opt.solving", "u16opt.running.working", "u16opt.running.exporting")
"""Where work begins."""

LIBRARIES = ("pandas", "encodings.utf_8_sig")
"""What is imported elsewhere only when it is needed."""


def warm() -> None:
    """Import the core and the installed models as a whole."""
    for room in ROOMS:
        _import_all(import_module(f"u16opt.{room}"))
    for name in (*LIBRARIES, *TASKS):
        import_module(name)
    for entry in entry_points(group=GROUP):
        _import_all(import_module(entry.module))


def _import_all(package: ModuleType) -> None:
    for name in _modules(package):
        import_module(name)


def _modules(package: ModuleType) -> Iterator[str]:
    found = walk_packages(getattr(package, "__path__", ()), f"{package.__name__}.")
    return (each.name for each in found if not each.name.endswith("__main__"))
