"""Times malirussia, frictionless and FollowTheMoney on synthetic ledgers, in turns, each run in a fresh process.

python -m benchmarks.ledger [--runs 5] [--claims 100000 300000 1000000] [--seed 1]

Everything is made in a temporary folder, FollowTheMoney's own environment too, and is gone afterwards. frictionless and
FollowTheMoney go with the smallest ledger.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from subprocess import run

from benchmarks.ledger.report import report
from benchmarks.measure import Figures, in_a_process

FOLLOWTHEMONEY = "followthemoney==4.11.2"
HERE = Path(__file__).resolve().parent


def main(runs: int, sizes: list[int], seed: int, folder: Path) -> str:
    ftm = _environment(folder / "ftm")
    made: dict[int, Figures] = {}
    contenders: dict[tuple[str, int], Callable[[], Figures]] = {}
    for size in sizes:
        here = folder / str(size)
        here.mkdir()
        mappings = ["least", "whole"] if size == sizes[0] else []
        made[size] = _module("make", str(size), str(seed), str(here), *mappings)
        contenders["malirussia", size] = partial(_module, "ours", str(here), *(["files"] if size == sizes[0] else []))
        if size == sizes[0]:
            contenders["frictionless", size] = partial(_module, "with_frictionless", str(here))
        for name in mappings:
            in_a_process(*ftm, "prepare", str(here), name)
            contenders[f"FollowTheMoney, {name}", size] = partial(in_a_process, *ftm, "run", str(here), name)
    found: dict[tuple[str, int], list[Figures]] = {key: [] for key in contenders}
    for number in range(runs):
        for key, contender in contenders.items():
            found[key].append(contender())
            print(f"run {number + 1} of {runs}: {key[0]}, {key[1]:,} claims", file=sys.stderr)
    for (name, size), figures in found.items():
        if name.startswith("FollowTheMoney"):
            assert figures[0]["facts"] == made[size]["facts"], "FollowTheMoney finds other facts"
            assert figures[0]["sources of facts"] == made[size]["sources of facts"], "… or other sources of them"
    return report(made, found)


def _environment(folder: Path) -> list[str]:
    """Make an environment with FollowTheMoney, and return the command that runs it."""
    python = str(folder / "bin" / "python")
    run([sys.executable, "-m", "uv", "venv", "--quiet", "--python", sys.executable, str(folder)], check=True)
    run([sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", python, FOLLOWTHEMONEY], check=True)
    return [python, str(HERE / "with_followthemoney.py")]


def _module(name: str, *arguments: str) -> Figures:
    return in_a_process(sys.executable, "-m", f"benchmarks.ledger.{name}", *arguments)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="rounds of all contenders")
    parser.add_argument("--claims", type=int, nargs="+", default=[100_000, 300_000, 1_000_000], help="ledger sizes")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        print(main(given.runs, sorted(given.claims), given.seed, Path(temporary)))
