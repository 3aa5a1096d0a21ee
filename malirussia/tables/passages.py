"""Passages: one row a run of words of a source, a pointer with its hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.tables.schema import PASSAGES

if TYPE_CHECKING:
    from malirussia.evidence import Ledger


def table(ledger: Ledger) -> pd.DataFrame:
    """Make the passages table."""
    return PASSAGES.frame(
        {
            "passage_id": list(ledger.passages),
            "source_id": [passage_id.partition(".")[0] for passage_id in ledger.passages],
            **{name: [getattr(at, name) for at in ledger.passages.values()] for name in ("first", "words", "sha256")},
        }
    )
