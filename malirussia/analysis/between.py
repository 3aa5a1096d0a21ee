"""Who sits between the two countries: on how many shortest paths from one side to the other an entity lies."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from malirussia.analysis.ties import project, standing

# Chains begin and end with those who act; a place or a page is no party to anything.
ACTORS = frozenset({"person", "body", "company"})


def between(graph: nx.MultiDiGraph) -> pd.DataFrame:
    """Measure how much of what passes between Mali and Russia passes through each entity.

    For every pair of a Malian and a Russian person, body or company that a chain of ties joins, the shortest chains are
    taken; an entity's share is the part of these pairs that it lies on (where a pair has several shortest chains, the
    part of them), not counting pairs it is an end of. This is betweenness centrality for given ends (Brandes 2008,
    section 4), divided by the number of pairs. What a person set aside does not count.

    Args:
        graph: A network of `malirussia.analysis.network`.

    Returns:
        One row an entity that lies on such a chain: `entity_id`, `share` (0 to 1), `n_ties`, `mali_ties` and
        `russia_ties` (tuples of the entities of each side it is tied to), `claim_ids` (of those ties). Ordered by
        `share`, falling, then by id. Empty where no chain joins the two sides.
    """
    ties = project(standing(graph))
    mali, russia = ([node for node in ties if _acts(ties, node, side)] for side in ("mali", "russia"))
    paths = nx.betweenness_centrality_subset(ties, mali, russia, normalized=False)
    joined = _joined(ties)
    rows = []
    for node in sorted(ties):
        pairs = joined - _pairs_ended_by(ties, node)
        if paths[node] == 0 or pairs == 0:
            continue
        ends = {
            side: tuple(other for other in sorted(ties[node]) if ties.nodes[other]["side"] == side)
            for side in ("mali", "russia")
        }
        rows.append(
            {
                "entity_id": node,
                # networkx halves the sum for undirected graphs, as if every pair were counted from both ends.
                "share": round(2 * paths[node] / pairs, 6),
                "n_ties": ties.degree(node),
                "mali_ties": ends["mali"],
                "russia_ties": ends["russia"],
                "claim_ids": tuple(
                    sorted(
                        {claim for side in ends.values() for other in side for claim in ties[node][other]["claim_ids"]}
                    )
                ),
            }
        )
    columns = ["entity_id", "share", "n_ties", "mali_ties", "russia_ties", "claim_ids"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["share", "entity_id"], ascending=[False, True]).reset_index(drop=True)


def joined_pairs(graph: nx.MultiDiGraph) -> int:
    """Count the pairs of a Malian and a Russian person, body or company that a chain of ties joins.

    Args:
        graph: A network of `malirussia.analysis.network`.
    """
    return _joined(project(standing(graph)))


def _joined(ties: nx.Graph) -> int:
    return sum(_count(ties, part, "mali") * _count(ties, part, "russia") for part in nx.connected_components(ties))


def _pairs_ended_by(ties: nx.Graph, node: str) -> int:
    part = nx.node_connected_component(ties, node)
    return sum(
        _count(ties, part, across)
        for side, across in (("mali", "russia"), ("russia", "mali"))
        if _acts(ties, node, side)
    )


def _count(ties: nx.Graph, part: set[str], side: str) -> int:
    return sum(_acts(ties, node, side) for node in part)


def _acts(ties: nx.Graph, node: str, side: str) -> bool:
    return ties.nodes[node]["side"] == side and ties.nodes[node]["kind"] in ACTORS
