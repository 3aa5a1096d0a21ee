"""Which claim speaks for a fact that several tell: the plainest, on no higher rung than several sources confirm."""

from __future__ import annotations

import pandas as pd

from malirussia.analysis.standing.ladder import CORROBORATED, RUNGS, spoken_rung

_INDEPENDENT = ("origin_group", "asserted_by")
_PLAINNESS = {"stated": 0, "reported": 1}


def speaking(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claim that speaks for each fact.

    Where several origin groups tell a fact, it is one on the highest rung that two of them speak for: where one page
    says *discussed* and another *signed*, *signed* is not what they say together. Who gives no rung speaks for none.

    Args:
        claims: What `known_claims` returns, or some of its rows.

    Returns:
        One row a fact, in no order: of the affirmed claims on that rung, or nearest below it, the plainest (stated,
        then reported, then plans and conditionals), then the first by id; a denial where nothing else is said.
    """
    denied = claims["polarity"].eq("denied")
    over = (rung_heights(claims) - confirmed_heights(claims)).fillna(0)
    keys = claims.assign(
        denied=denied, above=over.clip(lower=0), below=-over.clip(upper=0), rank=claims["modality"].map(_PLAINNESS)
    ).fillna({"rank": 2})
    keys = keys.sort_values(["denied", "above", "below", "rank", "claim_id"], kind="stable")
    return claims.loc[keys.drop_duplicates("fact_id").index]


def rung_heights(claims: pd.DataFrame) -> pd.Series:
    """Return the height of the rung that each claim speaks for, from 0; -1 where it speaks for none."""
    told = zip(claims["status"], claims["modality"], claims["polarity"], strict=True)
    heights = [RUNGS.index(rung) if rung in RUNGS else -1 for rung in (spoken_rung(*cells) for cells in told)]
    return pd.Series(heights, claims.index, dtype="int64")


def confirmed_heights(claims: pd.DataFrame) -> pd.Series:
    """Return how high the rung is that two groups and two speakers give the fact of each claim; missing where one does.

    Args:
        claims: What `known_claims` returns, or some of its rows.
    """
    affirmed = claims["polarity"].eq("affirmed")
    affirmations = claims[["fact_id", *_INDEPENDENT]].assign(height=rung_heights(claims))[affirmed]
    both = pd.concat([_second(affirmations, by) for by in _INDEPENDENT], axis=1)
    # Where one of the two is missing there is no second at all.
    return claims["fact_id"].map(both.min(axis=1, skipna=False)).astype("float64")


def _second(affirmations: pd.DataFrame, by: str) -> pd.Series:
    """Return of each fact the second highest of the rungs that its groups, or its speakers, give it."""
    voices = affirmations.groupby(["fact_id", by])["height"].max().reset_index()
    voices = voices.sort_values(["fact_id", "height"], ascending=[True, False], kind="stable")
    return voices[voices.groupby("fact_id").cumcount() == CORROBORATED - 1].set_index("fact_id")["height"].rename(by)
