"""What a render costs more on a cluster than in the pool of one machine. See README.md in this folder.

python benchmarks/cluster/bench.py [--renders 20] [--runs 5]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

from malirussia.render import cluster
from malirussia.render.notebook.job import Job
from malirussia.render.run.stack import STACK
from malirussia.render.warm.kernels import Pool

HERE = Path(__file__).resolve().parent
NOTEBOOK = HERE.parent / "render" / "three-figures.ipynb"
sys.path.insert(0, str(HERE.parent.parent / "tests"))
from dask_processes import Processes  # noqa: E402

PROCESSES = 2


def processor_seconds() -> float:
    """What this process, all its descendants and those of them that have ended have used so far."""
    total = 0.0
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def measure(run: Callable[[list[Job]], Iterator[tuple[Any, dict[str, Any]]]], jobs: list[Job]) -> tuple[float, float]:
    """Seconds by the clock and of processors that jobs take, a job."""
    wall, processor = time.perf_counter(), processor_seconds()
    ended = [event["event"] for _, event in run(jobs) if event["event"] in ("done", "failed")]
    assert ended == ["done"] * len(jobs)
    return (time.perf_counter() - wall) / len(jobs), (processor_seconds() - processor) / len(jobs)


def main() -> None:
    """Measure in turns and print a table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--renders", type=int, default=20)
    asked.add_argument("--runs", type=int, default=5)
    options = asked.parse_args()
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    with tempfile.TemporaryDirectory() as place:
        jobs = [Job(f"job-{n}", NOTEBOOK, {}, Path(place, f"{n}.ipynb")) for n in range(options.renders)]
        processes = Processes(Path(place))
        try:
            processes.start_workers(PROCESSES)
            with Pool(preload=STACK) as pool:
                contenders = {
                    "pool": lambda jobs: pool.run(jobs, PROCESSES),
                    "cluster": lambda jobs: cluster.run(jobs, processes.address, worker_seconds=300, preload=STACK),
                }
                for run in contenders.values():
                    measure(run, jobs)  # all that happens once: imports, data that travel
                found: dict[str, list[tuple[float, float]]] = {name: [] for name in contenders}
                for _ in range(options.runs):
                    for name, run in contenders.items():
                        found[name].append(measure(run, jobs))
        finally:
            processes.close()
    print(f"| {options.renders} renders, {PROCESSES} at a time | seconds a render | processor seconds a render |")
    print("|---|---|---|")
    for name, runs in found.items():
        print(f"| {name} | " + " | ".join(f"{statistics.median(one):.3f}" for one in zip(*runs, strict=True)) + " |")
    pairs = list(zip(found["cluster"], found["pool"], strict=True))
    ratios = [statistics.median(there[at] / here[at] for there, here in pairs) for at in range(2)]
    print("| ratio | " + " | ".join(f"{ratio:.2f}" for ratio in ratios) + " |")


if __name__ == "__main__":
    main()
