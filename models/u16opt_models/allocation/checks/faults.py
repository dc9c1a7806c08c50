"""What makes an answer no answer: unknown codes, odd numbers, lost clients, forbidden places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from numbers import Real
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer
from u16opt.texts import Text
from u16opt_models.allocation.checks.admissible import objection
from u16opt_models.allocation.checks.view import View, rows

Fault = tuple[str, Text]

KEYS: Mapping[str, tuple[str, ...]] = {"placements": ("group", "lot"), "unplaced": ("group",)}


def unreadable(instance: Instance, answer: Answer) -> list[Fault]:
    """Return the faults that leave nothing to compute: tables, columns, codes, numbers, double rows."""
    faults = list(_tables(answer))
    for table in KEYS:
        if table in answer and not (wrong := list(_columns(table, answer))):
            faults += [*_codes(instance, table, answer), *_counts(table, answer), *_doubles(table, answer)]
        elif table in answer:
            faults += wrong
    return faults


def unbalanced(view: View, answer: Answer) -> list[Fault]:
    """Fact `clients`: the placed and the unplaced of a group add up to its clients, nobody lost or double."""
    listed = {row["group"]: int(row["clients"]) for row in answer["unplaced"]}
    faults = []
    for group in rows(view.groups):
        found = group.clients - group.unplaced + listed.get(group.group, 0)
        if found != group.clients:
            faults.append(("clients", _balance(group.group, group.clients, found)))
    return faults


def inadmissible(view: View) -> list[Fault]:
    """Fact `admissible`: kind, period, excluded municipalities and pin; what was already let is let."""
    let = set(zip(view.instance["placed"]["group"], view.instance["placed"]["lot"], strict=True))
    faults = []
    for row in rows(view.placed):
        reason = None if (row.group, row.lot) in let else objection(row, row)
        if reason is not None:
            faults.append(("admissible", _at(f"{row.group} > {row.lot}", reason)))
    return faults


def _tables(answer: Answer) -> Iterator[Fault]:
    for name in sorted(set(answer) - set(KEYS)):
        yield "answer", Text(f"onbekende tabel of sleutel: {name}", f"unknown table or key: {name}")
    for name in sorted(set(KEYS) - set(answer)):
        yield "answer", Text(f"tabel ontbreekt: {name}", f"missing table: {name}")


def _columns(table: str, answer: Answer) -> Iterator[Fault]:
    expected = {*KEYS[table], "clients"}
    for number, row in enumerate(answer[table], start=1):
        if not isinstance(row, Mapping) or set(row) != expected:
            words = ", ".join((*KEYS[table], "clients"))
            reason = Text(f"de kolommen moeten zijn: {words}", f"the columns must be: {words}")
            yield "answer", _at(f"{table} {number}", reason)


def _codes(instance: Instance, table: str, answer: Answer) -> Iterator[Fault]:
    known = {"group": set(instance["client_groups"]["group"]), "lot": set(instance["supply"]["lot"])}
    words = {
        "group": Text("onbekende groep", "unknown group"),
        "lot": Text("onbekende aanbodregel", "unknown lot"),
    }
    for number, row in enumerate(answer[table], start=1):
        for column in KEYS[table]:
            if not isinstance(row[column], str) or row[column] not in known[column]:
                yield column, _at(f"{table} {number}: {row[column]}", words[column])


def _counts(table: str, answer: Answer) -> Iterator[Fault]:
    reason = Text("geen heel aantal van 1 of meer", "not a whole number of 1 or more")
    for number, row in enumerate(answer[table], start=1):
        if not _whole(row["clients"]):
            yield "clients", _at(f"{table} {number}: {row['clients']}", reason)


def _whole(value: Any) -> bool:
    """Return whether a value is a whole number of at least 1; True and False are no numbers."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return False
    return float(value) >= 1 and float(value).is_integer()


def _doubles(table: str, answer: Answer) -> Iterator[Fault]:
    seen = set()
    for row in answer[table]:
        key = tuple(str(row[column]) for column in KEYS[table])
        if key in seen:
            reason = Text("staat er twee keer in", "is listed twice")
            yield "double", _at(f"{table} {' > '.join(key)}", reason)
        seen.add(key)


def _balance(group: str, clients: int, found: int) -> Text:
    return Text(
        f"groep {group} heeft {clients} cliënten, het voorstel verdeelt er {found}",
        f"group {group} has {clients} clients, the proposal accounts for {found}",
    )


def _at(place: str, reason: Text) -> Text:
    return Text(f"{place}: {reason.nl}", f"{place}: {reason.en}")
