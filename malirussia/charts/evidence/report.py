"""What notebook 10 says of the evidence in words and tables, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.evidence.agreement import disputes, fact_table
from malirussia.analysis.evidence.coded import coverage
from malirussia.analysis.known import known_claims, rows_of, said
from malirussia.charts.evidence.conflicts_words import dispute_table, gather, left_out, reason_column, title
from malirussia.charts.evidence.conflicts_words import group_heading as group_heading
from malirussia.charts.words.citing import captions, outlet_names
from malirussia.charts.words.phrases import chosen, dotted
from malirussia.language import catalogue, day, number, percent, word

if TYPE_CHECKING:
    from malirussia.tables import Dataset


def opening(
    ds: Dataset, lang: str, *, as_of: str | None = None, sector: str | None = None, min_origin_groups: int = 1
) -> str:
    """Write the beginning of the page, in Markdown: what it is about, the finding, and how far it reaches."""
    _ = catalogue(lang)
    facts = fact_table(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    claims = known_claims(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    alone = int((facts["n_origin_groups"] == 1).sum())
    said_here = [
        _.n("{n} statement", "{n} statements", len(claims)).format(n=number(len(claims), lang)),
        _.n("{n} fact", "{n} facts", len(facts)).format(n=number(len(facts), lang)),
        *chosen(lang, as_of, min_origin_groups),
    ]
    counted = _.n(
        "Of {all} facts, {alone} rests on one independent source",
        "Of {all} facts, {alone} rest on one independent source",
        alone,
    ).format(alone=number(alone, lang), all=number(len(facts), lang))
    return "\n\n".join(
        [
            f"# {_('What the articles agree on, dispute and leave unsaid')}",
            f"**{counted}.** {dotted(said_here)}.",
            _(
                "Statements that say the same make one fact. A fact is corroborated when two independent "
                "sources give it on the word of two speakers: articles of one outlet, or that carry one "
                "dispatch, count once, and one man quoted twice is said by one and carried by two. It is "
                "disputed when another statement cannot hold beside it and nobody has decided between the "
                "two."
            ),
        ]
    )


def conflict_words(
    ds: Dataset, lang: str, *, as_of: str | None = None, sector: str | None = None, min_origin_groups: int = 1
) -> str:
    """Introduce the conflicts, in Markdown: on how many questions, how many are decided, and how many are left out."""
    _ = catalogue(lang)
    pairs = disputes(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    omitted = left_out(
        len(disputes(ds, as_of=as_of, sector=sector)) - len(pairs), min_origin_groups=min_origin_groups, lang=lang
    )
    heading = f"## {_('Where they contradict each other')}"
    if pairs.empty:
        return f"{heading}\n\n{' '.join(omitted) or _('Nowhere, as far as these articles go.')}"
    how = _(
        "Contradictions are found by comparing statements, not chosen by hand; statements that can both be true are "
        "none. A decision is a person’s, with its reason."
    )
    return f"{heading}\n\n{' '.join([f'**{title(gather(ds, pairs, lang), lang)}.**', how, *omitted])}"


def conflict_table(
    ds: Dataset, lang: str, *, as_of: str | None = None, sector: str | None = None, min_origin_groups: int = 1
) -> pd.DataFrame:
    """List the statements that stand against each other, one a row; `group_heading` names what they are grouped by.

    Args:
        ds: The tables.
        lang: `fr` or `en`.
        as_of: EDTF date; conflicts with a side that nobody could read yet are left out. None for all.
        sector: Conflicts with a side in one sector; None or `all` for every sector.
        min_origin_groups: Conflicts with a side whose fact that many independent sources speak of.
    """
    pairs = disputes(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    return dispute_table(ds, pairs, lang)


def corroboration_words(lang: str) -> str:
    """Introduce the matrix, in Markdown."""
    _ = catalogue(lang)
    return "\n\n".join(
        [
            f"## {_('What several articles say')}",
            _("Each row is a fact, each column an article. What one article alone gives is counted in the last row."),
        ]
    )


def coverage_words(ds: Dataset, lang: str, *, as_of: str | None = None) -> str:
    """Introduce the coverage, in Markdown, and say that it was counted without the texts."""
    _ = catalogue(lang)
    rows = coverage(ds, as_of=as_of)
    body, covered = int(rows["body"].sum()), int(rows["covered"].sum())
    return "\n\n".join(
        [
            f"## {_('How much of each article was coded')}",
            _(
                "{covered} of {body} words ({share}) stand under a passage. This is counted from the tables: the texts "
                "are not needed, and are not here."
            ).format(
                covered=number(covered, lang),
                body=number(body, lang),
                share=percent(covered / body if body else 0, lang),
            ),
        ]
    )


def source_table(ds: Dataset, lang: str, *, as_of: str | None = None) -> pd.DataFrame:
    """List the pages for a reader: outlet, date, title, claims, facts that it alone gives, words coded."""
    _ = catalogue(lang)
    claims = known_claims(ds, as_of=as_of)
    facts = fact_table(ds, as_of=as_of)
    alone = set(facts.loc[facts["n_sources"] == 1, "fact_id"])
    words = coverage(ds, as_of=as_of).set_index("source_id")
    outlets = outlet_names(ds, lang)
    rows = []
    for source in rows_of(ds.sources.sort_values(["published", "source_id"], na_position="last")):
        spoken = claims[claims["source_id"] == source["source_id"]]
        if spoken.empty:
            continue
        part = words.loc[source["source_id"]]
        rows.append(
            (
                outlets[source["source_id"]],
                day(said(source["published"]), lang),
                said(source["title"]) or _("title unknown"),
                len(spoken),
                spoken.loc[spoken["fact_id"].isin(alone), "fact_id"].nunique(),
                percent(part["covered"] / part["body"] if part["body"] else 0, lang),
            )
        )
    headings = [
        _("Outlet"), _("Date"), _("Title"), _("Statements"), _("Facts that it alone gives"), _("Words used"),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=headings)


def identity_table(ds: Dataset, lang: str, *, as_of: str | None = None) -> pd.DataFrame:
    """List the names of which it is asked whether they are one, with the verdict: those that a known page raises."""
    _ = catalogue(lang)
    known = set(known_claims(ds, as_of=as_of)["source_id"])
    raised_by = ds.passages.set_index("passage_id")["source_id"].reindex(ds.identities["passage_id"]).to_numpy()
    asked = ds.identities[[as_of is None or source in known for source in raised_by]]
    names = captions(ds, lang)
    rows = [
        (
            names[row["left"]],
            names[row["right"]],
            word("verdict", row["verdict"], lang),
            said(row[reason_column(lang)]) or said(row["reason"]) or "",
        )
        for row in rows_of(asked)
    ]
    return pd.DataFrame(rows, columns=[_("One name"), _("Other name"), _("One and the same?"), _("Why")])
