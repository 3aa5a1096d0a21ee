"""What the actor network looks like before it is drawn: every mark with its place in pixels.

A scene is made by columns.py for a wide page and drawn by marks.py; narrower sheets have a list (listed.py). The origin
is the upper left corner; y grows downward.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt

import networkx as nx

from malirussia.analysis.networks.behind import behind
from malirussia.analysis.networks.sides import BETWEEN, OTHER
from malirussia.charts.paper.curves import Point
from malirussia.charts.paper.theme import ELSEWHERE, INK, SHARED

# Diameter of the mark of an entity with one tie; the area grows with the number of ties.
DOT = 11.0
LARGEST = 34.0

Pair = tuple[str, str]


@dataclass(frozen=True)
class Words:
    """A text of one or more lines; `anchor` says which side of it stands at (x, y), its middle in height."""

    x: float
    y: float
    lines: tuple[str, ...]
    anchor: str
    size: int
    bold: bool = False
    color: str = INK


@dataclass(frozen=True)
class Box:
    """The card of a thing that stands between the two sides."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Rule:
    """The coloured rule below a heading."""

    left: float
    right: float
    y: float
    color: str


@dataclass
class Scene:
    """Marks and their places.

    Attributes:
        width: In pixels, as is `height`.
        dots: Entity → middle of its mark.
        labels: Names and headings.
        rules: Rules below headings.
        cards: Boxes behind marks and names.
        lines: Tie (its two entities, in the order of their ids) → the points of its line, from the first to the second.
        further: Tie → the rest of a line that its words interrupt.
    """

    width: float
    height: float = 0.0
    dots: dict[str, Point] = field(default_factory=dict)
    labels: list[Words] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    cards: list[Box] = field(default_factory=list)
    lines: dict[Pair, list[Point]] = field(default_factory=dict)
    further: dict[Pair, list[Point]] = field(default_factory=dict)


def side_colors(ties: nx.Graph) -> dict[str, str]:
    """Give the colour of each side, of what stands between them and of what stands elsewhere."""
    return {side.id: side.color for side in behind(ties).sides} | {BETWEEN: SHARED, OTHER: ELSEWHERE}


def standing_ties(ties: nx.Graph, node: str) -> int:
    """Count the ties of an entity that nobody set aside."""
    return sum(not tie["set_aside"] for tie in ties[node].values())


def diameter(ties: nx.Graph, node: str) -> float:
    """Give the diameter of the mark of an entity: its area grows with its number of ties that stand."""
    return round(min(LARGEST, DOT * sqrt(max(1, standing_ties(ties, node)))), 1)


def pairs(ties: nx.Graph) -> list[Pair]:
    """List the ties, each with its two entities in the order of their ids."""
    return sorted((min(node, other), max(node, other)) for node, other in ties.edges)
