"""A proposal as GeoJSON: what it says of every municipality, every neighbourhood and what lies in one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from u16opt.export.content import Content
from u16opt.export.located import Told, told
from u16opt.instance.instance import Instance
from u16opt.report.cells import in_language
from u16opt.report.people import Key, housed

Level = Literal["municipalities", "neighbourhoods"]

KIND: Mapping[Level, str] = {"municipalities": "municipality", "neighbourhoods": "neighbourhood"}
SPOT = "location"


def map_files(content: Content, path: Path) -> dict[Path, bytes]:
    """Return the GeoJSON of an export (RFC 7946): what it rests on, then municipalities and neighbourhoods.

    A place is drawn as the instance's boundaries say, else as a point; without coordinates it has no
    geometry. What the answer says of something in a neighbourhood is a point in the middle of that.
    """
    language, report, found = content.language, content.report, told(content)
    areas = [feature for level in _levels(content, found) for feature in _features(content, level, found)]
    collection = {
        "type": "FeatureCollection",
        "title": report.title,
        "about": {label[language]: text[language] for label, text in (*report.facts, *report.foot)},
        "provenance": [entry.model_dump() for entry in content.proposal.provenance],
        "features": [*areas, *_spots(content, found)],
    }
    text = json.dumps(collection, ensure_ascii=False, indent=1)
    return {path: (text + "\n").encode("utf-8")}


def _levels(content: Content, found: Told) -> list[Level]:
    """Return the levels of which the answer says something; all of them when it says nothing of any."""
    said = [level for level in KIND if not found.areas.keys().isdisjoint(content.instance[level]["code"])]
    return said or list(KIND)


def _spots(content: Content, found: Told) -> Iterator[dict[str, Any]]:
    rows = {row["code"]: row for row in content.instance["neighbourhoods"].rows()}
    for code, numbers in sorted(found.spots.items()):
        yield {
            "type": "Feature",
            "id": code,
            "geometry": _point(rows.get(numbers["neighbourhood"], {})),
            "properties": {"code": code, "level": SPOT, **numbers},
        }


def _features(content: Content, level: Level, found: Told) -> Iterator[dict[str, Any]]:
    drawn = _drawn(content.instance)
    for row in content.instance[level].rows():
        yield {
            "type": "Feature",
            "id": row["code"],
            "geometry": drawn.get(row["code"]) or _point(row),
            "properties": _properties(content, level, row) | found.areas.get(row["code"], {}),
        }


def _drawn(instance: Instance) -> dict[str, Any]:
    features = (instance.boundaries or {}).get("features", ())
    return {feature["properties"]["code"]: feature.get("geometry") for feature in features}


def _point(row: Mapping[str, Any]) -> dict[str, Any] | None:
    if row.get("latitude") is None or row.get("longitude") is None:
        return None
    return {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}


def _properties(content: Content, level: Level, row: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        "code": row["code"],
        "name": in_language(row["name"], content.language),
        "level": KIND[level],
    }
    found |= {name: row[name] for name in ("municipality", "region") if name in row}
    numbers = _placements(content, level, row["code"])
    if level == "neighbourhoods" and numbers:
        found |= {"draagkracht": row["draagkracht"], "pressure": _pressure(content, row)}
    return found | numbers


def _placements(content: Content, level: Level, code: str) -> dict[str, Any]:
    """Return the placements in a place, in all and by period; nothing when the model reports none."""
    names = {None: "placements"} | {year: f"placements_{year}" for year in content.instance.periods}
    keys = {name: housed(level, code, year) for year, name in names.items()}
    return {
        name: content.protection.shown(content.protection.counts[key], (key,))
        for name, key in keys.items()
        if key in content.protection.counts
    }


def _pressure(content: Content, row: Mapping[str, Any]) -> Any:
    """Return the highest placements / draagkracht of a neighbourhood, over the periods."""
    keys = _by_period(content, row["code"])
    if not row["draagkracht"] or not keys:
        return None
    highest = max(content.protection.counts[key] for key in keys) / row["draagkracht"]
    return content.protection.shown(highest, keys)


def _by_period(content: Content, code: str) -> tuple[Key, ...]:
    counts = content.protection.counts
    keys = [housed("neighbourhoods", code, year) for year in content.instance.periods]
    return tuple(key for key in keys if key in counts) or (housed("neighbourhoods", code, None),)
