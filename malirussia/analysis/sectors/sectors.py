"""What was said of each sector: how much, by how many independent sources, and on which rung of the ladder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.known import joined, known_claims
from malirussia.analysis.standing.ladder import BESIDE, NO_RUNG, RUNGS, corroborated, spoken_rung

if TYPE_CHECKING:
    from malirussia.tables import Dataset

NO_SECTOR = "none"
LADDER_COLUMNS = (NO_RUNG, *RUNGS, *BESIDE)


def claims_by_rung(
    ds: Dataset, *, as_of: str | None = None, sector: str | None = None, min_origin_groups: int = 1
) -> pd.DataFrame:
    """Return the known claims with the rung each speaks for.

    Args:
        ds: The tables.
        as_of: EDTF date; sources that appeared later are left out. None for all.
        sector: One sector; None or `all` for every sector.
        min_origin_groups: Keep claims whose fact that many origin groups make.

    Returns:
        What `known_claims` returns, with `rung` (`none` where the claim names no status, `denied` where it negates
        a rung), `sector` filled with `none` where it is empty, and `matter`: the agreement, project or delivery whose
        rung the claim gives or denies, else its fact.
    """
    claims = known_claims(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    claims["rung"] = [
        spoken_rung(*cells) for cells in zip(claims["status"], claims["modality"], claims["polarity"], strict=True)
    ]
    claims["sector"] = claims["sector"].fillna(NO_SECTOR).replace("", NO_SECTOR)
    climbing = ds.status_events.set_index("claim_id")["entity_id"]
    claims["matter"] = climbing.reindex(claims["claim_id"]).set_axis(claims.index).fillna(claims["fact_id"])
    return claims


def sector_rungs(claims: pd.DataFrame, sectors: Sequence[str]) -> pd.DataFrame:
    """Count claims by sector and rung.

    Args:
        claims: What `claims_by_rung` returns.
        sectors: Every sector to be counted; one without a claim gets its rows too, of 0.

    Returns:
        One row a sector and rung, in the order given: sector, rung, n_claims, n_sources, n_origin_groups, claim_ids.
    """
    rows = []
    for sector in sectors:
        for rung in LADDER_COLUMNS:
            at = claims[(claims["sector"] == sector) & (claims["rung"] == rung)]
            rows.append({"sector": sector, "rung": rung, **_voices(at)})
    return pd.DataFrame(rows)


def sector_totals(claims: pd.DataFrame, sectors: Sequence[str]) -> pd.DataFrame:
    """Count claims, sources and origin groups by sector, and find how high each sector stands.

    Args:
        claims: What `claims_by_rung` returns.
        sectors: Every sector to be counted; one without a claim gets its row too, of 0.

    Returns:
        One row a sector, in the order given: sector, n_claims, n_sources, n_origin_groups, claim_ids, claimed (highest
        rung of any claim, or `none`), corroborated (highest rung that two origin groups give to one matter, or
        `none`), announced (claims discussed or pledged), signed (claims signed or beyond), done (implemented or
        completed).
    """
    rows = []
    for sector in sectors:
        own = claims[claims["sector"] == sector]
        heights = own["rung"].map(lambda rung: RUNGS.index(rung) if rung in RUNGS else -1)
        reached = [rung for rung in RUNGS if (heights >= RUNGS.index(rung)).any()]
        held = [rung for rung in RUNGS if _held(own[heights >= RUNGS.index(rung)])]
        rows.append(
            {
                "sector": sector,
                **_voices(own),
                "claimed": reached[-1] if reached else NO_RUNG,
                "corroborated": held[-1] if held else NO_RUNG,
                "announced": int(own["rung"].isin(("discussed", "pledged")).sum()),
                "signed": int(own["rung"].isin(("signed", "implemented", "completed")).sum()),
                "done": int(own["rung"].isin(("implemented", "completed")).sum()),
            }
        )
    return pd.DataFrame(rows)


def _held(speaking: pd.DataFrame) -> bool:
    """Tell whether two origin groups and speakers speak for one matter: two sources on two matters confirm neither."""
    return any(corroborated(own) for _, own in speaking.groupby("matter"))


def _voices(claims: pd.DataFrame) -> dict[str, Any]:
    return {
        "n_claims": len(claims),
        "n_sources": claims["source_id"].nunique(),
        "n_origin_groups": claims["origin_group"].nunique(),
        "claim_ids": joined(claims["claim_id"]),
    }
