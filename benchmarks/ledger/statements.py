"""The claims as statements of FollowTheMoney, in its own CSV form.

A fact is an entity of the schema UnknownLink, with the id of the fact; each claim gives it statements in the data set
of its source. `LEAST` is what facts and relations are made of: subject, object, role (the predicate), date, status,
description (the text or quantity) and recordId (the id of the claim, so that claims can be counted). `WHOLE` is all
that the claims table holds. The rows are in the order of the canonical ids, as `ftm aggregate-statements` asks; sorting
them is not timed.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

# Column of the claims → property of the schema.
LEAST = {
    "subject": "subject",
    "object": "object",
    "predicate": "role",
    "date": "date",
    "status": "status",
    "claim_id": "recordId",
    "tells": "description",
}
WHOLE = {
    **LEAST,
    "passage_id": "proof",
    "asserted_by": "publisher",
    "says_fr": "summary",
    "says_en": "summary",
    "as_printed": "description",
    "polarity": "description",
    "modality": "description",
    "sector": "description",
}
TYPES = {"subject": "entity", "object": "entity", "proof": "entity", "date": "date", "summary": "text"}
COLUMNS = [
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
]  # fmt: skip


def write(claims: pd.DataFrame, properties: dict[str, str], path: Path) -> int:
    """Write the statements of the claims, which have fact ids, and return how many they are."""
    quantity = claims["low"].astype("str") + " " + claims["high"].astype("str") + " " + claims["unit"]
    claims = claims.assign(tells=claims["text"].fillna(quantity), place=range(len(claims)))
    told = claims.melt(["fact_id", "source_id", "place"], list(properties), "prop", "value").dropna(subset=["value"])
    told = told.sort_values(["fact_id", "place"], kind="stable")
    prop = told["prop"].map(properties)
    rows = pd.DataFrame(
        {
            "canonical_id": told["fact_id"], "entity_id": told["fact_id"], "prop": prop,
            "prop_type": prop.map(TYPES).fillna("string"), "schema": "UnknownLink", "value": told["value"],
            "dataset": told["source_id"], "external": "f",
        }
    )  # fmt: skip
    rows.reindex(columns=COLUMNS).to_csv(path, index=False, lineterminator="\n")
    return len(rows)
