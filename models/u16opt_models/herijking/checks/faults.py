"""What makes an answer no answer: unknown or missing municipalities, odd numbers, figures that are not so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from numbers import Real
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer
from u16opt.texts import Text
from u16opt_models.checks.answers import Fault, Known, Shape, at, unreadable
from u16opt_models.herijking.checks.binding import bindings
from u16opt_models.herijking.checks.view import View

TABLE = "contingents"
COLUMNS = ("municipality", "current", "quota", "lettings", "binding")
BINDING = ("", "minimum", "maximum", "max_change")
PRECISION = 1e-6

_SHAPE = Shape(("municipality", "binding"), {"current": 0, "lettings": 0}, key=("municipality",))


def structural(instance: Instance, answer: Answer) -> list[Fault]:
    """Return the faults that leave nothing to compute: tables, columns, codes, numbers, rows."""
    rows = answer.get(TABLE, ())
    if wrong := [
        _columns(number)
        for number, row in enumerate(rows, start=1)
        if not isinstance(row, Mapping) or set(row) != set(COLUMNS)
    ]:
        return wrong
    faults = unreadable(_without_quota(answer), {TABLE: _SHAPE}, _known(instance))
    faults += [
        ("quota", at(f"{TABLE} {number}: {row['quota']}", Text("geen getal", "not a number")))
        for number, row in enumerate(rows, start=1)
        if not _is_number(row["quota"])
    ]
    return faults or list(_missing(instance, answer))


def _columns(number: int) -> Fault:
    words = ", ".join(COLUMNS)
    reason = Text(f"de kolommen moeten zijn: {words}", f"the columns must be: {words}")
    return "answer", at(f"{TABLE} {number}", reason)


def _without_quota(answer: Answer) -> Answer:
    """Return an answer as rows of codes and counts."""
    return {
        name: [{key: value for key, value in row.items() if key != "quota"} for row in rows]
        if name == TABLE
        else rows
        for name, rows in answer.items()
    }


def _known(instance: Instance) -> dict[str, Known]:
    unknown = Text("geen gemeente van de tabel recalibration", "no municipality of the table recalibration")
    rules = Text("geen grens van dit model", "no bound of this model")
    return {
        "municipality": Known(frozenset(instance["recalibration"]["municipality"]), unknown),
        "binding": Known(BINDING, rules),
    }


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and isfinite(value)


def _missing(instance: Instance, answer: Answer) -> Iterator[Fault]:
    found = {row["municipality"] for row in answer[TABLE]}
    for code in instance["recalibration"]["municipality"]:
        if code not in found:
            yield "municipality", at(code, Text("ontbreekt in het voorstel", "missing from the proposal"))


def untrue(view: View, answer: Answer) -> list[Fault]:
    """Return where the answer says of a municipality what is not so.

    That is: its current lettings, its quota, the bound that holds it back, or more lettings than its lower
    bound where it has no basis.
    """
    faults: list[Fault] = []
    held = bindings(view)
    for row in answer[TABLE]:
        code = row["municipality"]
        known = view.rows[code]
        quota = float(known.quota)
        if row["current"] != known.current:
            faults.append(_must("current", code, row["current"], known.current))
        if abs(row["quota"] - quota) > PRECISION * max(1.0, quota):
            faults.append(_must("quota", code, row["quota"], quota))
        if row["binding"] != held[code]:
            faults.append(_must("binding", code, f'"{row["binding"]}"', f'"{held[code]}"'))
        if not known.basis and view.lettings[code] != known.least:
            faults.append(_must("basis", code, view.lettings[code], known.least))
    return faults


def _must(name: str, code: str, found: Any, right: Any) -> Fault:
    return name, at(code, Text(f"{name} {found} moet {right} zijn", f"{name} {found} must be {right}"))
