"""Promises on a calendar: when each was made, when it falls due, and how it stands on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd
from babel.dates import format_date

from malirussia import edtf
from malirussia.analysis.known import rows_of
from malirussia.analysis.standing.occurrences import occurrences
from malirussia.charts.paper import measure
from malirussia.charts.paper.canvas import Canvas, Mark
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.key import SAMPLE, places
from malirussia.charts.paper.theme import ABSENT, INK, MUTED, PAPER, RULE, STATUSES, WASH, Sheet
from malirussia.charts.standing.words import alt, commitment_table, due_words, last_page, state_word, title
from malirussia.charts.words.citing import Citer, captions, last_day
from malirussia.charts.words.phrases import dotted
from malirussia.charts.words.rungs import DEEP
from malirussia.charts.words.sources import source_line
from malirussia.language import catalogue, day, number

if TYPE_CHECKING:
    from malirussia.tables import Dataset

RED = STATUSES["cancelled"]
# Where a promise begins: its tip stands on the day, so that neither the line of today nor an early due date covers it.
PROMISED = ("triangle-right", INK, PAPER)
TIP = 8
# State → symbol, fill and outline: told by shape as well as by colour.
LOOKS = {
    "met": ("square", DEEP, DEEP),
    "open": ("circle", PAPER, DEEP),
    "due": ("diamond", STATUSES["suspended"], INK),
    "overdue": ("x", RED, RED),
    "silent": ("circle-x", PAPER, RED),
}


@drawn
def commitment_timeline(
    sheet: Sheet,
    ds: Dataset,
    *,
    as_of: str,
    until: str | None = None,
    lang: str = "fr",
    sector: str | None = None,
) -> Drawing:
    """Draw each promise from the day it was made to its due dates, with a line at `as_of`.

    Args:
        sheet: The paper.
        ds: The tables.
        as_of: EDTF date of the line; pages that appeared later are left out.
        until: Rhythms are unfolded up to that day; to their next due date after `as_of` where None.
        lang: `fr` or `en`.
        sector: One sector; None or `all` for every sector.

    Raises:
        DateError: `as_of` or `until` is no date, or has no end.
    """
    _ = catalogue(lang)
    promised = occurrences(ds, as_of=as_of, until=until, sector=sector)
    canvas = Canvas(sheet)
    height = _draw(canvas, ds, promised, as_of, lang)
    told = ds.claims[ds.claims["claim_id"].isin([part for ids in promised["heard_ids"] for part in ids.split(";")])]
    n, undated = (
        promised.loc[chosen, "commitment_id"].nunique() for chosen in (promised["due"].ne(""), promised["due"].eq(""))
    )
    said = [
        _.n("{n} promise with a date or rhythm", "{n} promises with a date or rhythm", n).format(n=number(n, lang)),
        *([_("{n} without a date").format(n=number(undated, lang))] if undated else []),
        _("as it stood on {day}").format(day=last_day(as_of, lang)),
    ]
    return Drawing(
        figure=canvas.figure(height),
        lang=lang,
        title=title(promised, as_of, lang),
        subtitle=dotted(said),
        source=source_line(ds.sources, lang, told["source_id"].unique()),
        note=" ".join(
            [
                _("Silent: the due date has passed, and no article that appeared since speaks of the matter."),
                _("A rhythm asks for one occasion in each of its periods, by the end of it: dates counted by us."),
                last_page(ds, promised, as_of, lang),
            ]
        ),
        alt=alt(promised, as_of, lang),
        table=commitment_table(ds, promised, lang),
    )


def _draw(canvas: Canvas, ds: Dataset, promised: pd.DataFrame, as_of: str, lang: str) -> float:
    _ = catalogue(lang)
    sheet = canvas.sheet
    if promised.empty:
        return canvas.words(sheet.width / 2, 60, _("no promise"), color=MUTED, align="center") + 60
    left, right = (
        (sheet.pad + 8, sheet.width - sheet.pad - 8)
        if sheet.narrow
        else (sheet.pad + 380, sheet.width - sheet.pad - 250)
    )
    scale = _Scale(*_reach(promised, as_of), left, right)
    head = _months(canvas, scale, as_of, lang)
    y = head
    names, cite = captions(ds, lang), Citer(ds, lang)
    now = scale.x(edtf.latest(as_of))
    canvas.line((now, head - 6), (now, head), color=INK, width=1.5)
    banded = False
    for _id, promise in promised.groupby("commitment_id", sort=False):
        if not banded and promise["due"].eq("").all():
            banded = True
            canvas.line((sheet.pad, y), (sheet.width - sheet.pad, y), color=INK)
            heading = _("Without a date: neither late nor on time")
            y = canvas.paragraph(sheet.pad, y + 9, sheet.inner, heading, bold=True, color=MUTED) + 7
        canvas.line((sheet.pad, y), (sheet.width - sheet.pad, y), color=RULE)
        middle, end = _row(canvas, cite, promise, scale, y, names, lang)
        # On a telephone words stand above and below the calendar: the line must not cross them.
        top, low = (middle - 13, middle + 14) if sheet.narrow else (y, end)
        canvas.box((left, top), (now, low), fill=WASH)
        canvas.line((now, top), (now, low), color=INK, width=1.5)
        y = end
    return _key(canvas, promised, y + 8, lang)


class _Scale:
    """Days to pixels."""

    def __init__(self, first: date, last: date, left: float, right: float) -> None:
        self.first, self.last, self.left, self.right = first, last, left, right

    def x(self, when: date) -> float:
        share = (when - self.first) / (self.last - self.first)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))


def _reach(promised: pd.DataFrame, as_of: str) -> tuple[date, date]:
    """Return the first day of the first month and the first day after the last month that the calendar shows."""
    dates = [edtf.parse(text) for name in ("made", "due") for text in promised[name] if text]
    line = edtf.latest(as_of)
    # What has no start is drawn at its end.
    first = min([line, *(when.end if when.start == date.min else when.start for when in dates)]).replace(day=1)
    last = max(min(day, date(9998, 12, 31)) for day in (line, *(when.end for when in dates))) + timedelta(days=32)
    return first, last.replace(day=1)


def _months(canvas: Canvas, scale: _Scale, as_of: str, lang: str) -> float:
    """Set the months, as many as there is room for, and the day of the line above them."""
    _ = catalogue(lang)
    sheet = canvas.sheet
    label = _("as of {day}").format(day=last_day(as_of, lang))
    half = measure.width(label, sheet.text, bold=True) / 2
    middle = min(max(scale.x(edtf.latest(as_of)), sheet.pad + half), sheet.width - sheet.pad - half)
    below = canvas.words(middle, 0, label, bold=True, align="center") + 6
    months = _first_days(scale.first, scale.last)
    # The longest name of a month decides: sept. 2025.
    names = [format_date(month, "MMM y", locale=lang) for month in months[:12]]
    room = (scale.right - scale.left) / (max(measure.width(name, sheet.small) for name in names) + 8)
    every = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 1200, 12000, len(months)) if len(months) / n <= room)
    for month in months:
        x = scale.x(month)
        # Counted from January, so that a year stands where it begins.
        if (month.year * 12 + month.month - 1) % every == 0 and x + 40 < scale.right + (0 if sheet.narrow else 40):
            text = format_date(month, "MMM y" if every < 12 else "y", locale=lang)
            canvas.words(x, below, text, size=sheet.small, color=MUTED)
            canvas.line((x, below + 20), (x, below + 26), color=ABSENT)
    return below + 26


def _first_days(first: date, last: date) -> list[date]:
    return [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) < last
    ]


def _row(
    canvas: Canvas, cite: Citer, promise: pd.DataFrame, scale: _Scale, top: float, names: Mapping[str, str], lang: str
) -> tuple[float, float]:
    """Draw one promise with all its due dates; return the height of its line, and where it ends."""
    _ = catalogue(lang)
    sheet = canvas.sheet
    rows = rows_of(promise)
    first = rows[0]
    who = _("{by} to {to}").format(by=names[first["by"]], to=names[first["to"]]) if first["to"] else names[first["by"]]
    made = _("promised {day}").format(day=day(first["made"] or None, lang))
    said = _states(rows, lang)
    wide = sheet.inner if sheet.narrow else scale.left - sheet.pad - 24
    y = canvas.paragraph(sheet.pad, top + 9, wide, first[f"what_{lang}"], bold=True)
    y = canvas.paragraph(sheet.pad, y + 1, wide, dotted([who, made]), size=sheet.small, color=MUTED)
    if sheet.narrow:
        middle = y + 18
        y = middle + 18
        for line in said:
            y = canvas.paragraph(sheet.pad, y, wide, line, size=sheet.small)
    else:
        lines = [
            part
            for line in said
            for part in measure.wrap(line, sheet.small, sheet.width - sheet.pad - scale.right - 20)
        ]
        high = max(y - top + 10, measure.height(len(lines), sheet.small) + 18)
        middle = top + high / 2 + 4
        canvas.words(scale.right + 20, middle, lines, size=sheet.small, anchor="middle")
        y = top + high
    _line(canvas, cite, rows, scale, middle, lang)
    return middle, y + (9 if sheet.narrow else 0)


def _states(rows: Sequence[Mapping[str, Any]], lang: str) -> list[str]:
    """Say how each due date stands; a run of more than two that stand alike is summed up in one line."""
    _ = catalogue(lang)
    said: list[str] = []
    for state, group in groupby(rows, key=lambda row: str(row["state"])):
        alike = list(group)
        if state == "undated":
            said.append(state_word(state, lang))
            continue
        days, at_once = [due_words(row, lang) for row in alike], 1
        if len(days) > 2:
            at_once = len(alike)
            first, last = (day(alike[place]["due"], lang) for place in (0, -1))
            told = (
                _("{first} to {last} ({n} dates, counted by us)")
                if alike[-1]["counted"]
                else _("{first} to {last} ({n} dates)")
            )
            days = [told.format(first=first, last=last, n=number(len(alike), lang))]
        said += [_("{day}: {state}").format(day=when, state=state_word(state, lang, at_once)) for when in days]
    return said


def _line(canvas: Canvas, cite: Citer, rows: Sequence[Mapping[str, Any]], scale: _Scale, y: float, lang: str) -> None:
    dated = [row for row in rows if row["due"]]
    start = scale.x(edtf.earliest(rows[0]["made"])) if rows[0]["made"] else scale.left
    if dated:
        canvas.line((start, y), (scale.x(_middle(dated[-1]["due"])), y), color=DEEP, width=1.5, dash="dot")
    heading = rows[0][f"what_{lang}"]
    ids: tuple[str, ...] = (rows[0]["claim_id"],)
    symbol, fill, line = PROMISED
    hover = cite(ids, heading=heading)
    canvas.mark(Mark(start - TIP, y, symbol, 2 * TIP, fill, line=line, width=2, hover=hover, claim_ids=ids))
    for row in dated:
        symbol, fill, line = LOOKS[row["state"]]
        low, high = scale.x(edtf.earliest(row["due"])), scale.x(edtf.latest(row["due"]))
        canvas.line((low, y + 11), (max(high, low + 2), y + 11), color=line, width=3)
        ids = tuple(part for part in f"{row['claim_id']};{row['met_by']}".split(";") if part)
        words = f"{heading} ({day(row['due'], lang)}, {state_word(row['state'], lang)})"
        hover = cite(ids, heading=words)
        canvas.mark(Mark((low + high) / 2, y, symbol, 14, fill, line=line, width=2, hover=hover, claim_ids=ids))


def _middle(due: str) -> date:
    return edtf.earliest(due) + (edtf.latest(due) - edtf.earliest(due)) / 2


def _key(canvas: Canvas, promised: pd.DataFrame, top: float, lang: str) -> float:
    _ = catalogue(lang)
    sheet = canvas.sheet
    states = [state for state in LOOKS if (promised["state"] == state).any()]
    texts = [_("promised"), *(state_word(state, lang) for state in states), _("the days it may fall due")]
    at, end = places(texts, sheet, left=sheet.pad - 6, top=top)
    looks = [PROMISED, *(LOOKS[state] for state in states)]
    for (symbol, fill, line), (x, y) in zip(looks, at, strict=False):
        canvas.sample(Mark(x + SAMPLE / 2, y, symbol, 12, fill, line=line, width=2))
    x, y = at[-1]
    canvas.line((x + 5, y), (x + 24, y), color=DEEP, width=3)
    for text, (x, y) in zip(texts, at, strict=True):
        canvas.words(x + SAMPLE, y, text, size=sheet.small, color=MUTED, anchor="middle")
    return end + 4
