"""On which of the two sides an entity stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from malirussia.evidence.model import Role, Side

BETWEEN, OTHER = "between", "other"

# What two parties conclude, plan or attend stands between them, whichever soil it is on.
SHARED: tuple[Role, ...] = ("matter", "event")
# What an agreement creates stands where the agreement stands.
CREATING = "creates"


def sides(entities: pd.DataFrame, edges: pd.DataFrame, two: Sequence[Side], shared: Collection[str]) -> pd.Series:
    """Tell on which side each entity stands.

    Args:
        entities: Columns `entity_id`, `kind`, `country` (ISO 3166-1 alpha-3 or missing).
        edges: Columns `from_id`, `relation`, `to_id`.
        two: The two sides of the topic.
        shared: The kinds of what the two share: agreements, projects, deliveries and events.

    Returns:
        The id of a side, `between` or `other`, with the index of `entities`. What is shared is between; so is a body
        without a country that one of these creates. A country that is neither of the two, or none, is `other`.
    """
    by_country = entities["country"].map({side.country: side.id for side in two}).astype(object)
    common = entities["kind"].isin(shared)
    creators = set(entities.loc[common, "entity_id"])
    created = edges.loc[edges["from_id"].isin(creators) & (edges["relation"] == CREATING), "to_id"]
    between = common | (entities["country"].isna() & entities["entity_id"].isin(set(created)))
    return by_country.mask(between, BETWEEN).where(lambda side: side.notna(), OTHER)
