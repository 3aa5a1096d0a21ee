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

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from malirussia import edtf
from malirussia.analysis.known import joined, known_claims, said
from malirussia.analysis.vocabulary import vocabulary
from malirussia.evidence.kinds import of_role
from malirussia.tables.columns import split
from malirussia.tables.schema import LADDER, STATUSES
from malirussia.tables.view import asked_once

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


@asked_once
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


@asked_once
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
    events: dict[str, list[_Event]] = {}
    for entity, *cells in transitions(ds, as_of=as_of)[["entity_id", *_Event._fields]].itertuples(index=False):
        events.setdefault(entity, []).append(_Event(*cells))
    about: dict[str, dict[str, str]] = {}
    claims = known_claims(ds, as_of=as_of)[["claim_id", "origin_group", "subject", "object"]]
    for claim, group, *parties in claims.itertuples(index=False):
        for entity in parties:
            if said(entity) is not None:
                about.setdefault(entity, {})[claim] = group
    climbing = set(of_role(vocabulary(ds), "matter") if kinds is None else kinds)
    rows: list[dict[str, Any]] = []
    for entity, kind in ds.entities[["entity_id", "kind"]].itertuples(index=False):
        if kind not in climbing or entity not in about:
            continue
        history = events.get(entity, [])
        claimed = _claimed(history)
        top = _height(claimed["claimed"])
        against = [event for event in history if top < 0 or _height(event.denies) <= top]
        rows.append(
            {
                "entity_id": entity,
                "kind": kind,
                **claimed,
                **_corroborated(history),
                **_beside(against),
                **_denied(against),
                "n_origin_groups": len(set(about[entity].values())),
                "claim_ids": joined(about[entity]),
            }
        )
    return pd.DataFrame(rows, columns=_COLUMNS).sort_values("entity_id", ignore_index=True)


class _Event(NamedTuple):
    """One row of `transitions`, of one entity."""

    rung: str
    date: Any
    claim_id: str
    origin_group: str
    asserted_by: str
    denies: str


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


def _claimed(history: Sequence[_Event]) -> dict[str, Any]:
    highest = max((event.rung for event in history), key=_height, default=NO_RUNG)
    if _height(highest) < 0:
        highest = NO_RUNG
    at = [event for event in history if event.rung == highest]
    return {
        "claimed": highest,
        "claimed_since": _first(event.date for event in at),
        "claimed_by": joined(event.asserted_by for event in at),
        "claimed_groups": len({event.origin_group for event in at}),
        "claimed_ids": joined(event.claim_id for event in at),
    }


def _corroborated(history: Sequence[_Event]) -> dict[str, Any]:
    for rung in reversed(RUNGS):
        speaking = [event for event in history if _height(event.rung) >= _height(rung)]
        if _several(speaking):
            break
    else:
        rung, speaking = NO_RUNG, []
    return {
        "corroborated": rung,
        "corroborated_since": _first(event.date for event in speaking if event.rung == rung),
        "corroborated_groups": len({event.origin_group for event in speaking}),
        "corroborated_ids": joined(event.claim_id for event in speaking),
    }


def _several(speaking: Sequence[_Event]) -> bool:
    """Tell what `corroborated` tells of claims."""
    groups, speakers = {event.origin_group for event in speaking}, {event.asserted_by for event in speaking}
    return min(len(groups), len(speakers)) >= CORROBORATED


def _beside(history: Sequence[_Event]) -> dict[str, Any]:
    off = [event for event in history if event.rung in BESIDE]
    latest = off[-1].rung if off else ""
    return {"beside": latest, "beside_ids": joined(event.claim_id for event in off if event.rung == latest)}


def _denied(history: Sequence[_Event]) -> dict[str, Any]:
    denials = [event for event in history if event.denies != ""]
    return {
        "denied": min((event.denies for event in denials), key=_height, default=""),
        "denied_by": joined(event.asserted_by for event in denials),
        "denied_ids": joined(event.claim_id for event in denials),
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


def _first(dates: Iterable[Any]) -> str:
    known = [text for text in map(said, dates) if text is not None]
    # The day by which the rung was reached at the latest: 23 June says more than some day of June.
    return min(known, key=lambda text: (edtf.latest(text), edtf.earliest(text)), default="")
