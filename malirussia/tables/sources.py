"""Sources: one row a published article, as data/evidence/sources/ names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.tables.columns import LIST_SEPARATOR, join
from malirussia.tables.schema import SOURCES

if TYPE_CHECKING:
    from malirussia.evidence import Ledger

_AS_WRITTEN = (
    "title", "publisher", "published", "lang", "url", "kind", "origin_group", "file", "text_sha256", "n_words",
    "copy",
)  # fmt: skip


def table(ledger: Ledger) -> pd.DataFrame:
    """Make the sources table."""
    sources = list(ledger.sources.values())
    return SOURCES.frame(
        {
            "source_id": list(ledger.sources),
            "authors": [join(source.authors) for source in sources],
            **{name: [getattr(source, name) for source in sources] for name in _AS_WRITTEN},
        }
    )


def citation(source: pd.Series) -> str:
    """Return how to cite one row of the sources table: publisher, authors, date, title and address, as far as known.

    A source of which neither title nor publisher is known is cited by its id.
    """
    known = {name: value for name, value in source.items() if not pd.isna(value)}
    if "title" not in known and "publisher" not in known:
        known["publisher"] = known["source_id"]
    told = ", ".join(known[name] for name in ("publisher", "authors", "published") if name in known)
    named = [known[name] for name in ("title", "url") if name in known]
    return ". ".join([told.replace(LIST_SEPARATOR, ", "), *named])
