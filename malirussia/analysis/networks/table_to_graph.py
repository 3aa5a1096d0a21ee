"""Two tables → graph."""

from __future__ import annotations

import networkx as nx
import pandas as pd


def table_to_graph(nodes: pd.DataFrame, edges: pd.DataFrame) -> nx.MultiDiGraph:
    """Make a graph of a table of nodes and a table of edges.

    Args:
        nodes: Column `entity_id`; every other column becomes an attribute of the node.
        edges: Columns `from_id`, `relation`, `to_id`; every other column, and `relation`, becomes an attribute of
            the edge.

    Returns:
        A graph whose edges have the key `<from_id>~<relation>~<to_id>`. A missing value is no attribute. Nodes
        and edges are added in the order of their ids, whatever the order of the rows.

    Raises:
        TypeError: If one of the two is no DataFrame.
        ValueError: If an edge leads to a node that is not in `nodes`.
    """
    for name, table in (("nodes", nodes), ("edges", edges)):
        if not isinstance(table, pd.DataFrame):
            raise TypeError(f"{name} is a {type(table).__name__}; give a DataFrame")
    strangers = (set(edges["from_id"]) | set(edges["to_id"])) - set(nodes["entity_id"])
    if strangers:
        raise ValueError(f"edges lead to {sorted(strangers)[0]!r}, which is not in the table of nodes; add it there")
    graph = nx.MultiDiGraph()
    for node in _rows(nodes.sort_values("entity_id")):
        graph.add_node(node.pop("entity_id"), **node)
    for edge in _rows(edges.sort_values(["from_id", "relation", "to_id"])):
        start, end = edge.pop("from_id"), edge.pop("to_id")
        graph.add_edge(start, end, key=f"{start}~{edge['relation']}~{end}", **edge)
    return graph


def _rows(table: pd.DataFrame) -> list[dict[str, object]]:
    plain = table.astype(object).where(table.notna(), None)
    return [{str(name): value for name, value in row.items() if value is not None} for row in plain.to_dict("records")]
