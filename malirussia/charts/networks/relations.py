"""What binds two entities, in few words, and how sure it is: `thanked`, `is signed by`, with the way it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from malirussia.language import catalogue, number


def relations(graph: nx.MultiDiGraph, start: str, end: str, lang: str) -> list[str]:
    """Return what is said of one entity towards another, the best supported first, each once.

    Args:
        graph: A network of `malirussia.analysis.network`.
        start: The entity spoken of.
        end: The other one.
        lang: `fr` or `en`.

    Returns:
        The words of the relations from `start` to `end`, those that run both ways among them; what a person set aside
        only where nothing else is said.
    """
    there = list(graph.get_edge_data(start, end, default={}).values())
    back = [edge for edge in graph.get_edge_data(end, start, default={}).values() if not edge["directed"]]
    told = [edge for edge in [*there, *back] if not edge["set_aside"]] or [*there, *back]
    told.sort(key=lambda edge: (-edge["n_origin_groups"], -edge["n_claims"], edge["relation"]))
    return list(dict.fromkeys(str(edge[f"label_{lang}"]) for edge in told))


def between_them(graph: nx.MultiDiGraph, node: str, other: str, lang: str) -> list[str]:
    """Return what is said of two entities, whichever is spoken of; arguments as for `relations`."""
    return list(dict.fromkeys([*relations(graph, node, other, lang), *relations(graph, other, node, lang)]))


def seen_from(graph: nx.MultiDiGraph, actor: str, other: str, names: Mapping[str, str], lang: str) -> list[str]:
    """Tell a tie as it stands under the name of one of its two entities, a line a direction.

    Args:
        graph: A network of `malirussia.analysis.network`.
        actor: The entity under whose name it stands.
        other: The other one.
        names: Entity → its name.
        lang: `fr` or `en`.

    Returns:
        `→ thanked Norway`, `← Ana Gil received`, `↔ met Boris Sy`.
    """
    both = [label for label in relations(graph, actor, other, lang) if label in relations(graph, other, actor, lang)]
    out = [label for label in relations(graph, actor, other, lang) if label not in both]
    back = [label for label in relations(graph, other, actor, lang) if label not in both]
    lines = [f"{sign} {', '.join(labels)} {names[other]}" for sign, labels in (("↔", both), ("→", out)) if labels]
    return [*lines, *([f"← {names[other]} {', '.join(back)}"] if back else [])]


def sureness(tie: Mapping[str, Any], lang: str) -> list[str]:
    """Say how sure a tie is, as far as that is not one source's plain word.

    Args:
        tie: An edge of the projected network.
        lang: `fr` or `en`.
    """
    _ = catalogue(lang)
    n = tie["n_origin_groups"]
    sources = _.n("{n} independent source", "{n} independent sources", n).format(n=number(n, lang))
    marks = {"set_aside": _("set aside"), "disputed": _("disputed"), "announced": _("only announced")}
    return [*([sources] if n > 1 else []), *(said for mark, said in marks.items() if tie[mark])]


def short(labels: Sequence[str], lang: str, shown: int = 2) -> str:
    """Join the first relations of a tie, and say how many more there are."""
    _ = catalogue(lang)
    rest = len(labels) - shown
    told = ", ".join(labels[:shown])
    return told if rest <= 0 else _("{relations} and {n} more").format(relations=told, n=number(rest, lang))
