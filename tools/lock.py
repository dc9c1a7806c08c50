"""Write the lock files: every requirement by name, version and hash, and nothing else.

A pin carries the hashes of all files of its release, so one lock serves every supported Python and every
kind of machine. The same version is chosen for every Python, so that a proposal does not depend on it.
Pins stay as they are while they still fit `pyproject.toml`; with ``--upgrade`` each becomes the newest that
fits.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = "requirements.lock"
SERVICE = "requirements-service.lock"
TEST = "requirements-test.lock"
PIN = re.compile(r"[a-z0-9-]+==[\w.+!]+( ; [\w\s.'\"()<>=!]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
HEADER = "# Written by `make lock` from pyproject.toml: names, versions and hashes only.\n"
SMALLEST, LARGEST = "3.11", "3.14"
MACHINES = ("x86_64-manylinux_2_28", "aarch64-manylinux_2_28")


def main(arguments: list[str]) -> None:
    """Write the lock files, each larger one within the versions of the smaller one."""
    _compile(RUNTIME, "build", arguments)
    _compile(SERVICE, "build", [*arguments, "--extra", "service", "--constraints", RUNTIME])
    _compile(TEST, "test", [*arguments, "--extra", "service", "--constraints", SERVICE])
    for machine in MACHINES:
        for python in (SMALLEST, LARGEST):
            _require_wheels(machine, python)


def _compile(lock: str, group: str, options: list[str]) -> None:
    """Resolve `pyproject.toml` with one dependency group for all Pythons at once."""
    once = ["--universal", "--python-version", SMALLEST, "--fork-strategy", "fewest", "--generate-hashes"]
    plain = ["--no-annotate", "--no-header", "--no-emit-index-url"]
    _run(["pyproject.toml", "--group", group, *once, *plain, "--output-file", lock, *options])
    content = (ROOT / lock).read_text()
    strange = [line for line in content.splitlines() if not PIN.fullmatch(line)]
    if strange:
        sys.exit(f"{lock} holds more than names, versions and hashes: {strange[0]}")
    (ROOT / lock).write_text(HEADER + content)


def _require_wheels(machine: str, python: str) -> None:
    """Fail unless every pin has a ready-made wheel: nobody should need a compiler."""
    target = ["--python-platform", machine, "--python-version", python]
    _run([TEST, "--no-deps", "--only-binary", ":all:", *target])


def _run(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "uv", "pip", "compile", "--no-config", "--quiet", *arguments]
    finished = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    if finished.returncode:
        sys.exit(finished.returncode)


if __name__ == "__main__":
    main(sys.argv[1:])
