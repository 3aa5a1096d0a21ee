"""What the benchmarks share: laps of wall and processor time, peak memory, medians over fresh processes."""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

Figures = dict[str, float]


@contextmanager
def lap(figures: Figures, step: str) -> Iterator[None]:
    """Add to the figures what a step takes: `step` in seconds of wall time, `step cpu` in seconds of processor time."""
    wall, processor = time.perf_counter(), time.process_time()
    yield
    figures[step] = time.perf_counter() - wall
    figures[f"{step} cpu"] = time.process_time() - processor


def peak() -> float:
    """Return the most memory that this process has held so far, in MiB."""
    status = Path("/proc/self/status")
    if status.is_file():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    # Elsewhere than on Linux; in bytes on macOS, which is what is left.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def in_a_process(*command: str) -> Figures:
    """Run a command, whose last line of output is its figures as JSON."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def medians(runs: Iterable[Figures]) -> Figures:
    """Return the median of each figure over the runs."""
    found = list(runs)
    return {name: statistics.median(run[name] for run in found) for name in found[0]}
