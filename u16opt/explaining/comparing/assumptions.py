"""What proposals assume, as far as it differs: scenarios, settings, and the rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from u16opt.explaining.comparing.sides import Side, Sides
from u16opt.instance.schema import TABLES
from u16opt.instance.table import Table
from u16opt.proposal_reading import same

NOT_COMPARED = ("provenance",)
"""Tables that tell of figures and are none: the hash of an instance leaves them out as well."""

_SHOWN_ELSEWHERE = {"format", "name", "title", "policy"}

Row = dict[str, Any]


def assumptions_of(sides: Sides) -> dict[str, list[Row]]:
    """Return what differs in the assumptions: by kind, only the kinds in which anything does.

    Returns
    -------
    ``scenarios``: a row per proposal, with what its scenario changed. ``settings``: a row per dotted path,
    with a value per proposal. ``tables``: a row per proposal and table that is not as the first one's, with
    the number of rows added, removed and changed, and the columns in which they changed.
    """
    found = {
        "scenarios": _scenarios(sides),
        "settings": list(_settings(sides)),
        "tables": [row for side in sides[1:] for row in _tables(sides[0], side)],
    }
    return {kind: rows for kind, rows in found.items() if rows}


def _scenarios(sides: Sides) -> list[Row]:
    rows = [
        {
            "proposal": side.name,
            "scenario": side.proposal.scenario,
            "title": side.ground.instance.scenario_title,
            "changes": [
                {"nl": each.what.nl, "en": each.what.en}
                for each in side.proposal.assumptions
                if each.table not in NOT_COMPARED
            ],
        }
        for side in sides
    ]
    told = [{key: row[key] for key in ("scenario", "changes")} for row in rows]
    return [] if all(each == told[0] for each in told) else rows


def _settings(sides: Sides) -> Iterator[Row]:
    written = [dict(_leaves(_content(side))) for side in sides]
    for path in sorted({path for each in written for path in each}):
        values = [each.get(path) for each in written]
        if not all(same(value, values[0]) for value in values):
            yield {"path": path, "values": values}


def _content(side: Side) -> Row:
    """Return everything a proposal rests on besides tables, as nested settings."""
    proposal = side.proposal
    own = ("instance", "product", "seed", "versions", "policy")
    settings = side.ground.instance.settings.model_dump(mode="json", exclude=_SHOWN_ELSEWHERE)
    return {name: getattr(proposal, name) for name in own} | settings


def _leaves(content: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every setting by its dotted path; a list is one value, and what is not given is nothing."""
    for key, value in content.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{path}{key}.")
        elif value is not None:
            yield f"{path}{key}", list(value) if isinstance(value, tuple) else value


def _tables(first: Side, other: Side) -> Iterator[Row]:
    if first.proposal.instance_hash == other.proposal.instance_hash:
        return
    before, after = first.ground.instance.tables, other.ground.instance.tables
    for name in TABLES:
        if name not in NOT_COMPARED and before[name].columns != after[name].columns:
            yield {"proposal": other.name, "table": name, **_rows(before[name], after[name])}


def _rows(before: Table, after: Table) -> Row:
    """Return how many rows came, went and changed, and in which columns."""
    old, new = _by_key(before), _by_key(after)
    changed = [key for key in old.keys() & new.keys() if old[key] != new[key]]
    columns = {name for key in changed for name in before.columns if old[key][name] != new[key][name]}
    return {
        "added": len(new.keys() - old.keys()),
        "removed": len(old.keys() - new.keys()),
        "changed": len(changed),
        "columns": [name for name in before.columns if name in columns],
    }


def _by_key(table: Table) -> dict[tuple[Any, ...], Row]:
    key = TABLES[table.name].key
    return {tuple(row[name] for name in key): row for row in table.rows()}
