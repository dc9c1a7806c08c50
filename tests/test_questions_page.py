"""The page for policy staff shows an answer to every question, and it is what the program answers now."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from support.program import u16opt

from u16opt.explaining.explain import QUESTIONS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "vragen.md"
SOLVES = re.compile(r"^```\nu16opt (solve .*)\n```$", re.MULTILINE)
ANSWERS = re.compile(
    r"^```\nu16opt ((?:explain|compare) [^\n]*)\n```\n\n<!-- antwoord -->\n(?:\n```text\n(.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every proposal of the page has been made."""
    folder = tmp_path_factory.mktemp("page")
    for line in SOLVES.findall(PAGE.read_text(encoding="utf-8")):
        assert u16opt(*there(line, folder)).code in (0, 4), line
    return folder


def there(line: str, folder: Path) -> list[str]:
    """Return the words of a command line, with the proposals in a folder and the instances where they are."""
    words = shlex.split(line)
    roots = {"instances/": ROOT, "out/": folder}
    return [
        next((str(root / word) for start, root in roots.items() if word.startswith(start)), word)
        for word in words
    ]


def test_answers_are_current(place: Path) -> None:
    """Tests that the page shows, for each command, what the program answers."""
    text = PAGE.read_text(encoding="utf-8")
    for command, shown in ANSWERS.findall(text):
        found = u16opt(*there(command, place))
        assert found.code == 0, found.messages
        if os.environ.get("U16OPT_WRITE_GOLDEN"):
            before = f"u16opt {command}\n```\n\n<!-- antwoord -->\n"
            old = before + (f"\n```text\n{shown}```\n" if shown else "")
            text = text.replace(old, f"{before}\n```text\n{found.output}```\n")
            continue
        assert found.output == shown, command
    if os.environ.get("U16OPT_WRITE_GOLDEN"):
        PAGE.write_text(text, encoding="utf-8")


def test_every_question_is_there() -> None:
    """Tests that the page has an answer to every kind of question."""
    commands = [command.split() for command, _ in ANSWERS.findall(PAGE.read_text(encoding="utf-8"))]
    asked = {words[3] for words in commands if words[0] == "explain"}
    assert asked | {"difference"} == set(QUESTIONS)
    assert any(words[0] == "compare" for words in commands)
