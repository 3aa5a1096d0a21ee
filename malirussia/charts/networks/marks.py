"""Draw a scene of the actor network: lines, cards, marks, names and key, each with its evidence on hover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from malirussia.analysis.networks.behind import behind
from malirussia.charts.networks.scene import Pair, Scene, Words, diameter, side_colors
from malirussia.charts.paper.curves import halfway
from malirussia.charts.paper.escape import lines as break_lines
from malirussia.charts.paper.key import SAMPLE, places
from malirussia.charts.paper.theme import INK, MUTED, PAPER, RULE, STATUSES, Sheet

Figure = dict[str, Any]
"""A bare figure as plotly JSON; tests hold it to plotly's schema."""
Trace = dict[str, Any]

SYMBOLS = {
    "person": "circle",
    "body": "square",
    "company": "diamond",
    "agreement": "hexagon2",
    "project": "triangle-up",
    "delivery": "triangle-right",
    "event": "star",
    "place": "triangle-down",
    "outlet": "pentagon",
}
# For the kinds that a ledger adds, in the order of its vocabulary.
SPARE = ("octagon", "star-diamond", "bowtie", "hourglass", "hexagram", "star-square")
# A tie that one source holds is thin and grey; each further independent source makes it heavier.
WIDTHS = (1.5, 3.5, 5.5, 7.5)
ALONE = "#75716B"
FAINT = "#918C86"
DISPUTED = STATUSES["cancelled"]
CROSS = "x"


def symbols_of(ties: nx.Graph) -> dict[str, str]:
    """Give the symbol of every kind of entity: of the vocabulary, and of the marks where it has lost one."""
    kinds = list(dict.fromkeys([*behind(ties).kinds, *sorted({node["kind"] for _, node in ties.nodes(data=True)})]))
    added = [kind for kind in kinds if kind not in SYMBOLS]
    return {kind: SYMBOLS.get(kind) or SPARE[added.index(kind) % len(SPARE)] for kind in kinds}


def _scatter(**given: Any) -> Trace:
    return {**given, "type": "scatter"}


def look(tie: Mapping[str, Any]) -> tuple[str, float, str]:
    """Give colour, width in pixels and dash of a tie."""
    groups = min(tie["n_origin_groups"], len(WIDTHS))
    if tie["set_aside"]:
        color = FAINT
    elif tie["disputed"]:
        color = DISPUTED
    else:
        color = INK if groups > 1 else ALONE
    return color, WIDTHS[groups - 1], "dot" if tie["announced"] else "solid"


def draw(
    scene: Scene, ties: nx.Graph, hover_of_node: Mapping[str, str], hover_of_tie: Mapping[Pair, str], sheet: Sheet
) -> Figure:
    """Draw a scene without its key.

    Args:
        scene: Every mark with its place.
        ties: Projected network.
        hover_of_node: Entity → hover text, escaped.
        hover_of_tie: Tie → hover text, escaped.
        sheet: The paper.

    Returns:
        A bare figure whose axes count pixels.
    """
    lines = [*_lines(scene, ties), _dots(scene, ties, hover_of_node), _handles(scene, ties, hover_of_tie)]
    layout = {
        "height": scene.height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "showlegend": False,
        "xaxis": {"range": [0, sheet.width], "visible": False},
        "yaxis": {"range": [scene.height, 0], "visible": False},
        "shapes": [
            {
                "type": "rect",
                "x0": card.left,
                "x1": card.right,
                "y0": card.top,
                "y1": card.bottom,
                "line": {"color": RULE, "width": 1},
                "fillcolor": PAPER,
                "layer": "below",
            }
            for card in scene.cards
        ]
        + [
            {
                "type": "line",
                "x0": rule.left,
                "x1": rule.right,
                "y0": rule.y,
                "y1": rule.y,
                "line": {"color": rule.color, "width": 3},
            }
            for rule in scene.rules
        ],
    }
    return {"data": [*lines, *_texts(scene.labels)], "layout": layout}


def add_key(
    figure: Figure,
    kinds: Mapping[str, str],
    looks: Sequence[tuple[str, Mapping[str, Any]]],
    sheet: Sheet,
) -> None:
    """Add the key below the scene and make the figure higher by it.

    Args:
        figure: Drawn by `draw`.
        kinds: The word for a kind of entity, and its symbol.
        looks: The word for a look of ties, and a tie that has it.
        sheet: The paper.
    """
    top = figure["layout"]["height"] + 14
    kind_at, below = places(list(kinds), sheet, left=sheet.pad, top=top)
    line_at, end = places([word for word, _ in looks], sheet, left=sheet.pad, top=below)
    figure["data"].append(
        _scatter(
            x=[x + SAMPLE / 2 - 4 for x, _ in kind_at],
            y=[y for _, y in kind_at],
            mode="markers",
            marker={"symbol": list(kinds.values()), "size": 11, "color": MUTED},
            hoverinfo="skip",
        )
    )
    for (x, y), (_, tie) in zip(line_at, looks, strict=True):
        color, width, dash = look(tie)
        figure["data"].append(
            _scatter(
                x=[x, x + (SAMPLE - 8) / 2, x + SAMPLE - 8],
                y=[y, y, y],
                mode="lines+markers",
                line={"color": color, "width": width, "dash": dash},
                marker={
                    "symbol": CROSS,
                    "size": [0, 8 if tie["disputed"] or tie["set_aside"] else 0, 0],
                    "color": color,
                },
                hoverinfo="skip",
            )
        )
    words = [*kinds, *(word for word, _ in looks)]
    key = [
        Words(x + SAMPLE, y, (word,), "left", sheet.small, color=MUTED)
        for (x, y), word in zip([*kind_at, *line_at], words, strict=True)
    ]
    figure["data"] += _texts(key)
    figure["layout"] |= {"height": end + 4, "yaxis": figure["layout"]["yaxis"] | {"range": [end + 4, 0]}}


