"""Who has another place than in the first proposal: by municipalities, and inside the house by group.

Where people move is known in part from what municipalities were given: what one has in the first proposal
and what comes, is what it has in the other and what goes. So these counts hang together with those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from u16opt.explaining.comparing.difference import about_people
from u16opt.explaining.comparing.sides import Sides
from u16opt.explaining.names import Names
from u16opt.export.joint import SIDE, Joint
from u16opt.report.people import Key, People, ReportSection, Sum, housed
from u16opt.texts import Text

Row = Mapping[str, Any]
Pair = tuple[str | None, str | None]

TITLE = Text("Wie een andere plaats heeft", "Who has another place")
PROPOSAL = Text("Voorstel", "Proposal")
FROM, TO = Text("Van", "From"), Text("Naar", "To")


def moves(sides: Sides, facts: Row, joint: Joint) -> ReportSection:
    """Return the moves between municipalities; without rows where they cannot be told safely."""
    model = sides[0].ground.model
    steps, names = _steps(sides, facts), Names(sides[0].ground.instance, model)
    people = about_people(model)
    safe = not people or _housed(joint)
    rows = tuple(
        (sides[number].name, names.place(pair[0]), names.place(pair[1]), count)
        for number, pairs in steps.items()
        for pair, count in pairs.items()
    )
    keys = [_key(number, pair) for number, pairs in steps.items() for pair in pairs]
    counted = people and safe
    return ReportSection(
        "moves",
        TITLE,
        (PROPOSAL, FROM, TO, Text(model.counts.nl.capitalize(), model.counts.en.capitalize())),
        rows,
        labels=3,
        units=(None, None, None, model.counts),
        people=People(dict(_counts(steps, joint)), tuple(_sums(steps, joint))) if counted else People(),
        cells={(row, 3): (key,) for row, key in enumerate(keys)} if counted else {},
        internal=not safe,
    )


def moves_of_groups(facts: Row) -> ReportSection:
    """Return every move with its group: for inside the house."""
    names = ("proposal", "group", "period", "from", "fromPlace", "to", "toPlace", "clients")
    headings = (
        PROPOSAL,
        Text("Groep", "Group"),
        Text("Jaar", "Year"),
        FROM,
        Text("Plaats", "Place"),
        TO,
        Text("Naar plaats", "To place"),
        Text("Aantal", "Number"),
    )
    rows = tuple(tuple(_shown(move.get(name)) for name in names) for move in facts["moves"])
    title = Text("Verhuizingen per groep", "Moves by group")
    return ReportSection("moves_by_group", title, headings, rows, labels=7, listing=True)


def _shown(value: Any) -> Any:
    return "" if value is None else value


def _steps(sides: Sides, facts: Row) -> dict[int, dict[Pair, int]]:
    """Return the moves of each other proposal between municipalities, in the order of their codes."""
    found: dict[int, dict[Pair, int]] = {}
    for number, side in enumerate(sides[1:], start=1):
        counts = Counter[Pair]()
        for move in facts["moves"]:
            if move["proposal"] == side.name:
                counts[move["from"], move["to"]] += move["clients"]
        found[number] = dict(sorted(counts.items(), key=lambda step: [code or "~" for code in step[0]]))
    return found


def _key(number: int, pair: Pair) -> Key:
    return ("moved", number, *pair)


def _place(number: int, code: str) -> Key:
    return (SIDE, number, *housed("municipalities", code, None))


def _housed(joint: Joint) -> bool:
    """Return whether the report counts who is housed where, so that moves can be held against it."""
    prefix = housed("municipalities", None, None)[:2]
    return all(any(key[:2] == prefix for key in people.counts) for people in joint.apart)


def _counts(steps: Mapping[int, Mapping[Pair, int]], joint: Joint) -> Iterator[tuple[Key, int]]:
    for number, pairs in steps.items():
        yield from ((_key(number, pair), count) for pair, count in pairs.items())
        for code in _codes(pairs):
            here = joint.apart[number].counts.get(housed("municipalities", code, None), 0)
            yield ("either", number, code), here + sum(n for pair, n in _leaving(pairs, code))


def _sums(steps: Mapping[int, Mapping[Pair, int]], joint: Joint) -> Iterator[Sum]:
    """Yield of each municipality: what it has then and what goes, is what it has first and what comes."""
    for number, pairs in steps.items():
        for code in _codes(pairs):
            if housed("municipalities", code, None) in joint.apart[0].counts:
                going = [_key(number, pair) for pair, _ in _leaving(pairs, code)]
                coming = [_key(number, pair) for pair in pairs if pair[1] == code != pair[0]]
                yield ("either", number, code), (_place(number, code), *going)
                yield ("either", number, code), (_place(0, code), *coming)


def _codes(pairs: Mapping[Pair, int]) -> list[str]:
    return sorted({code for pair in pairs for code in pair if code is not None})


def _leaving(pairs: Mapping[Pair, int], code: str) -> list[tuple[Pair, int]]:
    return [(pair, count) for pair, count in pairs.items() if pair[0] == code != pair[1]]
