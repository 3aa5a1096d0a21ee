"""Graph → two tables."""

from __future__ import annotations

import networkx as nx
import pandas as pd


def graph_to_table(graph: nx.MultiDiGraph) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make a table of nodes and a table of edges of a graph; the inverse of `table_to_graph`.

    Args:
        graph: A directed multigraph.

    Returns:
        Nodes (`entity_id` and the attributes) ordered by id, and edges (`from_id`, `to_id` and the attributes) ordered
        by `from_id`, `relation`, `to_id`.

    Raises:
        TypeError: If it is no MultiDiGraph.
    """
    if not isinstance(graph, nx.MultiDiGraph):
        raise TypeError(f"graph is a {type(graph).__name__}; give a networkx.MultiDiGraph")
    nodes = pd.DataFrame(
        [{"entity_id": node, **attributes} for node, attributes in sorted(graph.nodes(data=True))],
        columns=None if len(graph) else ["entity_id"],
    )
    rows = [{"from_id": start, "to_id": end, **attributes} for start, end, attributes in graph.edges(data=True)]
    edges = pd.DataFrame(rows, columns=None if rows else ["from_id", "to_id", "relation"])
    return nodes, edges.sort_values(["from_id", "relation", "to_id"]).reset_index(drop=True)
