"""What an editor asks in the morning: what is new, what is signed, what is only announced, disputed or overdue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from malirussia import edtf
from malirussia.analysis.evidence.agreement import disputes, fact_table
from malirussia.analysis.known import kept, known_claims
from malirussia.analysis.standing.ladder import ANNOUNCED, NO_RUNG, RUNGS, ladder
from malirussia.analysis.standing.occurrences import occurrences, standing
from malirussia.analysis.topic import topic
from malirussia.errors import DateError

if TYPE_CHECKING:
    from malirussia.evidence.model import Label
    from malirussia.tables import Dataset

SIGNED = RUNGS[RUNGS.index("signed") :]


@dataclass(frozen=True)
class Briefing:
    """The state of the matter on a day, and what changed since another.

    Attributes:
        title: What it is about.
        as_of: The day.
        since: The other day; what appeared on it counts as known.
        claims: The claims of pages that appeared since, as `known_claims` gives them.
        facts: Facts that no page had told before: rows of `fact_table`.
        confirmed: Facts that several independent sources hold now and did not then: rows of `fact_table`.
        moved: Rows of `ladder` whose highest claimed or confirmed rung has changed, or beside which a word stands that
            did not, with `claimed_before` and `corroborated_before` (`none` where nothing was known), `beside_before`
            and `denied_before` (empty where nothing stood there).
        signed: Rows of `ladder` that several sources call signed or beyond.
        alone: Rows of `ladder` that one source alone calls signed or beyond.
        announced: Rows of `ladder` that no source calls more than discussed or pledged.
        disputed: Rows of `disputes` that nobody decided.
        promises: Rows of `standing`: every promise, the worst first.
    """

    title: Label
    as_of: str
    since: str
    claims: pd.DataFrame
    facts: pd.DataFrame
    confirmed: pd.DataFrame
    moved: pd.DataFrame
    signed: pd.DataFrame
    alone: pd.DataFrame
    announced: pd.DataFrame
    disputed: pd.DataFrame
    promises: pd.DataFrame


def briefing(ds: Dataset, *, as_of: str, since: str, sector: str | None = None) -> Briefing:
    """Gather a briefing.

    Args:
        ds: The tables.
        as_of: EDTF date; pages that appeared later are left out.
        since: EDTF date; what had appeared by its last day is not new.
        sector: Claims, facts, conflicts and promises of one sector; None or `all` for every sector.

    Raises:
        DateError: A date is no date, or `since` is after `as_of`.
    """
    if edtf.chosen(since).end > edtf.chosen(as_of).end:
        raise DateError(f"since {since!r}", f"after as_of {as_of!r}", "give an earlier day")
    claims = known_claims(ds, as_of=as_of, sector=sector)
    new = claims[kept(claims["appeared"], lambda day: day > edtf.latest(since))].reset_index(drop=True)
    facts, before = fact_table(ds, as_of=as_of, sector=sector), fact_table(ds, as_of=since, sector=sector)
    held = before.loc[before["verdict"] == "corroborated", "fact_id"]
    rungs = ladder(ds, as_of=as_of)
    if sector not in (None, "all"):
        rungs = rungs[rungs["entity_id"].isin({*claims["subject"], *claims["object"].dropna()})]
    conflicts = disputes(ds, as_of=as_of, sector=sector)
    signed = rungs["corroborated"].isin(SIGNED)
    return Briefing(
        title=topic(ds).title,
        as_of=as_of,
        since=since,
        claims=new,
        facts=facts[~facts["fact_id"].isin(before["fact_id"])].reset_index(drop=True),
        confirmed=facts[facts["verdict"].eq("corroborated") & ~facts["fact_id"].isin(held)].reset_index(drop=True),
        moved=_moved(rungs, ladder(ds, as_of=since)),
        signed=rungs[signed].reset_index(drop=True),
        alone=rungs[rungs["claimed"].isin(SIGNED) & ~signed].reset_index(drop=True),
        announced=rungs[rungs["claimed"].isin(ANNOUNCED)].reset_index(drop=True),
        disputed=conflicts[conflicts["preferred"] == ""].reset_index(drop=True),
        promises=standing(occurrences(ds, as_of=as_of, sector=sector)),
    )


def _moved(now: pd.DataFrame, then: pd.DataFrame) -> pd.DataFrame:
    before = then.set_index("entity_id")[["claimed", "corroborated", "beside", "denied"]].add_suffix("_before")
    nothing = {"claimed_before": NO_RUNG, "corroborated_before": NO_RUNG, "beside_before": "", "denied_before": ""}
    both = now.join(before, on="entity_id").fillna(nothing)
    changed = both["claimed"].ne(both["claimed_before"]) | both["corroborated"].ne(both["corroborated_before"])
    for off in ("beside", "denied"):
        changed |= both[off].ne("") & both[off].ne(both[f"{off}_before"])
    return both[changed].reset_index(drop=True)
