"""Partial dates, intervals and rhythms, in the few forms of EDTF and ISO 8601 that the ledger uses.

    2025            the year            2025-06-22/2025-06-27   an interval, both ends included
    2025-06         the month           2025-10-24/..           from that day, no end known
    2025-06-23      the day             ../2025-06              up to the end of that month
    2025-06~        about that month    R/2025-06-23/P6M        every six months from that day

Nothing is ever made more exact than it was written: a month is compared as the days it may mean, and what is about a
day, month or year may mean the one before and the one after too. A rhythm from a month or year gives months or years.
`?` and `%`, which say that a date may be wrong and not by how much, are refused; so is `~` where a day is chosen.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import count, takewhile
from typing import Any, Literal

from malirussia.errors import DateError

Precision = Literal["year", "month", "day"]

OPEN = ".."
_DAY = timedelta(days=1)
_LENGTHS: dict[Precision, int] = {"year": 4, "month": 7, "day": 10}
_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?~?")
_RHYTHM = re.compile(r"R(\d*)/([^/]+)/P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_FORMS = "write it as 2025, 2025-06, 2025-06-23, or two of these with a slash between, .. for an open end"


@dataclass(frozen=True)
class Edtf:
    """A date or interval as the days it may mean.

    Attributes:
        text: As it was written.
        start: The first day it may mean; `date.min` where the start is open.
        end: The last day it may mean; `date.max` where the end is open.
        first: The first side as written, its mark of approximation included; `..` where open.
        last: The last side, likewise; the same as `first` where it is no interval.
        approximate: Whether a side carries `~`.
    """

    text: str
    start: date
    end: date
    first: str
    last: str
    approximate: bool

    @property
    def interval(self) -> bool:
        """Whether two sides were written."""
        return "/" in self.text


def precision(side: str) -> Precision:
    """Return how exact one written side is: `2025-06` is a month, and so is `2025-06~`."""
    length = len(side.rstrip("~"))
    return next(exact for exact, written in _LENGTHS.items() if written == length)


@lru_cache(maxsize=65536)
def parse(text: str) -> Edtf:
    """Read a date or interval.

    Raises:
        DateError: If `text` is of no form above, is no day of the calendar, ends before it starts, or is open at
            both ends.
    """
    if not isinstance(text, str):
        # Stock papermill reads `-p as_of 2025` as a number; `-r as_of 2025` is a text.
        raise DateError(f"date {text!r}", "no text", _FORMS + "; give it in quotes, papermill with -r")
    sides = text.split("/")
    if len(sides) > 2:
        raise DateError(f"date {text!r}", "more than one slash", _FORMS)
    if sides == [OPEN, OPEN] or sides == [OPEN]:
        raise DateError(f"date {text!r}", "says nothing", "leave the date out where none is known")
    start = date.min if sides[0] == OPEN else _days(sides[0], text)[0]
    end = date.max if sides[-1] == OPEN else _days(sides[-1], text)[1]
    if start > end:
        raise DateError(f"date {text!r}", "ends before it starts", "write the earlier date first")
    if sides[0].endswith("~"):
        start = _days(_neighbour(start, precision(sides[0]), -1), text)[0]
    if sides[-1].endswith("~"):
        end = _days(_neighbour(_days(sides[-1], text)[0], precision(sides[-1]), 1), text)[1]
    return Edtf(text, start, end, sides[0], sides[-1], "~" in text)


def written(value: Any) -> Any:
    """Return a date as it is written: a year is a whole number to YAML, and to `papermill -p as_of 2025`.

    What is neither comes back as it is; `parse` refuses it.
    """
    return str(value) if type(value) is int and 1000 <= value <= 9999 else value


def chosen(text: str) -> Edtf:
    """Read a date that somebody chooses, such as the day as of which a page is written.

    Raises:
        DateError: As `parse`, or `text` is approximate: its last day would be later than anybody wrote.
    """
    read = parse(text)
    if read.approximate:
        raise DateError(f"date {text!r}", "about a date, where one is chosen", f"write {text.replace('~', '')}")
    return read


def earliest(text: str) -> date:
    """Return the first day that `text` may mean; `date.min` where its start is open."""
    return parse(text).start


def latest(text: str) -> date:
    """Return the last day that `text` may mean; `date.max` where its end is open."""
    return parse(text).end


def overlaps(a: str, b: str) -> bool:
    """Return whether `a` and `b` may mean the same day."""
    return earliest(a) <= latest(b) and earliest(b) <= latest(a)


def before(a: str, b: str) -> bool:
    """Return whether `a` is before `b` for certain: the last day of `a` is before the first of `b`."""
    return latest(a) < earliest(b)


def on_or_before(a: str, as_of: str) -> bool:
    """Return whether `a` may have happened by the end of `as_of`."""
    return earliest(a) <= latest(as_of)


@dataclass(frozen=True)
class Rhythm:
    """A rhythm as read.

    Attributes:
        times: How many dates there are in all, the first one included; None where it goes on for ever.
        start: The first day that the first date may mean.
        precision: How exact the first date is, and so every other.
        months: Months from one date to the next.
        days: Days from one date to the next, on top of the months.
    """

    times: int | None
    start: date
    precision: Precision
    months: int
    days: int

    def at(self, index: int) -> str:
        """Return the date number `index`, from 0, as exact as the first.

        It is counted from the start, so that 31 January goes to 28 February and then back to 31 March.

        Raises:
            OverflowError: If the date is after the year 9999.
        """
        years, month = divmod(self.start.month - 1 + index * self.months, 12)
        year = self.start.year + years
        if year > date.max.year:
            raise OverflowError(f"year {year}")
        day = min(self.start.day, calendar.monthrange(year, month + 1)[1])
        when = date(year, month + 1, day) + timedelta(days=index * self.days)
        return when.isoformat()[: _LENGTHS[self.precision]]

    def dates(self, first: int = 0) -> Iterator[str]:
        """Yield as many dates as there are in all, from number `first` on; fewer where the calendar ends."""
        for index in count(first) if self.times is None else range(first, first + self.times):
            try:
                yield self.at(index)
            except OverflowError:
                return


@lru_cache(maxsize=256)
def parse_rhythm(text: str) -> Rhythm:
    """Read an ISO 8601 rhythm such as `R/2025-06-23/P6M` (for ever) or `R4/2025-06/P3M` (four dates).

    Raises:
        DateError: If `text` is no such rhythm, its period is nothing, its start is approximate, or its period is of
            smaller parts than its start: nobody knows which day a week after some day of June is.
    """
    match = _RHYTHM.fullmatch(text)
    if match is None:
        raise DateError(f"rhythm {text!r}", "not a rhythm", "write it as R/2025-06-23/P6M")
    times, start, years, months, weeks, days = match.groups(default="")
    if OPEN in start:
        raise DateError(f"rhythm {text!r}", "no day to start from", "write it as R/2025-06-23/P6M")
    step_months = 12 * int(years or 0) + int(months or 0)
    step_days = 7 * int(weeks or 0) + int(days or 0)
    if step_months == 0 and step_days == 0:
        raise DateError(f"rhythm {text!r}", "a period of nothing", "give a period such as P6M")
    first = parse(start)
    if first.approximate:
        raise DateError(f"rhythm {text!r}", "counted from about a date", "give the day, month or year it starts from")
    exact = precision(start)
    if exact != "day" and step_days > 0:
        raise DateError(f"rhythm {text!r}", f"a period of days from a {exact}", "give the day it starts from")
    if exact == "year" and step_months % 12 > 0:
        raise DateError(f"rhythm {text!r}", "a period of months from a year", "give the month it starts from")
    return Rhythm(int(times) if times else None, first.start, exact, step_months, step_days)


def expand(rhythm: str, until: str | date) -> list[str]:
    """Return the dates of a rhythm, the first one included, up to `until`, each as exact as its start.

    Args:
        rhythm: As `parse_rhythm` takes it.
        until: The last day that counts; of a month or year, its last day. A month or year counts once it has begun.

    Raises:
        DateError: If `rhythm` or `until` cannot be read, or both have no end.
    """
    read = parse_rhythm(rhythm)
    last = until if isinstance(until, date) else chosen(until).end
    if read.times is None and last == date.max:
        raise DateError(f"rhythm {rhythm!r}", "no end", "give a last day")
    return list(takewhile(lambda when: earliest(when) <= last, read.dates()))


def _days(side: str, text: str) -> tuple[date, date]:
    """Return the first and last day that one side of `text` may mean."""
    if side.endswith(("?", "%")):
        raise DateError(
            f"date {text!r}", "uncertain", "leave the date out, or write ~ after it where it is about that date"
        )
    match = _POINT.fullmatch(side)
    if match is None:
        raise DateError(f"date {text!r}", f"{side!r} is not a date", _FORMS)
    year, month, day = (None if part is None else int(part) for part in match.groups())
    try:
        if year is None or month is None:
            return date(year or 0, 1, 1), date(year or 0, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise DateError(f"date {text!r}", f"{side} is not in the calendar", "correct the month or the day") from None


def _neighbour(first: date, exact: Precision, by: int) -> str:
    """Return the year, month or day before or after one that starts on a day; itself where the calendar ends."""
    months = {"year": 12 * by, "month": by, "day": 0}[exact]
    years, month = divmod(first.month - 1 + months, 12)
    try:
        moved = first.replace(year=first.year + years, month=month + 1) + timedelta(days=by if exact == "day" else 0)
    except (ValueError, OverflowError):
        moved = first
    return moved.isoformat()[: _LENGTHS[exact]]
