"""Worked examples: what was really asked and answered on ``instances/tiny``, kept beside this module."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

FOLDER = "worked"
"""Files ``CALL.request[.NAME].json``, ``CALL.STATUS.json`` or ``.txt``, by the name of the call."""


def worked() -> dict[str, dict[str, Any]]:
    """Return the examples: by call, and then by what stands behind its name (``request``, ``200``)."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(files(__package__).joinpath(FOLDER).iterdir(), key=lambda each: each.name):
        call, _, rest = file.name.partition(".")
        what, _, kind = rest.rpartition(".")
        text = file.read_text(encoding="utf-8")
        found.setdefault(call, {})[what] = json.loads(text) if kind == "json" else text
    return found


def with_examples(described: dict[str, Any]) -> dict[str, Any]:
    """Return a description with the examples in it."""
    examples = worked()
    for item in described["paths"].values():
        for operation in item.values():
            _put(operation, examples.get(operation["operationId"], {}))
    return described


def _put(operation: dict[str, Any], examples: dict[str, Any]) -> None:
    requests = {what: each for what, each in examples.items() if what.startswith("request")}
    if requests:
        content = next(iter(operation["requestBody"]["content"].values()))
        content["examples"] = {_name(what): {"value": each} for what, each in requests.items()}
    for status, answer in operation["responses"].items():
        if status in examples and "content" in answer:
            next(iter(answer["content"].values()))["example"] = examples[status]
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in examples.get("parameters", {}):
            parameter["example"] = examples["parameters"][parameter["name"]]


def _name(what: str) -> str:
    return what.removeprefix("request").removeprefix(".") or "tiny"
