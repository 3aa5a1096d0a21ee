"""Lay out the actor network on a telephone: one list, one side above, the other below, ties as arcs beside it."""

from __future__ import annotations

import networkx as nx

from malirussia.analysis.networks.between import side_ids
from malirussia.analysis.networks.sides import BETWEEN, OTHER
from malirussia.charts.networks.layout import order
from malirussia.charts.networks.scene import Rule, Scene, Words, diameter, pairs, side_colors
from malirussia.charts.paper import measure
from malirussia.charts.paper.curves import beside
from malirussia.charts.paper.theme import Sheet

NAME = 172
ROW = 24
HEADING = 38


def arcs_scene(ties: nx.Graph, caption: dict[str, str], headings: dict[str, str], sheet: Sheet) -> Scene:
    """Place every mark in one list.

    Args:
        ties: Projected network; nodes have `side`.
        caption: Entity → its name.
        headings: Side → the words above its part of the list.
        sheet: The paper.
    """
    left, right = side_ids(ties)
    sections, colors = (left, BETWEEN, right, OTHER), side_colors(ties)
    columns = order(ties, {node: sections.index(ties.nodes[node]["side"]) for node in ties})
    dot_x = sheet.pad + NAME + 26
    room = sheet.width - sheet.pad - dot_x
    scene = Scene(width=sheet.width)
    y = 0.0
    for column, nodes in columns.items():
        side = sections[column]
        scene.labels.append(Words(sheet.pad, y + HEADING / 2 - 3, (headings[side],), "left", sheet.text, bold=True))
        scene.rules.append(Rule(sheet.pad, dot_x + 12, y + HEADING - 6, colors[side]))
        y += HEADING
        for node in nodes:
            names = tuple(measure.wrap(caption[node], sheet.text, NAME))
            size = max(ROW, diameter(ties, node) + 4, measure.height(len(names), sheet.text) + 8)
            scene.dots[node] = (dot_x, round(y + size / 2, 1))
            scene.labels.append(Words(dot_x - 22, round(y + size / 2, 1), names, "right", sheet.text))
            y += size
    scene.height = y + 4
    spans = {pair: abs(scene.dots[pair[0]][1] - scene.dots[pair[1]][1]) for pair in pairs(ties)}
    for rank, pair in enumerate(sorted(spans, key=lambda pair: (spans[pair], pair)), start=1):
        # Bulging by rank, not by length, keeps arcs of about one length apart; the longest just reaches the edge.
        scene.lines[pair] = beside(scene.dots[pair[0]], scene.dots[pair[1]], 6 + (room - 10) * rank / len(spans))
    return scene
