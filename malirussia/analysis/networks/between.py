"""Who sits between the two sides: on how many shortest paths from one side to the other an entity lies."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from malirussia.analysis.networks.behind import behind
from malirussia.analysis.networks.passing import passing
from malirussia.analysis.networks.ties import project, standing
from malirussia.evidence.model import Role

# Chains begin and end with those who act; a place or a page is no party to anything.
ACTORS: frozenset[Role] = frozenset(("person", "institution"))


def between(graph: nx.MultiDiGraph) -> pd.DataFrame:
    """Measure how much of what passes between the two sides passes through each entity.

    For every pair of persons or institutions, one of each side, that a chain of ties joins, the shortest chains are
    taken; an entity's share is the part of these pairs that it lies on (where a pair has several shortest chains, the
    part of them), not counting pairs it is an end of. This is betweenness centrality for given ends (Brandes 2008,
    section 4), divided by the number of pairs. What a person set aside does not count.

    Args:
        graph: A network of `malirussia.analysis.network`.

    Returns:
        One row an entity that lies on such a chain: `entity_id`, `share` (0 to 1), `n_ties`, `left_ties` and
        `right_ties` (tuples of the entities of the first and the second side it is tied to), `claim_ids` (of those
        ties). Ordered by `share`, falling, then by id. Empty where no chain joins the two sides.
    """
    ties = project(standing(graph))
    two = side_ids(graph)
    left, right = ([node for node in ties if acts(ties, node, side)] for side in two)
    passed = passing(ties, left, right)
    joined, ended = _pairs(ties)
    rows = []
    for node in sorted(node for node, pairs in passed.items() if pairs > 0):
        ends = {side: tuple(other for other in sorted(ties[node]) if ties.nodes[other]["side"] == side) for side in two}
        rows.append(
            {
                "entity_id": node,
                "share": _share(passed[node], joined - ended.get(node, 0)),
                "n_ties": ties.degree(node),
                "left_ties": ends[two[0]],
                "right_ties": ends[two[1]],
                "claim_ids": tuple(
                    sorted(
                        {claim for side in ends.values() for other in side for claim in ties[node][other]["claim_ids"]}
                    )
                ),
            }
        )
    columns = ["entity_id", "share", "n_ties", "left_ties", "right_ties", "claim_ids"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["share", "entity_id"], ascending=[False, True]).reset_index(drop=True)


def joined_pairs(graph: nx.MultiDiGraph) -> int:
    """Count the pairs of persons or institutions, one of each side, that a chain of ties joins.

    Args:
        graph: A network of `malirussia.analysis.network`.
    """
    return _pairs(project(standing(graph)))[0]


def side_ids(graph: nx.Graph) -> tuple[str, str]:
    """Return the ids of the two sides of a network, the left one first."""
    left, right = behind(graph).sides
    return left.id, right.id


def acts(ties: nx.Graph, node: str, side: str) -> bool:
    """Return whether a node is a person or an institution of a side.

    Args:
        ties: A graph of `malirussia.analysis.networks.ties.project`.
        node: One of its nodes.
        side: The id of a side.
    """
    return bool(ties.nodes[node]["side"] == side and ties.nodes[node].get("role") in ACTORS)


def _share(passed: float, pairs: int) -> float:
    # Twice, so that a half in the seventh place goes the same way whichever library counted.
    return round(round(passed / pairs, 12), 6)


def _pairs(ties: nx.Graph) -> tuple[int, dict[str, int]]:
    """Count the pairs of actors of the two sides that a chain joins, and those that each actor is an end of."""
    joined = 0
    ended: dict[str, int] = {}
    for part in nx.connected_components(ties):
        left, right = ([node for node in part if acts(ties, node, side)] for side in side_ids(ties))
        joined += len(left) * len(right)
        ended |= dict.fromkeys(left, len(right)) | dict.fromkeys(right, len(left))
    return joined, ended
