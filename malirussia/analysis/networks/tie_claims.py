"""The claims that hold ties: one row a claim that affirms a relation between two entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.standing.ladder import ANNOUNCED

if TYPE_CHECKING:
    from malirussia.tables import Dataset

# A status from signature on says that something was done, not only announced.
DONE = ("signed", "implemented", "completed")
AHEAD = ("planned", "conditional")


def tie_claims(ds: Dataset, claims: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """List the claims behind the relations table, with what is needed to weigh them.

    Args:
        ds: The tidy tables.
        claims: The claims to choose from, each with its `origin_group`: rows of
            `malirussia.analysis.known.known_claims`.
        facts: The facts as they stood then: what `malirussia.analysis.evidence.agreement.judged` returns.

    Returns:
        One row a claim and relation: `from_id`, `relation`, `to_id`, `directed`, the columns of `claims`, and `done`
        (it says that the thing was done), `announced` (it only announces it) `disputed` (its fact stands in a
        conflict that nobody decided) and `set_aside` (a person preferred another fact). Ordered by relation and claim.
    """
    ties = ds.relations[["from_id", "relation", "to_id", "directed", "claim_ids"]]
    ties = ties.assign(claim_id=ties["claim_ids"].str.split(";")).drop(columns="claim_ids").explode("claim_id")
    rows = ties.merge(claims, on="claim_id", validate="many_to_one").merge(
        facts[["fact_id", "verdict"]], on="fact_id", validate="many_to_one"
    )
    rows = rows[rows["polarity"] == "affirmed"]
    ahead = rows["modality"].isin(AHEAD)
    rows = rows.assign(
        done=~ahead & (rows["status"].isin(DONE) | rows["status"].isna()),
        announced=ahead | rows["status"].isin(ANNOUNCED),
        disputed=rows["verdict"] == "disputed",
        set_aside=rows["verdict"] == "superseded",
    )
    return rows.sort_values(["from_id", "relation", "to_id", "claim_id"], kind="stable").reset_index(drop=True)
