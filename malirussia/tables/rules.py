"""What must hold between the cells of one row, beyond what each column asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


class Rule(NamedTuple):
    """A rule and what is said where it is broken."""

    says: str
    holds: Callable[[pd.DataFrame], pd.Series]


def _bounds_in_order(table: pd.DataFrame) -> pd.Series:
    return ~(table["low"] > table["high"])


def _whole_quantity(table: pd.DataFrame) -> pd.Series:
    bounded = table["low"].notna() | table["high"].notna()
    return (bounded == table["unit"].notna()) & (bounded == table["per"].notna())


def _before_dot(ids: pd.Series) -> pd.Series:
    # Arrow parts the texts three times faster than pandas, which would keep all the parts.
    parts = pc.split_pattern(pa.table({"ids": ids})["ids"], ".", max_splits=1)
    return pd.Series(pc.list_element(parts, 0).to_pandas(), dtype="str").set_axis(ids.index)


_QUANTITY = (
    Rule("low is more than high", _bounds_in_order),
    Rule("a bound, a unit and a per go together", _whole_quantity),
)

# The range of several claims may be open at both ends: one knows only a lower bound, another only an upper.
_RANGE = (
    Rule("low is more than high", _bounds_in_order),
    Rule("a unit and a per go together", lambda facts: facts["unit"].notna() == facts["per"].notna()),
)

RULES: dict[str, tuple[Rule, ...]] = {
    "identities": (Rule("an entity is on both sides", lambda identities: identities["left"] != identities["right"]),),
    "claims": (
        *_QUANTITY,
        Rule("a claim says approx of a value only", lambda claims: claims["approx"].notna() == claims["unit"].notna()),
        Rule(
            "the id does not start with its source",
            lambda claims: _before_dot(claims["claim_id"]) == claims["source_id"],
        ),
    ),
    "facts": (
        *_RANGE,
        Rule("more are denied than there are", lambda facts: facts["n_denied"] <= facts["n_claims"]),
        Rule(
            "one voice cannot corroborate itself",
            lambda facts: (
                ~((facts["verdict"] == "corroborated") & (facts[["n_origin_groups", "n_speakers"]] < 2).any(axis=1))
            ),
        ),
    ),
    "conflicts": (
        Rule("the sides are not in order", lambda conflicts: conflicts["claim_a"] < conflicts["claim_b"]),
        Rule(
            "the preferred claim is neither side",
            lambda conflicts: (
                conflicts["preferred"].isna()
                | (conflicts["preferred"] == conflicts["claim_a"])
                | (conflicts["preferred"] == conflicts["claim_b"])
            ),
        ),
    ),
    "codes": (
        Rule(
            "exactly one of entity and sector is coded",
            lambda codes: codes["entity_id"].isna() != codes["sector"].isna(),
        ),
    ),
    "reference": (
        *_QUANTITY,
        Rule("two figures have one id", lambda reference: reference["id"].isna() | ~reference["id"].duplicated()),
    ),
}
"""By table."""
