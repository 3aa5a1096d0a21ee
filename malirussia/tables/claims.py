"""Claims: one row a statement of one source, and the id of the fact it is about.

The id of a fact
- `subject.predicate.object` or `subject.predicate.text` where the claim carries an entity or a text;
- `subject.predicate` where it carries a quantity or nothing. Where the quantities of one subject and predicate are of
  several sorts (tonnes and dollars, an amount and a rate), each sort is a fact of its own and the id says which:
  `subject.predicate.mass-rate`, `subject.predicate.usd`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.errors import TablesError
from malirussia.language.typography import french
from malirussia.tables import grouping
from malirussia.tables.schema import CLAIMS
from malirussia.tables.slugs import slug
from malirussia.units import dimension

if TYPE_CHECKING:
    from malirussia.evidence import Ledger

_AS_WRITTEN = (
    "subject", "predicate", "object", "text", "date", "as_printed", "polarity", "modality", "status", "sector",
)  # fmt: skip


def table(ledger: Ledger) -> pd.DataFrame:
    """Make the claims table."""
    said = list(ledger.claims.items())
    values = [claim.value for _, claim in said]
    cells = pd.DataFrame(
        {
            "claim_id": [claim_id for claim_id, _ in said],
            "source_id": [claim_id.partition(".")[0] for claim_id, _ in said],
            "passage_id": [claim.passage for _, claim in said],
            **{name: [getattr(claim, name) for _, claim in said] for name in _AS_WRITTEN},
            "low": [None if value is None else value.low for value in values],
            "high": [None if value is None else value.high for value in values],
            "unit": [None if value is None else value.unit for value in values],
            "per": [None if value is None else value.per for value in values],
            "approx": [None if value is None else value.approx for value in values],
            "asserted_by": [claim.by for _, claim in said],
            "says_fr": [french(claim.fr) for _, claim in said],
            "says_en": [claim.en for _, claim in said],
            "fact_id": [""] * len(said),
        }
    )
    typed = CLAIMS.frame(cells)
    return typed.assign(fact_id=identify(typed))


def identify(claims: pd.DataFrame) -> pd.Series:
    """Return the fact id of each claim.

    Args:
        claims: At least the columns subject, predicate, object, text, unit and per of the claims table.

    Raises:
        TablesError: If a text has no letter or digit to make a slug of.
        UnitError: If a unit is unknown.
    """
    base = claims["subject"] + "." + claims["predicate"]
    third = claims["object"].fillna(grouping.each(claims["text"], _text_slug)).fillna(_sort_if_several(claims))
    return base + ("." + third).fillna("")


def sorts(claims: pd.DataFrame) -> pd.Series:
    """Return what sort of quantity each claim carries, `mass` or `mass-rate`; empty for a claim without one."""
    measured = grouping.each(claims["unit"], lambda unit: slug(dimension(unit)))
    return measured.where((claims["per"] == "once") | claims["unit"].isna(), measured + "-rate")


def _sort_if_several(claims: pd.DataFrame) -> pd.Series:
    """Return the sort of quantity of each claim whose subject and predicate have several."""
    alone = claims["unit"].notna() & claims["object"].isna() & claims["text"].isna()
    plain = claims.loc[alone, ["subject", "predicate", "unit", "per"]]
    sort = sorts(plain)
    group = grouping.codes(plain["subject"], plain["predicate"])
    n_groups = int(group.max()) + 1 if len(group) else 0
    several = grouping.distinct_in(group, grouping.codes(sort), n_groups)[group] > 1
    return sort[several].reindex(claims.index)


def _text_slug(text: str) -> str:
    try:
        return slug(text)
    except ValueError as error:
        raise TablesError("claims", str(error), "write the text of the claim as a short slug") from None
