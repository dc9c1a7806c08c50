"""A new instance from a recalibration: the same tables with the new contingents, ready to be solved."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.instance.read import source_of
from u16opt.instance.settings import Settings
from u16opt.instance.table import Table
from u16opt.instance.toml_text import toml_text
from u16opt.instance.writing import Files, write_instance
from u16opt.problems import InputError, Problem
from u16opt.proposal import Proposal
from u16opt.scenario.written import Written
from u16opt.texts import Text

MODEL = "herijking"

_STATUS = {"optimal": "bewezen optimaal", "feasible": "niet bewezen optimaal"}
_FILE_NAME = Text("een naam die ook een bestand kan hebben", "a name that a file can have as well")

Rows = list[dict[str, Any]]


def write_recalibrated(path: Path, instance: Instance, proposal: Proposal, folder: Path) -> None:
    """Write the instance that follows from a recalibration into a folder of its own.

    Parameters
    ----------
    path
        Where the instance came from: its scenarios and boundaries are taken along.
    instance
        What was recalibrated, with its scenario applied.
    proposal
        A verified proposal of `herijking` for it.
    folder
        Not there yet, or empty.

    Raises
    ------
    InputError
        When the folder is taken or cannot be written, or a scenario of a workbook or document cannot be read.
    """
    others = others_of(path, instance.scenario)
    write_instance(folder, settings_of(instance), tables_of(instance, proposal), others)


def settings_of(instance: Instance) -> Settings:
    """Return the settings of the recalibrated instance: the same under another name and title."""
    old = instance.settings
    titles = [title for title in (old.title, instance.scenario_title) if title]
    new = {"name": f"{old.name}-herijkt"} | ({"title": ", ".join([*titles, "herijkt"])} if titles else {})
    return old.model_copy(update=new)


def tables_of(instance: Instance, proposal: Proposal) -> dict[str, Table]:
    """Return the tables of the recalibrated instance.

    The new lettings are the contingents of every period, and the current ones of a next recalibration. A
    municipality that was not recalibrated keeps what it had.
    """
    lettings = {row["municipality"]: row["lettings"] for row in proposal.answer["contingents"]}
    changed = {
        "contingents": list(_contingents(instance, lettings)),
        "recalibration": [
            row | {"current": lettings[row["municipality"]]} for row in instance["recalibration"].rows()
        ],
        "provenance": _provenance(instance, proposal),
    }
    return {
        name: _table(table, changed[name]) if name in changed else table
        for name, table in instance.tables.items()
    }


def _contingents(instance: Instance, lettings: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for row in instance["contingents"].rows():
        if row["municipality"] not in lettings:
            yield row
    for code, number in lettings.items():
        for period in instance.periods:
            yield {"municipality": code, "period": period, "lettings": number}


def _table(old: Table, rows: Rows) -> Table:
    return Table(old.name, {column: tuple(row[column] for row in rows) for column in old.columns})


def _provenance(instance: Instance, proposal: Proposal) -> Rows:
    """Return the provenance with the columns that were worked out here; the rest stays as it was."""
    worked_out = [("contingents", "lettings"), ("recalibration", "current")]
    kept = [row for row in instance["provenance"].rows() if (row["table"], row["column"]) not in worked_out]
    new = {
        "status": "synthetisch" if _made_up(instance) else "berekend",
        "source": f"u16opt {proposal.versions['u16opt']}, model {MODEL}",
        "licence": "",
        "year": "",
        "note": _note(instance, proposal),
    }
    return kept + [{"table": table, "column": column} | new for table, column in worked_out]


def _note(instance: Instance, proposal: Proposal) -> str:
    """Return what the numbers rest on, in Dutch, as readers of an instance meet it."""
    scenario = f", scenario {instance.scenario}" if instance.scenario else ""
    made_up = _made_up(instance)
    rests = f" Rust op synthetische cijfers (recalibration: {', '.join(made_up)})." if made_up else ""
    return (
        f"Herijkt met model {MODEL} uit instantie {instance.name}{scenario} (sha256 {instance.hash}); "
        f"{_STATUS[proposal.status]}. Hele getallen zo dicht mogelijk bij totaal x basis / som van de basis "
        f"per groep, binnen de grenzen.{rests}"
    )


def _left_behind(library: Mapping[str, Written], applied: str | None) -> set[str]:
    bases = {name: str((each.content or {}).get("base", "")) for name, each in library.items()}
    behind, last = set[str](), applied
    while last in bases and last not in behind:
        behind.add(last)
        last = bases[last]
    while more := {name for name, base in bases.items() if base in behind and name not in behind}:
        behind |= more
    return behind


def differing(instance: Instance) -> tuple[Problem, ...]:
    """Return a warning where contingents are not the current lettings: every period gets the new ones."""
    table = instance["recalibration"]
    current = dict(zip(table["municipality"], table["current"], strict=True))
    others = [
        f"{row['municipality']} {row['period']}: {row['lettings']} ({current[row['municipality']]})"
        for row in instance["contingents"].rows()
        if current.get(row["municipality"], row["lettings"]) != row["lettings"]
    ]
    if not others:
        return ()
    more = f" (+ {len(others) - 3})" if len(others) > 3 else ""
    expected = Text(
        "het huidige aantal uit recalibration; in elke periode komt het nieuwe aantal daarvoor in de plaats",
        "the current number of recalibration; in every period the new number takes its place",
    )
    label = instance.table_label.format("contingents")
    found = ", ".join(others[:3]) + more
    return (Problem(label, expected, column="lettings", value=found, level="warning"),)


def _made_up(instance: Instance) -> list[str]:
    """Return the synthetic columns that the numbers rest on: what rests on them is synthetic as well."""
    return sorted(
        row["column"]
        for row in instance["provenance"].rows()
        if row["table"] == "recalibration" and row["status"] == "synthetisch"
    )


def others_of(path: Path, applied: str | None = None) -> Files:
    """Return the scenarios and boundaries of an instance, as files of a folder.

    Parameters
    ----------
    path
        Where the instance came from.
    applied
        The scenario that was applied to it. What it changed is in the tables now, so it stays behind, with
        all that it builds on and all that builds on these.

    Raises
    ------
    InputError
        When a scenario of a workbook or document cannot be read, and so cannot be taken along.
    """
    if path.is_dir():
        files = [path / "boundaries.geojson", *sorted((path / "scenarios").rglob("*"))]
        behind = {f"scenarios/{name}.toml" for name in _left_behind(source_of(path).scenarios, applied)}
        names = {file.relative_to(path).as_posix(): file for file in files if file.is_file()}
        return {name: file.read_bytes() for name, file in names.items() if name not in behind}
    source = source_of(path)
    library = source.scenarios
    behind = _left_behind(library, applied)
    scenarios = {name: each for name, each in library.items() if name not in behind}
    if problems := [problem for each in scenarios.values() for problem in each.problems]:
        raise InputError(problems)
    for name in scenarios:
        if Path(name).name != name:
            raise InputError([Problem(path.name, _FILE_NAME, value=name)])
    written = {
        f"scenarios/{name}.toml": toml_text(each.content or {}).encode() for name, each in scenarios.items()
    }
    if source.boundaries is not None:
        written["boundaries.geojson"] = json.dumps(source.boundaries, ensure_ascii=False).encode()
    return written
