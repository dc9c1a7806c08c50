"""What differs in the assumptions of proposals, in sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from u16opt.explaining.names import LANGUAGES, filled
from u16opt.explaining.sentences.side_by_side import LONGEST, MORE, letters
from u16opt.report.numbers import number
from u16opt.report.words import table_title
from u16opt.texts import Language, Text

SCENARIO = Text("- {side}: scenario {scenario}. {title}", "- {side}: scenario {scenario}. {title}")
NO_SCENARIO = Text("- {side}: geen scenario, de invoer zelf.", "- {side}: no scenario, the input itself.")
SETTING = Text("- {path}: {values}.", "- {path}: {values}.")
TABLE = Text("- {table}, rijen in {side}: {rows}.", "- {table}, rows in {side}: {rows}.")
ADDED, REMOVED = Text("{count} erbij", "{count} added"), Text("{count} eraf", "{count} removed")
CHANGED = Text("{count} anders ({columns})", "{count} changed ({columns})")
NOT_SET = Text("niet gegeven", "not given")


def assumed(facts: Mapping[str, Any]) -> list[Text]:
    """Return a line for everything that differs in the assumptions; none where nothing does."""
    found, names = facts["assumptions"], [row["name"] for row in facts["proposals"]]
    called = dict(zip(names, letters(len(names)), strict=True))
    return [
        *_scenarios(found.get("scenarios", ()), called),
        *_cut([_setting(row) for row in found.get("settings", ())]),
        *(_table(row, called[row["proposal"]]) for row in found.get("tables", ())),
    ]


def _scenarios(rows: Iterable[Mapping[str, Any]], called: Mapping[str, str]) -> Iterator[Text]:
    for row in rows:
        side = called[row["proposal"]]
        if row["scenario"] is None:
            yield filled(NO_SCENARIO, {"side": side})
            continue
        title = f"{row['title']}." if row["title"] else ""
        said = {"side": side, "scenario": row["scenario"], "title": title}
        line = filled(SCENARIO, said)
        yield Text(line.nl.rstrip(), line.en.rstrip())
        yield from _cut([Text(f"  - {each['nl']}", f"  - {each['en']}") for each in row["changes"]])


def _cut(lines: list[Text]) -> list[Text]:
    left = len(lines) - LONGEST
    return [*lines[:LONGEST], *([filled(MORE, {"count": left})] if left > 0 else [])]


def _setting(row: Mapping[str, Any]) -> Text:
    said = []
    for each in LANGUAGES:
        values = zip(letters(len(row["values"])), row["values"], strict=True)
        told = ", ".join(f"{letter} {_written(value, each)}" for letter, value in values)
        said.append({"path": row["path"], "values": told})
    return filled(SETTING, *said)


def _written(value: Any, language: Language) -> str:
    if value is None:
        return NOT_SET[language]
    if isinstance(value, float) and language == "nl":
        return f"{value:g}".replace(".", ",")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _table(row: Mapping[str, Any], side: str) -> Text:
    said = []
    for each in LANGUAGES:
        counts = {key: number(row[key], each) for key in ("added", "removed", "changed")}
        parts = [
            template[each].format(count=counts[key], columns=", ".join(row["columns"]))
            for key, template in (("added", ADDED), ("removed", REMOVED), ("changed", CHANGED))
            if row[key]
        ]
        title = f"{table_title(row['table'])[each]} ({row['table']})"
        said.append({"table": title, "side": side, "rows": ", ".join(parts)})
    return filled(TABLE, *said)
