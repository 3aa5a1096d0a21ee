"""Claims as a table for the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.known import rows_of, said
from malirussia.charts.words.citing import captions, page_names
from malirussia.charts.words.rungs import rung_word
from malirussia.language import catalogue, word

if TYPE_CHECKING:
    from malirussia.tables import Dataset


def claim_table(ds: Dataset, claims: pd.DataFrame, lang: str) -> pd.DataFrame:
    """List claims, highest rung first.

    Args:
        ds: The tables.
        claims: What `malirussia.analysis.sectors.sectors.claims_by_rung` returns, or some of its rows.
        lang: `fr` or `en`.

    Returns:
        What is said, rung, how it is told, who says it, on which page; and `claim_ids`.
    """
    _ = catalogue(lang)
    names, pages = captions(ds, lang), page_names(ds, lang)
    order = ("completed", "implemented", "signed", "pledged", "discussed", "suspended", "cancelled", "denied", "none")
    ordered = claims.assign(place=claims["rung"].map(order.index)).sort_values(["place", "claim_id"], kind="stable")
    rows = [
        (
            row[f"says_{lang}"],
            rung_word(row["rung"], lang),
            word("modality", row["modality"], lang),
            names.get(said(row["asserted_by"]) or "", ""),
            pages[row["source_id"]],
            row["claim_id"],
        )
        for row in rows_of(ordered)
    ]
    return pd.DataFrame(
        rows, columns=[_("What is said"), _("Stage"), _("How"), _("Who says it"), _("Article"), "claim_ids"]
    )
