"""The settings of an instance with those that a scenario writes in their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from u16opt.instance.instance import Assumption
from u16opt.instance.place import Place
from u16opt.instance.settings import BudgetSettings
from u16opt.instance.toml import dotted, shown
from u16opt.problems import Problem
from u16opt.scenario.scenario import Scenario
from u16opt.texts import Text

Path = tuple[str, ...]
Settings = Mapping[str, Any]

_TOTALS: Mapping[Path, Path] = {
    ("recalibration", "total"): ("recalibration", "group"),
    ("recalibration", "group"): ("recalibration", "total"),
}
"""Settings of which one takes the place of the other."""

_OTHER = Text("een andere waarde; dit geldt al", "another value; this holds already")


@dataclass(frozen=True)
class Overridden:
    """Settings after a scenario.

    Parameters
    ----------
    settings
        All settings, as ``instance.toml`` would write them.
    written
        Dotted paths of the settings the scenario wrote.
    problems
        Warnings for what changes nothing.
    """

    settings: Settings
    assumptions: tuple[Assumption, ...]
    written: tuple[str, ...]
    problems: tuple[Problem, ...]


def overridden(settings: Settings, scenario: Scenario) -> Overridden:
    """Return settings with the overrides of a scenario put in, table by table and key by key.

    Parameters
    ----------
    settings
        Content of ``instance.toml``.
    """
    leaves = list(leaves_of(scenario.overrides))
    merged, assumptions, problems = settings, [], []
    for path, value in leaves:
        if _same(_at(settings, path, _default(settings, path)), value):
            problems.append(Place(scenario.file, path).problem(value, _OTHER, "warning"))
        else:
            assumptions.append(_assumption(scenario, path, value, settings))
        merged = _with(merged, path, value)
        if path in _TOTALS and _at(scenario.overrides, _TOTALS[path]) is None:
            merged = _without(merged, _TOTALS[path])
    written = tuple(dotted(path) for path, _ in leaves)
    return Overridden(merged, tuple(assumptions), written, tuple(problems))


def leaves_of(settings: Settings, above: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every single setting with its path; a table without settings has none."""
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from leaves_of(value, (*above, key))
        else:
            yield (*above, key), value


def _at(settings: Any, path: Path, default: Any = None) -> Any:
    for key in path:
        if not isinstance(settings, Mapping) or key not in settings:
            return default
        settings = settings[key]
    return settings


def _with(settings: Any, path: Path, value: Any) -> dict[str, Any]:
    content = dict(settings) if isinstance(settings, Mapping) else {}
    key, *below = path
    content[key] = _with(content.get(key), tuple(below), value) if below else value
    return content


def _without(settings: Settings, path: Path) -> dict[str, Any]:
    above, key = path[:-1], path[-1]
    left = {name: value for name, value in (_at(settings, above) or {}).items() if name != key}
    return _with(settings, above, left)


def _default(settings: Settings, path: Path) -> Any:
    """Return what holds for a setting of the budget that is not written."""
    if path == ("budget", "phase_in_start"):
        periods = settings.get("periods")
        return periods[0] if isinstance(periods, list) and periods else None
    if path[0] == "budget" and len(path) == 2 and path[1] in BudgetSettings.model_fields:
        return BudgetSettings.model_fields[path[1]].default
    return None


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _assumption(scenario: Scenario, path: Path, value: Any, settings: Settings) -> Assumption:
    name, old = dotted(path), _at(settings, path, _default(settings, path))
    instead = _TOTALS.get(path, ())
    if instead and old is None and _at(settings, instead) is not None:
        before = Text(f"in plaats van {dotted(instead)}", f"in place of {dotted(instead)}")
    elif old is None:
        before = Text("stond niet in de invoer", "not in the input")
    else:
        before = Text(f"was {shown(old)}", f"was {shown(old)}")
    what = Text(f"{name} = {shown(value)} ({before.nl})", f"{name} = {shown(value)} ({before.en})")
    return Assumption(scenario=scenario.name, title=scenario.title, what=what, setting=name)
