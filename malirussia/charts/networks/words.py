"""The words of the actor network: its finding, its caveats, and what a mark says on hover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from malirussia.analysis.networks.behind import behind
from malirussia.charts.networks.scene import Pair, standing_ties
from malirussia.charts.paper.escape import escape
from malirussia.charts.words.citing import last_day
from malirussia.charts.words.sources import cited
from malirussia.language import catalogue, counted, day, number

if TYPE_CHECKING:
    from malirussia.evidence.model import Side

# More claims than this make a hover box higher than a laptop's screen.
SHOWN = 6


@dataclass(frozen=True)
class Finding:
    """What the network shows, counted once for title, note and alternative text.

    Attributes:
        entities: How many entities have a tie.
        ties: How many ties stand: nobody set them aside.
        alone: How many of these rest on one independent source; `announced`, `disputed` likewise.
        set_aside: How many ties a person set aside.
        pages: How many pages are drawn on.
        joined: Whether a chain of ties joins the two sides.
        most: The names of the persons with most ties, if they are one or two.
        best: The captions of the two ends of the best held ties, of those that two or more sources hold.
        across: The captions of the two ends of the best held tie from side to side, persons before others, and how
            many independent sources hold it; None where no tie leads across.
    """

    entities: int
    ties: int
    alone: int
    announced: int
    disputed: int
    set_aside: int
    pages: int
    joined: bool
    most: tuple[str, ...]
    best: tuple[tuple[str, str], ...]
    across: tuple[str, str, int] | None


def find(ties: nx.Graph, joined: bool, lang: str) -> Finding:
    """Count what the network shows.

    Args:
        ties: Projected network.
        joined: Whether a chain of ties joins the two sides.
        lang: Language of the captions.
    """
    everything = [tie for _, _, tie in ties.edges(data=True)]
    held = [tie for tie in everything if not tie["set_aside"]]
    several = sorted(
        (
            (left, right, tie["n_origin_groups"])
            for left, right, tie in ties.edges(data=True)
            if tie["n_origin_groups"] > 1
        ),
        key=lambda pair: (-pair[2], pair[0], pair[1]),
    )
    return Finding(
        entities=len(ties),
        ties=len(held),
        alone=sum(tie["n_origin_groups"] == 1 for tie in held),
        announced=sum(tie["announced"] for tie in held),
        disputed=sum(tie["disputed"] for tie in held),
        set_aside=len(everything) - len(held),
        pages=len({page for tie in everything for page in tie["source_ids"]}),
        joined=joined,
        most=_most(ties, lang),
        best=tuple((caption(ties, left, lang), caption(ties, right, lang)) for left, right, _ in several),
        across=_across(ties, lang),
    )


def caption(graph: nx.Graph, node: str, lang: str) -> str:
    """Give the name of an entity in a language."""
    return str(graph.nodes[node][f"caption_{lang}"])


def side_name(side: Side, lang: str) -> str:
    """Give the name of a side in a language."""
    return str(getattr(side.name, lang))


def side_names(graph: nx.Graph, lang: str) -> dict[str, str]:
    """Return the id of each side → its name in a language."""
    return {side.id: side_name(side, lang) for side in behind(graph).sides}


def adjectives(graph: nx.Graph, lang: str) -> tuple[str, str]:
    """Give the adjectives of the two sides, as they stand after *côté* or before *side*."""
    left, right = behind(graph).sides
    return getattr(left.adjective, lang), getattr(right.adjective, lang)


def _across(ties: nx.Graph, lang: str) -> tuple[str, str, int] | None:
    for start, other in across(ties)[:1]:
        return caption(ties, start, lang), caption(ties, other, lang), ties.edges[start, other]["n_origin_groups"]
    return None


def across(ties: nx.Graph) -> list[tuple[str, str]]:
    """Return the ties that lead straight from side to side, the first side's end first.

    Args:
        ties: Projected network.

    Returns:
        Those of most independent sources first, then those of persons; none that is disputed or set aside.
    """
    left, right = (side.id for side in behind(ties).sides)

    def rank(pair: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
        persons = sum(ties.nodes[node].get("role") == "person" for node in pair)
        return -ties.edges[pair]["n_origin_groups"], -persons, pair

    ends = [(end, start) if ties.nodes[end]["side"] == left else (start, end) for start, end in ties.edges]
    straight = [
        (left_end, other) for left_end, other in ends if (_side(ties, left_end), _side(ties, other)) == (left, right)
    ]
    sound = [pair for pair in straight if not (ties.edges[pair]["set_aside"] or ties.edges[pair]["disputed"])]
    return sorted(sound, key=rank)


def _side(ties: nx.Graph, node: str) -> str:
    return str(ties.nodes[node]["side"])


def _most(ties: nx.Graph, lang: str) -> tuple[str, ...]:
    counts = {node: standing_ties(ties, node) for node in sorted(ties) if ties.nodes[node].get("role") == "person"}
    top = [node for node, count in counts.items() if count == max(counts.values()) and count > 1]
    return tuple(caption(ties, node, lang) for node in top) if len(top) <= 2 else ()


def title(finding: Finding, graph: nx.MultiDiGraph, lang: str) -> str:
    """Say which tie between the two sides is told by most independent sources."""
    _ = catalogue(lang)
    if finding.ties + finding.set_aside == 0:
        return _("The articles tell of no tie that answers this choice")
    if finding.across is None:
        left, right = adjectives(graph, lang)
        return _("No tie leads straight from the {left} side to the {right} side").format(left=left, right=right)
    start, other, n = finding.across
    if n == 1:
        return _("Each tie between the two sides is told by one independent source alone")
    return _(
        "{one} and {other} are tied by the word of {n} independent sources; no tie between the two sides has more"
    ).format(one=start, other=other, n=counted(n, lang=lang)[0])


def subtitle(finding: Finding, graph: nx.MultiDiGraph, lang: str) -> str:
    """Say what is drawn, and what was chosen."""
    _ = catalogue(lang)
    choice = graph.graph
    said = [
        _.n("{n} entity", "{n} entities", finding.entities).format(n=number(finding.entities, lang)),
        _.n("{n} tie", "{n} ties", finding.ties).format(n=number(finding.ties, lang)),
        _.n("{n} article", "{n} articles", finding.pages).format(n=number(finding.pages, lang)),
    ]
    if finding.set_aside:
        said.insert(
            2, _.n("{n} set aside", "{n} set aside", finding.set_aside).format(n=number(finding.set_aside, lang))
        )
    if "as_of" in choice:
        said.append(_("known on {day}").format(day=last_day(choice["as_of"], lang)))
    if "sector" in choice:
        said.append(_("sector: {sector}").format(sector=choice[f"sector_{lang}"]))
    if choice.get("layer", "all") != "all":
        said.append(layer(choice["layer"], lang))
    if choice["min_origin_groups"] > 1:
        said.append(
            _("at least {n} independent sources a relation").format(n=number(choice["min_origin_groups"], lang))
        )
    return "\u00a0· ".join(said)


def page(graph: nx.Graph, claim: Mapping[str, Any], lang: str) -> str:
    """Name the page that makes a claim: its outlet and its date.

    Args:
        graph: The network, or one made of it.
        claim: One of those that stand behind it.
        lang: `fr` or `en`.
    """
    unnamed = claim["source_id"] in behind(graph).unnamed
    return f"{cited(claim['publisher'], unnamed=unnamed, lang=lang)}, {day(claim['published'], lang)}"


def layer(name: str, lang: str) -> str:
    """Give the words for a layer of `malirussia.analysis.network`."""
    _ = catalogue(lang)
    return {
        "persons": _("persons and what ties them"),
        "institutions": _("institutions and what ties them"),
        "events": _("with events and places, without outlets"),
    }[name]


def note(finding: Finding, graph: nx.Graph, lang: str) -> str:
    """Say how to read it, and what it does not show."""
    _ = catalogue(lang)
    said = [
        _("A line unites all relations of two entities; the table lists them one by one."),
        _(
            "A line is as heavy as the number of independent sources; on a wide sheet a mark is as large as that of "
            "its ties."
        ),
        _("An arrow leads from the entity spoken of to the other one."),
        _("No line means that these articles tell of no tie, not that there is none."),
    ]
    if finding.ties and not finding.joined:
        left, right = adjectives(graph, lang)
        said.append(
            _("No chain of ties leads from an actor on the {left} side to one on the {right} side.").format(
                left=left, right=right
            )
        )
    if finding.announced:
        said.insert(2, _("A dotted line is only announced."))
    if finding.set_aside:
        said.insert(2, _("A grey line with a cross is set aside: a person preferred what another article says."))
    if finding.disputed:
        said.insert(2, _("A red line with a cross is disputed: the articles do not agree on it."))
    return " ".join(said)


def alt(finding: Finding, graph: nx.Graph, lang: str) -> str:
    """Tell a reader who does not see the figure what it shows."""
    _ = catalogue(lang)
    if finding.ties + finding.set_aside == 0:
        return _("An empty network: no mark and no line.")
    said = [
        _("Network of {title}: {entities}, {ties}.").format(
            title=getattr(behind(graph).title, lang),
            entities=_.n("{n} entity", "{n} entities", finding.entities).format(n=number(finding.entities, lang)),
            ties=_.n("{n} tie", "{n} ties", finding.ties).format(n=number(finding.ties, lang)),
        ),
        _(
            "Resting on one source: {alone}; disputed: {disputed}; only announced: {announced}; set aside: {aside}."
        ).format(
            alone=number(finding.alone, lang),
            disputed=number(finding.disputed, lang),
            announced=number(finding.announced, lang),
            aside=number(finding.set_aside, lang),
        ),
    ]
    if finding.most:
        said.append(_("The most ties among persons: {names}.").format(names=", ".join(finding.most)))
    if finding.best:
        held = _("; ").join(f"{left} – {right}" for left, right in finding.best)
        said.append(_("Ties that several independent sources support: {ties}.").format(ties=held))
    return " ".join(said)


def hover_of_node(graph: nx.Graph, node: str, lang: str) -> str:
    """Say what an entity is, whom it is tied to, and on which pages; escaped."""
    _ = catalogue(lang)
    n = standing_ties(graph, node)
    kind = graph.nodes[node][f"kind_{lang}"]
    head = f"<b>{escape(caption(graph, node, lang))}</b><br>{escape(kind)}, "
    head += escape(_.n("{n} tie", "{n} ties", n).format(n=number(n, lang)))
    others = _("; ").join(caption(graph, other, lang) for other in sorted(graph[node]))
    told = [behind(graph).claims[claim] for other in graph[node] for claim in graph[node][other]["claim_ids"]]
    pages = sorted({(claim["published"] or "", page(graph, claim, lang)) for claim in told})
    where = _("Articles: {pages}").format(pages=_("; ").join(name for _published, name in pages))
    return f"{head}<br>{escape(others)}<br>{escape(where)}"


def hover_of_tie(graph: nx.MultiDiGraph, pair: Pair, tie: Mapping[str, Any], lang: str) -> str:
    """Say what binds two entities and who says so, claim by claim, with source and date; escaped."""
    _ = catalogue(lang)
    head = " – ".join(caption(graph, end, lang) for end in pair)
    said = [f"<b>{escape(head)}</b>"]
    n = tie["n_origin_groups"]
    if tie["set_aside"] or tie["disputed"]:
        said.append(escape(_("set aside") if tie["set_aside"] else _("disputed")))
    said.append(escape(_.n("{n} independent source", "{n} independent sources", n).format(n=number(n, lang))))
    for claim_id in tie["claim_ids"][:SHOWN]:
        claim = behind(graph).claims[claim_id]
        said.append(escape(f"– {claim[f'says_{lang}']} ({page(graph, claim, lang)})"))
    rest = len(tie["claim_ids"]) - SHOWN
    if rest > 0:
        said.append(escape(_.n("and {n} more statement", "and {n} more statements", rest).format(n=number(rest, lang))))
    return "<br>".join(said)
