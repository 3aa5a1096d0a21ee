"""The conflicts of a picture, known by what their sides say.

The claim that stands for a side is its earliest, so another claim may come to stand for it: a conflict is known here by
its question and its two answers, not by its two claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.evidence.agreement import disputes
from malirussia.analysis.known import rows_of, said

if TYPE_CHECKING:
    from malirussia.tables import Dataset

_SIDE = ("object", "text", "low", "high", "unit", "per", "as_printed", "status", "date", "polarity")
_ANSWERS_BY = {"status": "status", "date": "date", "polarity": "polarity"}


def conflicts(ds: Dataset, claims: pd.DataFrame, as_of: str) -> dict[str, dict[str, Any]]:
    """Take the conflicts known on a day.

    Args:
        ds: The tables.
        claims: The claims known on that day.
        as_of: EDTF date.

    Returns:
        Question and answers → kind, subject, predicate, sides (in the order of their answers, each with its claim and
        what it says) and preferred (the claim of the side that a person preferred).
    """
    pairs = disputes(ds, as_of=as_of)
    against = claims[claims["claim_id"].isin([*pairs["claim_a"], *pairs["claim_b"]])]
    known = {claim["claim_id"]: claim for claim in rows_of(against)}
    pictured = {}
    for row in rows_of(pairs):
        pair = [_side(known[row[name]]) for name in ("claim_a", "claim_b")]
        pair.sort(key=lambda side: (_answer(row["kind"], side), side["claim"]))
        about = {name: pair[0].get(name) for name in ("object", "text") if pair[0].get(name) == pair[1].get(name)}
        matter = [row["subject"], row["predicate"], *(cell for cell in about.values() if cell is not None)]
        key = f"{'.'.join(matter)}: {' / '.join(_answer(row['kind'], side) for side in pair)}"
        conflict = {name: row[name] for name in ("kind", "subject", "predicate")} | {"sides": pair}
        if row["preferred"] != "":
            conflict["preferred"] = row["preferred"]
        pictured[key] = conflict
    return dict(sorted(pictured.items()))


def _side(claim: Mapping[str, Any]) -> dict[str, Any]:
    cells = {name: claim[name] for name in _SIDE if claim[name] == claim[name] and claim[name] is not None}
    return {"claim": claim["claim_id"], "fact": claim["fact_id"], **cells}


def _answer(kind: str, side: Mapping[str, Any]) -> str:
    if kind in _ANSWERS_BY:
        return side.get(_ANSWERS_BY[kind]) or ""
    carried = said(side.get("object")) or said(side.get("text"))
    if carried is not None:
        return carried
    low, high = side.get("low"), side.get("high")
    return f"{low}..{high} {side.get('unit')} {side.get('per')}"
