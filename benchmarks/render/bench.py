"""Measure engines against each other, and print a table. See README.md in this folder.

python benchmarks/render/bench.py [NOTEBOOK…] [--renders 1 20 100] [--runs 3] [--at-most 5] [--ploomber PYTHON]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from contenders import renders

HERE = Path(__file__).resolve().parent
# Cold runs are one and the same work again and again: a few are measured, and the total is scaled.
COLD = ("command", "api")
CONTENDERS = ("command", "api", "ploomber", "warm-api", "warm-1", "warm-2", "floor")
WORDS = {
    "command": "papermill command, in a loop",
    "api": "papermill API, one process",
    "ploomber": "ploomber-engine, one process",
    "warm-api": "papermill API with our engine",
    "warm-1": "our pool, 1 job",
    "warm-2": "our pool, 2 jobs",
    "floor": "the cells alone, warm",
}


@dataclass
class Measure:
    """What one contender took: seconds by the clock, seconds of processors, MB at the peak."""

    seconds: float
    processor: float
    peak: float


class Memory(threading.Thread):
    """Watches the memory of a process and all its descendants, shared pages divided among their holders."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.peak = 0.0
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(0.1):
            self.peak = max(self.peak, sum(map(proportional_megabytes, descendants(self._pid))))

    def stop(self) -> float:
        self._over.set()
        self.join()
        return self.peak


def descendants(pid: int) -> list[int]:
    """A process and all that come of it."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(below for child in children for below in descendants(child))]


def proportional_megabytes(pid: int) -> float:
    """The proportional set size of a process."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def watched(command: list[str], environment: dict[str, str]) -> tuple[Measure, str]:
    """Run a command to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=HERE
    ) as process:
        memory = Memory(process.pid)
        memory.start()
        out, err = process.communicate()
        peak = memory.stop()
    seconds = time.perf_counter() - begin
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: {err.strip().splitlines()[-1:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measure(seconds, processor, peak), out


def measure(name: str, count: int, options: argparse.Namespace, environment: dict[str, str]) -> Measure:
    """Measure one contender once."""
    notebooks = [str(path) for path in options.notebooks]
    done = min(count, options.at_most) if name in COLD else count
    python = options.ploomber if name == "ploomber" else sys.executable
    with tempfile.TemporaryDirectory() as folder:
        if name == "command":
            found = []
            for path, lang in renders(done, options.notebooks):
                command = [str(Path(sys.executable).with_name("papermill")), "--no-progress-bar", "-p", "lang", lang]
                found.append(watched([*command, str(path), str(Path(folder) / "out.ipynb")], environment)[0])
            one = Measure(
                sum(part.seconds for part in found),
                sum(part.processor for part in found),
                max(part.peak for part in found),
            )
        else:
            command = [python, str(HERE / "contenders.py"), name, str(done), folder, *notebooks]
            one, out = watched(command, environment)
            if name == "floor":
                one.seconds = sum(json.loads(out.splitlines()[-1]))
                one.processor = json.loads((Path(folder) / "processor.json").read_text())
            if name == "api" and done < count:
                # The first render of a process bears the imports; the others are scaled.
                rest = sum(json.loads(out.splitlines()[-1])) / done
                return Measure(one.seconds + rest * (count - done), one.processor * count / done, one.peak)
    scale = count / done
    return Measure(one.seconds * scale, one.processor * scale, one.peak)


def main() -> None:
    """Measure all contenders in turns; print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="*", type=Path, default=[HERE / "three-figures.ipynb"])
    parser.add_argument("--renders", nargs="*", type=int, default=[1, 20, 100])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--at-most", type=int, default=5, help="cold renders that are really made; the rest is scaled")
    parser.add_argument("--ploomber", help="a Python that has ploomber-engine; left out without")
    options = parser.parse_args()
    options.notebooks = [path.resolve() for path in options.notebooks]
    pinned = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    ours = {"PYTHONPATH": str(HERE.parent.parent), "PLOOMBER_STATS_ENABLED": "false"}
    environment = {**os.environ, **pinned, **ours}
    for count in options.renders:
        names = [name for name in CONTENDERS if name != "ploomber" or options.ploomber]
        found: dict[str, list[Measure]] = {name: [] for name in names}
        for _ in range(options.runs):
            for name in names:
                found[name].append(measure(name, count, options, environment))
        print(f"\n| {count} renders | seconds | command ÷ | API ÷ | ÷ floor | processor s | ÷ floor | peak MB |")
        print("|---|---|---|---|---|---|---|---|")
        middle = {name: statistics.median(one.seconds for one in found[name]) for name in names}
        spent = {name: statistics.median(one.processor for one in found[name]) for name in names}
        for name in names:
            peak = statistics.median(one.peak for one in found[name])
            ratios = [
                middle["command"] / middle[name],
                middle["api"] / middle[name],
                middle[name] / middle["floor"],
            ]
            cells = [f"{middle[name]:.2f}", *(f"{ratio:.2f}" for ratio in ratios)]
            cells += [f"{spent[name]:.2f}", f"{spent[name] / spent['floor']:.2f}", f"{peak:.0f}"]
            print(f"| {WORDS[name]} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
