"""What a policy officer wants to see of a recalibration besides goals and rules: what changes where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Section
from u16opt.policy import Policy
from u16opt.report.people import ReportSection
from u16opt.texts import Text
from u16opt_models.herijking.formulation import LETTINGS, RULES
from u16opt_models.herijking.sets import groups_of

GROUP = Text("Groep", "Group")
CURRENT = Text("Nu", "Now")
QUOTA = Text("Quotum", "Quota")
NEW = Text("Nieuw", "New")
CHANGE = Text("Verandering", "Change")
BOUND = Text("Grens die knelt", "Bound that binds")

NOTE = Text(
    "Nu en Nieuw: verhuringen per jaar. Quotum: het deel van het totaal van de groep naar de basis, niet "
    "afgerond. Grens die knelt: zonder deze grens zou de verdeling evenrediger zijn.",
    "Now and New: lettings a year. Quota: the share of the total of the group by the basis, not rounded. "
    "Bound that binds: without this bound the division would be more proportional.",
)

Row = Mapping[str, Any]


def report(instance: Instance, _policy: Policy, answer: Answer) -> tuple[Section, ...]:
    """Return what changes in every municipality, and the totals of the groups.

    These are agreements between municipalities and no counts of people: all of it may be published.
    """
    return _municipalities(instance, answer), _groups(instance, answer)


def _municipalities(instance: Instance, answer: Answer) -> ReportSection:
    table = instance["municipalities"]
    names = dict(zip(table["code"], table["name"], strict=True))
    group_of, groups = groups_of(instance)
    rows = sorted(answer["contingents"], key=lambda row: (names[row["municipality"]].casefold(), _code(row)))
    return ReportSection(
        "recalibration",
        Text("Contingent per gemeente", "Contingent by municipality"),
        (Text("Gemeente", "Municipality"), Text("Code", "Code"), GROUP, CURRENT, QUOTA, NEW, CHANGE, BOUND),
        tuple(
            (names[_code(row)], _code(row), groups[group_of[_code(row)]].title, *_numbers([row]), _bound(row))
            for row in rows
        ),
        _note(instance),
        labels=3,
        units=(None, None, None, LETTINGS, LETTINGS, LETTINGS, LETTINGS, None),
    )


def _note(instance: Instance) -> Text:
    settings = instance.settings.recalibration
    if settings is None or settings.max_change is None:
        return NOTE
    most = settings.max_change
    return Text(
        f"{NOTE.nl} Grootste verandering: {most} verhuringen.", f"{NOTE.en} Largest change: {most} lettings."
    )


def _groups(instance: Instance, answer: Answer) -> ReportSection:
    group_of, groups = groups_of(instance)
    members = [
        [row for row in answer["contingents"] if group_of[_code(row)] == number]
        for number in range(len(groups))
    ]
    return ReportSection(
        "groups",
        Text("Totaal per groep", "Total by group"),
        (GROUP, Text("Gemeenten", "Municipalities"), CURRENT, QUOTA, NEW, CHANGE),
        tuple((group.title, len(rows), *_numbers(rows)) for group, rows in zip(groups, members, strict=True)),
        units=(None, None, LETTINGS, LETTINGS, LETTINGS, LETTINGS),
    )


def _numbers(rows: list[Row]) -> tuple[int, float, int, int]:
    """Return current, quota, new and change of all rows together."""
    current, new = sum(row["current"] for row in rows), sum(row["lettings"] for row in rows)
    return current, float(sum(row["quota"] for row in rows)), new, new - current


def _code(row: Row) -> str:
    return str(row["municipality"])


def _bound(row: Row) -> Text | str:
    titles: dict[str, Text] = {rule.specification.name: rule.specification.title for rule in RULES}
    return titles.get(row["binding"], "")
