"""What ``u16opt store`` calls what it shows: how much is in a store, and the lines of its audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from u16opt.texts import Text
from u16opt_api.commands.key_options import day

if TYPE_CHECKING:
    from u16opt.store.lines import AuditRecord

WORDS: Mapping[str, Text] = {
    "store": Text("opslag", "store"),
    "schema": Text("versie", "version"),
    "size": Text("bytes", "bytes"),
    "instances": Text("instanties", "instances"),
    "runs": Text("berekeningen", "runs"),
    "keys": Text("sleutels", "keys"),
    "audit": Text("logboekregels", "audit lines"),
}
"""By name of what a summary of a store tells."""

STATES: Mapping[str, Text] = {
    "queued": Text("in de wachtrij", "queued"),
    "running": Text("bezig", "running"),
    "done": Text("klaar", "done"),
    "failed": Text("mislukt", "failed"),
    "cancelled": Text("gestopt", "cancelled"),
}
COLUMNS = (
    Text("nummer", "number"),
    Text("wanneer", "when"),
    Text("wie", "who"),
    Text("wat", "what"),
    Text("id", "id"),
    Text("invoer", "input"),
    Text("zaad", "seed"),
    Text("versie", "version"),
)
"""Of a line of the audit; `line_cells` has the values."""


def line_cells(record: AuditRecord) -> list[str]:
    """Return a line of the audit as texts; what does not apply is ``-``."""
    line = record.line
    values = (
        record.number,
        day(record.at),
        line.asker,
        line.action,
        line.subject,
        line.instance_hash,
        line.seed,
        line.version,
    )
    return ["-" if value is None else str(value) for value in values]


def line_as_dict(record: AuditRecord) -> dict[str, Any]:
    """Return a line of the audit for programs, with its policy and what was asked."""
    line = record.line
    return {
        "number": record.number,
        "time": day(record.at),
        "asker": line.asker,
        "action": line.action,
        "id": line.subject,
        "instanceHash": line.instance_hash,
        "seed": line.seed,
        "version": line.version,
        "policy": line.policy,
        "content": line.content,
    }
