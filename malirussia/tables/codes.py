"""Codes: classifications of the field, given to entities and sectors."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import pandas as pd

from malirussia.errors import TablesError
from malirussia.tables.schema import CODES

if TYPE_CHECKING:
    from malirussia.evidence import Ledger

SCHEMES = CODES.column("scheme").enum


def table(ledger: Ledger) -> pd.DataFrame:
    """Make the codes table.

    Raises:
        TablesError: If a scheme is unknown.
    """
    for place, code in enumerate(ledger.codes):
        if code.scheme not in SCHEMES:
            nearest = get_close_matches(code.scheme, SCHEMES, n=1, cutoff=0)[0]
            raise TablesError(
                ledger.where("codes.yaml", "codes", place, "scheme"),
                f"unknown scheme {code.scheme!r}",
                f"nearest known scheme {nearest!r}; use one of: " + " ".join(SCHEMES),
            )
    return CODES.frame(
        {
            "entity_id": [code.of if code.of in ledger.entities else None for code in ledger.codes],
            "sector": [None if code.of in ledger.entities else code.of for code in ledger.codes],
            **{name: [getattr(code, name) for code in ledger.codes] for name in ("scheme", "code", "label")},
        }
    )
