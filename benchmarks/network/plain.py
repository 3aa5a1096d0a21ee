"""Plain networkx lays out and measures the ties that `ours.py` has written, and must find what that found.

It runs with the Python of its own environment: networkx asks for scipy to lay out more than 500 nodes. A sample is
timed of the searches for shortest paths, of the origin groups to drop and of the steps of its springs, and scaled up.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import networkx as nx

SPRINGS, ALL_SPRINGS = 2, 50  # networkx makes 50 steps where it is not told how many


def main(file: Path) -> dict[str, float]:
    told = json.loads(file.read_text(encoding="utf-8"))
    ties = nx.Graph()
    ties.add_nodes_from((node, {"column": column}) for node, column in told["nodes"].items())
    ties.add_edges_from((left, right, {"groups": groups}) for left, right, groups in told["ties"])
    figures: dict[str, float] = {}
    # With this scipy is loaded, and nothing else is while the clock runs.
    nx.spring_layout(nx.path_graph(501), iterations=1, seed=1)

    with lap(figures, "lay out in columns, unordered"):
        nx.multipartite_layout(ties, subset_key="column")
    with lap(figures, "lay out by springs", ALL_SPRINGS / SPRINGS):
        nx.spring_layout(ties, iterations=SPRINGS, seed=1)
    with lap(figures, "who sits between", len(told["few"]) / len(told["starts"])):
        passed = nx.betweenness_centrality_subset(ties, told["starts"], told["many"], normalized=False)
    assert all(math.isclose(2 * passed[node], told["passed"][node], rel_tol=1e-9) for node in ties), "other paths"

    few, many = set(told["few"]), set(told["many"])
    with lap(figures, "leave one source out", told["groups"] / len(told["joined without"])):
        joined = {group: _joined_without(ties, group, few, many) for group in told["joined without"]}
    assert joined == told["joined without"], "other pairs are joined"
    return figures


def _joined_without(ties: nx.Graph, group: str, few: set[str], many: set[str]) -> int:
    kept = [(left, right) for left, right, groups in ties.edges(data="groups") if groups != [group]]
    parts = nx.connected_components(ties.edge_subgraph(kept))
    return sum(len(part & few) * len(part & many) for part in parts)


@contextmanager
def lap(figures: dict[str, float], step: str, scale: float = 1.0) -> Iterator[None]:
    wall, processor = time.perf_counter(), time.process_time()
    yield
    figures[step] = (time.perf_counter() - wall) * scale
    figures[f"{step} cpu"] = (time.process_time() - processor) * scale


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
