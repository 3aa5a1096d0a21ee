"""malirussia makes a network of its tables, lays it out and measures it.

python -m benchmarks.network.ours PART [FILE]

With FILE, the ties are written there too, for `plain.py`, with the answers that it must find.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

import networkx as nx
import pandas as pd

from benchmarks.measure import Figures, lap, peak
from benchmarks.network import made
from malirussia.analysis.networks import passing
from malirussia.analysis.networks.between import acts, between
from malirussia.analysis.networks.leave_one_out import leave_one_out
from malirussia.analysis.networks.ties import project, standing, tie_table
from malirussia.charts.networks.layout import order
from malirussia.evidence.topic import read_topic

SIDES = tuple(side.id for side in read_topic().sides)
COLUMNS = {SIDES[0]: 0, "between": 1, "other": 1, SIDES[1]: 2}
STEPS = ("lay out", "who sits between", "who holds each tie", "leave one source out")
SAMPLE = 20


def _warm_up() -> None:
    """Load the libraries, which a process does once."""
    graph = made.graph(made.dataset(200))
    for measure in (between, tie_table, leave_one_out):
        measure(graph)
    import_module("igraph")


def main(part: int, file: Path | None) -> Figures:
    figures: Figures = {}
    _warm_up()
    tables = made.dataset(part)
    with lap(figures, "make the network of the tables"):
        graph = made.graph(tables)
    with lap(figures, "lay out"):
        ties = project(standing(graph))
        order(ties, {node: COLUMNS[ties.nodes[node]["side"]] for node in ties})
    with lap(figures, "who sits between"):
        between(graph)
    with lap(figures, "who holds each tie"):
        tie_table(graph)
    with lap(figures, "leave one source out"):
        alone = leave_one_out(graph)
    figures["peak"] = peak()
    if file is not None:
        file.write_text(json.dumps(_for_plain(ties, alone)), encoding="utf-8")
    return {
        **figures,
        "entities": len(graph),
        "relations": graph.number_of_edges(),
        "ties": ties.number_of_edges(),
        "origin groups": len(alone),
    }


def _for_plain(ties: nx.Graph, alone: pd.DataFrame) -> dict[str, object]:
    """Give the ties, a sample of the searches to make and of the groups to drop, and what comes of them."""
    few, many = sorted(([node for node in ties if acts(ties, node, side)] for side in SIDES), key=len)
    starts = few[:: max(1, len(few) // SAMPLE)][:SAMPLE]
    groups = alone.iloc[:: max(1, len(alone) // SAMPLE)].head(SAMPLE)
    return {
        "nodes": {node: COLUMNS[ties.nodes[node]["side"]] for node in ties},
        "ties": [(left, right, tie["origin_groups"]) for left, right, tie in ties.edges(data=True)],
        "few": few,
        "many": many,
        "starts": starts,
        "passed": passing.by_igraph(ties, starts, many),
        "groups": len(alone),
        "joined without": dict(
            zip(groups["origin_group"], (groups["pairs_joined"] - groups["pairs_lost"]).tolist(), strict=True)
        ),
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)))
