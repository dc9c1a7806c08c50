"""Build the wheel, install it beside nothing but its pinned requirements, and run it.

What works from a checkout can still miss in a wheel: a file that was not packed, a requirement that only
the tests brought along.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMES = "u16opt u16opt_api u16opt_models"
INSTALLED_NAMES = """
from importlib.metadata import packages_distributions
print(*sorted(name for name, owners in packages_distributions().items() if "u16opt" in owners))
"""


def main() -> None:
    """Exit with a message unless the wheel can be installed, holds the three names and shows its help."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        wheel = _build(place)
        programs = _install(place, wheel)
        found = _run([programs / "python", "-I", "-c", INSTALLED_NAMES], place).strip()
        if found != NAMES:
            sys.exit(f"the wheel installs {found}; expected {NAMES}")
        _run([programs / "u16opt", "--help"], place)
    print(f"{wheel.name} installs {NAMES} and runs")


def _build(place: Path) -> Path:
    """Build with the pinned build tool, without fetching another."""
    _run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", place], ROOT)
    (wheel,) = place.glob("*.whl")
    return wheel


def _install(place: Path, wheel: Path) -> Path:
    """Install the pins and the wheel in a new environment; return the folder of its programs."""
    _run([sys.executable, "-m", "venv", place / "venv"], place)
    programs = place / "venv" / "bin"
    pip: list[str | Path] = [programs / "python", "-m", "pip", "install", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", ROOT / "requirements.lock"], place)
    _run([*pip, "--no-deps", wheel], place)
    return programs


def _run(command: list[str | Path], place: Path) -> str:
    """Run a program away from the checkout's import path and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    finished = subprocess.run(
        command, cwd=place, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if finished.returncode:
        sys.exit(finished.stdout + f"\nfailed: {Path(command[0]).name}")
    return finished.stdout


if __name__ == "__main__":
    main()
