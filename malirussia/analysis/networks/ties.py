"""Ties: all that binds one pair of entities, whatever the relation and its direction."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pandas as pd

from malirussia.analysis.networks.behind import members


def project(graph: nx.MultiDiGraph) -> nx.Graph:
    """Project the network onto a plain graph: one undirected tie a pair of entities.

    Args:
        graph: A network of `malirussia.analysis.network`.

    Returns:
        The same nodes with the same attributes. A tie carries `relations` (ids of the edges it is made of),
        `claim_ids`, `source_ids`, `origin_groups` (tuples, in order), `n_claims`, `n_origin_groups`,
        `announced` (every relation is only announced), `disputed` (one of them is) and `set_aside` (every relation is).
        Beside a relation that stands, one that is set aside adds its claims but no weight. An edge from an entity to
        itself binds nobody and is left out.
    """
    ties = nx.Graph(**graph.graph)
    ties.add_nodes_from((node, dict(graph.nodes[node])) for node in sorted(graph))
    bound: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = {}
    for start, end, key, edge in sorted(graph.edges(keys=True, data=True), key=lambda tie: tie[2]):
        if start != end:
            bound.setdefault((min(start, end), max(start, end)), []).append((key, edge))
    for (left, right), held in sorted(bound.items()):
        stands = [(key, edge) for key, edge in held if not edge["set_aside"]] or held
        groups = _gather(stands, "origin_groups")
        claim_ids = _gather(held, "claim_ids")
        ties.add_edge(
            left,
            right,
            relations=tuple(key for key, _ in held),
            claim_ids=claim_ids,
            source_ids=_gather(held, "source_ids"),
            origin_groups=groups,
            n_claims=len(claim_ids),
            n_origin_groups=len(groups),
            announced=all(edge["announced"] for _, edge in stands),
            disputed=any(edge["disputed"] for _, edge in stands),
            set_aside=all(edge["set_aside"] for _, edge in held),
        )
    return ties


def standing(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Leave out what a person set aside: the measures count what stands.

    Args:
        graph: A network of `malirussia.analysis.network`.

    Returns:
        A copy without the relations that are set aside and the entities that have no other.
    """
    stands = [tie for tie in graph.edges(keys=True, data=True) if not tie[3]["set_aside"]]
    tied = {end for start, other, _, _ in stands for end in (start, other)}
    network = nx.MultiDiGraph(**graph.graph)
    network.add_nodes_from((node, held) for node, held in graph.nodes(data=True) if node in tied)
    network.add_edges_from(stands)
    return network


def _gather(held: list[tuple[str, dict[str, Any]]], name: str) -> tuple[str, ...]:
    if len(held) == 1:
        return members(held[0][1][name])
    return tuple(sorted({member for _, edge in held for member in members(edge[name])}))


def tie_table(graph: nx.MultiDiGraph) -> pd.DataFrame:
    """List the ties, the best held first.

    Args:
        graph: A network of `malirussia.analysis.network`.

    Returns:
        One row a tie: `left`, `right` (entity ids), `relations` (edge keys), `n_origin_groups` (independent sources),
        `n_claims`, `announced`, `disputed`, `set_aside`, `claim_ids`. Ordered by `n_origin_groups` and `n_claims`,
        falling, then by ids.
    """
    columns = ["relations", "n_origin_groups", "n_claims", "announced", "disputed", "set_aside", "claim_ids"]
    rows = [
        {"left": left, "right": right, **{name: tie[name] for name in columns}}
        for left, right, tie in project(graph).edges(data=True)
    ]
    kinds = {"n_origin_groups": int, "n_claims": int, "announced": bool, "disputed": bool, "set_aside": bool}
    table = pd.DataFrame(rows, columns=["left", "right", *columns]).astype(kinds)
    return table.sort_values(
        ["n_origin_groups", "n_claims", "left", "right"], ascending=[False, False, True, True]
    ).reset_index(drop=True)
