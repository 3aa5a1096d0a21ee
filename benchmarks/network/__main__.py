"""Times the layout and the measures of a network of 10,000 entities and 50,000 relations, beside plain networkx.

python -m benchmarks.network [--runs 5] [--part 1]

One process, each step in turn, the medians of the runs. Plain networkx searches from a sample of the sources, and drops
a sample of the origin groups; its time is scaled up to all of them.
"""

from __future__ import annotations

import argparse
import sys

import networkx as nx

from benchmarks.measure import Figures, lap, medians, peak
from benchmarks.network import made
from malirussia.analysis.between import ACTORS, between
from malirussia.analysis.layout import order
from malirussia.analysis.leave_one_out import leave_one_out
from malirussia.analysis.ties import project, standing
from malirussia.tables import Dataset

COLUMNS = {"mali": 0, "between": 1, "other": 1, "russia": 2}
OURS = ("lay out", "between", "leave one out")
SAMPLE = 20


def main(runs: int, part: int) -> str:
    tables = made.dataset(part)
    graph = made.graph(tables)
    ties = project(standing(graph))
    groups = sorted({group for _, _, tie in ties.edges(data=True) for group in tie["origin_groups"]})
    found = []
    for number in range(runs):
        found.append(_run(tables, graph, ties, groups))
        print(f"run {number + 1} of {runs}", file=sys.stderr)
    middle = medians(found)
    steps = [step for step in middle if f"{step} cpu" in middle]
    together, processor = (sum(middle[step + more] for step in OURS) for more in ("", " cpu"))
    return "\n".join(
        [
            f"{len(graph):,} entities, {graph.number_of_edges():,} relations, {ties.number_of_edges():,} ties, "
            f"{len(_actors(ties, 'mali')):,} Malian and {len(_actors(ties, 'russia')):,} Russian actors, "
            f"{len(groups):,} origin groups; {runs} runs, peak {middle['peak']:,.0f} MiB",
            "",
            "| step | s |",
            "|---|---:|",
            *(f"| {step} | {middle[step]:.2f} ({middle[f'{step} cpu']:.2f}) |" for step in steps),
            f"| **layout and measures together** | **{together:.2f}** ({processor:.2f}) |",
        ]
    )


def _run(tables: Dataset, graph: nx.MultiDiGraph, ties: nx.Graph, groups: list[str]) -> Figures:
    figures: Figures = {}
    with lap(figures, "make the network of the tables"):
        made.graph(tables)
    with lap(figures, "lay out"):
        order(ties, {node: COLUMNS[ties.nodes[node]["side"]] for node in ties})
    with lap(figures, "between"):
        between(graph)
    with lap(figures, "leave one out"):
        leave_one_out(graph)
    figures["peak"] = peak()
    mali, russia = _actors(ties, "mali"), _actors(ties, "russia")
    few, many = sorted((mali, russia), key=len)
    with lap(figures, "plain networkx: betweenness"):
        nx.betweenness_centrality_subset(ties, few[:: len(few) // SAMPLE][:SAMPLE], many, normalized=False)
    with lap(figures, "plain networkx: leave one out"):
        for group in groups[:: len(groups) // SAMPLE][:SAMPLE]:
            kept = [(one, other) for one, other, tie in ties.edges(data=True) if tie["origin_groups"] != (group,)]
            rest = ties.edge_subgraph(kept)
            sum(len(part & set(mali)) * len(part & set(russia)) for part in nx.connected_components(rest))
    for step, whole in (("betweenness", len(few)), ("leave one out", len(groups))):
        for name in (f"plain networkx: {step}", f"plain networkx: {step} cpu"):
            figures[name] *= whole / SAMPLE
    return figures


def _actors(ties: nx.Graph, side: str) -> list[str]:
    return [node for node, data in ties.nodes(data=True) if data["side"] == side and data["kind"] in ACTORS]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.network", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="how often each step runs")
    parser.add_argument("--part", type=int, default=1, help="2 for half the network, 4 for a quarter")
    given = parser.parse_args()
    print(main(given.runs, given.part))
