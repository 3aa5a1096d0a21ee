"""Which claims contradict the sentence that tells a fact: on the other side of a conflict from the claim it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.evidence.speaking import speaking
from malirussia.analysis.vocabulary import vocabulary
from malirussia.tables.build import predicates
from malirussia.tables.conflicts import find
from malirussia.tables.grouping import Codes

if TYPE_CHECKING:
    from malirussia.tables import Dataset


def contradicting(ds: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that say otherwise than the sentence of a fact, be they told under that fact or another.

    A question that somebody decided still has two sides: who says otherwise says so.

    Args:
        ds: The tables.
        claims: All that was known on the day, as `known_claims` returns it.

    Returns:
        One row a fact and claim against it: fact_id, claim_id, source_id.
    """
    known = claims[list(ds.claims.columns)].reset_index(drop=True)
    conflicts = find(known, ds.sources, ds.identities, predicates(vocabulary(ds)))
    spoken = speaking(claims)
    heard = dict(zip(spoken["claim_id"], spoken["fact_id"], strict=True))
    ids = known["claim_id"].tolist()
    sides = {
        search: {side: [ids[row] for row in rows] for side, rows in _rows(codes).items()}
        for search, codes in conflicts.sides.items()
    }
    against: set[tuple[str, str]] = set()
    for search, a, b in conflicts.rows[["search", "side_a", "side_b"]].itertuples(index=False):
        for saying, other in ((sides[search][a], sides[search][b]), (sides[search][b], sides[search][a])):
            against |= {(heard[claim], facing) for claim in saying if claim in heard for facing in other}
    rows = pd.DataFrame(sorted(against), columns=["fact_id", "claim_id"])
    return rows.merge(known[["claim_id", "source_id"]], on="claim_id", how="left")


def _rows(codes: Codes) -> dict[int, list[int]]:
    """Return the rows of each side; a claim on none has -1."""
    rows_of_side: dict[int, list[int]] = {}
    for row, side in enumerate(codes.tolist()):
        if side >= 0:
            rows_of_side.setdefault(side, []).append(row)
    return rows_of_side
