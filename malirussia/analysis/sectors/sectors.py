"""What was said of each sector: how much, by how many independent sources, and on which rung of the ladder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from malirussia.analysis.evidence.speaking import confirmed_heights
from malirussia.analysis.known import joined, known_claims, rows_of
from malirussia.analysis.standing.ladder import BESIDE, NO_RUNG, RUNGS, ladder, spoken_rung
from malirussia.tables.columns import split
from malirussia.tables.view import asked_once

if TYPE_CHECKING:
    from malirussia.tables import Dataset

NO_SECTOR = "none"
LADDER_COLUMNS = (NO_RUNG, *RUNGS, *BESIDE)


@asked_once
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
        rung the claim gives or denies, else its fact. `claimed` (with `claimed_ids`) and `held` are the highest rung
        that one claim, and that two origin groups and speakers, give to what the claim is about, in whatever sector.
    """
    every = _by_rung(ds, as_of=as_of)
    chosen = known_claims(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    return every[every["claim_id"].isin(chosen["claim_id"])].reset_index(drop=True)


@asked_once
def _by_rung(ds: Dataset, *, as_of: str | None) -> pd.DataFrame:
    claims = known_claims(ds, as_of=as_of)
    claims["rung"] = [
        spoken_rung(*cells) for cells in zip(claims["status"], claims["modality"], claims["polarity"], strict=True)
    ]
    claims["sector"] = claims["sector"].fillna(NO_SECTOR).replace("", NO_SECTOR)
    climbing = ds.status_events.set_index("claim_id")["entity_id"]
    claims["matter"] = climbing.reindex(claims["claim_id"]).set_axis(claims.index).fillna(claims["fact_id"])
    return _standing(ds, claims, as_of)


def _standing(ds: Dataset, claims: pd.DataFrame, as_of: str | None) -> pd.DataFrame:
    """Add how far what each claim is about stands: an agreement is confirmed by all that is said of it anywhere."""
    stands = {row["entity_id"]: row for row in rows_of(ladder(ds, as_of=as_of))}
    facts = dict(zip(claims["claim_id"], confirmed_heights(claims), strict=True))
    cells = []
    for claim in rows_of(claims[["claim_id", "matter", "subject", "object", "rung"]]):
        named = dict.fromkeys((claim["matter"], claim["subject"], claim["object"]))
        about = [stands[entity] for entity in named if entity in stands]
        top = max(about, key=lambda row: _height(row["claimed"]), default=None)
        height = facts[claim["claim_id"]]
        of_fact = NO_RUNG if claim["matter"] in stands or not height >= 0 else RUNGS[int(height)]
        held = max((of_fact, *(row["corroborated"] for row in about)), key=_height)
        claimed, ids = (claim["rung"], claim["claim_id"]) if top is None else (top["claimed"], top["claimed_ids"])
        cells.append((claimed, ids, held))
    columns = ("claimed", "claimed_ids", "held")
    return claims.assign(**{name: [row[place] for row in cells] for place, name in enumerate(columns)})


def _height(rung: str) -> int:
    return RUNGS.index(rung) if rung in RUNGS else -1


def sector_rungs(claims: pd.DataFrame, sectors: Sequence[str]) -> pd.DataFrame:
    """Count claims by sector and rung.

    Args:
        claims: What `claims_by_rung` returns.
        sectors: Every sector to be counted; one without a claim gets its rows too, of 0.

    Returns:
        One row a sector and rung, in the order given: sector, rung, n_claims, n_sources, n_origin_groups, claim_ids.
    """
    told = _told(claims)
    rows = []
    for sector in sectors:
        for rung in LADDER_COLUMNS:
            at = [claim for claim in told.get(sector, []) if claim.rung == rung]
            rows.append({"sector": sector, "rung": rung, **_voices(at)})
    return pd.DataFrame(rows)


def sector_totals(claims: pd.DataFrame, sectors: Sequence[str]) -> pd.DataFrame:
    """Count claims, sources and origin groups by sector, and find how high each sector stands.

    Args:
        claims: What `claims_by_rung` returns.
        sectors: Every sector to be counted; one without a claim gets its row too, of 0.

    Returns:
        One row a sector, in the order given: sector, n_claims, n_sources, n_origin_groups, claim_ids, claimed (highest
        rung of any claim on what it is about, or `none`), claimed_ids, corroborated (highest rung that two origin
        groups give to one matter in whatever sector, or `none`), announced (claims discussed or pledged), signed
        (claims signed or beyond), done (implemented or completed).
    """
    told = _told(claims)
    rows = []
    for sector in sectors:
        spoken = told.get(sector, [])
        top = max((rung for claim in spoken for rung in (claim.rung, claim.claimed)), key=_height, default=NO_RUNG)
        top = top if top in RUNGS else NO_RUNG
        giving = [claim.claim_id for claim in spoken if claim.rung == top]
        giving += [claim_id for claim in spoken if claim.claimed == top for claim_id in split(claim.claimed_ids)]
        rungs = Counter(claim.rung for claim in spoken)
        rows.append(
            {
                "sector": sector,
                **_voices(spoken),
                "claimed": top,
                "claimed_ids": joined(giving),
                "corroborated": max((claim.held for claim in spoken), key=_height, default=NO_RUNG),
                "announced": sum(rungs[rung] for rung in ("discussed", "pledged")),
                "signed": sum(rungs[rung] for rung in ("signed", "implemented", "completed")),
                "done": sum(rungs[rung] for rung in ("implemented", "completed")),
            }
        )
    return pd.DataFrame(rows)


class _Told(NamedTuple):
    """What is counted of a claim."""

    claim_id: str
    source_id: str
    origin_group: str
    rung: str
    claimed: str
    claimed_ids: str
    held: str


def _told(claims: pd.DataFrame) -> dict[str, list[_Told]]:
    """Return sector → its claims."""
    told: dict[str, list[_Told]] = {}
    for sector, *cells in claims[["sector", *_Told._fields]].itertuples(index=False):
        told.setdefault(sector, []).append(_Told(*cells))
    return told


def _voices(claims: Sequence[_Told]) -> dict[str, Any]:
    return {
        "n_claims": len(claims),
        "n_sources": len({claim.source_id for claim in claims}),
        "n_origin_groups": len({claim.origin_group for claim in claims}),
        "claim_ids": joined(claim.claim_id for claim in claims),
    }
