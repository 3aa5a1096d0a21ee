"""The actor network on a telephone or a tablet: one list an actor, whom it is tied to, by what, and how sure that is.

Lines between forty names on a sheet that is as narrow as a hand cannot be followed; words can.
"""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from malirussia.analysis.networks.between import ACTORS, side_ids
from malirussia.analysis.networks.sides import BETWEEN, OTHER
from malirussia.charts.networks import words
from malirussia.charts.networks.marks import CROSS, Figure, claims_of, look, symbols_of
from malirussia.charts.networks.relations import seen_from, sureness
from malirussia.charts.networks.scene import side_colors, standing_ties
from malirussia.charts.paper import measure
from malirussia.charts.paper.canvas import Canvas, Mark
from malirussia.charts.paper.theme import MUTED, Sheet
from malirussia.charts.words.phrases import dotted
from malirussia.language import catalogue

NAME = 24
SAMPLE = 22
TIE = NAME + SAMPLE + 10


def draw_list(graph: nx.MultiDiGraph, ties: nx.Graph, lang: str, sheet: Sheet) -> tuple[Figure, dict[str, str]]:
    """Set every tie under the actors that it binds; one that binds none stands under the entity it is said of.

    Args:
        graph: A network of `malirussia.analysis.network`.
        ties: The same, projected.
        lang: `fr` or `en`.
        sheet: The paper.

    Returns:
        The bare figure, and the symbol of each kind that has a mark in it.
    """
    canvas, colors, symbols = Canvas(sheet), side_colors(ties), symbols_of(ties)
    drawn: dict[str, str] = {}
    names = {node: words.caption(ties, node, lang) for node in ties}
    y = 0.0
    for side, heading in headings(ties, lang).items():
        members = [(node, tied) for node, tied in _listed(graph, ties) if tied and ties.nodes[node]["side"] == side]
        if not members:
            continue
        canvas.words(sheet.pad, y + 6, heading, bold=True)
        y += 26
        canvas.line((sheet.pad, y), (sheet.width - sheet.pad, y), color=colors[side], width=3)
        y += 8
        for node, tied in members:
            hover, ids = words.hover_of_node(ties, node, lang), tuple(claims_of(ties, node))
            symbol = drawn[ties.nodes[node]["kind"]] = symbols[ties.nodes[node]["kind"]]
            middle = y + measure.height(1, sheet.text) / 2
            canvas.mark(Mark(sheet.pad + 7, middle, symbol, 11, colors[side], colors[side], hover=hover, claim_ids=ids))
            y = canvas.paragraph(sheet.pad + NAME, y, sheet.inner - NAME, names[node], bold=True) + 2
            for other in tied:
                y = _tie(canvas, graph, ties, (node, other), names, y, lang) + 3
            y += 8
    return canvas.figure(y + 4), drawn


def headings(ties: nx.Graph, lang: str) -> dict[str, str]:
    """Return side → what stands over its part of the list, from top to bottom."""
    _ = catalogue(lang)
    left, right = side_ids(ties)
    named = words.side_names(ties, lang)
    return {
        left: named[left].upper(),
        right: named[right].upper(),
        BETWEEN: _("Between the two").upper(),
        OTHER: _("Elsewhere or not known").upper(),
    }


def _listed(graph: nx.MultiDiGraph, ties: nx.Graph) -> list[tuple[str, list[str]]]:
    """Return each entity with the others whose tie is told under it, the best tied first."""
    actors = {node for node, held in ties.nodes(data=True) if held.get("role") in ACTORS}
    told = []
    for node in sorted(ties, key=lambda node: (-standing_ties(ties, node), node)):
        others = sorted(ties[node], key=lambda other: (-ties[node][other]["n_origin_groups"], other))
        if node not in actors:
            others = [other for other in others if other not in actors and (node, other) == _spoken(graph, node, other)]
        told.append((node, others))
    return told


def _spoken(graph: nx.MultiDiGraph, node: str, other: str) -> tuple[str, str]:
    """Return a tie in the direction in which it is said."""
    there, back = graph.has_edge(node, other), graph.has_edge(other, node)
    return (node, other) if there and (node < other or not back) else (other, node)


def _tie(
    canvas: Canvas,
    graph: nx.MultiDiGraph,
    ties: nx.Graph,
    pair: tuple[str, str],
    names: Mapping[str, str],
    y: float,
    lang: str,
) -> float:
    """Set one tie with the sample of its line; return where it ends."""
    sheet = canvas.sheet
    tie = ties.edges[pair]
    color, width, dash = look(tie)
    x = sheet.pad + NAME
    middle = y + measure.height(1, sheet.small) / 2
    canvas.line((x, middle), (x + SAMPLE, middle), color=color, width=width, dash=dash)
    crossed = tie["disputed"] or tie["set_aside"]
    hover = words.hover_of_tie(graph, (min(pair), max(pair)), tie, lang)
    ids = tuple(tie["claim_ids"])
    mark = (CROSS, 8.0) if crossed else ("circle", 5.0)
    canvas.mark(Mark(x + SAMPLE / 2, middle, *mark, color, line=color, hover=hover, claim_ids=ids))
    for line in seen_from(graph, *pair, names, lang):
        y = canvas.paragraph(sheet.pad + TIE, y, sheet.inner - TIE, line, size=sheet.small)
    sure = sureness(tie, lang)
    if sure:
        y = canvas.paragraph(sheet.pad + TIE, y, sheet.inner - TIE, dotted(sure), size=sheet.small, color=MUTED)
    return y
