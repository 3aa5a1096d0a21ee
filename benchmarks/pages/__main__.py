"""What the cells of each notebook take, this checkout beside another: a table in Markdown.

    python -m benchmarks.pages [OTHER] [--runs 5]

Every run is a new process, one of either checkout in turn, so that both see the same machine. Medians; the ratio is
that of the medians. OTHER is read with the Python that runs this, and needs no environment of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
CELLS = Path(__file__).with_name("cells.py")
# One thread: processor seconds of several would hang on how many there are.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def once(checkout: Path) -> dict[str, float]:
    """Measure a checkout in a new process."""
    around = {name: value for name, value in os.environ.items() if not name.startswith("MALIRUSSIA_")}
    done = subprocess.run(
        [sys.executable, CELLS, checkout],
        cwd=checkout,
        env={**around, **ONE_THREAD, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        sys.exit(f"benchmarks.pages: {checkout}: the cells did not run ({last}); give a checkout with its tables built")
    taken: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return taken


def table(runs: dict[str, list[dict[str, float]]]) -> list[str]:
    """Return the lines of the table: notebooks down, checkouts across."""
    names = list(runs)
    medians = {
        name: {cell: statistics.median(run[cell] for run in taken) for cell in taken[0]} for name, taken in runs.items()
    }
    ratio = ["ratio"] if len(names) > 1 else []
    lines = ["| notebook | " + " | ".join([*(f"{name}, s" for name in names), *ratio]) + " |"]
    lines.append("|---" * (1 + len(names) + len(ratio)) + "|")
    rows = {cell: [medians[name].get(cell, float("nan")) for name in names] for cell in medians[names[0]]}
    rows["all"] = [sum(medians[name].values()) for name in names]
    for cell, seconds in rows.items():
        beside = [f"1 / {seconds[1] / seconds[0]:.1f}"] if ratio else []
        lines.append("| " + " | ".join([cell, *(f"{second:.2f}" for second in seconds), *beside]) + " |")
    return lines


def main() -> None:
    """Measure and print."""
    call = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__.splitlines()[0])
    call.add_argument("other", nargs="?", type=Path, help="another checkout, measured in turn with this one")
    call.add_argument("--runs", type=int, default=5, help="runs of each; the median counts")
    asked = call.parse_args()
    checkouts = {"this": HERE} | ({} if asked.other is None else {"other": asked.other.resolve()})
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in checkouts}
    for _ in range(asked.runs):
        for name, checkout in checkouts.items():
            runs[name].append(once(checkout))
    print("\n".join(table(runs)))


if __name__ == "__main__":
    main()
