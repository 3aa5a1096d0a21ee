"""FollowTheMoney reads, aggregates and exports a file of statements, in process.

It runs with the Python of its own environment, where nothing of this project is installed. What is timed is the
function behind `ftm aggregate-statements`; and, by itself, the reading.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from followthemoney.cli.statement import format_statements, statements_aggregate
from followthemoney.statement import CSV, read_path_statements


def prepare(folder: Path, name: str) -> dict[str, float]:
    """Let it write the statements as it writes them itself, with their ids."""
    format_statements.callback(folder / f"{name}.plain.csv", folder / f"{name}.csv", CSV, CSV)
    return {}


def run(folder: Path, name: str) -> dict[str, float]:
    figures = {}
    wall, processor = time.perf_counter(), time.process_time()
    figures["statements"] = sum(1 for _ in read_path_statements(folder / f"{name}.csv", format=CSV))
    figures["read"], figures["read cpu"] = time.perf_counter() - wall, time.process_time() - processor
    wall, processor = time.perf_counter(), time.process_time()
    statements_aggregate.callback(folder / f"{name}.csv", folder / f"{name}.json", "ledger", CSV, False)
    figures["whole"], figures["whole cpu"] = time.perf_counter() - wall, time.process_time() - processor
    figures["peak"] = peak()
    exported = [json.loads(line) for line in (folder / f"{name}.json").open(encoding="utf-8")]
    figures["facts"], figures["sources of facts"] = len(exported), sum(len(fact["datasets"]) for fact in exported)
    return figures


def peak() -> float:
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


if __name__ == "__main__":
    print(json.dumps({"prepare": prepare, "run": run}[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])))
