"""Lay out the actor network on a wide page: one side left, the other right, what they share on cards between.

A tie from column to column is a line, and ends where it says what it is. A tie within a column is a line of words under
the name that it is said of: bows beside a column cannot be told from each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from malirussia.analysis.networks.between import side_ids
from malirussia.analysis.networks.sides import BETWEEN
from malirussia.charts.networks.layout import Columns, heights, order
from malirussia.charts.networks.scene import Box, Pair, Rule, Scene, Words, diameter, pairs, side_colors
from malirussia.charts.paper import measure
from malirussia.charts.paper.curves import Point, across
from malirussia.charts.paper.stacking import stack
from malirussia.charts.paper.theme import MUTED, Sheet

LEFT, SHARED, RIGHT = 0, 1, 2

HEADING = 40
GAP = 10
CARD = 320
NAME = 236
# Beside a card stands what a tie is, in so many pixels at most; its line begins to bend beyond them.
LABEL = 118
LABEL_GAP = 7
SAMPLE = 20
SETTLE = 12


@dataclass(frozen=True)
class Told:
    """What a network says in words.

    Attributes:
        names: Entity → its name.
        ties: Tie → what it is, as it stands on its line.
        notes: Tie within a column → the entity that it is said of, and the line under its name.
    """

    names: Mapping[str, str]
    ties: Mapping[Pair, str]
    notes: Mapping[Pair, tuple[str, str]]


@dataclass(frozen=True)
class Block:
    """The text of an entity, broken into lines: its name, and below it the ties that it has within its column."""

    name: tuple[str, ...]
    notes: tuple[tuple[Pair, tuple[str, ...]], ...]

    def height(self, sheet: Sheet) -> float:
        """Return how high it is, in pixels."""
        small = sum(measure.height(len(rows), sheet.small) + 2 for _pair, rows in self.notes)
        return measure.height(len(self.name), sheet.text) + small


def columns_scene(ties: nx.Graph, told: Told, headings: tuple[str, str, str], sheet: Sheet) -> Scene:
    """Place every mark in one of three columns.

    Args:
        ties: Projected network; nodes have `side`.
        told: Names and what the ties are.
        headings: Words above the three columns.
        sheet: The paper.

    Returns:
        The scene; its height is what the fullest column needs.
    """
    dot_x = (sheet.pad + NAME + 24, sheet.width / 2, sheet.width - sheet.pad - NAME - 24)
    card = (dot_x[SHARED] - CARD / 2, dot_x[SHARED] + CARD / 2)
    left, right = side_ids(ties)
    column_of = {node: {left: LEFT, right: RIGHT}.get(ties.nodes[node]["side"], SHARED) for node in ties}
    crossing = [pair for pair in pairs(ties) if column_of[pair[0]] != column_of[pair[1]]]
    graph, lanes = _with_lanes(ties, crossing, column_of)
    columns = order(graph, column_of | dict.fromkeys(lanes.values(), SHARED))

    blocks = {node: _block(node, told, column_of[node], sheet) for node in ties}
    labels = {pair: measure.wrap(told.ties[pair], sheet.small, LABEL) for pair in crossing if pair not in lanes}
    labels |= {pair: measure.wrap(told.ties[pair], sheet.small, CARD) for pair in lanes}
    lane_of = {lane: pair for pair, lane in lanes.items()}
    size = {node: max(diameter(ties, node), blocks[node].height(sheet)) + GAP for node in ties}
    for node in ties:
        if column_of[node] == SHARED:
            for side in (LEFT, RIGHT):
                held = _held(node, side, labels, column_of)
                size[node] = max(size[node] + 6, sum(_high(labels[pair], sheet) for pair in held) + GAP)
    size |= {lane: _high(labels[pair], sheet) + 4 for lane, pair in lane_of.items()}
    y = _settle(graph, columns, size)

    colors = side_colors(ties)
    scene = Scene(width=sheet.width, height=max((y[n] + size[n] / 2 for n in y), default=HEADING + 200) + 4)
    _head(
        scene,
        headings,
        (colors[left], colors[BETWEEN], colors[right]),
        (sheet.pad, card[0], dot_x[RIGHT] - 12),
        (dot_x[LEFT] + 12, card[1], sheet.width - sheet.pad),
        sheet,
    )
    for node in sorted(ties):
        column = column_of[node]
        if column == SHARED:
            half = size[node] / 2 - 4
            scene.cards.append(Box(card[0], y[node] - half, card[1], y[node] + half))
            scene.dots[node] = (card[0] + 24, y[node])
            _set(scene, blocks[node], card[0] + 48, y[node], "left", sheet)
        else:
            scene.dots[node] = (dot_x[column], y[node])
            away, anchor = (24, "left") if column == RIGHT else (-24, "right")
            _set(scene, blocks[node], dot_x[column] + away, y[node], anchor, sheet)
    _draw_ties(scene, labels, lanes, column_of, y, dot_x, card, sheet)
    return scene


def _block(node: str, told: Told, column: int, sheet: Sheet) -> Block:
    limit = CARD - 60 if column == SHARED else NAME
    notes = tuple(
        (pair, tuple(measure.wrap(line, sheet.small, limit - SAMPLE - 8)))
        for pair, (said_of, line) in sorted(told.notes.items())
        if said_of == node
    )
    return Block(tuple(measure.wrap(told.names[node], sheet.text, limit)), notes)


def _set(scene: Scene, block: Block, x: float, middle: float, anchor: str, sheet: Sheet) -> None:
    """Set a block of text, its middle in height at `middle`; a tie within the column gets the sample of its line."""
    high = measure.height(len(block.name), sheet.text)
    top = middle - block.height(sheet) / 2
    scene.labels.append(Words(x, top + high / 2, block.name, anchor, sheet.text))
    top += high + 2
    for pair, rows in block.notes:
        high = measure.height(len(rows), sheet.small)
        wide = max(measure.width(row, sheet.small) for row in rows)
        start = x if anchor == "left" else x - wide - SAMPLE - 8
        line = top + measure.height(1, sheet.small) / 2
        scene.lines[pair] = [(round(start, 1), round(line, 1)), (round(start + SAMPLE, 1), round(line, 1))]
        text = Words(round(start + SAMPLE + 8, 1), round(top + high / 2, 1), rows, "left", sheet.small, color=MUTED)
        scene.labels.append(text)
        top += high + 2


def _draw_ties(
    scene: Scene,
    labels: Mapping[Pair, list[str]],
    lanes: Mapping[Pair, str],
    column_of: Mapping[str, int],
    y: Mapping[str, float],
    dot_x: tuple[float, float, float],
    card: tuple[float, float],
    sheet: Sheet,
) -> None:
    """Draw every tie from column to column, and write on it what it is."""
    # Beyond the words beside the cards no line bends: none runs through the words of another.
    bend = (card[0] - 2 * LABEL_GAP - LABEL, card[1] + 2 * LABEL_GAP + LABEL)
    for pair, lane in lanes.items():
        left, other = sorted(pair, key=column_of.__getitem__)
        a, b, level = (dot_x[LEFT], y[left]), (dot_x[RIGHT], y[other]), y[lane]
        wide = max(measure.width(row, sheet.small) for row in labels[pair]) / 2 + LABEL_GAP
        middle = (card[0] + card[1]) / 2
        there = [*across(a, (bend[0], level)), (middle - wide, level)]
        back = [(middle + wide, level), *across((bend[1], level), b)]
        scene.lines[pair] = _ordered(there, left == pair[0])
        scene.further[pair] = _ordered(back, left == pair[0])
        scene.labels.append(Words(middle, level, tuple(labels[pair]), "center", sheet.small, color=MUTED))
    for node in sorted(column_of):
        if column_of[node] != SHARED:
            continue
        for side in (LEFT, RIGHT):
            held = _held(node, side, labels, column_of)
            held.sort(key=lambda pair: (y[_other(pair, node)], pair))
            top = y[node] - sum(_high(labels[pair], sheet) for pair in held) / 2
            for pair in held:
                high = _high(labels[pair], sheet)
                port = round(top + high / 2, 1)
                wide = max(measure.width(row, sheet.small) for row in labels[pair])
                away = -1 if side == LEFT else 1
                edge = card[0] if side == LEFT else card[1]
                anchor = "right" if side == LEFT else "left"
                text = Words(edge + away * LABEL_GAP, port, tuple(labels[pair]), anchor, sheet.small, color=MUTED)
                scene.labels.append(text)
                curve = across((dot_x[side], y[_other(pair, node)]), (bend[0 if side == LEFT else 1], port))
                line = [*curve, (round(edge + away * (2 * LABEL_GAP + wide), 1), port)]
                scene.lines[pair] = _ordered(line, pair[1] == node)
                top += high


def _held(node: str, side: int, labels: Mapping[Pair, list[str]], column_of: Mapping[str, int]) -> list[Pair]:
    """Return the ties that lead from a card to one side."""
    return [pair for pair in labels if node in pair and column_of[_other(pair, node)] == side]


def _other(pair: Pair, node: str) -> str:
    return pair[1] if pair[0] == node else pair[0]


def _ordered(line: list[Point], forward: bool) -> list[Point]:
    """Return a line from the first entity of its tie to the second."""
    return line if forward else line[::-1]


def _high(rows: list[str], sheet: Sheet) -> float:
    return measure.height(len(rows), sheet.small) + 3


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


def _with_lanes(ties: nx.Graph, crossing: list[Pair], column_of: Mapping[str, int]) -> tuple[nx.Graph, dict[Pair, str]]:
    """Cut each tie from side to side in two, with a mark of its own in the middle column."""
    graph = nx.Graph()
    graph.add_nodes_from(sorted(ties))
    lanes: dict[Pair, str] = {}
    for node, other in crossing:
        if {column_of[node], column_of[other]} == {LEFT, RIGHT}:
            # No id of an entity holds a tilde.
            lanes[node, other] = f"{node}~{other}"
            graph.add_edges_from([(node, lanes[node, other]), (lanes[node, other], other)])
        else:
            graph.add_edge(node, other)
    return graph, lanes


def _settle(graph: nx.Graph, columns: Columns, size: Mapping[str, float]) -> dict[str, float]:
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
