"""What falls apart if one source is dropped."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from malirussia.analysis.between import joined_pairs
from malirussia.analysis.ties import project, standing


def leave_one_out(graph: nx.MultiDiGraph) -> pd.DataFrame:
    """Take away one origin group after the other, and count what no other holds. What is set aside is gone already.

    Args:
        graph: A network of `malirussia.analysis.network`.

    Returns:
        One row an origin group: `origin_group`, `source_ids` (its pages), `n_ties` (ties it speaks of), `ties_lost`
        (ties that no other group holds), `entities_lost` (tuple of the entities that lose every tie), `pairs_joined`
        and `pairs_lost` (pairs of a Malian and a Russian actor that a chain of ties joins now, and that it would no
        longer join), `claim_ids` (of the ties lost). Ordered by `pairs_lost`, `ties_lost`, falling, then by group.
    """
    graph = standing(graph)
    ties = project(graph)
    before = joined_pairs(graph)
    pages = {claim["source_id"] for claim in graph.graph["claims"].values()}
    groups = graph.graph["sources"].set_index("source_id")["origin_group"]
    rows = []
    for group in sorted({member for _, _, tie in ties.edges(data=True) for member in tie["origin_groups"]}):
        lost = [(left, right) for left, right, tie in ties.edges(data=True) if tie["origin_groups"] == (group,)]
        rest = graph.edge_subgraph(
            (start, end, key)
            for start, end, key, edge in graph.edges(keys=True, data=True)
            if edge["origin_groups"] != (group,)
        )
        alone = sorted(node for node in ties if node not in rest)
        rows.append(
            {
                "origin_group": group,
                "source_ids": tuple(sorted(page for page in pages if groups[page] == group)),
                "n_ties": sum(group in tie["origin_groups"] for _, _, tie in ties.edges(data=True)),
                "ties_lost": len(lost),
                "entities_lost": tuple(alone),
                "pairs_joined": before,
                "pairs_lost": before - joined_pairs(rest),
                "claim_ids": tuple(sorted({claim for left, right in lost for claim in ties[left][right]["claim_ids"]})),
            }
        )
    columns = [
        "origin_group", "source_ids", "n_ties", "ties_lost", "entities_lost", "pairs_joined", "pairs_lost", "claim_ids",
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["pairs_lost", "ties_lost", "origin_group"], ascending=[False, False, True]).reset_index(
        drop=True
    )