def _lines(scene: Scene, ties: nx.Graph) -> list[Trace]:
    """Draw the ties, one trace a look, the heaviest last so that it lies on top."""
    looks: dict[tuple[float, str, str], list[Pair]] = {}
    for pair in scene.lines:
        color, width, dash = look(ties.edges[pair])
        looks.setdefault((width, color, dash), []).append(pair)
    traces = []
    for (width, color, dash), held in sorted(looks.items()):
        x: list[float | None] = []
        y: list[float | None] = []
        for pair in held:
            for points in filter(None, (scene.lines[pair], scene.further.get(pair))):
                x += [*(point[0] for point in points), None]
                y += [*(point[1] for point in points), None]
        traces.append(
            _scatter(
                x=x,
                y=y,
                mode="lines",
                line={"color": color, "width": width, "dash": dash},
                hoverinfo="skip",
            )
        )
    return traces


def _dots(scene: Scene, ties: nx.Graph, hover: Mapping[str, str]) -> Trace:
    nodes = sorted(scene.dots)
    symbols, colors = symbols_of(ties), side_colors(ties)
    return _scatter(
        x=[scene.dots[node][0] for node in nodes],
        y=[scene.dots[node][1] for node in nodes],
        mode="markers",
        marker={
            "symbol": [symbols[ties.nodes[node]["kind"]] for node in nodes],
            "size": [diameter(ties, node) for node in nodes],
            "color": [colors[ties.nodes[node]["side"]] for node in nodes],
            "line": {"color": PAPER, "width": 1.5},
            "opacity": 1,
        },
        customdata=[claims_of(ties, node) for node in nodes],
        hovertext=[hover[node] for node in nodes],
        hoverinfo="text",
    )


def _handles(scene: Scene, ties: nx.Graph, hover: Mapping[Pair, str]) -> Trace:
    """Put a handle on each tie: a cross if it is disputed or set aside, an arrow if it runs one way, else a dot."""
    pairs = list(scene.lines)
    at = [halfway(scene.lines[pair]) for pair in pairs]
    shapes = [_handle(ties.edges[pair]) for pair in pairs]
    back = [180 if ties.edges[pair]["way"] < 0 else 0 for pair in pairs]
    return _scatter(
        x=[point[0] for point, _ in at],
        y=[point[1] for point, _ in at],
        mode="markers",
        marker={
            "symbol": [shape for shape, _ in shapes],
            "size": [size for _, size in shapes],
            "angle": [
                0 if shape == CROSS else round((angle + turn + 180) % 360 - 180, 1)
                for (shape, _), (_, angle), turn in zip(shapes, at, back, strict=True)
            ],
            "color": [look(ties.edges[pair])[0] for pair in pairs],
            "line": {"color": PAPER, "width": 1},
            "opacity": 1,
        },
        customdata=[list(ties.edges[pair]["claim_ids"]) for pair in pairs],
        hovertext=[hover[pair] for pair in pairs],
        hoverinfo="text",
    )


def _handle(tie: Mapping[str, Any]) -> tuple[str, int]:
    if tie["disputed"] or tie["set_aside"]:
        return CROSS, 8
    return ("triangle-up", 9) if tie["way"] else ("circle", 5)


def _texts(labels: Sequence[Words]) -> list[Trace]:
    """Set texts, one trace for each style."""
    styles: dict[tuple[str, int, bool, str], list[Words]] = {}
    for words in labels:
        styles.setdefault((words.anchor, words.size, words.bold, words.color), []).append(words)
    # Plotly names the side on which the text stands, we the side that stands at the point.
    position = {"left": "middle right", "center": "middle center", "right": "middle left"}
    return [
        _scatter(
            x=[words.x for words in held],
            y=[words.y for words in held],
            mode="text",
            text=[break_lines(words.lines) for words in held],
            textposition=position[anchor],
            textfont={"size": size, "color": color, "weight": 700 if bold else 400},
            hoverinfo="skip",
            cliponaxis=False,
        )
        for (anchor, size, bold, color), held in sorted(styles.items())
    ]


def claims_of(ties: nx.Graph, node: str) -> list[str]:
    """Return the claims behind all ties of an entity."""
    return sorted({claim for other in ties[node] for claim in ties[node][other]["claim_ids"]})
