"""What of a ledger is taken away: what was known on a day, of one sector, of so many independent sources."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

import pandas as pd

from malirussia import edtf
from malirussia.analysis.evidence.agreement import fact_table
from malirussia.analysis.known import known_claims
from malirussia.tables import Dataset, relations
from malirussia.tables.columns import LIST_SEPARATOR
from malirussia.tables.schema import TABLES


def select(ds: Dataset, *, as_of: str | None = None, sector: str | None = None, min_origin_groups: int = 1) -> Dataset:
    """Return the thirteen tables of a choice; every id that one of them names is in another.

    A fact is taken with all its claims, and a claim that contradicts it with its own: no question loses a side.

    Args:
        ds: The tables.
        as_of: EDTF date; what appeared later is left out, and facts are judged on the rest. None for all.
        sector: Facts of one sector; None or `all` for every sector.
        min_origin_groups: Facts that many origin groups speak of, by that day.

    Returns:
        The tables themselves where nothing is left out.

    Raises:
        MaliRussiaError: The sector is unknown, or the number of groups is below one.
        DateError: `as_of` is no date, or about one.
    """
    chosen = fact_table(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    if as_of is None and len(chosen) == len(ds.facts):
        return ds
    known = known_claims(ds, as_of=as_of)
    pairs = _within(ds.conflicts, known["claim_id"], "claim_a", "claim_b")
    fact_of = dict(zip(known["claim_id"], known["fact_id"], strict=True))
    facts = set(chosen["fact_id"])
    for left, right in zip(pairs["claim_a"], pairs["claim_b"], strict=True):
        if fact_of[left] in facts or fact_of[right] in facts:
            facts |= {fact_of[left], fact_of[right]}
    judged = fact_table(ds, as_of=as_of)
    return _closed(
        ds,
        facts=judged.loc[judged["fact_id"].isin(facts), list(ds.facts.columns)],
        claims=known.loc[known["fact_id"].isin(facts), list(ds.claims.columns)],
        as_of=as_of,
    )


def _closed(ds: Dataset, facts: pd.DataFrame, claims: pd.DataFrame, as_of: str | None) -> Dataset:
    """Take of every other table what belongs to these claims."""
    ids = set(claims["claim_id"])
    sources = ds.sources[ds.sources["source_id"].isin(set(claims["source_id"]))]
    commitments = ds.commitments[ds.commitments["claim_id"].isin(ids)]
    commitments = commitments.assign(
        met_by=pd.Series([_members(cell, ids) for cell in commitments["met_by"]], commitments.index, dtype="str")
    )
    told = [claims[column] for column in ("subject", "object", "asserted_by")]
    entities = set(pd.concat([*told, commitments["by"], commitments["to"]]).dropna())
    passages = ds.passages[ds.passages["source_id"].isin(set(sources["source_id"]))]
    identities = _within(ds.identities, entities, "left", "right")
    seen = identities["passage_id"].isna() | identities["passage_id"].isin(set(passages["passage_id"]))
    sectors = set(claims["sector"].dropna())
    names = ds.names[ds.names["entity_id"].isin(entities) & ds.names["source_id"].isin(set(sources["source_id"]))]
    frames = {
        "sources": sources,
        "passages": passages,
        "entities": ds.entities[ds.entities["entity_id"].isin(entities)],
        "names": names,
        "identities": identities[seen],
        "claims": claims,
        "facts": facts,
        "conflicts": _within(ds.conflicts, ids, "claim_a", "claim_b"),
        "status_events": ds.status_events[ds.status_events["claim_id"].isin(ids)],
        "relations": _relations(ds, claims),
        "commitments": commitments,
        "codes": ds.codes[ds.codes["entity_id"].isin(entities) | ds.codes["sector"].isin(sectors)],
        "reference": ds.reference if as_of is None else _known_by(ds.reference, as_of),
    }
    made: dict[str, Any] = {name: TABLES[name].frame(frame) for name, frame in frames.items()}
    return dataclasses.replace(ds, **made)


def _relations(ds: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Make the ties anew from the claims that are there; the tables tell which predicates make one."""
    words = pd.DataFrame(
        {
            "predicate": ds.relations["relation"],
            "relation": ds.relations["directed"].map({True: "directed", False: "undirected"}),
        }
    )
    return relations.derive(claims, ds.sources, words.drop_duplicates("predicate"))


def _known_by(reference: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """Return the figures for a time that had ended by a day, and those that hold at any time."""
    last = edtf.latest(as_of)
    return reference[[period == "undated" or edtf.latest(period) <= last for period in reference["period"]]]


def _members(cell: object, ids: set[str]) -> str | None:
    if not isinstance(cell, str):
        return None
    return LIST_SEPARATOR.join(claim_id for claim_id in cell.split(LIST_SEPARATOR) if claim_id in ids) or None


def _within(table: pd.DataFrame, ids: Iterable[str], *columns: str) -> pd.DataFrame:
    """Return the rows of which each of these columns is one of the ids."""
    known = set(ids)
    return table[table[list(columns)].isin(known).all(axis="columns")]
