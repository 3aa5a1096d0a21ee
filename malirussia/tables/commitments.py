"""Commitments: what a claim promises with a due date or a rhythm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.language.typography import french
from malirussia.tables.columns import join
from malirussia.tables.schema import COMMITMENTS

if TYPE_CHECKING:
    from malirussia.evidence import Ledger


def table(ledger: Ledger) -> pd.DataFrame:
    """Make the commitments table."""
    promises = [(key, claim.commitment) for key, claim in ledger.claims.items() if claim.commitment is not None]
    return COMMITMENTS.frame(
        {
            "commitment_id": [promise.id for _, promise in promises],
            "what_fr": [french(promise.fr) for _, promise in promises],
            "what_en": [promise.en for _, promise in promises],
            "claim_id": [claim_id for claim_id, _ in promises],
            "met_by": [join(promise.met_by) for _, promise in promises],
            **{
                name: [getattr(promise, name) for _, promise in promises]
                for name in ("by", "to", "made", "due", "rhythm")
            },
        }
    )
