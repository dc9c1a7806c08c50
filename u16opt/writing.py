"""Write a proposal into a folder: ``proposal.json`` and one CSV per table."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from u16opt.problems import InputError, Problem
from u16opt.proposal import Proposal
from u16opt.texts import Text


def write_proposal(proposal: Proposal, folder: Path) -> None:
    """Write a proposal; each file appears whole or not at all.

    Raises
    ------
    InputError
        When the folder cannot be made or written.
    """
    usable_folder(folder)
    try:
        _remove_earlier(folder, proposal)
        for name, rows in _tables(proposal).items():
            _replace(folder / f"{name}.csv", _csv(rows))
        _replace(folder / "proposal.json", proposal.as_json())
    except OSError as fault:
        raise _unusable(folder, fault) from None


def _remove_earlier(folder: Path, proposal: Proposal) -> None:
    """Remove the answer tables of an earlier proposal that this one does not have: they say another thing."""
    try:
        earlier = json.loads((folder / "proposal.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return
    if isinstance(earlier, dict) and "instanceHash" in earlier:
        kept = _tables(proposal)
        for name, rows in earlier.items():
            if isinstance(rows, list) and name not in kept and name.isidentifier():
                (folder / f"{name}.csv").unlink(missing_ok=True)


def usable_folder(folder: Path) -> None:
    """Make the folder when it is not there, and see that it can be written.

    Raises
    ------
    InputError
        When it cannot: better before a solve than after it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder):
            pass
    except OSError as fault:
        raise _unusable(folder, fault) from None


def _unusable(folder: Path, fault: OSError) -> InputError:
    expected = Text("een map waarin geschreven kan worden", "a folder that can be written")
    return InputError([Problem(str(folder), expected, value=fault.strerror)])


def _tables(proposal: Proposal) -> dict[str, list[Mapping[str, Any]]]:
    tables: dict[str, list[Mapping[str, Any]]] = {
        name: [each.model_dump() for each in getattr(proposal, name)]
        for name in ("goals", "measures", "manual", "settlement", "provenance")
    }
    tables["transfers"] = [each.model_dump(by_alias=True) for each in proposal.transfers]
    tables["rules"] = [_flat(each.model_dump()) for each in proposal.rules]
    return tables | {name: list(rows) for name, rows in proposal.answer.items()}


def _flat(rule: dict[str, Any]) -> dict[str, Any]:
    worst = rule.pop("worst") or {}
    return rule | {f"worst_{key}": worst.get(key) for key in ("place", "period", "amount")}


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return text.getvalue()


def _replace(path: Path, text: str) -> None:
    with NamedTemporaryFile("w", encoding="utf-8", newline="", dir=path.parent, delete=False) as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
