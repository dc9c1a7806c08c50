"""Build the wheel, install it beside nothing but its pinned requirements, and run it.

What works from a checkout can still miss in a wheel: a file that was not packed, a requirement that only
the tests brought along. First the core alone, which must do all that needs no service; then, in the same
place, what the service needs besides. Nothing is compiled: only ready-made wheels are taken.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE, SERVICE = "requirements.lock", "requirements-service.lock"
NAMES = "u16opt u16opt_api u16opt_models"
INSTALLED_NAMES = """
from importlib.metadata import packages_distributions
print(*sorted(name for name, owners in packages_distributions().items() if "u16opt" in owners))
"""
SERVED = """
from u16opt_api.application import create_app
from u16opt_api.settings import Settings
assert create_app(Settings(store="u16opt.db")).state.description(True)
"""


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
    """See that a store can be made, and that the service can be put together."""
    _pip(programs, place, "--require-hashes", "--only-binary", ":all:", "-r", ROOT / SERVICE)
    _run([programs / "u16opt", "store", "migrate", "--store", place / "u16opt.db"], place)
    _run([programs / "u16opt", "serve", "--help"], place)
    _run([programs / "python", "-W", "error", "-c", SERVED], place)


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
