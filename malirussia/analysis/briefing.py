"""What an editor asks in the morning: what is new, how far each matter is, what is disputed, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from malirussia import edtf
from malirussia.analysis.dossiers import Dossier, dossiers
from malirussia.analysis.evidence.agreement import disputes
from malirussia.analysis.known import kept, known_claims
from malirussia.analysis.standing.occurrences import occurrences, standing
from malirussia.analysis.topic import topic
from malirussia.errors import DateError
from malirussia.tables.view import asked_once

if TYPE_CHECKING:
    from malirussia.evidence.model import Label
    from malirussia.tables import Dataset


@dataclass(frozen=True)
class Briefing:
    """The state of the matter on a day, and what is new since another.

    Attributes:
        title: What it is about.
        as_of: The day.
        since: The other day; what appeared on it counts as known.
        articles: How many articles had appeared by the day.
        new_articles: How many of them since.
        dossiers: What is told of each agreement, project and delivery, the most newsworthy first.
        disputed: Rows of `disputes` that nobody decided.
        promises: Rows of `standing`: every promise, the worst first.
    """

    title: Label
    as_of: str
    since: str
    articles: int
    new_articles: int
    dossiers: tuple[Dossier, ...]
    disputed: pd.DataFrame
    promises: pd.DataFrame


@asked_once
def briefing(
    ds: Dataset,
    *,
    as_of: str,
    since: str,
    sector: str | None = None,
) -> Briefing:
    """Gather a briefing.

    Args:
        ds: The tables.
        as_of: EDTF date; articles that appeared later are left out.
        since: EDTF date; what had appeared by its last day is not new.
        sector: Claims, conflicts and promises of one sector; None or `all` for every sector.

    Raises:
        DateError: A date is no date, or `since` is after `as_of`.
        MaliRussiaError: The sector is unknown.
    """
    if edtf.chosen(since).end > edtf.chosen(as_of).end:
        raise DateError(f"since {since!r}", f"after as_of {as_of!r}", "give an earlier day")
    claims = known_claims(ds, as_of=as_of, sector=sector)
    new = claims[kept(claims["appeared"], lambda day: day > edtf.latest(since))]
    conflicts = disputes(ds, as_of=as_of, sector=sector)
    conflicts = conflicts[conflicts["preferred"] == ""]
    return Briefing(
        title=topic(ds).title,
        as_of=as_of,
        since=since,
        articles=claims["source_id"].nunique(),
        new_articles=new["source_id"].nunique(),
        dossiers=tuple(dossiers(ds, as_of=as_of, since=since, sector=sector)),
        disputed=conflicts.reset_index(drop=True),
        promises=standing(occurrences(ds, as_of=as_of, sector=sector)),
    )
