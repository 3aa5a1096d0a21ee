"""Status events: every affirmed claim that puts an entity on a rung of the ladder, as a dated event.

The entity on the rung is the agreement, project or delivery that the claim is about: its subject, else its object where
only that is one. A claim about none of them puts its subject there.
"""

from __future__ import annotations

import pandas as pd

from malirussia.tables.grouping import places
from malirussia.tables.schema import STATUS_EVENTS

CLIMBERS = ("agreement", "project", "delivery")
"""The kinds of entity that the ladder is for."""


def derive(claims: pd.DataFrame, sources: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Make the status events table.

    Args:
        claims: The claims table.
        sources: The sources table; a claim without a date is dated by the publication of its source.
        entities: The entities table.
    """
    climbs = claims["status"].notna() & (claims["polarity"] == "affirmed")
    some = claims.loc[climbs, ["claim_id", "source_id", "subject", "object", "date", "status"]].reset_index(drop=True)
    climbers = entities.loc[entities["kind"].isin(CLIMBERS), "entity_id"]
    by_object = (places(some["subject"], climbers) < 0) & (places(some["object"], climbers) >= 0)
    published = sources["published"].reindex(places(some["source_id"], sources["source_id"])).set_axis(some.index)
    return STATUS_EVENTS.frame(
        {
            "entity_id": some["object"].where(by_object, some["subject"]),
            "status": some["status"],
            "date": some["date"].fillna(published),
            "claim_id": some["claim_id"],
        }
    )
