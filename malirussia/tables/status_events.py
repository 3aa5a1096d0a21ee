"""Status events: every claim that puts an agreement, project or delivery on a rung or denies one, as a dated event.

The entity on the rung is the one that the claim is about: its subject, else its object where only that is one. A claim
about none of them (a country, an army) makes no event, nor does one of a predicate that the vocabulary marks `of_part`:
its status is that of the part it names. What is planned or conditional is dated by its source, for its own date lies
ahead: a board that is to meet in November was promised in October. Who denies a rung makes an event of status `denied`;
who denies that something is suspended, cancelled or denied says no rung and makes none.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from malirussia.tables.grouping import places
from malirussia.tables.schema import LADDER, STATUS_EVENTS

CLIMBERS = ("agreement", "project", "delivery")
"""The stock kinds of entity that the ladder is for; a vocabulary may add its own (`role: matter`)."""

_AHEAD = ("planned", "conditional")
_READ = ["claim_id", "source_id", "subject", "predicate", "object", "date", "polarity", "modality", "status"]


def derive(
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    entities: pd.DataFrame,
    words: pd.DataFrame,
    kinds: Collection[str] = CLIMBERS,
) -> pd.DataFrame:
    """Make the status events table.

    Args:
        claims: The claims table.
        sources: The sources table; a claim without a date, or of what lies ahead, is dated by its publication.
        entities: The entities table.
        words: One row a predicate: predicate, of_part, as in the vocabulary.
        kinds: The kinds of entity that climb.
    """
    climbers = entities.loc[entities["kind"].isin(kinds), "entity_id"]
    parts = words.loc[words["of_part"], "predicate"]
    told = claims["status"].notna() & ((claims["polarity"] == "affirmed") | claims["status"].isin(LADDER))
    some = claims.loc[told, _READ]
    by_subject = places(some["subject"], climbers) >= 0
    by_object = ~by_subject & (places(some["object"], climbers) >= 0)
    whole = places(some["predicate"], parts) < 0
    about = whole & (by_subject | by_object)
    some, by_object = some[about].reset_index(drop=True), by_object[about]
    published = sources["published"].reindex(places(some["source_id"], sources["source_id"])).set_axis(some.index)
    return STATUS_EVENTS.frame(
        {
            "entity_id": some["object"].where(by_object, some["subject"]),
            "status": some["status"].mask(some["polarity"] == "denied", "denied"),
            "date": some["date"].mask(some["modality"].isin(_AHEAD)).fillna(published),
            "claim_id": some["claim_id"],
        }
    )
