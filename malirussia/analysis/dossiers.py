"""What is told of each agreement, project and delivery, and in which order: the story before the books.

A dossier is told by its stage (the highest rung that is claimed and who claims it), its figures, the persons and
companies that the articles name with it, what is disputed, and what is due. Dossiers are ordered by news value: those
whose stage, figure or dispute has news since the last edition, what the newsroom leads with, what most independent
articles speak of, what is disputed or overdue, what carries a figure.
Nothing here is a sentence; the sentences are made in `malirussia.charts.briefing.story`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia import edtf
from malirussia.analysis.evidence.agreement import disputes, fact_table
from malirussia.analysis.known import known_claims, rows_of, said
from malirussia.analysis.standing.ladder import NO_RUNG, RUNGS, ladder, spoken_rung
from malirussia.analysis.standing.occurrences import occurrences, standing
from malirussia.analysis.topic import topic
from malirussia.analysis.vocabulary import vocabulary
from malirussia.tables.columns import split
from malirussia.tables.view import asked_once

if TYPE_CHECKING:
    from malirussia.tables import Dataset

_LATE = ("overdue", "silent")
# Of what a reader asks who signed, who concluded and with whom.
_PARTIES = ("person", "company")


@dataclass(frozen=True)
class Dossier:
    """What is told of one thing.

    Attributes:
        entity_id: The agreement, project or delivery.
        kind: Its kind.
        rung: The highest claimed rung, `none` where no article gives one.
        since: EDTF date of that rung, empty where undated.
        by: Who claims it.
        groups: Origin groups that claim it.
        dated: Origin groups of them that date it so.
        denied: Whether somebody denies that rung.
        carried: Where one origin group alone claims that rung: how many of its articles give the dossier a rung at all.
        claiming: How many of them claim the highest.
        others: The highest rung that the others of them give; `none` where there is none.
        claim_ids: The claims behind the rung.
        figures: Rows of `fact_table` that carry an amount: the headline of the ledger first, what is counted
            last; of each, first what most origin groups give, then the newest.
        parties: Rows of `fact_table` that name a person or a company with it.
        disputed: Of each open question, its rows of `disputes`.
        due: Rows of `standing`: promises that belong to it, the worst first.
        said: Every claim of it, the newest first.
        new: Whether anything of it appeared since the last edition.
        news: What it is ordered by; more is told earlier.
    """

    entity_id: str
    kind: str
    rung: str
    since: str
    by: tuple[str, ...]
    groups: int
    dated: int
    denied: bool
    carried: int
    claiming: int
    others: str
    claim_ids: tuple[str, ...]
    figures: tuple[dict[str, Any], ...]
    parties: tuple[dict[str, Any], ...]
    disputed: tuple[pd.DataFrame, ...]
    due: tuple[dict[str, Any], ...]
    said: tuple[str, ...]
    new: bool
    news: tuple[bool, bool, int, bool, bool, int, int]

    @property
    def signed(self) -> bool:
        """Whether an article says that it is signed or beyond, and no other of the same text says less."""
        return self.rung in RUNGS[RUNGS.index("signed") :] and not self.contested

    @property
    def stage(self) -> str:
        """The rung that it is told by: the highest claimed, or what the others give where one text is told two ways."""
        return self.others if self.contested else self.rung

    @property
    def contested(self) -> bool:
        """Whether articles that carry one text differ on how far it is: some claim the highest rung, others less."""
        return self.others != NO_RUNG and RUNGS.index(self.others) < RUNGS.index(self.rung)


@asked_once
def dossiers(
    ds: Dataset,
    *,
    as_of: str,
    since: str,
    sector: str | None = None,
) -> list[Dossier]:
    """Gather the dossiers as they stood on a day, the most newsworthy first.

    Args:
        ds: The tables.
        as_of: EDTF date; articles that appeared later are left out.
        since: EDTF date; what had appeared by its last day is not new.
        sector: Only dossiers with a claim of that sector; None or `all` for every one.

    Returns:
        One dossier an agreement, project or delivery that a known claim is about.

    Raises:
        DateError: A date is no date.
        MaliRussiaError: The sector is unknown.
    """
    claims = known_claims(ds, as_of=as_of)
    chosen = known_claims(ds, as_of=as_of, sector=sector)
    facts = rows_of(fact_table(ds, as_of=as_of))
    open_disputes = disputes(ds, as_of=as_of)
    open_disputes = open_disputes[open_disputes["preferred"] == ""]
    promises = rows_of(standing(occurrences(ds, as_of=as_of)))
    kinds = dict(zip(ds.entities["entity_id"], ds.entities["kind"], strict=True))
    last = edtf.latest(since)
    scenario = topic(ds).scenario
    headline = None if scenario is None else scenario.fact
    parting = [name for name, predicate in vocabulary(ds).predicates.items() if predicate.part]
    told = [
        _dossier(
            row,
            _members(row["entity_id"], claims, parting),
            claims,
            facts,
            open_disputes,
            promises,
            kinds,
            last,
            headline,
        )
        for row in rows_of(ladder(ds, as_of=as_of))
        if set(split(row["claim_ids"])) & set(chosen["claim_id"])
    ]
    return sorted(told, key=lambda dossier: (*(-value for value in dossier.news), dossier.entity_id))


def _members(entity: str, claims: pd.DataFrame, parting: Collection[str]) -> set[str]:
    """Return the entity and what is told with it, such as the body that an agreement creates."""
    made = claims[claims["subject"].eq(entity) & claims["predicate"].isin(parting)]
    return {entity, *made["object"].dropna()}


def _dossier(
    row: Mapping[str, Any],
    members: set[str],
    claims: pd.DataFrame,
    facts: list[dict[str, Any]],
    open_disputes: pd.DataFrame,
    promises: list[dict[str, Any]],
    kinds: Mapping[str, str],
    last: date,
    headline: str | None,
) -> Dossier:
    about = claims[claims["subject"].isin(members) | claims["object"].isin(members)]
    about = about.sort_values(["appeared", "claim_id"], ascending=[False, True], kind="stable")
    days = dict(zip(about["claim_id"], about["appeared"], strict=True))
    of_members = [fact for fact in facts if fact["subject"] in members]
    figures = [fact for fact in of_members if said(fact["unit"]) is not None and fact["verdict"] != "superseded"]
    figures.sort(
        key=lambda fact: (
            fact["fact_id"] != headline,
            fact["unit"].startswith("{") and fact["unit"] != "{factor}",
            -int(fact["n_origin_groups"]),
            -_newest(fact, days).toordinal(),
            fact["fact_id"],
        )
    )
    parties = [
        fact
        for fact in of_members
        if kinds.get(said(fact["object"]) or "") in _PARTIES and fact["verdict"] != "superseded"
    ]
    disputed = _disputed(open_disputes[open_disputes["subject"].isin(members)])
    due = [promise for promise in promises if promise["claim_id"] in days]
    new = any(day > last for day in days.values())
    late = any(promise["state"] in _LATE for promise in due)
    rung = row["claimed"]
    carried, claiming, others = _within_one_text(about, split(row["claimed_ids"]), row["claimed_groups"], members)
    return Dossier(
        entity_id=row["entity_id"],
        kind=row["kind"],
        rung=rung,
        since=row["claimed_since"],
        by=tuple(split(row["claimed_by"])),
        groups=row["claimed_groups"],
        dated=_dated(about, split(row["claimed_ids"]), row["claimed_since"]),
        denied=row["denied"] != "",
        carried=carried,
        claiming=claiming,
        others=others,
        claim_ids=tuple(split(row["claimed_ids"])),
        figures=tuple(figures),
        parties=tuple(parties),
        disputed=disputed,
        due=tuple(due),
        said=tuple(days),
        new=new,
        news=(
            new and (rung != NO_RUNG or bool(figures) or bool(disputed)),
            headline is not None and row["entity_id"] == headline.partition(".")[0],
            row["n_origin_groups"],
            bool(disputed) or late,
            bool(figures),
            -1 if rung == NO_RUNG else RUNGS.index(rung),
            len(days),
        ),
    )


def _within_one_text(
    about: pd.DataFrame, claim_ids: Collection[str], groups: int, members: Collection[str]
) -> tuple[int, int, str]:
    """Return `carried`, `claiming` and `others` of a dossier; nothing where several origin groups claim its rung."""
    claimed = about["claim_id"].isin(list(claim_ids))
    if groups != 1:
        return 0, 0, NO_RUNG
    same = about[about["origin_group"].isin(about.loc[claimed, "origin_group"]) & about["subject"].isin(members)]
    rungs = {
        claim: spoken_rung(*cells)
        for claim, *cells in same[["claim_id", "status", "modality", "polarity"]].itertuples(index=False)
    }
    same = same[same["claim_id"].map(rungs).isin(RUNGS)]
    claiming = set(about.loc[claimed, "source_id"])
    others = same[~same["source_id"].isin(claiming)]
    least = max((rungs[claim] for claim in others["claim_id"]), key=RUNGS.index, default=NO_RUNG)
    return same["source_id"].nunique(), len(claiming), least


def _dated(about: pd.DataFrame, claim_ids: Collection[str], since: str) -> int:
    """Return how many origin groups put a rung on the date that the dossier bears."""
    dated = about["claim_id"].isin(list(claim_ids)) & about["date"].eq(since)
    return int(about.loc[dated, "origin_group"].nunique())


def _newest(fact: Mapping[str, Any], days: Mapping[str, date]) -> date:
    return max((days[claim] for claim in split(fact["claim_ids"]) if claim in days), default=date.min)


def _disputed(rows: pd.DataFrame) -> tuple[pd.DataFrame, ...]:
    return tuple(dispute for _, dispute in rows.groupby(["subject", "predicate"], sort=True))
