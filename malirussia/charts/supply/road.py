"""Trucks: how many a day the discussed quantity would take, and how many were seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from malirussia.charts.paper import measure
from malirussia.charts.paper.canvas import Canvas
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.escape import escape
from malirussia.charts.paper.theme import MUTED, RULE, Sheet
from malirussia.charts.supply import words
from malirussia.charts.supply.glyph import SHAPE, truck_row
from malirussia.charts.supply.rows import BAR, SEEN
from malirussia.language import capital, catalogue, day, quantity

if TYPE_CHECKING:
    from malirussia.analysis.supply import Supply

_LABELS = 300
# Trucks that a row has at most, and those that stand abreast on a telephone.
_MOST, _ABREAST = 40, 20


@dataclass(frozen=True)
class Count:
    """One row of trucks: a day's, from low to high."""

    label: str
    value: str
    low: float
    high: float
    figures: tuple[str, ...]
    needed: bool


@drawn
def supply_trucks(sheet: Sheet, supply: Supply, *, lang: str = "fr") -> Drawing:
    """Draw the trucks a day that the discussed quantity would take beside those that were seen.

    Args:
        sheet: The paper.
        supply: The scenario.
        lang: `fr` or `en`.

    Returns:
        A chart whose table has one row a count.
    """
    _ = catalogue(lang)
    counts = _counts(supply, lang)
    each = _each(counts)
    canvas = Canvas(sheet)
    traces, y = [], 4.0
    most = round(max(count.high for count in counts) / each)
    left = sheet.pad if sheet.narrow else sheet.pad + _LABELS + 20
    # On a telephone a long row goes on below: a truck drawn stands for as many there as on any other sheet.
    in_line = max(1, -(-most // 2) if sheet.narrow and most > _ABREAST else most)
    step = (sheet.width - sheet.pad - left - (0 if sheet.narrow else 130)) / in_line
    step = min(step, 34.0)
    width = step * 0.88
    traces.append(truck_row(left, y, width, step, range(1), color=MUTED, filled=True, hover="", ids=()))
    traces[0].update(hoverinfo="skip")
    key = _("one truck drawn stands for {n}").format(n=quantity(each, each, "{truck}", "day", lang))
    canvas.words(left + step + 6, y + width * SHAPE / 2, key, size=sheet.small, color=MUTED, anchor="middle")
    hollow = _("up to the high end of a range")
    x = left + step + 6 + measure.width(key, sheet.small) + 28
    if x + step + 6 + measure.width(hollow, sheet.small) > sheet.width - sheet.pad:
        x, y = float(left), y + measure.height(1, sheet.small) + 4
    traces.append(truck_row(x, y, width, step, range(1), color=MUTED, filled=False, hover="", ids=()))
    traces[1].update(hoverinfo="skip")
    canvas.words(x + step + 6, y + width * SHAPE / 2, hollow, size=sheet.small, color=MUTED, anchor="middle")
    y += measure.height(1, sheet.small) + 6
    for count in counts:
        if count.needed:
            canvas.line((sheet.pad, y + 4), (sheet.width - sheet.pad, y + 4), color=RULE)
            y += 10
        sure, maybe = round(count.low / each), round(count.high / each)
        lines = max(1, -(-maybe // in_line))
        line_height = width * SHAPE + 6
        y, top = _labels(canvas, count, y, lines * line_height - 6)
        color = BAR if count.needed else SEEN
        ids = (*(supply.stamp.claim_ids if count.needed else ()), *count.figures)
        hover = "<br>".join(
            [f"<b>{escape(count.label)}</b>", escape(count.value), *words.cite_figures(supply, count.figures, lang)]
        )
        for line in range(lines):
            first, last = line * in_line, (line + 1) * in_line
            full, hollow_ones = (first, min(sure, last)), (max(sure, first), min(maybe, last))
            for (start, stop), filled in ((full, True), (hollow_ones, False)):
                if start < stop:
                    drawn_trucks = range(start - first, stop - first)
                    place = (left, top + line * line_height)
                    traces.append(
                        truck_row(*place, width, step, drawn_trucks, color=color, filled=filled, hover=hover, ids=ids)
                    )
    figure = canvas.figure(y + 8)
    figure["data"] += traces
    return Drawing(
        figure=figure,
        lang=lang,
        title=_title(supply, counts, lang),
        subtitle=_("Tanker trucks a day: needed, counted, and computed from litres"),
        source=words.source_line(supply, [name for count in counts for name in count.figures], lang),
        note=_note(supply, lang),
        alt=_("Rows of trucks: {list}").format(
            list=words.listed((words.pair(count.label, count.value, lang) for count in counts), lang)
        ),
        table=_table(supply, counts, lang),
    )


def _counts(supply: Supply, lang: str) -> list[Count]:
    _ = catalogue(lang)
    seen = supply.trucks
    rows = []
    for row in seen[~seen["counted"]].to_dict("records"):
        names = tuple(row["figures"].split(";"))
        # A load was counted in 2026 alone, so the month decides whether such a row is later than the page.
        label = capital(_("{month}, computed from the litres cleared").format(month=day(row["period"], lang)))
        label = words.past_the_day(supply, names, label, lang)
        rows.append(Count(label, "", row["per_day"], row["per_day"], names, False))
    weeks = seen[seen["counted"]]
    period = f"{weeks['period'].iloc[0].split('/')[0][:7]}/{weeks['period'].iloc[-1].split('/')[1][:7]}"
    label = capital(_("{months}, counted by the week").format(months=day(period, lang)))
    names = tuple(name for cell in weeks["figures"] for name in cell.split(";"))
    label = words.past_the_day(supply, names, label, lang)
    rows.append(Count(label, "", min(weeks["per_day"]), max(weeks["per_day"]), names, False))
    needed = supply.answer("trucks_day")
    label = _("Needed for {announced}").format(announced=words.announced(supply, lang))
    names = (*supply.made.uncertain["m3_per_tonne"].figures[:1], *supply.made.uncertain["truck_litres"].figures)
    rows.append(Count(label, "", float(needed["low"]), float(needed["high"]), names, True))
    said = [
        _("{n} a day").format(n=words.rounded(row.low, row.high, lang, 3 if row.high >= 100 else 2)) for row in rows
    ]
    return [
        Count(row.label, text, row.low, row.high, row.figures, row.needed) for row, text in zip(rows, said, strict=True)
    ]


def _each(counts: list[Count]) -> int:
    """Return how many trucks one drawn truck stands for, on every sheet: so few that the longest row still fits."""
    most = max(count.high for count in counts)
    return next(each for each in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10**9) if most / each <= _MOST)


def _labels(canvas: Canvas, count: Count, y: float, height: float) -> tuple[float, float]:
    """Set label and value of a row; return where the row ends and where its trucks begin."""
    sheet = canvas.sheet
    if sheet.narrow:
        limit = sheet.inner - measure.width(count.value, sheet.text, bold=True) - 10
        canvas.words(sheet.width - sheet.pad, y + 6, count.value, bold=True, align="right")
        top = canvas.paragraph(sheet.pad, y + 6, limit, count.label) + 4
        return top + height + 10, top
    label = measure.balance(count.label, sheet.text, _LABELS)
    row = max(measure.height(len(label), sheet.text), height) + 18
    canvas.words(sheet.pad + _LABELS, y + row / 2, label, align="right", anchor="middle")
    canvas.words(sheet.width - sheet.pad, y + row / 2, count.value, bold=True, align="right", anchor="middle")
    return y + row, y + (row - height) / 2


def _title(supply: Supply, counts: list[Count], lang: str) -> str:
    _ = catalogue(lang)
    needed, seen = counts[-1], counts[-2]
    text = (
        _("The discussed quantity would take {needed} tanker trucks a day; {seen} were counted later, in early 2026")
        if any(supply.figures.later(name) for name in seen.figures)
        else _("The discussed quantity would take {needed} tanker trucks a day; {seen} were counted in early 2026")
    )
    return text.format(
        needed=words.rounded(needed.low, needed.high, lang, worded=True),
        seen=words.rounded(seen.low, seen.high, lang, worded=True),
    )


def _note(supply: Supply, lang: str) -> str:
    _ = catalogue(lang)
    fleet, trip, needed = (supply.answer(name) for name in ("fleet", "round_trip", "trucks_day"))
    return _(
        "{stamp}. Nine random trials in ten take {draws} a day. On a round trip of {trip}, that is {fleet} "
        "under way at once (nine random trials in ten: {fleet_draws}). Of November 2025, 24 days were counted."
    ).format(
        stamp=words.stamp_text(supply.stamp, lang),
        draws=words.rounded(needed["p05"], needed["p95"], lang, worded=True),
        trip=words.amount(trip["low"], trip["high"], "d", "once", lang, worded=True),
        fleet=words.amount(fleet["low"], fleet["high"], "{truck}", "once", lang, worded=True),
        fleet_draws=words.rounded(fleet["p05"], fleet["p95"], lang, worded=True),
    )


def _table(supply: Supply, counts: list[Count], lang: str) -> pd.DataFrame:
    _ = catalogue(lang)
    needed = counts[-1]
    return pd.DataFrame(
        {
            _("Trucks"): [count.label for count in counts],
            _("A day, at least"): [round(count.low, 1) for count in counts],
            _("A day, at most"): [round(count.high, 1) for count in counts],
            "reference_ids": [";".join(count.figures) for count in counts],
            "claim_ids": [";".join(supply.stamp.claim_ids) if count is needed else "" for count in counts],
        }
    )
