"""The ladder of status: how far each agreement, project and delivery is said to be, since when, and on whose word.

    discussed → pledged → signed → implemented → completed        beside: suspended, cancelled, denied

The highest claimed rung stands beside the highest corroborated rung. A claim of a rung also speaks for the rungs below
it: who says that a text is signed says that it was discussed. A rung is corroborated where two origin groups speak for
it. What is only planned, or told in the conditional, is never more than pledged.

Who denies a rung denies those above it: what is not signed is not implemented. A denial moves no rung. It stands beside
the highest claimed rung where it denies that one, or where no rung is claimed; that something signed is not completed
yet takes nothing away from *signed*, and does not stand there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from malirussia import edtf
from malirussia.analysis.known import joined, known_claims, said
from malirussia.analysis.vocabulary import vocabulary
from malirussia.evidence.kinds import of_role
from malirussia.tables.columns import split
from malirussia.tables.schema import LADDER, STATUSES

if TYPE_CHECKING:
    from malirussia.tables import Dataset

RUNGS = LADDER
BESIDE = tuple(status for status in STATUSES if status not in LADDER)
NO_RUNG = "none"
ANNOUNCED = ("discussed", "pledged")
CORROBORATED = 2
"""Origin groups, and speakers, that make a rung corroborated."""

_AHEAD = ("planned", "conditional")


def rung_of(status: Any, modality: str) -> str:
    """Return the rung that a claim speaks for; `none` where it names no status.

    What is planned or conditional goes no higher than pledged, whatever is written: announced is not done.
    """
    text = said(status)
    if text is None:
        return NO_RUNG
    if modality in _AHEAD and text in RUNGS:
        return RUNGS[min(RUNGS.index(text), RUNGS.index("pledged"))]
    return text


def spoken_rung(status: Any, modality: str, polarity: str) -> str:
    """Return where a claim stands: its rung, `denied` where it negates one; `none` where it names or negates none."""
    rung = rung_of(status, modality)
    if polarity != "denied":
        return rung
    return "denied" if rung in RUNGS else NO_RUNG


def corroborated(claims: pd.DataFrame) -> bool:
    """Tell whether claims confirm each other: two origin groups, and two speakers. One man quoted twice is one.

    Args:
        claims: At least the columns origin_group and asserted_by.
    """
    return min(claims["origin_group"].nunique(), claims["asserted_by"].nunique()) >= CORROBORATED


def transitions(ds: Dataset, *, as_of: str | None = None) -> pd.DataFrame:
    """Return every dated word on a status: one row an entity, rung, date and claim.

    Args:
        ds: The tables.
        as_of: EDTF date; sources that appeared later are left out. None for all.

    Returns:
        entity_id, kind, rung, date (EDTF, empty where no source gives one), claim_id, source_id, origin_group,
        asserted_by, sector, modality, denies (the rung that the claim denies, the lowest where it denies them all, else
        empty); by entity, then date (undated last), then rung.
    """
    claims = known_claims(ds, as_of=as_of)
    claims["denies"] = [
        _denies(*cells) for cells in zip(claims["status"], claims["modality"], claims["polarity"], strict=True)
    ]
    wanted = ["claim_id", "source_id", "origin_group", "asserted_by", "sector", "modality", "denies"]
    events = ds.status_events.merge(claims[wanted], on="claim_id", how="inner", validate="many_to_one")
    events = events.merge(ds.entities[["entity_id", "kind"]], on="entity_id", how="left", validate="many_to_one")
    events["rung"] = [
        rung_of(status, modality) for status, modality in zip(events["status"], events["modality"], strict=True)
    ]
    order = [
        (entity, when is None, edtf.earliest(when).toordinal() if when is not None else 0, _height(rung), claim)
        for entity, when, rung, claim in zip(
            events["entity_id"], map(said, events["date"]), events["rung"], events["claim_id"], strict=True
        )
    ]
    events = events.iloc[sorted(range(len(order)), key=order.__getitem__)]
    columns = ["entity_id", "kind", "rung", "date", *wanted]
    return events[columns].reset_index(drop=True)


def ladder(ds: Dataset, *, as_of: str | None = None, kinds: Sequence[str] | None = None) -> pd.DataFrame:
    """Return how far each agreement, project and delivery is said to be.

    Args:
        ds: The tables.
        as_of: EDTF date; sources that appeared later are left out. None for all.
        kinds: Kinds of entity that climb; by default those that the vocabulary calls a matter.

    Returns:
        One row an entity that some known claim is about, by id: entity_id, kind, claimed (the highest rung any source
        gives, or `none`), claimed_since (EDTF, empty where undated), claimed_by (who says so, `;`), claimed_groups
        (origin groups that give it), claimed_ids; corroborated (the highest rung that two origin groups speak for, or
        `none`), corroborated_since, corroborated_groups, corroborated_ids; beside (suspended, cancelled or denied, the
        latest word, or empty), beside_ids; denied (the lowest rung that a denial of the claimed one denies, or empty;
        whatever is said later), denied_by (who does, `;`), denied_ids; n_origin_groups (that speak of the entity at
        all); claim_ids (all of them).
    """
    claims = known_claims(ds, as_of=as_of)[["subject", "object", "origin_group", "claim_id"]]
    events = transitions(ds, as_of=as_of)
    kinds = of_role(vocabulary(ds), "matter") if kinds is None else kinds
    climbers = ds.entities[ds.entities["kind"].isin(kinds)]
    rows: list[dict[str, Any]] = []
    for entity, kind in zip(climbers["entity_id"], climbers["kind"], strict=True):
        about = claims[(claims["subject"] == entity) | (claims["object"] == entity)]
        if about.empty:
            continue
        own = events[events["entity_id"] == entity]
        claimed = _claimed(own)
        top = _height(claimed["claimed"])
        against = np.array([top < 0 or _height(rung) <= top for rung in own["denies"]], dtype=bool)
        rows.append(
            {
                "entity_id": entity,
                "kind": kind,
                **claimed,
                **_corroborated(own),
                **_beside(own[against]),
                **_denied(own[against]),
                "n_origin_groups": about["origin_group"].nunique(),
                "claim_ids": joined(about["claim_id"]),
            }
        )
    return pd.DataFrame(rows, columns=_COLUMNS).sort_values("entity_id", ignore_index=True)


_COLUMNS = [
    "entity_id",
    "kind",
    "claimed",
    "claimed_since",
    "claimed_by",
    "claimed_groups",
    "claimed_ids",
    "corroborated",
    "corroborated_since",
    "corroborated_groups",
    "corroborated_ids",
    "beside",
    "beside_ids",
    "denied",
    "denied_by",
    "denied_ids",
    "n_origin_groups",
    "claim_ids",
]


def behind(row: Mapping[str, Any]) -> list[str]:
    """Return the claims behind a row of `ladder`, each once: of its rungs, then of what stands beside them."""
    lists = (row[f"{name}_ids"] for name in ("claimed", "corroborated", "beside", "denied"))
    return list(dict.fromkeys(claim for cell in lists for claim in split(cell)))


def _claimed(own: pd.DataFrame) -> dict[str, Any]:
    highest = max(own["rung"], key=_height, default=NO_RUNG)
    if _height(highest) < 0:
        highest = NO_RUNG
    at = own[own["rung"] == highest]
    return {
        "claimed": highest,
        "claimed_since": _first(at["date"]),
        "claimed_by": joined(at["asserted_by"]),
        "claimed_groups": at["origin_group"].nunique(),
        "claimed_ids": joined(at["claim_id"]),
    }


def _corroborated(own: pd.DataFrame) -> dict[str, Any]:
    heights = own["rung"].map(_height)
    for rung in reversed(RUNGS):
        speaking = own[heights >= _height(rung)]
        if corroborated(speaking):
            break
    else:
        rung, speaking = NO_RUNG, own.iloc[:0]
    return {
        "corroborated": rung,
        "corroborated_since": _first(speaking.loc[speaking["rung"] == rung, "date"]),
        "corroborated_groups": speaking["origin_group"].nunique(),
        "corroborated_ids": joined(speaking["claim_id"]),
    }


def _beside(own: pd.DataFrame) -> dict[str, Any]:
    off = own[own["rung"].isin(BESIDE)]
    latest = "" if off.empty else off["rung"].iloc[-1]
    return {"beside": latest, "beside_ids": joined(off.loc[off["rung"] == latest, "claim_id"])}


def _denied(own: pd.DataFrame) -> dict[str, Any]:
    denials = own[own["denies"] != ""]
    return {
        "denied": min(denials["denies"], key=_height, default=""),
        "denied_by": joined(denials["asserted_by"]),
        "denied_ids": joined(denials["claim_id"]),
    }


def _denies(status: Any, modality: str, polarity: str) -> str:
    """Return the lowest rung that a claim denies; empty where it denies none."""
    if polarity == "denied":
        rung = rung_of(status, modality)
        return rung if rung in RUNGS else ""
    return RUNGS[0] if said(status) == "denied" else ""


def _height(rung: str) -> int:
    """Place a rung on the ladder from 0; -1 for what stands beside it or has no status."""
    return RUNGS.index(rung) if rung in RUNGS else -1


def _first(dates: pd.Series) -> str:
    known = [text for text in map(said, dates) if text is not None]
    # The day by which the rung was reached at the latest: 23 June says more than some day of June.
    return min(known, key=lambda text: (edtf.latest(text), edtf.earliest(text)), default="")
