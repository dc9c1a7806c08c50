"""``u16opt serve``: what it says, and why it may not start."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.served import serving, started, stop
from support.service import TINY, asking
from support.zipped import zipped

from u16opt.store.database import Database
from u16opt_api.serving import stopping
from u16opt_api.serving.starting import listening
from u16opt_api.settings import Settings


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


def test_answers_do_not_wait_to_be_sent() -> None:
    """Tests that the second part of an answer is sent without waiting until the first has been confirmed."""
    with listening(Settings(port=0)) as (listener,), socket.create_connection(listener.getsockname()[:2]):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


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
    assert "U16OPT_PUBLIC_URL must begin with https:// and end in /v1." in said


def test_a_setting_that_is_misspelt(tmp_path: Path) -> None:
    """Tests that a name that nobody knows is told, with the one that was meant, and others are let be."""
    known = {"U16OPT_LANG": "nl", "U16OPT_DEBUG": "", "U16OPT_WRITE_GOLDEN": "", "u16opt_patience": "3"}
    odd = {"U16OPT_QUEU": "3", "U16OPT_STROE": "x", "U16OPT_ZZZZ": "x"}
    code, said = serve("--store", str(tmp_path / "u16opt.db"), **known, **odd)
    assert code == 2
    assert "U16OPT_QUEU is geen bekende instelling (bedoelt u U16OPT_QUEUE?)." in said
    assert "U16OPT_STROE is geen bekende instelling (bedoelt u U16OPT_STORE?)." in said
    assert "U16OPT_ZZZZ is geen bekende instelling." in said
    assert len(said.splitlines()) == len(odd)


def test_an_address_for_others_that_is_none(tmp_path: Path) -> None:
    """Tests that what is wanted of the address under which others reach it is told."""
    wrong = {"U16OPT_PUBLIC_URL": "http://x"}
    code, said = serve("--store", str(tmp_path / "u16opt.db"), **wrong)
    assert code == 2
    assert "U16OPT_PUBLIC_URL moet met https:// beginnen en op /v1 eindigen." in said


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


@pytest.mark.parametrize("memory", ["0.15", "0.49", "-1", "nan", "inf"])
def test_too_little_memory_to_begin(tmp_path: Path, memory: str) -> None:
    """Tests that a limit in which no calculation can begin is refused, as an option and as a setting."""
    store = ("--store", str(tmp_path / "u16opt.db"))
    assert serve(*store, "--memory-limit", memory)[0] == 2
    code, said = serve(*store, U16OPT_MEMORY_LIMIT=memory)
    assert code == 2
    assert "U16OPT_MEMORY_LIMIT" in said


@pytest.mark.parametrize("memory", [0.0, 0.5, 8.0])
def test_enough_memory(memory: float) -> None:
    """Tests that enough memory, and no limit, are accepted."""
    assert Settings(memory_limit=memory).memory_limit == memory


def test_what_its_workers_do_is_logged(tmp_path: Path) -> None:
    """Tests that the log says in JSON when a run is taken up and when it ended, by id."""
    server = started(tmp_path / "u16opt.db", log=tmp_path / "log")
    try:
        instance = sent(f"{server.url}/v1/instances", zipped(TINY), "application/zip")["id"]
        body = json.dumps({"instance": instance}).encode()
        run = sent(f"{server.url}/v1/solve", body, "application/json", Prefer="wait=60")
        assert run["state"] == "done"
        time.sleep(0.5)
    finally:
        stop(server)
    lines = [each for each in server.log.read_text(encoding="utf-8").splitlines() if each.startswith("{")]
    told = [each for each in map(json.loads, lines) if each["logger"] == "u16opt.worker"]
    for each in told:
        del each["at"]
    about = {"run": run["id"], "kind": "solve", "level": "info", "logger": "u16opt.worker"}
    assert told == [
        {"event": "run.taken", **about, "attempt": 1},
        {"event": "run.ended", **about, "state": "done", "status": "optimal"},
    ]


def sent(url: str, content: bytes, media: str, **headers: str) -> Any:
    """What is answered to something that is sent, as JSON."""
    request = urllib.request.Request(url, content, {"Content-Type": media, **headers})
    with urllib.request.urlopen(request, timeout=90) as answer:
        return json.load(answer)


@pytest.mark.parametrize(
    "where", ["postgresql://u16:geheim@host/db", "postgresql://u16@host/db?password=geheim"]
)
def test_no_password_is_said(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Tests that what it says at the start holds no password, wherever the address has it."""
    monkeypatch.setattr(stopping, "any_key", lambda _: True)
    store = Database(where)
    app: Any = SimpleNamespace(state=SimpleNamespace(settings=Settings(), store=store))
    texts = stopping.told(app, [])
    store.close()
    assert any("host/db" in text.nl for text in texts)
    assert not any("geheim" in text.nl + text.en for text in texts)


def test_places_for_answers(tmp_path: Path) -> None:
    """Tests that a server works on as many answers at once as it is set up to."""
    before = places()
    with asking(tmp_path, answers=3):
        assert places() - before == 4


def places() -> int:
    """How many places of workers are there in this process."""
    return sum(bool(re.fullmatch(r"place \d+", each.name)) for each in threading.enumerate())
