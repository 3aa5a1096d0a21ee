"""On how many shortest paths between two sets of nodes each node lies: by networkx, or by igraph where there is much.

igraph is the optional extra `graphs`. It counts the same, some seventy times as fast; but it takes a while to import,
and it is under the GPL. So a small graph is left to networkx, and so is any where igraph is not installed.
"""

from __future__ import annotations

from collections.abc import Collection
from importlib.util import find_spec

import networkx as nx

MANY = 2500
"""Ties above which igraph is asked: with as many, networkx takes about as long as igraph's import."""


def passing(ties: nx.Graph, starts: Collection[str], ends: Collection[str]) -> dict[str, float]:
    """Count the shortest paths from one set of nodes to another that pass through each node.

    This is betweenness centrality for given ends (Brandes 2008, section 4). A pair with several shortest paths counts
    as one in all; a node is not on the paths that begin or end with it.

    Args:
        ties: Any undirected graph.
        starts: Nodes where paths start.
        ends: Nodes where they end; no node may be both.

    Returns:
        Node → pairs whose paths it is on, in the order of the nodes of the graph. The two libraries add in different
        orders: of sixteen digits, the last three may differ.
    """
    if ties.number_of_edges() > MANY and find_spec("igraph") is not None:
        return by_igraph(ties, starts, ends)
    return by_networkx(ties, starts, ends)


def by_networkx(ties: nx.Graph, starts: Collection[str], ends: Collection[str]) -> dict[str, float]:
    """Count as `passing` does, with networkx."""
    # One search is made from each start: from the fewer nodes, then.
    few, many = sorted((starts, ends), key=len)
    paths = nx.betweenness_centrality_subset(ties, few, many, normalized=False)
    # It halves the sum for undirected graphs, as if every pair were counted from both ends.
    return {node: 2 * paths[node] for node in ties}


def by_igraph(ties: nx.Graph, starts: Collection[str], ends: Collection[str]) -> dict[str, float]:
    """Count as `passing` does, with igraph."""
    import igraph

    few, many = sorted((starts, ends), key=len)
    place = {node: at for at, node in enumerate(ties)}
    plain = igraph.Graph(n=len(place), edges=[(place[left], place[other]) for left, other in ties.edges])
    sources, targets = ([place[node] for node in nodes] for nodes in (few, many))
    paths = plain.betweenness(directed=False, sources=sources, targets=targets) if few else [0.0] * len(place)
    return {node: 2 * pairs for node, pairs in zip(ties, paths, strict=True)}
