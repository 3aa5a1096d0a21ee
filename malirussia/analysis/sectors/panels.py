"""One sector as the pages tell of it: its agreements and projects, figures, actors and open questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from malirussia.analysis.evidence.agreement import fact_table
from malirussia.analysis.evidence.questions import open_questions
from malirussia.analysis.evidence.speaking import confirmed_heights
from malirussia.analysis.known import joined, said
from malirussia.analysis.sectors.sectors import LADDER_COLUMNS, claims_by_rung
from malirussia.analysis.standing.ladder import RUNGS, ladder
from malirussia.analysis.standing.occurrences import occurrences, standing
from malirussia.analysis.vocabulary import ALL, vocabulary
from malirussia.errors import MaliRussiaError
from malirussia.evidence.kinds import of_role
from malirussia.tables.view import asked_once

if TYPE_CHECKING:
    from malirussia.tables import Dataset


@dataclass(frozen=True)
class Panel:
    """What the sources say of one sector.

    Attributes:
        sector: The sector.
        agreements: Rows of `ladder` for the agreements, projects and deliveries that claims of the sector are about.
        amounts: fact_id, subject, predicate, low, high, unit, per, rung (the highest that two origin groups give
            it, or that one gives it alone, or `none`), claimed (the highest that any claim gives it), claimed_by (`;`),
            verdict, n_origin_groups and asserted_by (`;`) of those who give it, denied_by (`;`), claim_ids: every
            figure said; one that is only denied is on the rung `denied`.
        actors: entity_id, kind, country, n_claims, n_origin_groups, claim_ids: persons, bodies and companies that the
            claims name, most independent sources first.
        questions: reason, entity_id, claim_ids: what stays open, and why (see `open_questions`).
        claims: The claims themselves.
    """

    sector: str
    agreements: pd.DataFrame
    amounts: pd.DataFrame
    actors: pd.DataFrame
    questions: pd.DataFrame
    claims: pd.DataFrame


@asked_once
def sector_panel(ds: Dataset, sector: str, *, as_of: str | None = None, min_origin_groups: int = 1) -> Panel:
    """Gather what the sources say of one sector.

    Args:
        ds: The tables.
        sector: The sector.
        as_of: EDTF date; sources that appeared later are left out. None for all.
        min_origin_groups: Keep claims whose fact that many origin groups make.

    Raises:
        MaliRussiaError: The sector is unknown, or all are asked for.
    """
    if sector in (None, ALL):
        raise MaliRussiaError(f"sector {sector!r}", "no single sector", "name one")
    claims = claims_by_rung(ds, as_of=as_of, sector=sector, min_origin_groups=min_origin_groups)
    rungs = ladder(ds, as_of=as_of)
    promises = None if as_of is None else standing(occurrences(ds, as_of=as_of, sector=sector))
    about = set(claims["subject"]) | set(claims["object"].dropna())
    agreements = rungs[rungs["entity_id"].isin(about)].reset_index(drop=True)
    return Panel(
        sector=sector,
        agreements=agreements,
        amounts=amounts(claims, fact_table(ds, as_of=as_of)),
        actors=actors(ds, claims),
        questions=open_questions(ds, claims, agreements, promises, as_of=as_of),
        claims=claims,
    )


def amounts(claims: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Return every figure that the claims give, one row a fact; a range stays a range.

    Args:
        claims: What `claims_by_rung` returns.
        facts: What `fact_table` returns.
    """
    figures = claims[claims["low"].notna() | claims["high"].notna()]
    rows = []
    for fact_id, of_fact in figures.groupby("fact_id", sort=True):
        fact = facts[facts["fact_id"] == fact_id].iloc[0]
        denials = of_fact[of_fact["polarity"] == "denied"]
        giving = of_fact if len(denials) == len(of_fact) else of_fact.drop(denials.index)
        heights = [LADDER_COLUMNS.index(rung) for rung in giving["rung"]]
        top = LADDER_COLUMNS[max(heights)]
        held = confirmed_heights(giving).max()
        rows.append(
            {
                **{name: fact[name] for name in ("fact_id", "subject", "predicate", "low", "high", "unit", "per")},
                "rung": top if pd.isna(held) or top not in RUNGS else LADDER_COLUMNS[int(held) + 1],
                "claimed": top,
                "claimed_by": joined(giving.loc[giving["rung"] == top, "asserted_by"]),
                "verdict": fact["verdict"],
                "n_origin_groups": giving["origin_group"].nunique(),
                "asserted_by": joined(giving["asserted_by"]),
                "denied_by": joined(denials["asserted_by"]),
                "claim_ids": joined(of_fact["claim_id"]),
            }
        )
    return pd.DataFrame(rows, columns=_AMOUNTS)


def actors(ds: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Return who is named in the claims: as subject, as object or as the one who says it.

    Args:
        ds: Table `entities`.
        claims: What `claims_by_rung` returns.
    """
    named = pd.concat(
        [
            claims[[role, "claim_id", "origin_group"]].rename(columns={role: "entity_id"}).dropna()
            for role in ("subject", "object", "asserted_by")
        ]
    ).drop_duplicates()
    named = named.merge(ds.entities[["entity_id", "kind", "country"]], on="entity_id", how="inner")
    named = named[named["kind"].isin(of_role(vocabulary(ds), "person", "institution"))]
    table = named.groupby(["entity_id", "kind"], as_index=False).agg(
        n_claims=("claim_id", "nunique"), n_origin_groups=("origin_group", "nunique"), claim_ids=("claim_id", joined)
    )
    countries = dict(zip(ds.entities["entity_id"], ds.entities["country"], strict=True))
    table["country"] = [said(countries[entity]) or "" for entity in table["entity_id"]]
    table = table.sort_values(["n_origin_groups", "n_claims", "entity_id"], ascending=[False, False, True])
    return table[["entity_id", "kind", "country", "n_claims", "n_origin_groups", "claim_ids"]].reset_index(drop=True)


_AMOUNTS = [
    "fact_id",
    "subject",
    "predicate",
    "low",
    "high",
    "unit",
    "per",
    "rung",
    "claimed",
    "claimed_by",
    "verdict",
    "n_origin_groups",
    "asserted_by",
    "denied_by",
    "claim_ids",
]
