"""What a new or changed source does to the tables: what is known now that was not."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pandas as pd

Tables = Mapping[str, pd.DataFrame]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is otherwise than before.

    Attributes:
        kind: fact (new), corroborated, carried, disputed (facts that were not), gone (a fact), conflict, status,
            commitment.
        id: Of the fact, conflict (`claim~claim`), entity or commitment.
        told: What it says: the English sentence of a claim, the kind of conflict, the rung.
        claims: The claims it rests on, those of the new source first.
    """

    kind: str
    id: str
    told: str
    claims: list[str]


def changes(before: Tables, after: Tables, source_id: str) -> list[Change]:
    """Compare the tables before and after.

    Args:
        before: As `tables.build` made them.
        after: The same, later.
        source_id: The source that was written; its claims are named first.
    """
    return [
        *_facts(before, after, source_id),
        *_conflicts(before, after),
        *_statuses(before, after),
        *_commitments(before, after),
    ]


def _facts(before: Tables, after: Tables, source_id: str) -> list[Change]:
    claims = after["claims"]
    said = claims.set_index("claim_id")["says_en"].to_dict()
    by_fact: dict[str, list[str]] = {
        str(fact): sorted(ids, key=lambda claim_id: (not claim_id.startswith(f"{source_id}."), claim_id))
        for fact, ids in claims.groupby("fact_id")["claim_id"].agg(list).items()
    }
    verdicts = before["facts"].set_index("fact_id")["verdict"].to_dict()
    of_facts = []
    for fact_id, verdict in zip(after["facts"]["fact_id"], after["facts"]["verdict"], strict=True):
        claim_ids = by_fact[fact_id]
        if fact_id not in verdicts:
            of_facts.append(Change(kind="fact", id=fact_id, told=said[claim_ids[0]], claims=claim_ids))
        if verdict != verdicts.get(fact_id, "single") and verdict != "single":
            of_facts.append(Change(kind=str(verdict), id=fact_id, told=said[claim_ids[0]], claims=claim_ids))
    gone = {str(fact_id) for fact_id in verdicts} - set(after["facts"]["fact_id"])
    of_facts.extend(
        Change(kind="gone", id=fact_id, told="no claim says it any longer", claims=[]) for fact_id in sorted(gone)
    )
    return of_facts


def _conflicts(before: Tables, after: Tables) -> list[Change]:
    def pairs(tables: Tables) -> dict[tuple[str, str, str], None]:
        table = tables["conflicts"]
        return dict.fromkeys(zip(table["claim_a"], table["claim_b"], table["kind"], strict=True))

    old = pairs(before)
    return [
        Change(kind="conflict", id=f"{left}~{right}", told=kind, claims=[left, right])
        for left, right, kind in pairs(after)
        if (left, right, kind) not in old
    ]


def _statuses(before: Tables, after: Tables) -> list[Change]:
    def rungs(tables: Tables) -> dict[tuple[str, str], list[str]]:
        held: dict[tuple[str, str], list[str]] = {}
        table = tables["status_events"]
        for entity, status, claim in zip(table["entity_id"], table["status"], table["claim_id"], strict=True):
            held.setdefault((entity, status), []).append(claim)
        return held

    old = rungs(before)
    return [
        Change(kind="status", id=entity, told=status, claims=claims)
        for (entity, status), claims in rungs(after).items()
        if (entity, status) not in old
    ]


def _commitments(before: Tables, after: Tables) -> list[Change]:
    old = set(before["commitments"]["commitment_id"])
    table = after["commitments"]
    columns = (table["commitment_id"], table["what_en"], table["claim_id"])
    return [
        Change(kind="commitment", id=promise, told=what, claims=[claim])
        for promise, what, claim in zip(*columns, strict=True)
        if promise not in old
    ]
