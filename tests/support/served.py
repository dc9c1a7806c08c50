"""A server as its users start it: the command, in a process of its own, on a free port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

READY = 30.0


@dataclass(frozen=True)
class Served:
    """A running server.

    Parameters
    ----------
    url
        Without a slash at the end.
    seconds
        How long it took until it was ready.
    """

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    seconds: float

    def kill(self) -> None:
        """Kill the server as a power cut would; what it started is left to itself."""
        self.process.kill()
        self.process.wait()


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def started(store: Path | str, *options: str, log: Path, environment: dict[str, str] | None = None) -> Served:
    """Start a server on a store and wait until it is ready."""
    port = free_port()
    command = [sys.executable, "-m", "u16opt", "serve", "--port", str(port), "--store", str(store), *options]
    start = time.perf_counter()
    with log.open("ab") as written:
        process = subprocess.Popen(
            command,
            stdout=written,
            stderr=written,
            start_new_session=True,
            env={**os.environ, **(environment or {})},
        )
    url = f"http://127.0.0.1:{port}"
    while not _ready(url):
        if process.poll() is not None or time.perf_counter() - start > READY:
            process.kill()
            raise RuntimeError(f"the server did not start: {log.read_text(encoding='utf-8')[-2000:]}")
        time.sleep(0.05)
    return Served(url, process, log, time.perf_counter() - start)


@contextmanager
def serving(store: Path | str, *options: str) -> Iterator[Served]:
    """Serve a store while the block runs."""
    folder = store.parent if isinstance(store, Path) else Path.cwd()
    server = started(store, *options, log=folder / "server.log")
    try:
        yield server
    finally:
        stop(server)


def stop(server: Served) -> None:
    """Stop a server as Ctrl-C does."""
    if server.process.poll() is None:
        server.process.send_signal(signal.SIGINT)
        try:
            server.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(server.process.pid, signal.SIGKILL)
            server.process.wait()


def _ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/v1/health/ready", timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False
