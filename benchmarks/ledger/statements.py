"""The claims as statements of FollowTheMoney, in its own CSV form.

A fact is an entity of the schema UnknownLink, its id the id of the fact. Each claim gives this link, in the data set of
its source, the least that facts and relations are made of: subject, object, role (the predicate), date, status and
recordId (the id of the claim, so that claims can be counted); texts and quantities stand in description. The rows are
in the order of the canonical ids, as `ftm aggregate-statements` asks; sorting them is not timed.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

# Column of the claims → property of the schema.
PROPERTIES = {
    "subject": "subject",
    "object": "object",
    "predicate": "role",
    "date": "date",
    "status": "status",
    "claim_id": "recordId",
    "tells": "description",
}
TYPES = {"subject": "entity", "object": "entity", "date": "date"}
COLUMNS = [
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
]  # fmt: skip


def write(claims: pd.DataFrame, path: Path) -> int:
    """Write the statements of the claims, which have fact ids, and return how many they are."""
    quantity = claims["low"].astype("str") + " " + claims["high"].astype("str") + " " + claims["unit"]
    claims = claims.assign(tells=claims["text"].fillna(quantity), place=range(len(claims)))
    told = claims.melt(["fact_id", "source_id", "place"], list(PROPERTIES), "prop", "value").dropna(subset=["value"])
    told = told.sort_values(["fact_id", "place"], kind="stable")
    prop = told["prop"].map(PROPERTIES)
    rows = pd.DataFrame(
        {
            "canonical_id": told["fact_id"], "entity_id": told["fact_id"], "prop": prop,
            "prop_type": prop.map(TYPES).fillna("string"), "schema": "UnknownLink", "value": told["value"],
            "dataset": told["source_id"], "external": "f",
        }
    )  # fmt: skip
    rows.reindex(columns=COLUMNS).to_csv(path, index=False, lineterminator="\n")
    return len(rows)
