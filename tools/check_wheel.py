"""Build the wheel, install it beside nothing but its pinned requirements, and run it.

What works from a checkout can still miss in a wheel: a file that was not packed, a requirement that only
the tests brought along. First the core alone, which must do all that needs no service; then, in the same
place, what the service needs besides. Nothing is compiled: only ready-made wheels are taken.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE, SERVICE = "requirements.lock", "requirements-service.lock"
NAMES = "u16opt u16opt_api u16opt_models"
INSTALLED_NAMES = """
from importlib.metadata import packages_distributions
print(*sorted(name for name, owners in packages_distributions().items() if "u16opt" in owners))
"""
PATIENCE = 30


def main() -> None:
    """Exit with a message unless the wheel can be installed, holds the three names and shows its help."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        wheel = _build(place)
        programs = _install(place, wheel)
        _check_core(programs, place)
        _check_service(programs, place)
    print(f"{wheel.name} installs {NAMES} and runs, without the service and with it")


def _check_core(programs: Path, place: Path) -> None:
    """See that the core works without the service extra, and that the service then says what it lacks."""
    found = _run([programs / "python", "-I", "-c", INSTALLED_NAMES], place).strip()
    if found != NAMES:
        sys.exit(f"the wheel installs {found}; expected {NAMES}")
    _run([programs / "u16opt", "--help"], place)
    _run([programs / "u16opt", "solve", ROOT / "instances" / "tiny"], place)
    said = _run([programs / "u16opt", "serve"], place, code=2)
    if "u16opt[service]" not in said or "Traceback" in said:
        sys.exit(f"serve without the service extra says: {said}")


def _check_service(programs: Path, place: Path) -> None:
    """See that the service starts with what its extra brings, and can work."""
    _pip(programs, place, "--require-hashes", "--only-binary", ":all:", "-r", ROOT / SERVICE)
    seconds = _seconds_until_ready(programs, place)
    print(f"the service is ready after {seconds:.1f} s")


def _seconds_until_ready(programs: Path, place: Path) -> float:
    port, start = _free_port(), time.monotonic()
    command = [str(programs / "u16opt"), "serve", "--port", str(port), "--store", str(place / "u16opt.db")]
    said = place / "said"
    with said.open("w") as log, subprocess.Popen(command, cwd=place, stdout=log, stderr=log) as server:
        while (
            not (ready := _is_ready(port)) and server.poll() is None and time.monotonic() < start + PATIENCE
        ):
            time.sleep(0.05)
        seconds = time.monotonic() - start
        server.terminate()
    if not ready:
        sys.exit(f"the service does not get ready: {said.read_text()}")
    return seconds


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _is_ready(port: int) -> bool:
    """Return whether the service says that it can work."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/health/ready", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _build(place: Path) -> Path:
    """Build with the pinned build tool, without fetching another."""
    _run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", place], ROOT)
    (wheel,) = place.glob("*.whl")
    return wheel


def _install(place: Path, wheel: Path) -> Path:
    """Install the pins and the wheel in a new environment; return the folder of its programs."""
    _run([sys.executable, "-m", "venv", place / "venv"], place)
    programs = place / "venv" / "bin"
    _pip(programs, place, "--require-hashes", "--only-binary", ":all:", "-r", ROOT / CORE)
    _pip(programs, place, "--no-deps", wheel)
    return programs


def _pip(programs: Path, place: Path, *arguments: str | Path) -> None:
    _run([programs / "python", "-m", "pip", "install", "--disable-pip-version-check", *arguments], place)


def _run(command: list[str | Path], place: Path, code: int = 0) -> str:
    """Run a program away from the checkout's import path and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    finished = subprocess.run(
        command, cwd=place, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if finished.returncode != code:
        sys.exit(finished.stdout + f"\nfailed: {Path(command[0]).name}")
    return finished.stdout


if __name__ == "__main__":
    main()
