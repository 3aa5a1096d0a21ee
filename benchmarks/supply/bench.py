"""Time a million draws: ours, the NumPy floor and a plain loop. See README.md in this folder.

python benchmarks/supply/bench.py [--draws 1000000] [--runs 7]
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from typing import Any

SCALED_FROM = 10_000
CONTENDERS = ("ours", "floor", "loop")


def measure(contender: str, draws: int, runs: int) -> dict[str, Any]:
    """Run one contender in this process; seconds of each run, and the memory it took beyond what was loaded."""
    import floor

    import malirussia as mr
    from malirussia.analysis.supply import supply
    from malirussia.analysis.supply.montecarlo import intervals

    one = supply(mr.load(), draws=draws)
    known = {name: found.known for name, found in one.made.uncertain.items()}
    measured = one.made.measured_against
    mass = [name for name in measured if one.made.uncertain[f"denominator:{name}"].unit == "t"]
    constants: dict[str, Any] = {
        "by_mass": mass,
        "by_volume": [name for name in measured if name not in mass],
        "line_km": one.made.line_km,
        "road_km": one.made.road_km,
        "storage": one.made.storage,
    }
    # The same instructions on few draws first, so that nothing is imported or set up while the clock runs.
    work = {
        "ours": lambda n: intervals(one.made, one.answers, n, 1),
        "floor": lambda n: floor.numpy_floor(known, constants, n, 1),
        "loop": lambda n: floor.plain_python(known, constants, n, 1),
    }[contender]
    n = SCALED_FROM if contender == "loop" else draws
    work(1_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, processor = [], []
    for _ in range(runs):
        start, started = time.perf_counter(), time.process_time()
        work(n)
        seconds.append((time.perf_counter() - start) * draws / n)
        processor.append((time.process_time() - started) * draws / n)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    # A loop holds every answer of every draw: its memory grows with the draws as its time does.
    return {"seconds": seconds, "processor": processor, "megabytes": peak / 1024 * draws / n}


def main() -> None:
    """Run every contender in a process of its own and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--draws", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--one", choices=CONTENDERS)
    given = parser.parse_args()
    if given.one is not None:
        print(json.dumps(measure(given.one, given.draws, given.runs)))
        return
    found: dict[str, dict[str, Any]] = {}
    # In turns, so that a machine that is busy for a while is busy for all of them.
    for _ in range(2):
        for contender in CONTENDERS:
            command = [sys.executable, __file__, "--one", contender]
            command += ["--draws", str(given.draws), "--runs", str(given.runs)]
            result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            kept = found.setdefault(contender, {"seconds": [], "processor": [], "megabytes": result["megabytes"]})
            kept["seconds"] += result["seconds"]
            kept["processor"] += result["processor"]
    wall, work = (
        {name: statistics.median(result[clock]) for name, result in found.items()} for clock in ("seconds", "processor")
    )
    print(f"{given.draws:,} draws, medians of {2 * given.runs} runs; the loop scaled from {SCALED_FROM:,} draws")
    print(f"{'':8}{'seconds':>10}{'of floor':>10}{'processor':>11}{'of floor':>10}{'MB':>8}")
    for name, result in found.items():
        ratios = [clock[name] / clock["floor"] for clock in (wall, work)]
        print(
            f"{name:8}{wall[name]:>10.3f}{ratios[0]:>10.2f}{work[name]:>11.3f}{ratios[1]:>10.2f}{result['megabytes']:>8.0f}"
        )


if __name__ == "__main__":
    main()
