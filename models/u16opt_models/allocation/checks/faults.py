"""What makes an answer no answer: unknown codes, odd numbers, lost clients, forbidden places."""

from __future__ import annotations

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer
from u16opt.texts import Text
from u16opt_models.allocation.checks.admissible import objection
from u16opt_models.allocation.checks.view import View
from u16opt_models.checks import answers
from u16opt_models.checks.answers import Fault, Known, Shape, at
from u16opt_models.checks.frames import rows

SHAPES = {
    "placements": Shape(("group", "lot"), {"clients": 1}),
    "unplaced": Shape(("group",), {"clients": 1}),
}


def unreadable(instance: Instance, answer: Answer) -> list[Fault]:
    """Return the faults that leave nothing to compute: tables, columns, codes, numbers, double rows."""
    known = {
        "group": Known(set(instance["client_groups"]["group"]), Text("onbekende groep", "unknown group")),
        "lot": Known(set(instance["supply"]["lot"]), Text("onbekende aanbodregel", "unknown lot")),
    }
    return answers.unreadable(answer, SHAPES, known)


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
            faults.append(("admissible", at(f"{row.group} > {row.lot}", reason)))
    return faults


def _balance(group: str, clients: int, found: int) -> Text:
    return Text(
        f"groep {group} heeft {clients} cliënten, het voorstel verdeelt er {found}",
        f"group {group} has {clients} clients, the proposal accounts for {found}",
    )
