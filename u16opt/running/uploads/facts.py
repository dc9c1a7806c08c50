"""What lists show of an instance, and the hash over all that was understood of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from u16opt.instance.documents.numeral import settled
from u16opt.instance.instance import Instance
from u16opt.instance.schema import TABLES
from u16opt.instance.sheet import Source
from u16opt.scenario.reading import scenario_of
from u16opt.scenario.scenario import Change
from u16opt.scenario.written import Written
from u16opt.store.records import InstanceFacts


def facts_of(instance: Instance, source: Source) -> InstanceFacts:
    """Return what is known of a sound instance.

    Parameters
    ----------
    instance
        Without a scenario.
    source
        What it was read from.
    """
    provenance = instance["provenance"]
    made_up = {row["table"] for row in provenance.rows() if row["status"] == "synthetisch"}
    summary = {
        "tables": {name: len(table) for name, table in instance.tables.items() if len(table)},
        "scenarios": sorted(source.scenarios),
        "periods": list(instance.periods),
        "synthetic": [name for name in TABLES if name in made_up],
    }
    return InstanceFacts(identity(instance, source), instance.hash, instance.name, instance.title, summary)


def identity(instance: Instance, source: Source) -> str:
    """Return the hash over everything in an instance: title, provenance, scenarios and boundaries as well.

    Parameters
    ----------
    instance, source
        As for `facts_of`.

    Returns
    -------
    sha256, 64 hexadecimal digits; the same for any order of rows and kind of file.
    """
    content = {
        "content": instance.hash,
        "title": instance.settings.title,
        "provenance": instance["provenance"].columns,
        "scenarios": {name: _scenario(written) for name, written in source.scenarios.items()},
        "boundaries": settled(source.boundaries),
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), default=str)
    return sha256(text.encode()).hexdigest()


def _scenario(written: Written) -> Mapping[str, Any] | None:
    scenario, _ = scenario_of(written)
    if scenario is None:
        return None
    return {
        "title": scenario.title,
        "base": (written.content or {}).get("base"),
        "overrides": settled(scenario.overrides),
        "changes": [_change(change) for change in scenario.changes],
    }


def _change(change: Change) -> Mapping[str, Any]:
    return {
        "table": change.table,
        "action": change.action,
        "where": {name: sorted(values, key=repr) for name, values in change.where.items()},
        "cells": change.cells,
        "amounts": change.amounts,
        "rows": change.rows,
    }
