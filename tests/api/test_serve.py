"""``u16opt serve``: what it says, and why it may not start."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from support.served import serving, started


def serve(*options: str, **environment: str) -> tuple[int, str]:
    """Exit code and messages of a server that does not start."""
    command = [sys.executable, "-m", "u16opt", "serve", *options]
    finished = subprocess.run(
        command, capture_output=True, text=True, timeout=60, env={**os.environ, **environment}
    )
    assert finished.stdout == ""
    assert "Traceback" not in finished.stderr
    return finished.returncode, finished.stderr


def test_what_it_says(tmp_path: Path) -> None:
    """Tests that it says where it listens, where the store and the page are, and whether keys are needed."""
    server = started(tmp_path / "u16opt.db", "--workers", "0", log=tmp_path / "log")
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(timeout=20) == 0
    said = server.log.read_text(encoding="utf-8")
    for each in (server.url, str(tmp_path / "u16opt.db"), f"{server.url}/docs", "geen sleutels nodig"):
        assert each in said
    assert "Traceback" not in said
    assert "email-validator" not in said


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    """Tests that a port on which another program listens is exit 2, in words."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        code, said = serve("--port", port, "--store", str(tmp_path / "u16opt.db"))
    assert code == 2
    assert port in said
    assert "--port" in said


def test_another_address_needs_a_key(tmp_path: Path) -> None:
    """Tests that it does not start for others without a key."""
    code, said = serve("--host", "0.0.0.0", "--store", str(tmp_path / "u16opt.db"))
    assert code == 2
    assert "u16opt keys make" in said


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--store", "/bestaat/niet/u16opt.db"), "/bestaat/niet"),
        (("--store", "mysql://x"), "postgresql://"),
        (("--host", "256.0.0.1"), "256.0.0.1"),
    ],
)
def test_what_cannot_be(tmp_path: Path, options: tuple[str, ...], word: str) -> None:
    """Tests that a store or an address that cannot be used is exit 2, in words."""
    store = () if "--store" in options else ("--store", str(tmp_path / "u16opt.db"))
    code, said = serve(
        *options, *store, U16OPT_OIDC_ISSUER="https://issuer.example", U16OPT_OIDC_AUDIENCE="x"
    )
    assert code == 2
    assert word in said


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    """Tests that a file that is something else is left alone, and told to be no store."""
    file = tmp_path / "notes.txt"
    file.write_text("notes, and quite a lot of them, in a file that is not a database at all\n" * 10)
    before = file.read_bytes()
    code, said = serve("--store", str(file))
    assert code == 2
    assert "geen opslag" in said
    assert file.read_bytes() == before


def test_all_that_is_wrong_with_the_settings(tmp_path: Path) -> None:
    """Tests that every setting that is wrong is named, all at once, in the language that is asked for."""
    wrong = {"U16OPT_QUEUE": "0", "U16OPT_PUBLIC_URL": "http://x", "U16OPT_WORKERS": "veel"}
    code, said = serve("--store", str(tmp_path / "u16opt.db"), "--lang", "en", **wrong)
    assert code == 2
    assert all(name in said for name in wrong)
    assert "must be at least 1" in said


def test_settings_of_the_environment(tmp_path: Path) -> None:
    """Tests that what an option does not say the environment does."""
    server = started(
        tmp_path / "u16opt.db",
        "--workers",
        "0",
        log=tmp_path / "log",
        environment={"U16OPT_PUBLIC_URL": "https://u16.example/v1", "U16OPT_LANG": "en"},
    )
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(timeout=20) == 130
    assert "listens on" in server.log.read_text(encoding="utf-8")


def test_it_is_ready_soon(tmp_path: Path) -> None:
    """Tests that a new service is ready without waiting for its workers to be warm."""
    with serving(tmp_path / "u16opt.db") as server:
        assert server.seconds < 20
