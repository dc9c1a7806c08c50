"""Commands that installed packages add."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import typer
from support.program import u16opt
from typer.testing import CliRunner

from u16opt.command import additions
from u16opt.command.additions import NOT_INSTALLED, add_command, refuse_without_extra

SOURCE = '''
import typer

def fly(far: bool = False) -> None:
    """Fly."""
    print("flew far" if far else "flew")

birds = typer.Typer()

@birds.command("count")
def count() -> None:
    print("two")

@birds.command("name")
def name() -> None:
    print("crow")
'''


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    """A program with a command that is a function, one that is a group, and one that cannot be loaded."""
    (tmp_path / "added_birds.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "added_broken.py").write_text("import a_package_that_is_nowhere\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delenv("U16OPT_LANG", raising=False)
    app = typer.Typer(add_completion=False)
    for name, place in (
        ("fly", "added_birds:fly"),
        ("birds", "added_birds:birds"),
        ("broken", "added_broken:broken"),
        ("gone", "added_nowhere:gone"),
    ):
        add_command(app, EntryPoint(name, place, additions.GROUP))
    yield app
    sys.modules.pop("added_birds", None)


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["fly"], "flew\n"),
        (["fly", "--far"], "flew far\n"),
        (["birds", "count"], "two\n"),
        (["birds", "name"], "crow\n"),
    ],
)
def test_a_function_or_a_group(program: typer.Typer, arguments: list[str], printed: str) -> None:
    """Tests that a package can add a command, and a group of commands."""
    done = CliRunner().invoke(program, arguments)
    assert (done.exit_code, done.stdout) == (0, printed)


@pytest.mark.parametrize(
    ("name", "lacking"), [("broken", "a_package_that_is_nowhere"), ("gone", "added_nowhere")]
)
@pytest.mark.parametrize("arguments", [[], ["make", "x", "--scope", "read"], ["--help"]])
def test_what_cannot_be_loaded_says_so_when_used(
    program: typer.Typer, name: str, lacking: str, arguments: list[str]
) -> None:
    """Tests that a command whose package lacks something ends with 2 and says what to install."""
    done = CliRunner().invoke(program, [name, *arguments])
    assert (done.exit_code, done.stdout) == (2, "")
    assert lacking in done.stderr
    assert "pip install 'u16opt[service]'" in done.stderr


def test_the_others_go_on(program: typer.Typer) -> None:
    """Tests that a command that cannot be loaded stands in the help, and holds up no other."""
    shown = CliRunner().invoke(program, ["--help"])
    assert shown.exit_code == 0
    assert all(name in shown.stdout for name in ("fly", "birds", "broken", "gone"))


@pytest.mark.parametrize("name", ["keys", "serve", "store", "worker"])
def test_without_the_extra(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tests that where the service is not installed its commands end with 2 and say how to install it."""
    monkeypatch.setattr(additions, "_is_installed", lambda package: package != "sqlalchemy")
    monkeypatch.setenv("U16OPT_LANG", "en")
    with pytest.raises(typer.Exit) as ended:
        refuse_without_extra(name)
    assert ended.value.exit_code == 2
    assert capsys.readouterr().err == NOT_INSTALLED.en.format(name=name, what="sqlalchemy") + "\n"


@pytest.mark.parametrize("name", ["check", "solve", "explain", None, "fly"])
def test_the_core_needs_no_extra(name: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that where nothing of the service is installed every other command goes on."""
    monkeypatch.setattr(additions, "_is_installed", lambda _package: False)
    refuse_without_extra(name)


def test_the_core_loads_nothing_of_the_service() -> None:
    """Tests that to know all commands nothing of the service's packages is loaded: the core stays fast."""
    heavy = ("sqlalchemy", "fastapi", "pydantic_settings", "uvicorn", "structlog", "joserfc", "alembic")
    code = (
        "import sys; from u16opt.command.application import application; application(); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert [name for name in heavy if name in done.stdout.split()] == []


def test_the_program_has_them() -> None:
    """Tests that the commands of the service stand in the help, and have a help of their own."""
    found = u16opt("--help")
    assert found.code == 0
    assert "keys" in found.output
    assert "Make, list and revoke" in u16opt("keys", "--help").output
