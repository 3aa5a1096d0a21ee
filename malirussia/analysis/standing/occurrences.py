"""Promises against the calendar: what is open, due, overdue, met, or met with silence on any day.

A promise with a due date is one occurrence. A rhythm unfolds into many: `R/2025-06-23/P6M` starts intervals of six
months on 23 June 2025, and each interval asks for one meeting by its end, so the first is due in December 2025. A
rhythm of months is due in a month, never on a day that nobody named, and one counted from a year in a year.

On a day, an occurrence is
    met       a claim that could be read by then says so
    open      its due date still lies ahead
    undated   no page gives it a date: it can be neither late nor kept on time
    due       the day falls within its due date
    overdue   the due date has passed, and a source that appeared since speaks of the matter without saying it is met
    silent    the due date has passed, and no source that appeared since speaks of the matter at all
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia import edtf
from malirussia.analysis.known import joined, kept, known_claims, rows_of, said
from malirussia.analysis.vocabulary import ALL, check_choice
from malirussia.errors import DateError
from malirussia.tables.columns import split
from malirussia.tables.view import asked_once

if TYPE_CHECKING:
    from malirussia.tables import Dataset

STATES = ("overdue", "silent", "due", "open", "undated", "met")
"""Worst first: the order in which an editor asks."""

COLUMNS = [
    "commitment_id",
    "n",
    "by",
    "to",
    "what_fr",
    "what_en",
    "made",
    "due",
    "rhythm",
    "counted",
    "state",
    "sector",
    "claim_id",
    "met_by",
    "heard",
    "heard_ids",
    "n_origin_groups",
]


@asked_once
def occurrences(ds: Dataset, *, as_of: str, until: str | None = None, sector: str | None = None) -> pd.DataFrame:
    """Return each expected occurrence of each promise known on a day, with its state.

    Args:
        ds: The tables.
        as_of: EDTF date; of a month or year, its last day counts.
        until: Last day to which rhythms are unfolded; the next occurrence after `as_of` always comes, and is the last
            where None.
        sector: Only promises whose claim is of this sector; None or `all` for every sector.

    Returns:
        By due date (undated last), one row an occurrence: commitment_id, n (its number, from 1), by, to (empty where
        unsaid), what_fr, what_en, made, due (EDTF; empty where undated), rhythm, counted (whether the due date is
        counted by us, from the rhythm: no page prints it), state, sector, claim_id (where it was promised), met_by
        (claim ids), heard (the last day on which a known source speaks of the matter, ISO), heard_ids, n_origin_groups
        (that speak of the promised matter).

    Raises:
        MaliRussiaError: The sector is unknown.
        DateError: `as_of` or `until` is no date, or has no end.
    """
    check_choice(ds, sector)
    known = known_claims(ds, as_of=as_of).set_index("claim_id", drop=False)
    rows: list[dict[str, Any]] = []
    for promise in rows_of(ds.commitments):
        if promise["claim_id"] not in known.index:
            continue
        origin = known.loc[promise["claim_id"]]
        if sector not in (None, ALL, said(origin["sector"])):
            continue
        matter = known[known["fact_id"].eq(origin["fact_id"]) | known["claim_id"].isin(split(promise["met_by"]))]
        met_by = [claim for claim in split(promise["met_by"]) if claim in known.index]
        dues = due_dates(said(promise["due"]), said(promise["rhythm"]), as_of=as_of, until=until)
        shares = _share(met_by, dues, known)
        for n, (due, meeting) in enumerate(zip(dues, shares, strict=True), start=1):
            since = matter[kept(matter["appeared"], partial(_after, due=due))]
            rows.append(
                {
                    **{name: promise[name] for name in ("commitment_id", "by", "what_fr", "what_en", "claim_id")},
                    **{name: said(promise[name]) or "" for name in ("to", "made", "rhythm")},
                    "n": n,
                    "due": due or "",
                    "counted": due is not None and due != said(promise["due"]),
                    "state": state(due, as_of=as_of, met=bool(meeting), heard_since=not since.empty),
                    "sector": said(origin["sector"]) or "",
                    "met_by": joined(meeting),
                    "heard": _iso(max(matter["appeared"])),
                    "heard_ids": joined(matter["claim_id"]),
                    "n_origin_groups": matter["origin_group"].nunique(),
                }
            )
    rows.sort(key=lambda row: (_limits(row["due"] or None), row["commitment_id"], row["n"]))
    return pd.DataFrame(rows, columns=COLUMNS)


def standing(promised: pd.DataFrame) -> pd.DataFrame:
    """Return one row a promise from the rows of `occurrences`: the worst that is past, else the next that is to come.

    Args:
        promised: What `occurrences` returns.

    Returns:
        The same columns, one row a commitment_id, worst state first, then by due date.
    """
    rows = rows_of(promised)
    rows.sort(key=lambda row: (STATES.index(row["state"]), _limits(row["due"] or None), row["commitment_id"]))
    return pd.DataFrame(rows, columns=COLUMNS).drop_duplicates("commitment_id", ignore_index=True)


def due_dates(due: str | None, rhythm: str | None, *, as_of: str, until: str | None = None) -> list[str | None]:
    """Return when a promise falls due: one date, one a period of its rhythm, or one None where it names neither.

    Args:
        due: EDTF date, the first due date where there is a rhythm too.
        rhythm: ISO 8601 rhythm; the end of each of its intervals is a due date.
        as_of: The next due date after this day is always given.
        until: Further due dates up to this day.

    Raises:
        DateError: A date or rhythm cannot be read, or has no end.
    """
    if rhythm is None:
        return [due]
    read = edtf.parse_rhythm(rhythm)
    last = max(edtf.chosen(day).end for day in (as_of, until if until is not None else as_of))
    if last == date.max:
        raise DateError(f"rhythm {rhythm!r}", "unfolded without end", "give a last day, not an open interval")
    dates: list[str | None] = []
    # An interval ends where the next one starts.
    for when in read.dates(first=1):
        dates.append(when if read.days else when[:7])
        if edtf.earliest(when) > last:
            break
    return dates if due is None else [due, *(when for when in dates if when is not None and edtf.before(due, when))]


def state(due: str | None, *, as_of: str, met: bool, heard_since: bool) -> str:
    """Return the state of one occurrence on a day.

    Args:
        due: EDTF due date, or None.
        as_of: EDTF date; its last day counts.
        met: Whether a claim known on that day says it is met.
        heard_since: Whether a source that appeared after the due date speaks of the matter.
    """
    if met:
        return "met"
    if due is None:
        return "undated"
    day = edtf.latest(as_of)
    if day < edtf.earliest(due):
        return "open"
    if day <= edtf.latest(due):
        return "due"
    return "overdue" if heard_since else "silent"


def _share(met_by: list[str], dues: list[str | None], known: pd.DataFrame) -> list[list[str]]:
    """Give each claim of fulfilment to the first due date that has not passed before it; a late one to the last."""
    shares: list[list[str]] = [[] for _ in dues]
    days: dict[str, date] = dict(zip(known["claim_id"], known["appeared"], strict=True))
    for claim in met_by:
        told = said(known.at[claim, "date"])
        when = edtf.earliest(told) if told is not None else days[claim]
        fitting = [n for n, due in enumerate(dues) if when <= _limits(due)[1]]
        shares[fitting[0] if fitting else -1].append(claim)
    return shares


def _limits(due: str | None) -> tuple[date, date]:
    return (date.max, date.max) if due is None else (edtf.earliest(due), edtf.latest(due))


def _after(day: date, due: str | None) -> bool:
    return day > _limits(due)[1]


def _iso(day: date) -> str:
    return "" if day == date.min else day.isoformat()


def days_late(due: str, as_of: str) -> int:
    """Return how many days lie between the last day of a due date and a day; 0 where it has not passed."""
    return max(0, (edtf.latest(as_of) - edtf.latest(due)) // timedelta(days=1))


def tally(promised: pd.DataFrame, states: Iterable[str] = STATES) -> dict[str, int]:
    """Return how many rows there are in each state, states without any included."""
    return {name: int((promised["state"] == name).sum()) for name in states}
