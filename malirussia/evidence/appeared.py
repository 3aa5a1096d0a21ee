"""When each source had appeared, and which day is meant by a choice of one: the one place that knows.

days = appeared(sources, told)     source id → the first day on which it can have been read
on("latest", days)                 Day(asked="latest", text="2025-10-24", known=5, later=0)

It is plain Python, so that a plan of renders can ask it without the tables' libraries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from malirussia import edtf
from malirussia.errors import DateError

LATEST = "latest"
"""The last day on which a source of the ledger is known to have appeared."""

# What a source tells as already there; a plan says nothing about when the source was written.
TOLD = ("stated", "reported")
AFFIRMED = "affirmed"


@dataclass(frozen=True)
class Day:
    """The day as of which something is told.

    Attributes:
        asked: What was asked for: `latest`, or an EDTF date.
        text: The EDTF date in effect; what had appeared by its last day counts.
        known: How many sources had appeared by then.
        later: How many appeared after it.
    """

    asked: str
    text: str
    known: int
    later: int


def appeared(sources: Iterable[tuple[str, str | None]], told: Iterable[tuple[str, str]]) -> dict[str, date]:
    """Return the first day on which each source can have been read.

    A publication day is taken as it is. A source dated to its month, or not dated at all, counts from the latest day
    that it tells of as past. Where it tells of no day within its month, it counts from the last day of the month: it is
    shown late rather than before it was written. One without any date counts from the beginning.

    Args:
        sources: Source id and publication date, EDTF; None where the source has none.
        told: Source id and date of each claim that the source affirms and tells as past: stated or reported.

    Returns:
        Source id → day.
    """
    latest_told: dict[str, date] = {}
    for source, text in told:
        latest_told[source] = max(latest_told.get(source, date.min), edtf.earliest(text))
    days: dict[str, date] = {}
    for source, published in sources:
        first, last = (date.min, date.max) if published is None else (edtf.earliest(published), edtf.latest(published))
        told_last = latest_told.get(source, first)
        days[source] = min(last, told_last) if told_last > first or published is None else last
    return days


def on(as_of: str | int, days: Mapping[str, date]) -> Day:
    """Return the day that a choice means.

    Args:
        as_of: `latest`, an EDTF date, or a year as the whole number that YAML and papermill read it as.
        days: What `appeared` returns.

    Raises:
        DateError: `as_of` is no such date or about one; or `latest` is asked for and no source tells a day.
    """
    asked = text = edtf.written(as_of)
    if text == LATEST:
        dated = [day for day in days.values() if date.min < day < date.max]
        if not dated:
            raise DateError("as_of 'latest'", "no source of the ledger tells a day", "give a day such as 2025-10-24")
        text = max(dated).isoformat()
    last = edtf.chosen(text).end
    known = sum(day <= last for day in days.values())
    return Day(asked, text, known, len(days) - known)
