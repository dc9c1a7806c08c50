"""Places in a JSON document, in the words of a problem."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from u16opt.instance.schema import TABLES
from u16opt.problems import Problem
from u16opt.texts import Text

Step = str | int
Path = tuple[Step, ...]

ENDING = ".json"
SETTINGS = ("instance", "settings")


@dataclass(frozen=True)
class Spot:
    """Where something stands, in the words of a problem."""

    file: str
    row: int | None = None
    column: str | None = None

    def problem(self, expected: Text, value: str | None = None) -> Problem:
        """Return a problem with what stands here."""
        return Problem(self.file, expected, self.row, self.column, value)


def spot_of(path: Path, name: str) -> Spot:
    """Return what a problem calls a place in a document.

    Parameters
    ----------
    path
        Keys and places in lists, from the top down.
    name
        Name of the document.

    Examples
    --------
    >>> spot_of(("tables", "supply", 0, "homes"), "tiny.json")
    Spot(file='tiny.json[supply]', row=2, column='homes')
    """
    inside = path[1:] if path[:1] == ("tables",) else path
    first = inside[0] if inside else None
    if isinstance(first, str) and (inside is not path or first in TABLES):
        return _in_table(f"{name}[{first}]", inside[1:])
    if first in SETTINGS:
        return Spot(f"{name}[instance]", column=_dotted(path[1:]))
    if first == "scenarios" and len(path) > 1:
        return Spot(f"{name}[scenario {path[1]}]", column=_dotted(path[2:]))
    if first == "boundaries":
        return Spot(f"{name}[boundaries]", column=_dotted(path[1:]))
    return Spot(name, column=_dotted(path))


def _in_table(file: str, below: Sequence[Step]) -> Spot:
    places = [step for step in below[:2] if isinstance(step, int)]
    columns = [step for step in below[:2] if isinstance(step, str)]
    return Spot(file, places[0] + 2 if places else None, columns[0] if columns else None)


def _dotted(path: Iterable[Step]) -> str | None:
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".") or None
