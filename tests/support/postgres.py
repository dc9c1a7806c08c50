"""Debian's PostgreSQL on loopback: one cluster, and a fresh database whenever one is asked for."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

USER = "u16"
PLACE = Path("/usr/lib/postgresql")
QUICK = ("fsync=off", "full_page_writes=off", "max_connections=200", "shared_buffers=32MB")


class Cluster:
    """A PostgreSQL that only listens to this machine.

    `start` and `stop` may be called again and again: what is in it stays.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, _free_port()
        self._numbers = count(1)
        owner = _owner()
        self._prefix = [] if owner is None else ["runuser", "-u", owner, "--"]
        if owner is not None:
            shutil.chown(folder, owner, owner)
        self._run("initdb", "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")

    def start(self) -> None:
        """Start, and wait until it answers."""
        settings = [f"port={self.port}", "listen_addresses=127.0.0.1", *QUICK]
        options = " ".join(["-k", str(self.folder), *(f"-c {each}" for each in settings)])
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, how: str = "fast") -> None:
        """Stop; ``immediate`` is as if the power went."""
        self._run("pg_ctl", "-w", "-m", how, "stop")

    def fresh(self) -> str:
        """Return the URL of a new, empty database."""
        name = f"u16_{os.getpid()}_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    def url(self, database: str) -> str:
        """Return the URL of a database."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._prefix, str(_programs() / program), "-D", str(self.folder / "data"), *arguments]
        with (self.folder.parent / f"{self.folder.name}.said").open("a+", encoding="utf-8") as said:
            finished = subprocess.run(command, cwd="/", stdout=said, stderr=said, stdin=subprocess.DEVNULL)
            if finished.returncode:
                said.seek(0)
                raise AssertionError(f"{program} did not work: {said.read()}")


@contextmanager
def postgresql() -> Iterator[Cluster]:
    """Give a running cluster, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="u16opt-pg-"))
    cluster = Cluster(folder)
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
        folder.with_name(f"{folder.name}.said").unlink(missing_ok=True)


def _programs() -> Path:
    """Return the folder of the newest PostgreSQL's programs."""
    found = sorted(PLACE.glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        raise AssertionError(f"These tests need PostgreSQL in {PLACE}: apt-get install postgresql")
    return found[-1]


def _owner() -> str | None:
    """Return whom it runs as: itself, but PostgreSQL refuses to be root."""
    return pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else None


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
