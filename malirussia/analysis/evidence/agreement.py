"""Where the sources agree, dispute or stay silent: facts with their voices, conflicts, and who says what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from malirussia.analysis.evidence.contradicting import contradicting
from malirussia.analysis.evidence.speaking import speaking
from malirussia.analysis.known import joined, known_claims
from malirussia.analysis.vocabulary import ALL, check_choice, vocabulary
from malirussia.tables.build import predicates
from malirussia.tables.conflicts import find
from malirussia.tables.facts import derive
from malirussia.tables.view import asked_once, takes_view

if TYPE_CHECKING:
    from malirussia.tables import Dataset

STANCES = ("stated", "hedged", "denied", "otherwise", "silent")
"""What a source does with the sentence of a fact: states it; gives it as a plan, a conditional or a report; negates it;
says otherwise, as the other side of a conflict; is silent."""
SAYING = ("stated", "hedged")
"""The stances of a source that says the sentence."""


@asked_once
def fact_table(
    ds: Dataset, *, as_of: str | None = None, sector: str | None = None, min_origin_groups: int = 1
) -> pd.DataFrame:
    """Return the facts as they stood on a day.

    Args:
        ds: The tables.
        as_of: EDTF date; sources that appeared later are left out. None for all.
        sector: One sector; None or `all` for every sector.
        min_origin_groups: Keep facts that many origin groups speak of.

    Returns:
        The columns of `facts`, counted and judged on the known claims alone, and `claim_ids` (`;`).
    """
    check_choice(ds, sector, min_origin_groups)
    claims = known_claims(ds, as_of=as_of)
    claim_ids = claims.groupby("fact_id")["claim_id"].agg(joined)
    facts = known_facts(ds, as_of=as_of)
    facts = facts[facts["fact_id"].isin(claim_ids.index) & (facts["n_origin_groups"] >= min_origin_groups)]
    if sector not in (None, ALL):
        facts = facts[facts["sector"] == sector]
    return facts.assign(claim_ids=facts["fact_id"].map(claim_ids)).reset_index(drop=True)


@takes_view
def stances(ds: Dataset, facts: pd.DataFrame, *, as_of: str | None = None) -> pd.DataFrame:
    """Return what every source does with the sentence of every fact, silence and contradiction included.

    Args:
        ds: The tables.
        facts: What `fact_table` returns, or some of its rows.
        as_of: As for `facts`; sources that had not appeared have no row.

    Returns:
        One row a fact and source: fact_id, source_id, origin_group, stance, claim_ids (empty where silent; where a
        source says otherwise, what it says instead).
    """
    every = _stances(ds, as_of=as_of)
    rows = [row for fact_id in facts["fact_id"] for row in every[fact_id]]
    return pd.DataFrame(rows, columns=["fact_id", "source_id", "origin_group", "stance", "claim_ids"])


@asked_once
def _stances(ds: Dataset, *, as_of: str | None) -> dict[str, list[tuple[str, str, str, str, str]]]:
    """Return fact id → the rows of `stances`."""
    claims = known_claims(ds, as_of=as_of)
    sources = sorted(set(zip(claims["source_id"], claims["origin_group"], strict=True)))
    told: dict[tuple[str, str], list[_Said]] = {}
    for fact, source, *said in claims[["fact_id", "source_id", *_Said._fields]].itertuples(index=False):
        told.setdefault((fact, source), []).append(_Said(*said))
    against: dict[tuple[str, str], list[str]] = {}
    for fact, claim, source in contradicting(ds, claims)[["fact_id", "claim_id", "source_id"]].itertuples(index=False):
        against.setdefault((fact, source), []).append(claim)
    spoken = speaking(claims)
    rows = {}
    for fact, polarity in zip(spoken["fact_id"], spoken["polarity"], strict=True):
        rows[fact] = [
            (fact, source, group, *_stance(told.get((fact, source), []), against.get((fact, source), []), polarity))
            for source, group in sources
        ]
    return rows


@asked_once
def disputes(
    ds: Dataset, *, as_of: str | None = None, sector: str | None = None, min_origin_groups: int = 1
) -> pd.DataFrame:
    """Return the conflicts as pairs of statements.

    Args:
        ds: The tables.
        as_of: EDTF date; conflicts with a side that nobody could read yet are left out. None for all.
        sector: Conflicts with a side in this sector; None or `all` for every sector.
        min_origin_groups: Conflicts with a side whose fact that many origin groups speak of, by that day.

    Returns:
        One row a conflict: claim_a, claim_b, kind, subject, predicate, preferred, reason and reason_fr (empty where
        nobody decided), and for each side `_a` and `_b`: source_id, origin_group, asserted_by, modality, date, says_fr,
        says_en. `one_voice` tells that both sides stand in one origin group.
    """
    check_choice(ds, sector, min_origin_groups)
    claims = known_claims(ds, as_of=as_of)
    side = claims[["claim_id", "sector", *_SIDE]]
    pairs = ds.conflicts.fillna({"preferred": "", "reason": "", "reason_fr": ""})
    for letter in "ab":
        pairs = pairs.merge(
            side.rename(columns={name: f"{name}_{letter}" for name in ("sector", *_SIDE)}).rename(
                columns={"claim_id": f"claim_{letter}"}
            ),
            on=f"claim_{letter}",
            how="inner",
            validate="many_to_one",
        )
    if sector not in (None, ALL):
        pairs = pairs[pairs["sector_a"].eq(sector) | pairs["sector_b"].eq(sector)]
    if min_origin_groups > 1:
        several = known_claims(ds, as_of=as_of, min_origin_groups=min_origin_groups)["claim_id"]
        pairs = pairs[pairs["claim_a"].isin(several) | pairs["claim_b"].isin(several)]
    matter = claims.set_index("claim_id")[["subject", "predicate"]]
    pairs = pairs.join(matter, on="claim_a")
    pairs["one_voice"] = pairs["origin_group_a"] == pairs["origin_group_b"]
    order = ["subject", "predicate", "claim_a", "claim_b"]
    columns = ["claim_a", "claim_b", "kind", "subject", "predicate", "preferred", "reason", "reason_fr", "one_voice"]
    sides = [f"{name}_{letter}" for letter in "ab" for name in _SIDE]
    return pairs.sort_values(order)[[*columns, *sides]].reset_index(drop=True)


@asked_once
def known_facts(ds: Dataset, *, as_of: str | None = None) -> pd.DataFrame:
    """Return the table `facts` as it stood on a day; see `judged`.

    Args:
        ds: The tables.
        as_of: EDTF date; None for all that the ledger has.
    """
    return judged(ds, known_claims(ds, as_of=as_of))


def judged(ds: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Return the facts as they stood on a day: the conflicts of its claims count, and the decisions on those.

    Args:
        ds: The tables.
        claims: All that was known on the day, as `known_claims` returns it.

    Returns:
        The table `facts` of these claims alone.
    """
    if len(claims) == len(ds.claims):
        return ds.facts
    known = claims[list(ds.claims.columns)]
    ids = known["claim_id"]
    against = ds.conflicts[ds.conflicts["claim_a"].isin(ids) & ds.conflicts["claim_b"].isin(ids)]
    # A decision is on all the claims of a side, not on the one that stands for it in the table.
    conflicts = find(known, ds.sources, ds.identities, predicates(vocabulary(ds)))
    rows = conflicts.rows.merge(against[["claim_a", "claim_b", "preferred"]], on=["claim_a", "claim_b"])
    rows = rows[rows["preferred"].notna() & rows["preferred"].ne("")]
    losing = rows["side_b"].where(rows["preferred"] == rows["claim_a"], rows["side_a"])
    overtaken = np.zeros(len(known), dtype=bool)
    for search, side in conflicts.sides.items():
        overtaken |= np.isin(side, losing[rows["search"] == search])
    return derive(known, ds.sources, against, overtaken)


_SIDE = ["source_id", "origin_group", "asserted_by", "modality", "date", "says_fr", "says_en"]


class _Said(NamedTuple):
    claim_id: str
    modality: str
    polarity: str


def _stance(claims: list[_Said], against: list[str], polarity: str) -> tuple[str, str]:
    """Return what a source does with a sentence, and the ids of the claims by which it does.

    Args:
        claims: The claims of the source under the fact.
        against: The ids of those of its claims, under whichever fact, that contradict the sentence.
        polarity: Of the sentence.
    """
    if any(said.polarity != polarity for said in claims):
        return "denied", joined(said.claim_id for said in claims)
    saying = [said for said in claims if said.claim_id not in against]
    if saying:
        stated = any(said.modality == "stated" for said in saying)
        return ("stated" if stated else "hedged"), joined(said.claim_id for said in saying)
    return ("otherwise" if against else "silent"), joined(against)
