"""What the proposals of a comparison are and assume, as far as that differs: sections of a report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.explaining.comparing.sides import Sides
from u16opt.instance.schema import TABLES
from u16opt.report.people import Key, People, ReportSection
from u16opt.report.words import STATUS, as_is, table_title
from u16opt.texts import Text

Row = Mapping[str, Any]

PROPOSAL = Text("Voorstel", "Proposal")
SCENARIO = Text("Scenario", "Scenario")
ROWS = Text("rijen", "rows")


def proposals(rows: Sequence[Row]) -> ReportSection:
    """Return the proposals that are compared, the first one being what the others are compared with."""
    headings = (
        PROPOSAL,
        Text("Instantie", "Instance"),
        SCENARIO,
        Text("Status", "Status"),
        Text("Loting (seed)", "Seed"),
        Text("Invoer (sha256)", "Input (sha256)"),
        Text("Voorstel (sha256)", "Proposal (sha256)"),
    )
    made = tuple(
        (
            row["name"],
            row["instance"],
            row["scenario"] or "",
            STATUS[row["status"]],
            str(row["seed"]),
            row["instanceHash"],
            row["proposal"],
        )
        for row in rows
    )
    return ReportSection("proposals", Text("Voorstellen", "Proposals"), headings, made)


def scenarios(assumptions: Mapping[str, Sequence[Row]]) -> ReportSection:
    """Return what the scenarios change; these words name no group and count no small number (P03)."""
    rows = tuple(
        (row["proposal"], row["scenario"] or "", Text(each["nl"], each["en"]))
        for row in assumptions.get("scenarios", ())
        for each in row["changes"]
    )
    title = Text("Aannames van de scenario's", "Assumptions of the scenarios")
    return ReportSection(
        "assumptions", title, (PROPOSAL, SCENARIO, Text("Aanname", "Assumption")), rows, labels=2
    )


def settings(assumptions: Mapping[str, Sequence[Row]], sides: Sides) -> ReportSection:
    """Return the settings that differ, by dotted path."""
    rows = tuple((row["path"], *map(_written, row["values"])) for row in assumptions.get("settings", ()))
    title = Text("Instellingen die verschillen", "Settings that differ")
    headings = (Text("Instelling", "Setting"), *(as_is(side.name) for side in sides))
    return ReportSection("settings", title, headings, rows)


def _written(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def tables(assumptions: Mapping[str, Sequence[Row]]) -> ReportSection:
    """Return the tables that differ; a row of a table of client groups is a group, and a group can be one."""
    counted = ("added", "removed", "changed")
    rows, cells, counts = [], dict[tuple[int, int], tuple[Key, ...]](), dict[Key, int]()
    for number, row in enumerate(assumptions.get("tables", ())):
        rows.append(
            (
                row["proposal"],
                table_title(row["table"]),
                *(row[kind] for kind in counted),
                ", ".join(row["columns"]),
            )
        )
        for column, kind in enumerate(counted, start=2):
            if "group" in TABLES[row["table"]].names:
                key: Key = ("rows", row["proposal"], row["table"], kind)
                counts[key], cells[number, column] = row[kind], (key,)
    headings = (
        PROPOSAL,
        Text("Tabel", "Table"),
        Text("Rijen erbij", "Rows added"),
        Text("Rijen eraf", "Rows removed"),
        Text("Rijen anders", "Rows changed"),
        Text("In de kolommen", "In the columns"),
    )
    title = Text("Tabellen die verschillen", "Tables that differ")
    return ReportSection(
        "tables",
        title,
        headings,
        tuple(rows),
        labels=2,
        units=(None, None, ROWS, ROWS, ROWS, None),
        people=People(counts),
        cells=cells,
    )
