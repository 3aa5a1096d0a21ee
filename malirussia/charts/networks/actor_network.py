"""The actor network, drawn: one side left, the other right, what they share between."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pandas as pd

from malirussia.analysis.networks.behind import behind
from malirussia.analysis.networks.between import joined_pairs
from malirussia.analysis.networks.sides import BETWEEN, OTHER
from malirussia.analysis.networks.ties import project
from malirussia.charts.networks import words
from malirussia.charts.networks.arcs import arcs_scene
from malirussia.charts.networks.columns import columns_scene
from malirussia.charts.networks.marks import WIDTHS, add_key, draw, symbols_of
from malirussia.charts.networks.scene import Scene, Words, pairs
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.theme import MUTED, Sheet
from malirussia.charts.words.sources import source_line
from malirussia.language import catalogue, day, word


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
    for one, other in pairs(ties):
        ties.edges[one, other]["way"] = _way(graph, one, other)
    found = words.find(ties, joined_pairs(graph) > 0, lang)
    scene = _scene(ties, lang, sheet)
    figure = draw(
        scene,
        ties,
        {node: words.hover_of_node(ties, node, lang) for node in ties},
        {pair: words.hover_of_tie(graph, pair, ties.edges[pair], lang) for pair in pairs(ties)},
        sheet,
    )
    if len(ties):
        add_key(figure, _kinds(ties, lang), _looks(ties, lang), sheet)
    return Drawing(
        figure,
        lang=lang,
        title=words.title(found, lang),
        subtitle=words.subtitle(found, graph, lang),
        source=source_line(behind(graph).sources, lang),
        note=words.note(found, graph, lang),
        alt=words.alt(found, graph, lang),
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
        for start, end, edge in sorted(
            graph.edges(data=True), key=lambda found: (found[0], found[2]["relation"], found[1])
        )
    ]
    headings = [
        _("From"), _("Relation"), _("To"), _("Independent sources"), _("Statements"), _("Highest status claimed"),
        _("Only announced"), _("Disputed"), _("First date"), _("Last date"), "claim_ids",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=headings)


def _scene(ties: nx.Graph, lang: str, sheet: Sheet) -> Scene:
    _ = catalogue(lang)
    names = {node: words.caption(ties, node, lang) for node in ties}
    left, right = (side.id for side in behind(ties).sides)
    names_of = {side.id: words.side_name(side, lang).upper() for side in behind(ties).sides}
    shared = _("Between the two, or elsewhere").upper()
    if sheet.narrow:
        headings = {
            **names_of,
            BETWEEN: _("Between the two").upper(),
            OTHER: _("Elsewhere or not known").upper(),
        }
        scene = arcs_scene(ties, names, headings, sheet)
    else:
        scene = columns_scene(ties, names, (names_of[left], shared, names_of[right]), sheet)
    if not names:
        scene.height = 220
        empty = _("no tie")
        scene.labels.append(Words(sheet.width / 2, 130, (empty,), "center", sheet.subtitle, color=MUTED))
    return scene


def _way(graph: nx.MultiDiGraph, one: str, other: str) -> int:
    """Tell which way a tie runs: 1 from the first to the second, -1 back, 0 both ways or none."""
    there = [edge["directed"] for edge in graph.get_edge_data(one, other, default={}).values()]
    back = [edge["directed"] for edge in graph.get_edge_data(other, one, default={}).values()]
    if not all(there + back) or (there and back):
        return 0
    return 1 if there else -1


def _kinds(ties: nx.Graph, lang: str) -> dict[str, str]:
    """Give the word and the symbol of each kind that is there."""
    present = {node["kind"]: node[f"kind_{lang}"] for _, node in ties.nodes(data=True)}
    return {present[kind]: symbol for kind, symbol in symbols_of(ties).items() if kind in present}


def _looks(ties: nx.Graph, lang: str) -> list[tuple[str, dict[str, Any]]]:
    """List the looks that the ties of this network have: the word, and a tie that has it."""
    _ = catalogue(lang)
    drawn_ties = [tie for _, _, tie in ties.edges(data=True)]
    plain = {"announced": False, "disputed": False, "set_aside": False, "n_origin_groups": 1}
    counts = sorted({min(tie["n_origin_groups"], len(WIDTHS)) for tie in drawn_ties})
    found: list[tuple[str, dict[str, Any]]] = [
        (_.n("{n} independent source", "{n} independent sources", n).format(n=n), plain | {"n_origin_groups": n})
        for n in counts
    ]
    marked = {
        "announced": _("only announced"),
        "disputed": _("disputed"),
        "set_aside": _("set aside"),
    }
    return found + [
        (said, plain | {mark: True}) for mark, said in marked.items() if any(tie[mark] for tie in drawn_ties)
    ]
