"""What the program tells about itself."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from support.program import environment, u16opt

from u16opt.command.application import application

COMMANDS = [
    str(command.callback.__name__ if command.callback else "")
    for command in application().registered_commands
]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(name: str) -> None:
    """Tests that the help of every command says what it does and shows an example that names it."""
    found = u16opt(name, "--help")
    assert (found.code, found.messages) == (0, "")
    assert re.search(rf"Example: u16opt {name} \S+", found.output)


def test_help_lists_every_command() -> None:
    """Tests that the help of the program lists every command and tells where to start."""
    found = u16opt("--help")
    assert found.code == 0
    assert all(name in found.output for name in COMMANDS)
    assert "u16opt check" in found.output
    assert {"check", "solve", "verify", "export"} <= set(COMMANDS)


def test_version() -> None:
    """Tests that --version prints the version and nothing else."""
    found = u16opt("--version")
    assert (found.code, found.output) == (0, f"{version('u16opt')}\n")


@pytest.mark.parametrize("arguments", [["fly"], ["--fly"], ["check", "--fly"], []])
def test_usage(arguments: list[str]) -> None:
    """Tests that a command or option nobody knows, or none at all, ends with 2."""
    assert u16opt(*arguments).code == 2


def test_the_program_is_installed() -> None:
    """Tests that the program beside Python is the same program."""
    script = Path(sys.executable).with_name("u16opt")
    done = subprocess.run([script, "--version"], env=environment(), capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, f"{version('u16opt')}\n")
