"""Sections as they may leave the house."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linprog
from support.answers import answer_of
from support.hand_made import SOFT, hand_made
from support.village import village

from u16opt.export.content import content_of
from u16opt.export.publishing import protection_of, published
from u16opt.instance.read import read
from u16opt.model.model import Section
from u16opt.policies import policy_of
from u16opt.proposal import GoalEntry
from u16opt.report.numbers import Year
from u16opt.report.people import People, ReportSection, together
from u16opt.texts import Text
from u16opt_models.allocation import MODEL

U16 = Path(__file__).resolve().parents[2] / "instances" / "u16-2024"
NAMES = (Text("Wie", "Who"), Text("Cliënten", "Clients"), Text("Aandeel", "Share"))


def outcome(*rows: tuple[Any, ...], **more: Any) -> ReportSection:
    """Return a section with a count and a share of each row, and their total."""
    people = People(
        {(row[0],): row[1] for row in rows} | {("all",): sum(row[1] for row in rows)},
        ((("all",), tuple((row[0],) for row in rows)),),
    )
    cells = {(number, column): ((row[0],),) for number, row in enumerate(rows) for column in (1, 2)}
    cells[len(rows), 1] = (("all",),)
    total = ("all", sum(row[1] for row in rows), "")
    return ReportSection("s", NAMES[0], NAMES, (*rows, total), people=people, cells=cells, **more)


def test_what_rests_on_a_hidden_count_is_hidden() -> None:
    """Tests that a share of few people is hidden with their number, and in one more row as well."""
    section = outcome(("a", 3, 66.7), ("b", 9, 11.1), ("c", 30, 50.0))
    left = published(section, protection_of([section]))
    assert left.rows == (("a", "<5", "x"), ("b", "x", "x"), ("c", 30, 50.0), ("all", 42, ""))


def test_means_are_rounded() -> None:
    """Tests that a share or mean of people has the decimals that are printed; other numbers keep theirs."""
    section = outcome(("a", 30, 66.6666666), ("b", 900, 0.123456), ("c", 70, 5))
    assert [row[2] for row in published(section, protection_of([section])).rows] == [66.7, 0.12, 5, ""]
    plain = replace(section, people=People(), cells={})
    assert published(plain, protection_of([plain])).rows == section.rows


def test_marks_are_explained() -> None:
    """Tests that the note says what the marks mean, and keeps what it said; without marks nothing changes."""
    note = Text("Let op.", "Mind.")
    section = outcome(("a", 3, 66.7), ("b", 9, 11.1), note=note)
    told = published(section, protection_of([section])).note
    assert told == Text(
        "Let op. <5: 1 tot en met 4. x: niet getoond, omdat anders een klein aantal is uit te rekenen.",
        "Mind. <5: 1 to 4. x: not shown, because a small number could be worked out from it.",
    )
    large = outcome(("a", 30, 66.7), note=note)
    assert published(large, protection_of([large])) == large


def test_rows_chosen_by_their_numbers() -> None:
    """Tests that a row that is there because of its number is left out when that number is hidden."""
    section = outcome(("a", 3, 66.7), ("b", 9, 11.1), ("c", 30, 50.0), chosen=True)
    left = published(section, protection_of([section]))
    assert [row[0] for row in left.rows] == ["c", "all"]
    assert left.note is not None
    assert "weggelaten" in left.note.nl


def test_section_that_says_nothing_of_itself() -> None:
    """Tests that every small whole number is taken for a count of people when nothing else is said."""
    section = Section("s", NAMES[0], NAMES, (("a", 4, 4.0), ("b", 5, 0), ("c", Year(3), True)))
    left = published(section, protection_of([section]))
    assert left.rows == (("a", "<5", 4.0), ("b", 5, 0), ("c", Year(3), True))


def test_two_sections_together() -> None:
    """Tests that a total in one section does not give away a count in another."""
    parts = outcome(("a", 3, 1.0), ("b", 9, 2.0))
    whole = ReportSection("t", NAMES[0], NAMES[:2], (("b", 9),), cells={(0, 1): (("b",),)})
    protection = protection_of([parts, whole])
    assert published(whole, protection).rows == (("b", "x"),)


def test_shipped_instance() -> None:
    """Tests on the U16 that every small count in the report keeps room, by linear programming on its own.

    The reader knows all counts that are shown, that ``<5`` is 1 to 4 and that counts are at least 0.
    """
    instance = read(U16)
    groups, lots = instance["client_groups"], instance["supply"]
    pairs = zip(groups["group"], groups["clients"], lots["lot"], lots["homes"], strict=False)
    placements = {(group, lot): min(clients, homes) for group, clients, lot, homes in pairs}
    sections = MODEL.report(instance, policy_of(instance, MODEL), answer_of(instance, placements))
    reports = [each for each in sections if isinstance(each, ReportSection)]
    people = together(each.people for each in reports)
    shown = {key for each in reports for keys in each.cells.values() for key in keys}
    marks = protection_of(sections).marks
    keys = list(people.counts)
    bounds: list[tuple[float, float | None]] = []
    for key in keys:
        count = people.counts[key]
        if key in people.known or (key in shown and key not in marks):
            bounds.append((count, count))
        else:
            bounds.append((1, 4) if marks.get(key) == "<5" else (0, None))
    number = {key: index for index, key in enumerate(keys)}
    lines = np.zeros((len(people.sums), len(keys)))
    for row, (total, parts) in enumerate(people.sums):
        lines[row, number[total]] -= 1
        lines[row, [number[part] for part in parts]] += 1
    small = [key for key in shown if 0 < people.counts[key] < 5 and key not in people.things]
    assert len(small) > 20
    for key in small:
        pull = np.zeros(len(keys))
        pull[number[key]] = 1
        least, most = (
            sign * linprog(sign * pull, A_eq=lines, b_eq=np.zeros(len(lines)), bounds=bounds).fun
            for sign in (1, -1)
        )
        assert most - least > 1 - 1e-6, key


def test_goals_do_not_give_counts_away(tmp_path: Path) -> None:
    """Tests that a goal, a measure or a rule that shows a hidden count is hidden as well.

    In the village two clients have no home, and of four promised lettings Utrecht delivers one.
    """
    instance = village(tmp_path, policy=SOFT)
    content = content_of(instance, MODEL, hand_made(instance), internal=False, language="nl", threshold=5)
    rows = {section.name: {row[0]: row for row in section.rows} for section in content.report.sections}
    goals = {title.nl: row for title, row in rows["goals"].items()}
    assert goals["Zonder woning"][1:3] == ("x", "x")
    assert goals["Zonder woning"][6] == "x"
    rules = {title.nl: row for title, row in rows["rules"].items()}
    assert (rules["Contingent"][4].nl, rules["Contingent"][5]) == ("Utrecht (UT), 2024", "x")


def test_weighted_sums_do_not_give_counts_away(tmp_path: Path) -> None:
    """Tests that a weighted sum is hidden when one of its parts would be."""
    parts = GoalEntry(name="distance+unplaced", value=11.5, bound=11.5, unit="weighted sum", proven=True)
    instance = village(tmp_path, policy=SOFT)
    proposal = hand_made(instance, goals=[parts], manual=())
    content = content_of(instance, MODEL, proposal, internal=False, language="nl", threshold=5)
    (goals,) = [section for section in content.report.sections if section.name == "goals"]
    assert goals.rows[0][1:3] == ("x", "x")
