"""What falls apart if one source is dropped."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import pandas as pd

from malirussia.analysis.networks.behind import behind
from malirussia.analysis.networks.between import acts, side_ids
from malirussia.analysis.networks.parts import Parts, joined_without
from malirussia.analysis.networks.ties import project, standing


def leave_one_out(graph: nx.MultiDiGraph) -> pd.DataFrame:
    """Take away one origin group after the other, and count what no other holds. What is set aside is gone already.

    Args:
        graph: A network of `malirussia.analysis.network`.

    Returns:
        One row an origin group: `origin_group`, `source_ids` (its pages), `n_ties` (ties it speaks of), `ties_lost`
        (ties that no other group holds), `entities_lost` (tuple of the entities that lose every tie), `pairs_joined`
        and `pairs_lost` (pairs of actors, one of each side, that a chain of ties joins now, and that it would no
        longer join), `claim_ids` (of the ties lost). Ordered by `pairs_lost`, `ties_lost`, falling, then by group.
    """
    ties = project(standing(graph))
    pages = _pages(graph)
    spoken = Counter(group for _, _, tie in ties.edges(data=True) for group in tie["origin_groups"])
    alone: dict[str, list[tuple[str, str]]] = {group: [] for group in sorted(spoken)}
    shared: list[tuple[str, str]] = []
    for left, right, tie in ties.edges(data=True):
        held = alone[tie["origin_groups"][0]] if len(tie["origin_groups"]) == 1 else shared
        held.append((left, right))
    left_side, right_side = side_ids(graph)
    parts = Parts({node: (acts(ties, node, left_side), acts(ties, node, right_side)) for node in ties})
    for left, right in shared:
        parts.join(left, right)
    kept = joined_without(parts, list(alone.values()))
    before = parts.joined_with(edge for lost in alone.values() for edge in lost)
    rows = [
        {
            "origin_group": group,
            "source_ids": pages[group],
            "n_ties": spoken[group],
            "ties_lost": len(lost),
            "entities_lost": _left_alone(ties, lost),
            "pairs_joined": before,
            "pairs_lost": before - joined,
            "claim_ids": tuple(sorted({claim for edge in lost for claim in ties.edges[edge]["claim_ids"]})),
        }
        for (group, lost), joined in zip(alone.items(), kept, strict=True)
    ]
    columns = [
        "origin_group", "source_ids", "n_ties", "ties_lost", "entities_lost", "pairs_joined", "pairs_lost", "claim_ids",
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["pairs_lost", "ties_lost", "origin_group"], ascending=[False, False, True]).reset_index(
        drop=True
    )


def _pages(graph: nx.MultiDiGraph) -> dict[str, tuple[str, ...]]:
    """Give the pages of each origin group that the network draws on."""
    group_of = behind(graph).sources.set_index("source_id")["origin_group"].to_dict()
    pages: dict[str, list[str]] = {}
    for page in sorted({claim["source_id"] for claim in behind(graph).claims.values()}):
        pages.setdefault(group_of[page], []).append(page)
    return {group: tuple(members) for group, members in pages.items()}


def _left_alone(ties: nx.Graph, lost: list[tuple[str, str]]) -> tuple[str, ...]:
    """Give the entities that have no other tie than those lost, in order."""
    losses = Counter(node for edge in lost for node in edge)
    return tuple(sorted(node for node, count in losses.items() if count == ties.degree(node)))
