"""Lay out the actor network on a wide page: one side left, the other right, what they share on cards between."""

from __future__ import annotations

import networkx as nx

from malirussia.analysis.networks.between import side_ids
from malirussia.analysis.networks.sides import BETWEEN
from malirussia.charts.networks.layout import Columns, heights, order
from malirussia.charts.networks.scene import Box, Pair, Rule, Scene, Words, diameter, pairs, side_colors
from malirussia.charts.paper import measure
from malirussia.charts.paper.curves import Point, across, beside
from malirussia.charts.paper.stacking import stack
from malirussia.charts.paper.theme import Sheet

LEFT, SHARED, RIGHT = 0, 1, 2

HEADING = 40
# A tie that runs from one side straight to the other passes between two cards, in a lane of its own.
LANE = 12
GAP = 10
CARD = 342
NAME = 236
SETTLE = 12


def columns_scene(ties: nx.Graph, caption: dict[str, str], headings: tuple[str, str, str], sheet: Sheet) -> Scene:
    """Place every mark in one of three columns.

    Args:
        ties: Projected network; nodes have `side`.
        caption: Entity → its name.
        headings: Words above the three columns.
        sheet: The paper.

    Returns:
        The scene; its height is what the fullest column needs.
    """
    dot_x = (sheet.pad + NAME + 24, sheet.width / 2, sheet.width - sheet.pad - NAME - 24)
    card_left, card_right = dot_x[SHARED] - CARD / 2, dot_x[SHARED] + CARD / 2

    left, right = side_ids(ties)
    column_of = {node: {left: LEFT, right: RIGHT}.get(ties.nodes[node]["side"], SHARED) for node in ties}
    graph, lanes = _with_lanes(ties, column_of)
    all_columns = column_of | dict.fromkeys(lanes.values(), SHARED)
    columns = order(graph, all_columns)

    limit = {LEFT: NAME, RIGHT: NAME, SHARED: CARD - 56}
    names = {node: tuple(measure.wrap(caption[node], sheet.text, limit[column_of[node]])) for node in ties}
    size = {node: max(diameter(ties, node), measure.height(len(names[node]), sheet.text)) + GAP for node in ties}
    size |= {node: size[node] + 6 for node in ties if column_of[node] == SHARED}
    size |= dict.fromkeys(lanes.values(), float(LANE))
    y = _settle(graph, columns, size)

    colors = side_colors(ties)
    scene = Scene(width=sheet.width, height=max((y[n] + size[n] / 2 for n in y), default=HEADING + 200) + 4)
    _head(
        scene,
        headings,
        (colors[left], colors[BETWEEN], colors[right]),
        (sheet.pad, card_left, dot_x[RIGHT] - 12),
        (dot_x[LEFT] + 12, card_right, sheet.width - sheet.pad),
        sheet,
    )
    for node in sorted(ties):
        column = column_of[node]
        if column == SHARED:
            half = size[node] / 2 - 4
            scene.cards.append(Box(card_left, y[node] - half, card_right, y[node] + half))
            scene.dots[node] = (card_left + 24, y[node])
            scene.labels.append(Words(card_left + 48, y[node], names[node], "left", sheet.text))
        else:
            scene.dots[node] = (dot_x[column], y[node])
            away = 24 if column == RIGHT else -24
            anchor = "left" if column == RIGHT else "right"
            scene.labels.append(Words(dot_x[column] + away, y[node], names[node], anchor, sheet.text))
    for pair in pairs(ties):
        ends = [(column_of[node], (dot_x[column_of[node]], y[node])) for node in pair]
        lane = y[lanes[pair]] if pair in lanes else None
        scene.lines[pair] = _line(ends[0], ends[1], lane, card_left, card_right)
    return scene


def _head(
    scene: Scene,
    headings: tuple[str, str, str],
    colors: tuple[str, str, str],
    left: tuple[float, ...],
    right: tuple[float, ...],
    sheet: Sheet,
) -> None:
    """Write what each column holds, over a rule of its colour."""
    anchors = ("right", "center", "left")
    for words, color, anchor, x0, x1 in zip(headings, colors, anchors, left, right, strict=True):
        x = {"right": x1, "center": (x0 + x1) / 2, "left": x0}[anchor]
        scene.labels.append(Words(x, 10, (words,), anchor, sheet.text, bold=True))
        scene.rules.append(Rule(x0, x1, 25, color))


def _with_lanes(ties: nx.Graph, column_of: dict[str, int]) -> tuple[nx.Graph, dict[Pair, str]]:
    """Cut each tie from side to side in two, with a mark of its own in the middle column."""
    graph = nx.Graph()
    graph.add_nodes_from(sorted(ties))
    lanes: dict[Pair, str] = {}
    for one, other in pairs(ties):
        if {column_of[one], column_of[other]} == {LEFT, RIGHT}:
            # No id of an entity holds a tilde.
            lanes[one, other] = f"{one}~{other}"
            graph.add_edges_from([(one, lanes[one, other]), (lanes[one, other], other)])
        else:
            graph.add_edge(one, other)
    return graph, lanes


def _settle(graph: nx.Graph, columns: Columns, size: dict[str, float]) -> dict[str, float]:
    """Give each mark its height: near those it is tied to, in the order of its column, without overlap."""
    room = max((sum(size[node] for node in nodes) for nodes in columns.values()), default=0.0)
    y = {node: HEADING + part * room for node, part in heights(columns).items()}
    for turn in range(SETTLE):
        for column in sorted(columns, reverse=bool(turn % 2)):
            nodes = columns[column]
            wanted = [
                sum(y[other] for other in sorted(graph[node])) / len(graph[node]) if graph[node] else y[node]
                for node in nodes
            ]
            placed = stack(wanted, [size[node] for node in nodes], HEADING, HEADING + room)
            y |= {node: round(at, 1) for node, at in zip(nodes, placed, strict=True)}
    return y


def _line(
    first: tuple[int, Point], second: tuple[int, Point], lane: float | None, card_left: float, card_right: float
) -> list[Point]:
    (column_a, a), (column_b, b) = first, second
    if column_a > column_b:
        return _line(second, first, lane, card_left, card_right)[::-1]
    if column_a == column_b:
        bulge = 26 + min(90.0, abs(a[1] - b[1]) * 0.22)
        if column_a == SHARED:
            return beside((card_left, a[1]), (card_left, b[1]), -bulge)
        return beside(a, b, bulge if column_a == LEFT else -bulge)
    if lane is not None:
        return across(a, (card_left, lane)) + across((card_right, lane), b)
    return across(a, (card_left, b[1])) if column_a == LEFT else across((card_right, a[1]), b)
