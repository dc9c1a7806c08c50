"""An instance as one JSON document, as the description tells it: from the columns of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from u16opt.instance.column import Column, Kind, TableDefinition
from u16opt.instance.schema import TABLES

Schema = dict[str, Any]

TYPES: Mapping[Kind, Schema] = {
    "whole": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "period": {"type": ["integer", "null"]},
    "flag": {"type": ["integer", "boolean", "null"]},
    "list": {"type": ["array", "string", "null"], "items": {"type": "string"}},
}
TEXT: Schema = {"type": ["string", "null"]}

SETTINGS: Schema = {
    "type": "object",
    "description": "De instellingen, als in instance.toml.",
    "required": ["format", "name", "periods"],
    "properties": {
        "format": {"const": 1},
        "name": {"type": "string", "minLength": 1},
        "title": {"type": "string"},
        "periods": {"type": "array", "items": {"type": "integer"}, "minItems": 1},
    },
}


def instance_document() -> Schema:
    """Return the schema; what makes the tables sound together only the check itself can say."""
    return {
        "type": "object",
        "description": "Een instantie: instellingen, tabellen met een object per rij, en scenario's.",
        "required": ["instance", "tables"],
        "properties": {
            "instance": SETTINGS,
            "tables": {
                "type": "object",
                "properties": {name: _table(definition) for name, definition in TABLES.items()},
                "additionalProperties": False,
            },
            "scenarios": {"type": "object", "additionalProperties": {"type": "object"}},
            "boundaries": {
                "type": ["object", "null"],
                "description": "GeoJSON met per vlak een property code.",
            },
        },
    }


def _table(definition: TableDefinition) -> Schema:
    columns = {column.name: _cell(column) for column in definition.columns}
    row = {"type": "object", "properties": columns, "additionalProperties": False}
    return {"type": "array", "items": row}


def _cell(column: Column) -> Schema:
    return dict(TYPES.get(column.kind, TEXT))
