"""From a JSON document to the raw content of an instance, as from a folder or a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from u16opt.instance.cells import clean
from u16opt.instance.documents.settings import Settling
from u16opt.instance.documents.spots import SETTINGS, spot_of
from u16opt.instance.documents.strict import parsed
from u16opt.instance.documents.tables import sheet_in, shown
from u16opt.instance.folder import boundaries_in
from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.schema import TABLES
from u16opt.instance.sheet import Sheet, Source
from u16opt.problems import InputError, Problem
from u16opt.scenario.written import Written
from u16opt.texts import Text

PARTS = (*SETTINGS, "tables", "scenarios", "boundaries")

_DOCUMENT = Text(
    'een object met "instance" (de instellingen) en "tables"',
    'an object with "instance" (settings) and "tables"',
)
_SETTINGS = Text(
    "dit deel, met de instellingen van instance.toml (het ontbreekt)",
    "this part, with the settings of instance.toml (it is missing)",
)
_TABLES = Text("een object met tabellen op naam", "an object of tables by name")
_SCENARIOS = Text("een object met scenario's op naam", "an object of scenarios by name")
_ONE_SETTINGS = Text('"instance" of "settings", niet allebei', '"instance" or "settings", not both')
_ONCE = Text(
    'elke tabel één keer, in "tables" of daarbuiten', 'every table once, inside "tables" or outside of it'
)
_NAME = Text("een naam", "a name")
_ONE_NAME = Text("elk scenario één keer", "every scenario once")


def read_document(file: Path) -> Source:
    """Read a JSON document.

    Parameters
    ----------
    file
        An existing file.

    Returns
    -------
    The raw content, and a problem for everything that could not be read.

    Raises
    ------
    InputError
        When the file is no JSON, or no object.
    """
    return source_in(parsed(file.read_bytes(), file.name), file.name)


def source_in(content: Any, name: str) -> Source:
    """Return the raw content of an instance that a document holds.

    Parameters
    ----------
    content
        As `u16opt.instance.documents.strict.parsed` gives it.
    name
        Name of the document, for problems.

    Raises
    ------
    InputError
        When it is no object.
    """
    if not isinstance(content, dict):
        raise InputError([Problem(name, _DOCUMENT, value=shown(content))])
    tables, problems = _tables(content, name)
    sheets, faults = _sheets(tables, name)
    settings, unsettled = _settings(content, name)
    boundaries, unbound = _boundaries(content.get("boundaries"), name)
    scenarios, unwritten = _scenarios(content.get("scenarios"), name)
    return Source(
        settings_file=f"{name}[instance]",
        settings=settings,
        sheets=sheets,
        table_label=f"{name}[{{}}]",
        unreadable=frozenset(tables) - sheets.keys(),
        boundaries=boundaries,
        problems=(*_unknown(content, name), *problems, *unsettled, *faults, *unbound, *unwritten),
        scenarios=scenarios,
    )


def _unknown(content: Mapping[str, Any], name: str) -> list[Problem]:
    known = (*PARTS, *TABLES)
    return [
        Problem(name, perhaps(one_of(known), key, known), column=key, value=key)
        for key in content
        if key not in known
    ]


def _tables(content: Mapping[str, Any], name: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return what stands under the names of tables, in ``tables`` or beside it; null is no table."""
    below = content.get("tables")
    problems = []
    if below is not None and not isinstance(below, dict):
        problems.append(spot_of(("tables",), name).problem(_TABLES, shown(below)))
    inside = below if isinstance(below, dict) else {}
    for table in inside:
        if table not in TABLES:
            expected = perhaps(one_of(TABLES), table, TABLES)
            problems.append(spot_of(("tables", table), name).problem(expected, table))
        elif table in content:
            problems.append(spot_of(("tables", table), name).problem(_ONCE, table))
    return {
        table: given
        for table in TABLES
        if (given := inside[table] if table in inside else content.get(table)) is not None
    }, problems


def _sheets(tables: Mapping[str, Any], name: str) -> tuple[dict[str, Sheet], list[Problem]]:
    sheets, problems = dict[str, Sheet](), list[Problem]()
    for table, content in tables.items():
        sheet, faults = sheet_in(content, TABLES[table], f"{name}[{table}]")
        problems += faults
        if sheet is not None:
            sheets[table] = sheet
    return sheets, problems


def _settings(content: Mapping[str, Any], name: str) -> tuple[Mapping[str, Any] | None, list[Problem]]:
    given = [key for key in SETTINGS if content.get(key) is not None]
    if not given:
        return None, [spot_of(("instance",), name).problem(_SETTINGS)]
    if len(given) > 1:
        return None, [spot_of(("settings",), name).problem(_ONE_SETTINGS)]
    settling = Settling(name)
    settings = settling.settings(content[given[0]], (given[0],))
    return settings, settling.problems


def _boundaries(content: Any, name: str) -> tuple[Mapping[str, Any] | None, list[Problem]]:
    if content is None:
        return None, []
    settling = Settling(name)
    settled = settling.content(content, ("boundaries",))
    return (None, settling.problems) if settling.problems else boundaries_in(settled, f"{name}[boundaries]")


def _scenarios(content: Any, name: str) -> tuple[Mapping[str, Written], list[Problem]]:
    if not isinstance(content, dict | None):
        return {}, [spot_of(("scenarios",), name).problem(_SCENARIOS, shown(content))]
    found, problems = dict[str, Written](), list[Problem]()
    for key, each in (content or {}).items():
        settling, scenario = Settling(name), clean(key)
        settled = settling.settings(each, ("scenarios", key))
        if not scenario or scenario in found:
            spot = spot_of(("scenarios", key), name)
            problems.append(spot.problem(_ONE_NAME if scenario else _NAME, key))
        else:
            found[scenario] = Written(scenario, f"{name}[scenario {key}]", settled, tuple(settling.problems))
    return found, problems
