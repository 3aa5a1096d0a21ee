"""The actor network, drawn: one side left, the other right, what they share between."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pandas as pd

from malirussia.analysis.networks.behind import behind
from malirussia.analysis.networks.between import joined_pairs, side_ids
from malirussia.analysis.networks.ties import project
from malirussia.charts.networks import words
from malirussia.charts.networks.columns import Told, columns_scene
from malirussia.charts.networks.listed import draw_list
from malirussia.charts.networks.marks import WIDTHS, Figure, add_key, draw, symbols_of
from malirussia.charts.networks.relations import between_them, short
from malirussia.charts.networks.scene import Pair, pairs
from malirussia.charts.paper.canvas import Canvas
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.theme import MUTED, Sheet
from malirussia.charts.words.sources import source_line
from malirussia.language import catalogue, day, word

# Three columns with their names and what each tie is need as much, in pixels; a narrower sheet has a list.
COLUMNS = 1200


@drawn
def network(sheet: Sheet, graph: nx.MultiDiGraph, *, lang: str = "fr") -> Drawing:
    """Draw the actor network.

    Args:
        sheet: The paper.
        graph: A network of `malirussia.analysis.network`.
        lang: `fr` or `en`.

    Returns:
        A chart whose table has one row a relation. A graph without ties gives a chart that says so.
    """
    ties = project(graph)
    for node, other in pairs(ties):
        ties.edges[node, other]["way"] = _way(graph, node, other)
    finding = words.find(ties, joined_pairs(graph) > 0, lang)
    if len(ties) == 0:
        figure = _empty(lang, sheet)
    else:
        lay_out = _columns if sheet.width >= COLUMNS else draw_list
        figure, symbols = lay_out(graph, ties, lang, sheet)
        named = {word: symbols[kind] for kind, word in _kinds(ties, lang) if kind in symbols}
        add_key(figure, named, _looks(ties, lang), sheet)
    return Drawing(
        figure,
        lang=lang,
        title=words.title(finding, graph, lang),
        subtitle=words.subtitle(finding, graph, lang),
        source=source_line(behind(graph).sources, lang),
        note=words.note(finding, graph, lang),
        alt=words.alt(finding, graph, lang),
        table=network_table(graph, lang),
    )


def network_table(graph: nx.MultiDiGraph, lang: str) -> pd.DataFrame:
    """List the relations of a network for a reader.

    Args:
        graph: A network of `malirussia.analysis.network`.
        lang: `fr` or `en`.

    Returns:
        One row a relation with headings in `lang`: from, relation, to, independent sources, claims, status, only
        announced, disputed, since, until; and `claim_ids`, joined by `;`.
    """
    _ = catalogue(lang)
    rows = [
        (
            words.caption(graph, start, lang),
            edge[f"label_{lang}"],
            words.caption(graph, end, lang),
            edge["n_origin_groups"],
            edge["n_claims"],
            word("status", edge["status"], lang) if "status" in edge else "",
            _("yes") if edge["announced"] else _("no"),
            _("set aside") if edge["set_aside"] else _("yes") if edge["disputed"] else _("no"),
            day(edge.get("start"), lang),
            day(edge.get("end"), lang),
            edge["claim_ids"],
        )
        for start, end, edge in sorted(graph.edges(data=True), key=lambda tie: (tie[0], tie[2]["relation"], tie[1]))
    ]
    headings = [
        _("From"), _("Relation"), _("To"), _("Independent sources"), _("Statements"), _("Highest status claimed"),
        _("Only announced"), _("Disputed"), _("First date"), _("Last date"), "claim_ids",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=headings)


def _empty(lang: str, sheet: Sheet) -> Figure:
    canvas = Canvas(sheet)
    canvas.words(sheet.width / 2, 40, catalogue(lang)("no tie"), size=sheet.subtitle, color=MUTED, align="center")
    return canvas.figure(100)


def _columns(graph: nx.MultiDiGraph, ties: nx.Graph, lang: str, sheet: Sheet) -> tuple[Figure, dict[str, str]]:
    """Draw the network in columns; return it and the symbol of each kind in it."""
    _ = catalogue(lang)
    left, right = side_ids(ties)
    named = words.side_names(ties, lang)
    told = Told(
        names={node: words.caption(ties, node, lang) for node in ties},
        ties={pair: short(between_them(graph, *pair, lang), lang) for pair in pairs(ties)},
        notes={pair: _note(graph, ties, pair, lang) for pair in pairs(ties) if _within(ties, pair)},
    )
    shared = _("Between the two, or elsewhere")
    scene = columns_scene(ties, told, (named[left].upper(), shared.upper(), named[right].upper()), sheet)
    figure = draw(
        scene,
        ties,
        {node: words.hover_of_node(ties, node, lang) for node in ties},
        {pair: words.hover_of_tie(graph, pair, ties.edges[pair], lang) for pair in pairs(ties)},
        sheet,
    )
    return figure, symbols_of(ties)


def _within(ties: nx.Graph, pair: Pair) -> bool:
    """Tell whether both ends of a tie stand in one column."""
    outer = side_ids(ties)
    side, other = (ties.nodes[node]["side"] for node in pair)
    return bool(side == other or (side not in outer and other not in outer))


def _note(graph: nx.MultiDiGraph, ties: nx.Graph, pair: Pair, lang: str) -> tuple[str, str]:
    """Return under which of its two entities a tie stands, and what is said there: the entity that is spoken of."""
    subject, other = pair if graph.has_edge(*pair) else pair[::-1]
    return subject, f"{short(between_them(graph, subject, other, lang), lang)} {words.caption(ties, other, lang)}"


def _way(graph: nx.MultiDiGraph, node: str, other: str) -> int:
    """Tell which way a tie runs: 1 from the first to the second, -1 back, 0 both ways or none."""
    there = [edge["directed"] for edge in graph.get_edge_data(node, other, default={}).values()]
    back = [edge["directed"] for edge in graph.get_edge_data(other, node, default={}).values()]
    if not all(there + back) or (there and back):
        return 0
    return 1 if there else -1


def _kinds(ties: nx.Graph, lang: str) -> list[tuple[str, str]]:
    """Return each kind that is there, in the order of the vocabulary, and its word."""
    present = {node["kind"]: str(node[f"kind_{lang}"]) for _, node in ties.nodes(data=True)}
    return [(kind, present[kind]) for kind in symbols_of(ties) if kind in present]


def _looks(ties: nx.Graph, lang: str) -> list[tuple[str, dict[str, Any]]]:
    """List the looks that the ties of this network have: the word, and a tie that has it."""
    _ = catalogue(lang)
    drawn_ties = [tie for _, _, tie in ties.edges(data=True)]
    plain = {"announced": False, "disputed": False, "set_aside": False, "n_origin_groups": 1}
    counts = sorted({min(tie["n_origin_groups"], len(WIDTHS)) for tie in drawn_ties})
    looks: list[tuple[str, dict[str, Any]]] = [
        (_.n("{n} independent source", "{n} independent sources", n).format(n=n), plain | {"n_origin_groups": n})
        for n in counts
    ]
    marked = {
        "announced": _("only announced"),
        "disputed": _("disputed"),
        "set_aside": _("set aside"),
    }
    return looks + [
        (said, plain | {mark: True}) for mark, said in marked.items() if any(tie[mark] for tie in drawn_ties)
    ]
