"""What an export of a store looks like: its files, their names, and the list that seals them.

``store.json`` lists every other file with its size and sha256; ``tables/NAME.jsonl`` holds the rows of a
table, one a line; what a row has that is a file of itself (an instance's files, a proposal, an answer) is
a file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Table

from u16opt.store.tables import answers, instance_files, proposals

FORMAT = 1
LIST = "store.json"

_CONTENT = {instance_files.name: "content", proposals.name: "document", answers.name: "document"}


def rows_file(table: Table) -> str:
    """Return the name of the file with a table's rows."""
    return f"tables/{table.name}.jsonl"


def content_column(table: Table) -> str | None:
    """Return the column that is a file of itself, if the table has one."""
    return _CONTENT.get(table.name)


def content_file(table: Table, row: Mapping[str, Any]) -> str:
    """Return the name of the file with a row's content."""
    if table is instance_files:
        return f"instances/{row['instance']}/{row['path']}"
    return f"{table.name}/{row['run']}.json"


def line_of(row: Mapping[str, Any]) -> str:
    """Return a row as one line."""
    return json.dumps(row, ensure_ascii=True, allow_nan=False) + "\n"


def entry_of(content: bytes) -> dict[str, Any]:
    """Return what the list says of a file."""
    return {"size": len(content), "sha256": sha256(content).hexdigest()}


def seal_of(listed: Mapping[str, Any]) -> str:
    """Return the seal of a list: that of everything else in it."""
    rest = {name: value for name, value in listed.items() if name != "seal"}
    return sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()
