"""Where the entities of a network stand: columns from one side to the other, each ordered so that ties cross little.

The order depends on the ties and the ids alone: not on chance, nor on the order in which a graph was filled. This is
the barycentre method of Sugiyama, Tagawa and Toda (1981), followed for small graphs by swaps of neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
import numpy.typing as npt

Columns = dict[int, list[str]]

SWEEPS = 40
# Counting crossings costs the square of the ties; above this many the barycentre alone decides, in few sweeps.
COUNTED = 400
FEW_SWEEPS = 4


def order(ties: nx.Graph, column_of: Mapping[str, int]) -> Columns:
    """Order each column so that ties run level and cross little.

    Args:
        ties: Any undirected graph.
        column_of: Node → number of its column, from left to right.

    Returns:
        Column → its nodes from top to bottom.
    """
    columns: Columns = {column: [] for column in sorted(set(column_of.values()))}
    # The best tied stand in the middle to begin with: their ties are then the shortest.
    for place, node in enumerate(sorted(column_of, key=lambda node: (-ties.degree(node), node))):
        column = columns[column_of[node]]
        column.insert(len(column) if place % 2 else 0, node)
    if ties.number_of_edges() > COUNTED:
        for _ in range(FEW_SWEEPS):
            columns = _sweep(ties, columns)
        return columns
    best, fewest = columns, crossings(ties, columns)
    for _ in range(SWEEPS):
        columns = _sweep(ties, columns)
        count = crossings(ties, columns)
        if count < fewest:
            best, fewest = columns, count
    return _swap(ties, best)


def heights(columns: Columns) -> dict[str, float]:
    """Give each node its height, 0 at the top to 1 at the bottom, spread evenly over its column.

    Args:
        columns: Column → its nodes from top to bottom.
    """
    return {node: (place + 0.5) / len(nodes) for nodes in columns.values() for place, node in enumerate(nodes)}


def crossings(ties: nx.Graph, columns: Columns) -> float:
    """Count the pairs of ties between the same two columns that cross, and add the mean slope of all ties.

    Args:
        ties: Any undirected graph.
        columns: Column → its nodes from top to bottom.

    Returns:
        Crossings plus a part below 1, by which layouts with as many crossings are told apart.
    """
    n_ties = int(ties.number_of_edges())
    place = {node: (column, at) for column, nodes in columns.items() for node, at in heights({column: nodes}).items()}
    between: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for first, other in ties.edges:
        (left, high), (right, low) = sorted((place[first], place[other]))
        between.setdefault((left, right), []).append((high, low))
    crossed = sum(_crossed(np.array(lines), same=left == right) for (left, right), lines in sorted(between.items()))
    slope = sum(abs(high - low) for _, lines in sorted(between.items()) for high, low in sorted(lines))
    return crossed + slope / (n_ties + 1)


def _crossed(lines: npt.NDArray[np.float64], *, same: bool) -> int:
    a, b = lines[:, 0], lines[:, 1]
    c, d = a[:, None], b[:, None]
    if same:
        # Two arcs within a column cross where one begins inside the other and ends outside it.
        return int(np.count_nonzero((a < c) & (c < b) & (b < d)))
    return int(np.count_nonzero((a - c) * (b - d) < 0)) // 2


def _sweep(ties: nx.Graph, columns: Columns) -> Columns:
    """Move every node to the mean height of its neighbours, column by column."""
    swept = {column: list(nodes) for column, nodes in columns.items()}
    for column in (*swept, *reversed(swept)):
        at = heights(swept)
        # Sorted, so that the sum does not depend on the order in which the graph was filled.
        pull = {node: _mean(sorted(at[other] for other in ties[node]), at[node]) for node in swept[column]}
        swept[column] = sorted(swept[column], key=lambda node: (round(pull[node], 9), at[node]))
    return swept


def _swap(ties: nx.Graph, columns: Columns) -> Columns:
    """Swap nodes of a column as long as that leaves fewer crossings."""
    best, fewest = columns, crossings(ties, columns)
    improved = True
    while improved:
        improved = False
        for column, nodes in best.items():
            for place in range(len(nodes)):
                for other in range(place + 1, len(nodes)):
                    tried = {**best, column: _swapped(best[column], place, other)}
                    count = crossings(ties, tried)
                    if count < fewest - 1e-9:
                        best, fewest, improved = tried, count, True
    return best


def _swapped(nodes: Sequence[str], place: int, other: int) -> list[str]:
    swapped = list(nodes)
    swapped[place], swapped[other] = swapped[other], swapped[place]
    return swapped


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
