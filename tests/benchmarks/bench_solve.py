"""How long a person waits: a cold ``u16opt solve``, from starting the program to the written proposal."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INSTANCE = ROOT / "instances" / "u16-2024"
RUNS = 5


def bench_cold_solve_of_one_year(tmp_path: Path) -> None:
    """Prints the median of five runs; the target for one year is 2.5 seconds on two cores."""
    program = Path(sys.executable).with_name("u16opt")
    seconds = []
    for run in range(RUNS):
        start = time.perf_counter()
        command = [program, "solve", INSTANCE, "--out", tmp_path / str(run)]
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    shown = ", ".join(f"{each:.2f}" for each in sorted(seconds))
    print(f"\n{INSTANCE.name}, cold: median {statistics.median(seconds):.2f} s ({shown})")
