"""The summary on a terminal, and in whatever its output is sent to."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from support.hand_made import SOFT, hand_made
from support.village import TABLES, village

from u16opt.report.grid import grid
from u16opt.report.summary import Summary, summary
from u16opt.report.text import print_text, render_text
from u16opt_models.allocation import MODEL

LONG = "Gemeente met een heel lange naam, é en ü, [bold]die nergens afgebroken mag worden[/bold] " * 3


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def report(tmp_path: Path) -> Summary:
    """Return a summary in which one municipality has a very long name."""
    places = [TABLES["municipalities"][0] | {"name": LONG.strip()}, *TABLES["municipalities"][1:]]
    instance = village(tmp_path, policy=SOFT, municipalities=places)
    return summary(instance, MODEL, hand_made(instance))


def test_nothing_is_wrapped(report: Summary) -> None:
    """Tests that a table row stays on one line, however long, when the output is no terminal."""
    stream = io.StringIO()
    print_text(report, stream=stream)
    assert stream.getvalue() == render_text(report)
    (line,) = [line for line in stream.getvalue().splitlines() if line.startswith("Gemeente met")][:1]
    assert LONG.strip() in line
    assert line.split()[-4:] == ["1", "2", "0", "0,0"]


def test_columns_are_aligned(report: Summary) -> None:
    """Tests that numbers end below the end of their heading."""
    lines = render_text(report).splitlines()
    start = lines.index("Doelen")
    heading, first = lines[start + 2], lines[start + 4]
    end = heading.index("Waarde") + len("Waarde")
    assert first[:end].split()[-1] == "5"
    assert first[end] == " "


def test_drawn_on_a_terminal(report: Summary, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a terminal gets drawn tables with the same words, brackets in names included."""
    monkeypatch.setenv("COLUMNS", "400")
    terminal = Terminal()
    print_text(report, "en", terminal)
    text = terminal.getvalue()
    assert "Worst shortfall" in text
    assert LONG.strip() in text
    assert "─" in text
    assert "─" not in render_text(report)


@pytest.mark.parametrize("width", [20, 80, 120])
def test_numbers_stay_whole_on_a_small_terminal(
    report: Summary, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """Tests that no number and no hash is cut or broken, however narrow the terminal."""
    monkeypatch.setenv("COLUMNS", str(width))
    terminal = Terminal()
    print_text(report, "nl", terminal)
    text = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
    assert "…" not in text
    (sha256,) = [text.nl for label, text in report.foot if label.en.startswith("Input")]
    assert sha256 in text
    for section in report.sections:
        table = grid(section, "nl")
        numbers = [row[at] for row in table.rows for at, right in enumerate(table.numeric) if right]
        found = Counter(re.findall(r"[-\d.,%]+", text))
        assert all(found[number] for number in numbers if number), section.name


def test_both_languages(report: Summary) -> None:
    """Tests that a summary can be read in the other language, numbers included."""
    assert "Overbelasting" in render_text(report)
    english = render_text(report, "en")
    assert "Overload" in english
    assert "4.5" in english
    assert "4,5" in render_text(report, "nl")


def test_no_control_characters(tmp_path: Path) -> None:
    """Tests that a name cannot steer the terminal it is printed on."""
    places = [TABLES["municipalities"][0] | {"name": "Utrecht\x1b[31m"}, *TABLES["municipalities"][1:]]
    instance = village(tmp_path, policy=SOFT, municipalities=places)
    assert "\x1b" not in render_text(summary(instance, MODEL, hand_made(instance)))
