"""Identities: the verdicts of people on whether two entities, as named, are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.language.typography import french
from malirussia.tables.schema import IDENTITIES

if TYPE_CHECKING:
    from malirussia.evidence import Ledger


def table(ledger: Ledger) -> pd.DataFrame:
    """Make the identities table."""
    return IDENTITIES.frame(
        {
            "passage_id": [identity.passage for identity in ledger.identities],
            **{
                name: [getattr(identity, name) for identity in ledger.identities]
                for name in ("left", "right", "verdict")
            },
            "reason": [identity.reason.en for identity in ledger.identities],
            "reason_fr": [french(identity.reason.fr) for identity in ledger.identities],
        }
    )
