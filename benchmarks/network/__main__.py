"""Times the layout and the measures of a network of 10,000 entities and 50,000 relations, beside plain networkx.

python -m benchmarks.network [--runs 5] [--parts 4 2 1]

Each run in a fresh process, in turns. Plain networkx has an environment of its own, in a temporary folder that is gone
afterwards, and goes with the largest network.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measure import Figures, environment, in_a_process, medians, module, power, ratio, seconds, table
from benchmarks.network.ours import STEPS

PACKAGES = ("networkx==3.6.1", "scipy==1.17.1")
PLAIN = Path(__file__).resolve().parent / "plain.py"


def main(runs: int, parts: list[int], folder: Path) -> str:
    python = environment(folder / "plain", *PACKAGES)
    ties = folder / "ties.json"
    contenders = {part: partial(module, "network.ours", str(part)) for part in parts}
    contenders[parts[-1]] = partial(module, "network.ours", str(parts[-1]), str(ties))
    # 0 is plain networkx, which reads what ours has written in the same round.
    contenders[0] = partial(in_a_process, python, str(PLAIN), str(ties))
    found: dict[int, list[Figures]] = {part: [] for part in contenders}
    for number in range(runs):
        for part, contender in contenders.items():
            found[part].append(contender())
            print(f"run {number + 1} of {runs}: {f'1/{part}' if part else 'plain networkx'}", file=sys.stderr)
    middle = {part: medians(figures) for part, figures in found.items()}
    return report(middle.pop(0), list(middle.values()), runs)


def report(plain: Figures, ours: list[Figures], runs: int) -> str:
    """Return the tables, in Markdown: each size, and the last beside plain networkx."""
    for figures in ours:
        for clock in ("", " cpu"):
            figures[f"together{clock}"] = sum(figures[step + clock] for step in STEPS)
    first, largest = ours[0], ours[-1]
    counts = [[name, *(f"{figures[name]:,.0f}" for figures in ours)] for name in ("relations", "ties", "origin groups")]
    steps = ("make the network of the tables", *STEPS, "together")
    taken = [[step, *(seconds(figures, step) for figures in ours)] for step in steps]
    memory = ["peak memory, MiB", *(f"{figures['peak']:,.0f}" for figures in ours)]
    head = [f"seconds, medians of {runs}", *(f"{figures['entities']:,.0f} entities" for figures in ours)]
    parts = [table(head, [*counts, *taken, memory])]
    if len(ours) > 1:
        times = largest["relations"] / first["relations"]
        grown = (f"{step} {power(first[f'{step} cpu'], largest[f'{step} cpu'], times):.2f}" for step in steps)
        parts.append(f"Growth, as a power of the relations: {', '.join(grown)}.")
    pairs = [("lay out", step) for step in plain if step.startswith("lay out") and not step.endswith(" cpu")]
    pairs += [(step, step) for step in STEPS if step in plain]
    beside = [
        [step, seconds(largest, own), seconds(plain, step), ratio(plain, step, largest, own)] for own, step in pairs
    ]
    parts.append(table([f"{largest['entities']:,.0f} entities", "malirussia", "plain networkx", "times"], beside))
    return "\n\n".join(parts)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.network", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="rounds of all contenders")
    parser.add_argument("--parts", type=int, nargs="+", default=[4, 2, 1], help="2 is half the network")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        print(main(given.runs, sorted(given.parts, reverse=True), Path(temporary)))
