"""How long a person waits: a cold ``u16opt solve``, from starting the program to the written proposal."""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNS = 5

# Name, model, target in seconds, target in MB of the largest process.
TARGETS = [
    ("u16-2024", "allocation", 2.5, None),
    ("u16-2024-2028", "allocation", 8.0, 600),
    ("u16-2024-2028", "spread", 5.0, None),
]


# A small process in between: the peak that Linux keeps for a process starts at that of its parent.
MEASURE = """
import os, subprocess, sys, time
start = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
child.returncode = os.waitstatus_to_exitcode(status)
print(time.perf_counter() - start, used.ru_maxrss / 1024)
sys.exit(child.returncode)
"""


def cold_run(name: str, model: str, folder: Path) -> tuple[float, float]:
    """Return wall-clock seconds and peak memory (MB) of one solve in a new process."""
    program = Path(sys.executable).with_name("u16opt")
    instance = ROOT / "instances" / name
    command = [sys.executable, "-c", MEASURE, program, "solve", instance, "--model", model, "--out", folder]
    seconds, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(peak)


@pytest.mark.parametrize(("name", "model", "seconds", "memory"), TARGETS)
def bench_cold_solve(tmp_path: Path, name: str, model: str, seconds: float, memory: float | None) -> None:
    """Prints medians of five runs beside the targets."""
    runs = [cold_run(name, model, tmp_path / str(run)) for run in range(RUNS)]
    times, peaks = ([each[part] for each in runs] for part in (0, 1))
    aim = "" if memory is None else f", aim {memory} MB"
    print(
        f"\n{name}, {model}, cold process to written proposal: median {statistics.median(times):.2f} s "
        f"(least {min(times):.2f}, most {max(times):.2f}; aim {seconds} s), "
        f"peak {statistics.median(peaks):.0f} MB{aim}"
    )
