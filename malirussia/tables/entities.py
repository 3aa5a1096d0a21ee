"""Entities, and the names that sources print for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.language.typography import french
from malirussia.tables.schema import ENTITIES, NAMES

if TYPE_CHECKING:
    from malirussia.evidence import Ledger


def table(ledger: Ledger) -> pd.DataFrame:
    """Make the entities table."""
    entities = list(ledger.entities.values())
    return ENTITIES.frame(
        {
            "entity_id": list(ledger.entities),
            "caption_fr": [french(entity.fr) for entity in entities],
            "caption_en": [entity.en for entity in entities],
            **{name: [getattr(entity, name) for entity in entities] for name in ("schema", "kind", "country", "qid")},
        }
    )


def names(ledger: Ledger) -> pd.DataFrame:
    """Make the names table."""
    return NAMES.frame(
        {
            "entity_id": [name.entity for name in ledger.names],
            "name": [name.as_printed for name in ledger.names],
            "lang": [name.lang for name in ledger.names],
            "kind": [name.kind for name in ledger.names],
            "source_id": [name.passage.partition(".")[0] for name in ledger.names],
            "passage_id": [name.passage for name in ledger.names],
        }
    )
