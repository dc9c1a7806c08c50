"""From the content of a scenario to a scenario, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from u16opt.instance.place import Place, table, table_problems
from u16opt.problems import Problem
from u16opt.scenario.changes import read_change
from u16opt.scenario.overriding import leaves_of
from u16opt.scenario.scenario import Change, Scenario
from u16opt.scenario.values import TEXT
from u16opt.scenario.written import Written
from u16opt.texts import Text

OVERRIDES = ("policy", "budget", "recalibration")
KEYS = ("title", "base", *OVERRIDES, "change")

_SOMETHING = Text(
    "iets dat verschilt: een override van policy, budget of recalibration, een [[change]], of een base",
    "something that differs: an override of policy, budget or recalibration, a [[change]], or a base",
)
_CHANGES = Text("wijzigingen, elk onder [[change]]", "changes, each under [[change]]")


def scenario_of(written: Written) -> tuple[Scenario | None, list[Problem]]:
    """Read one scenario, without what it builds on.

    Parameters
    ----------
    written
        The scenario as it was found.

    Returns
    -------
    The scenario, None when anything is wrong with it, and everything that is.
    """
    if written.content is None:
        return None, list(written.problems)
    changes, faults = _changes(written)
    problems = [*written.problems, *_problems(written.content, Place(written.file, ())), *faults]
    if problems:
        return None, problems
    overrides = {key: written.content[key] for key in OVERRIDES if key in written.content}
    title = written.content.get("title") or written.name
    return Scenario(written.name, title, written.file, overrides, changes), []


def _problems(content: Mapping[str, Any], top: Place) -> Iterator[Problem]:
    yield from table_problems(content, KEYS, top)
    for key in ("title", "base"):
        if not isinstance(content.get(key, ""), str):
            yield (top / key).problem(content[key], TEXT)
    for key in OVERRIDES:
        yield from _no_tables(content.get(key, {}), top / key)
    overrides = {key: content[key] for key in OVERRIDES if key in content}
    if not ("base" in content or "change" in content or any(leaves_of(overrides))):
        yield Problem(top.file, _SOMETHING)


def _no_tables(written: Any, place: Place) -> Iterator[Problem]:
    """Yield a problem for an override that is no table: it would replace all settings below it."""
    yield from table_problems(written, table(written).keys(), place)
    if place.path == ("policy",):
        for model, settings in table(written).items():
            yield from table_problems(settings, table(settings).keys(), place / model)


def _changes(written: Written) -> tuple[tuple[Change, ...], list[Problem]]:
    top = Place(written.file, ())
    listed = table(written.content).get("change", [])
    if not isinstance(listed, list) or ("change" in table(written.content) and not listed):
        return (), [(top / "change").problem(listed, _CHANGES)]
    read = [read_change(each, number, top) for number, each in enumerate(listed, 1)]
    return tuple(change for change, _ in read if change), [fault for _, faults in read for fault in faults]
