"""Settings and scenarios of a JSON document, as TOML would have given them."""

from __future__ import annotations

from typing import Any

from u16opt.instance.documents.numeral import FINITE, Numeral, number_in
from u16opt.instance.documents.spots import Path, spot_of
from u16opt.instance.documents.tables import shown
from u16opt.problems import Problem
from u16opt.texts import Text

_A_VALUE = Text("een waarde, geen null in een lijst", "a value, not null in a list")
_OBJECT = Text("een object met instellingen", "an object of settings")


class Settling:
    """What stands in JSON as settings, and what is wrong with it.

    Parameters
    ----------
    name
        Name of the document.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def settings(self, content: Any, path: Path) -> dict[str, Any] | None:
        """Return settings, without what cannot be read in them; None when they are none.

        Numbers become numbers, a whole one as such; what is null is not given. In a change of a scenario null
        is a cell that is not given, as ``""`` is in TOML.

        Parameters
        ----------
        content
            As `u16opt.instance.documents.strict.parsed` gives it.
        path
            Where it stands.
        """
        if not isinstance(content, dict):
            self._fault(path, _OBJECT, content)
            return None
        return self._object(content, path, in_change=False)

    def content(self, content: Any, path: Path) -> Any:
        """Return any content with its numbers as numbers, null and all; one that cannot be is a problem."""
        if isinstance(content, dict):
            return {key: self.content(each, (*path, key)) for key, each in content.items()}
        if isinstance(content, list):
            return [self.content(each, (*path, place)) for place, each in enumerate(content)]
        return self._number(content, path) if isinstance(content, Numeral) else content

    def _value(self, value: Any, path: Path, *, in_change: bool) -> Any:
        if isinstance(value, Numeral):
            return self._number(value, path)
        if isinstance(value, dict):
            return self._object(value, path, in_change=in_change)
        if isinstance(value, list):
            below = in_change or (path[0] == "scenarios" and path[2:] == ("change",))
            items = [self._item(each, (*path, place), in_change=below) for place, each in enumerate(value)]
            return [item for item in items if item is not None]
        return value

    def _object(self, content: dict[str, Any], path: Path, *, in_change: bool) -> dict[str, Any]:
        found = {key: self._value(each, (*path, key), in_change=in_change) for key, each in content.items()}
        cells = in_change and len(path) > 4
        if cells:
            found = {key: "" if content[key] is None else each for key, each in found.items()}
        return {key: each for key, each in found.items() if each is not None}

    def _item(self, value: Any, path: Path, *, in_change: bool) -> Any:
        if value is not None:
            return self._value(value, path, in_change=in_change)
        if in_change:
            return ""
        self._fault(path, _A_VALUE, value)
        return None

    def _number(self, written: Numeral, path: Path) -> int | float | None:
        number = number_in(written)
        if number is None:
            self._fault(path, FINITE, written)
        return number

    def _fault(self, path: Path, expected: Text, value: Any) -> None:
        self.problems.append(spot_of(path, self.name).problem(expected, shown(value)))
