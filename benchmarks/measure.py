"""What the benchmarks share: laps of wall and processor time, peak memory, medians over fresh processes."""

from __future__ import annotations

import json
import math
import resource
import statistics
import subprocess
import sys
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


def module(name: str, *arguments: str) -> Figures:
    """Run a module of the benchmarks as `in_a_process` does."""
    return in_a_process(sys.executable, "-m", f"benchmarks.{name}", *arguments)


def environment(folder: Path, *packages: str) -> str:
    """Make an environment of its own with these packages, and return its Python."""
    python = str(folder / "bin" / "python")
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "--quiet", "--python", sys.executable, str(folder)], check=True)
    subprocess.run([*uv, "pip", "install", "--quiet", "--python", python, *packages], check=True)
    return python


def medians(runs: Iterable[Figures]) -> Figures:
    """Return the median of each figure over the runs."""
    found = list(runs)
    return {name: statistics.median(run[name] for run in found) for name in found[0]}


def ratio(other: Figures, step: str, own: Figures, own_step: str) -> str:
    """Return how many times as long a step of another takes as one of ours, `wall (processor)`."""
    wall, processor = (other[f"{step}{clock}"] / own[f"{own_step}{clock}"] for clock in ("", " cpu"))
    return f"{_times(wall)} ({_times(processor)})"


def _times(times: float) -> str:
    return f"{times:,.0f}" if times >= 20 else f"{times:.2g}"


def power(small: float, large: float, times: float) -> float:
    """Return the power of its size that a cost grows with, where the size has grown by so many times."""
    return math.log(large / small) / math.log(times)


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    """Return a table in Markdown: the first column is words, all others are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def seconds(figures: Figures, step: str) -> str:
    """Return what a step took, `wall (processor)`; nothing where it was not run."""
    return f"{figures[step]:.2f} ({figures[f'{step} cpu']:.2f})" if step in figures else ""
