"""On which side of the Mali–Russia axis an entity stands."""

from __future__ import annotations

from typing import Literal

import pandas as pd

Side = Literal["mali", "russia", "between", "other"]

SIDES: tuple[Side, ...] = ("mali", "between", "russia", "other")

# What two parties conclude, plan or attend stands between them, whichever soil it is on.
SHARED_KINDS = frozenset({"agreement", "project", "delivery", "event"})
# What an agreement creates stands where the agreement stands.
CREATING = "creates"

_COUNTRIES: dict[str, Side] = {"MLI": "mali", "RUS": "russia"}


def sides(entities: pd.DataFrame, edges: pd.DataFrame) -> pd.Series:
    """Tell on which side each entity stands.

    Args:
        entities: Columns `entity_id`, `kind`, `country` (ISO 3166-1 alpha-3 or missing).
        edges: Columns `from_id`, `relation`, `to_id`.

    Returns:
        `mali`, `russia`, `between` or `other`, with the index of `entities`. Agreements, projects, deliveries and
        events are between; so is a body without a country that one of them creates. A country that is neither of the
        two, or none, is `other`.
    """
    found = entities["country"].map(_COUNTRIES).astype(object)
    shared = entities["kind"].isin(SHARED_KINDS)
    creators = set(entities.loc[shared, "entity_id"])
    created = edges.loc[edges["from_id"].isin(creators) & (edges["relation"] == CREATING), "to_id"]
    between = shared | (entities["country"].isna() & entities["entity_id"].isin(set(created)))
    return found.mask(between, "between").where(lambda side: side.notna(), "other")
