"""What notebook 20 says about the actor network in words and tables, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx
import pandas as pd

from malirussia.analysis.networks.behind import behind
from malirussia.analysis.networks.between import between, joined_pairs
from malirussia.analysis.networks.leave_one_out import leave_one_out
from malirussia.analysis.networks.ties import project, standing, tie_table
from malirussia.analysis.standing.ladder import RUNGS
from malirussia.charts.networks.words import across, adjectives, caption, page
from malirussia.charts.paper.escape import markdown
from malirussia.language import catalogue, number, percent

# More rows of who sits between than these say little: their shares are small.
BRIDGES = 8
# As many ties a reader takes in before the figure.
TOLD = 4
DONE = RUNGS[RUNGS.index("signed") :]


def opening(graph: nx.MultiDiGraph, lang: str) -> str:
    """Write the beginning of the page, in Markdown: what is told between the two sides, and how far it reaches."""
    _ = catalogue(lang)
    pages = len(behind(graph).sources)
    told = _told_across(graph, lang)
    return "\n\n".join(
        [
            f"# {_('{title}: who is tied to whom').format(title=markdown(getattr(behind(graph).title, lang)))}",
            *([_("What the articles tell between the two sides, the best supported first:"), told] if told else []),
            _(
                "A tie is what at least one article says of two entities: a visit, a signature, a post, a "
                "partnership. Its weight is the number of independent sources, not of articles: articles "
                "that carry one dispatch count once. What these articles do not say is not told here."
            ),
            _.n("Everything here rests on {n} article.", "Everything here rests on {n} articles.", pages).format(
                n=number(pages, lang)
            ),
        ]
    )


def _told_across(graph: nx.MultiDiGraph, lang: str) -> str:
    """List the best held ties from side to side, each in the sentence of one statement, with its article."""
    ties, claims = project(standing(graph)), behind(graph).claims
    lines = []
    for pair in across(ties)[:TOLD]:
        # What has a day happened; the rest is what somebody calls the tie.
        claim_id = min(ties.edges[pair]["claim_ids"], key=lambda claim: (claims[claim]["date"] is None, claim))
        article = markdown(page(graph, claims[claim_id], lang))
        lines.append(f"- {markdown(claims[claim_id][f'says_{lang}'])} ([{article}](#{claim_id}))")
    return "\n".join(lines)


def tie_words(graph: nx.MultiDiGraph, lang: str) -> str:
    """Say how well the ties are held, in Markdown."""
    _ = catalogue(lang)
    table = tie_table(graph)
    stands = table[~table["set_aside"]]
    several = stands[stands["n_origin_groups"] > 1]
    relations = [edge for *__, edge in standing(graph).edges(data=True)]
    said = [
        _.n("{n} tie stands.", "{n} ties stand.", len(stands)).format(n=number(len(stands), lang)),
        _.n(
            "{n} has two independent sources or more.", "{n} have two independent sources or more.", len(several)
        ).format(n=number(len(several), lang)),
        _("Counted relation by relation: {n} of {all}.").format(
            n=number(sum(edge["n_origin_groups"] > 1 for edge in relations), lang), all=number(len(relations), lang)
        ),
        _("Disputed: {disputed}; only announced: {announced}; set aside: {aside}.").format(
            disputed=number(int(stands["disputed"].sum()), lang),
            announced=number(int(stands["announced"].sum()), lang),
            aside=number(len(table) - len(stands), lang),
        ),
    ]
    return f"## {_('How many independent sources hold each tie')}\n\n{' '.join(said)}"


def tie_list(graph: nx.MultiDiGraph, lang: str) -> pd.DataFrame:
    """List the ties for a reader, the best held first, each with what the pages say and its independent sources."""
    _ = catalogue(lang)
    rows = []
    for tie in tie_table(graph).to_dict("records"):
        said = dict.fromkeys(behind(graph).claims[claim][f"says_{lang}"] for claim in tie["claim_ids"])
        rows.append(
            (
                f"{caption(graph, tie['left'], lang)} – {caption(graph, tie['right'], lang)}",
                " ".join(said),
                tie["n_origin_groups"],
                tie["n_claims"],
                _standing(tie, behind(graph).claims, lang),
                ";".join(tie["claim_ids"]),
            )
        )
    headings = [
        _("Tie"),
        _("What the articles say"),
        _("Independent sources"),
        _("Statements"),
        _("Standing"),
        "claim_ids",
    ]
    return pd.DataFrame(rows, columns=headings)


def bridge_words(graph: nx.MultiDiGraph, lang: str) -> str:
    """Say who sits between the two sides, and what that measure is, in Markdown."""
    _ = catalogue(lang)
    table = between(graph)
    pairs = joined_pairs(graph)
    left, right = map(markdown, adjectives(graph, lang))
    if table.empty:
        said = _(
            "No entity sits between: no chain of two ties or more leads from an actor on the {left} side to one on the "
            "{right} side."
        ).format(left=left, right=right)
    else:
        top = table.iloc[0]
        said = _.n(
            "Chains of ties join {pairs} pair of persons or institutions, one on the {left} side, one on the {right} "
            "side.",
            "Chains of ties join {pairs} pairs of persons or institutions, one on the {left} side, one on the {right} "
            "side.",
            pairs,
        ).format(pairs=number(pairs, lang), left=left, right=right)
        said += " " + _("The shortest chains of {share} of these pairs pass through one entity: {name}.").format(
            share=percent(top["share"], lang), name=markdown(caption(graph, top["entity_id"], lang))
        )
        said += " " + _(
            "The share says where the accounts of these articles meet, not who decides: an entity that one "
            "odd sentence ties to both sides may stand high. Ties that were set aside do not count."
        )
    return f"## {_('Who sits between the two sides')}\n\n{said}"


def bridge_list(graph: nx.MultiDiGraph, lang: str) -> pd.DataFrame:
    """List who sits between the two sides, with the ties that put them there."""
    _ = catalogue(lang)

    def names(entities: tuple[str, ...]) -> str:
        return ", ".join(caption(graph, entity, lang) for entity in entities)

    rows = [
        (
            caption(graph, row["entity_id"], lang),
            graph.nodes[row["entity_id"]][f"kind_{lang}"],
            percent(row["share"], lang),
            row["n_ties"],
            names(row["left_ties"]),
            names(row["right_ties"]),
            ";".join(row["claim_ids"]),
        )
        for row in between(graph).head(BRIDGES).to_dict("records")
    ]
    tied = [_("Tied on the {side} side to").format(side=adjective) for adjective in adjectives(graph, lang)]
    headings = [
        _("Entity"), _("Kind"), _("Share of pairs"), _("Ties"), *tied,
        "claim_ids",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=headings)


def loss_words(graph: nx.MultiDiGraph, lang: str) -> str:
    """Say what falls apart if one source is dropped, in Markdown."""
    _ = catalogue(lang)
    table = leave_one_out(graph)
    if table.empty:
        said = _("There is no tie to lose.")
    else:
        worst = table.iloc[0]
        ties = sum(not tie["set_aside"] for _left, _right, tie in project(graph).edges(data=True))
        lost = _.n(
            "Without {source}, {lost} of {ties} ties goes",
            "Without {source}, {lost} of {ties} ties go",
            worst["ties_lost"],
        ).format(
            source=markdown(_pages(graph, worst["source_ids"], lang)),
            lost=number(worst["ties_lost"], lang),
            ties=number(ties, lang),
        )
        parted = _.n(
            "{pairs} of {joined} pairs of actors, one of each side, is no longer joined",
            "{pairs} of {joined} pairs of actors, one of each side, are no longer joined",
            worst["pairs_lost"],
        ).format(pairs=number(worst["pairs_lost"], lang), joined=number(worst["pairs_joined"], lang))
        said = _("{lost}, and {parted}. No source weighs more.").format(lost=lost, parted=parted)
        if worst["ties_lost"] == 0:
            said = _("No tie rests on one independent source alone: without any one of them every tie stands.")
    return f"## {_('What falls apart if one source is dropped')}\n\n{said}"


def loss_list(graph: nx.MultiDiGraph, lang: str) -> pd.DataFrame:
    """List what each independent source alone holds."""
    _ = catalogue(lang)
    rows = [
        (
            _pages(graph, row["source_ids"], lang),
            row["n_ties"],
            row["ties_lost"],
            row["pairs_lost"],
            ", ".join(caption(graph, entity, lang) for entity in row["entities_lost"]),
            ";".join(row["claim_ids"]),
        )
        for row in leave_one_out(graph).to_dict("records")
    ]
    headings = [
        _("Source dropped"), _("Ties it tells of"), _("Ties lost"), _("Pairs no longer joined"), _("Entities lost"),
        "claim_ids",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=headings)


def _pages(graph: nx.MultiDiGraph, source_ids: tuple[str, ...], lang: str) -> str:
    claims = {claim["source_id"]: claim for claim in behind(graph).claims.values()}
    return catalogue(lang)("; ").join(page(graph, claims[source_id], lang) for source_id in source_ids)


def _standing(tie: Mapping[Any, Any], claims: Mapping[str, Mapping[str, Any]], lang: str) -> str:
    _ = catalogue(lang)
    said = [
        words
        for mark, words in (
            ("set_aside", _("set aside")),
            ("disputed", _("disputed")),
            ("announced", _("only announced")),
        )
        if tie[mark]
    ]
    # A tie of which no claim gives a status is stated, which is less than done: a refinery that is only planned has
    # its place and its partner already.
    done = any(claims[claim]["status"] in DONE for claim in tie["claim_ids"])
    return ", ".join(said) or (_("said to be done") if done else _("stated, no status given"))
