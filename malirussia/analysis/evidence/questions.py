"""What the pages leave open: disputes, questions they ask themselves, promises awaited, names that may be one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.evidence.agreement import disputes
from malirussia.analysis.known import joined, rows_of
from malirussia.analysis.standing.ladder import CORROBORATED, NO_RUNG
from malirussia.tables.columns import split
from malirussia.tables.view import takes_view

if TYPE_CHECKING:
    from malirussia.tables import Dataset


@takes_view
def open_questions(
    ds: Dataset,
    claims: pd.DataFrame,
    agreements: pd.DataFrame,
    promises: pd.DataFrame | None = None,
    *,
    as_of: str | None = None,
) -> pd.DataFrame:
    """Return what the claims of a sector leave open, the gravest first.

    Reasons: `disputed` (two sources cannot both be right, and nobody decided), `asked` (a source itself names a
    question, or says that something is missing), `awaited` (a promise due or past its date that no claim says is met),
    `ahead` (a promise not due yet), `unsure` (two names that may be one), `unrung` (an agreement, project or delivery
    of which no source gives the status), `alone` (a rung that one origin group gives, or one speaker).

    Args:
        ds: The tables.
        claims: What `claims_by_rung` returns for the sector.
        agreements: Rows of `ladder` for the sector.
        promises: Rows of `standing` for the sector; none are asked about where None.
        as_of: EDTF date, as for the claims.

    Returns:
        reason, entity_id (the first name concerned), other (the predicate, for `disputed`; the claim, for `asked`; the
        commitment, for `awaited` and `ahead`; the second name, for `unsure`; the rung, for `alone`), claim_ids.
    """
    rows: list[dict[str, Any]] = []
    claim_ids = set(claims["claim_id"])
    disputed = disputes(ds, as_of=as_of)
    undecided = disputed[
        disputed["preferred"].eq("") & (disputed["claim_a"].isin(claim_ids) | disputed["claim_b"].isin(claim_ids))
    ]
    for key, pairs in undecided.groupby(["subject", "predicate"], sort=True):
        subject, predicate = map(str, key)
        rows.append(_question("disputed", subject, predicate, [*pairs["claim_a"], *pairs["claim_b"]]))
    asked = claims[claims["predicate"].eq("open_question") | claims["polarity"].eq("denied")]
    rows += [
        _question("asked", subject, claim, [claim])
        for subject, claim in zip(asked["subject"], asked["claim_id"], strict=True)
    ]
    for promise in [] if promises is None else rows_of(promises):
        if promise["state"] not in ("met", "undated"):
            reason = "ahead" if promise["state"] == "open" else "awaited"
            rows.append(_question(reason, promise["by"], promise["commitment_id"], [promise["claim_id"]]))
    named = set(claims["subject"]) | set(claims["object"].dropna()) | set(claims["asserted_by"].dropna())
    unsure = ds.identities[ds.identities["verdict"] == "unsure"]
    for left, right in zip(unsure["left"], unsure["right"], strict=True):
        if left in named or right in named:
            mention = claims[claims["subject"].isin((left, right)) | claims["object"].isin((left, right))]
            rows.append(_question("unsure", left, right, mention["claim_id"]))
    for row in rows_of(agreements):
        if row["claimed"] == NO_RUNG:
            rows.append(_question("unrung", row["entity_id"], "", row["claim_ids"].split(";")))
        elif min(row["claimed_groups"], len(split(row["claimed_by"]))) < CORROBORATED:
            rows.append(_question("alone", row["entity_id"], row["claimed"], row["claimed_ids"].split(";")))
    return pd.DataFrame(rows, columns=["reason", "entity_id", "other", "claim_ids"])


def _question(reason: str, entity: str, other: str, claim_ids: Sequence[str] | pd.Series) -> dict[str, Any]:
    return {"reason": reason, "entity_id": entity, "other": other, "claim_ids": joined(claim_ids)}
