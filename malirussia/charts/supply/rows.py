"""Rows of ranges on one scale: a bar between two ends, the reach of the draws behind it, what it is, and their key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from malirussia.charts.paper import measure
from malirussia.charts.paper.canvas import Canvas, Mark
from malirussia.charts.paper.key import SAMPLE, places
from malirussia.charts.paper.scale import Scale
from malirussia.charts.paper.theme import INK, MUTED, PAPER, RULE, SERIES
from malirussia.language import catalogue

BAR, SEEN, UNKNOWN = SERIES[:3]
SHADE = "#E9E4DA"
_DOT = 12.0
# The bar and, below it, the line of the draws.
_BARS = 24.0
_GAP = 12.0


@dataclass(frozen=True)
class Row:
    """One range.

    Attributes:
        label: What it is, plain text.
        value: The range in words, plain text.
        low: The bar's lower end.
        high: Its upper end.
        p05: Below which a twentieth of the draws lies; None where nothing was drawn.
        p95: Above which a twentieth lies.
        hover: Escaped text.
        ids: The claims and reference rows behind it.
        color: Of the bar.
        symbol: Of its ends.
        weak: Whether it rests on a weak source: then its ends are open.
    """

    label: str
    value: str
    low: float
    high: float
    p05: float | None = None
    p95: float | None = None
    hover: str = ""
    ids: tuple[str, ...] = ()
    color: str = BAR
    symbol: str = "circle"
    weak: bool = False


@dataclass(frozen=True)
class Place:
    """Where the rows stand, in pixels: labels from `left` to `label_right`, the scale, values up to `right`."""

    left: float
    label_right: float
    right: float


def rows(
    canvas: Canvas,
    ranges: Sequence[Row],
    line: Scale,
    place: Place,
    top: float,
    *,
    band: tuple[float, float] | None = None,
    at: float | None = None,
    tick: Callable[[float], str],
    labelled: bool = True,
) -> float:
    """Draw rows of ranges from `top` down, their axis above them.

    On a wide sheet a row's label stands left of the scale and its value right of it; on a telephone both stand above.

    Args:
        canvas: What to draw on.
        ranges: The rows.
        line: The scale, in pixels of the canvas.
        place: Where labels and values stand.
        top: Where to begin.
        band: An amount range shaded behind all rows.
        at: An amount marked by a line through all rows.
        tick: Writes an amount of the axis.
        labelled: Whether the labels are set; they take their room either way, so that panels side by side keep step.

    Returns:
        Where the rows end.
    """
    sheet = canvas.sheet
    axis = top + measure.height(1, sheet.small) + 6
    heights = [_height(canvas, row, place) for row in ranges]
    bottom = axis + 6 + sum(heights)
    shade = None if band is None else (line.at(band[0]), max(line.at(band[1]), line.at(band[0]) + 1))
    if shade is not None and not sheet.narrow:
        canvas.box((shade[0], axis), (shade[1], bottom), fill=SHADE)
    for amount in line.ticks:
        canvas.words(
            line.at(amount), axis - 3, tick(amount), size=sheet.small, color=MUTED, align="center", anchor="bottom"
        )
    y = axis + 6
    for row, height in zip(ranges, heights, strict=True):
        # On a telephone the lines of the scale and the shade stop below the words, which stand across them.
        above = y + _words(canvas, row, place) if sheet.narrow else y
        if shade is not None and sheet.narrow:
            canvas.box((shade[0], above), (shade[1], y + height), fill=SHADE)
        for amount in line.ticks:
            canvas.line((line.at(amount), above), (line.at(amount), y + height), color=RULE)
        if at is not None:
            canvas.line((line.at(at), above), (line.at(at), y + height), color=INK, width=1.5)
        _row(canvas, row, line, place, y, height, labelled)
        y += height
    return bottom


def _words(canvas: Canvas, row: Row, place: Place) -> float:
    return measure.height(len(_label(canvas, row, place)), canvas.sheet.text) + 8


def _height(canvas: Canvas, row: Row, place: Place) -> float:
    sheet = canvas.sheet
    bars = _DOT if row.p05 is None else _BARS
    if sheet.narrow:
        return _words(canvas, row, place) + bars + _GAP
    return max(measure.height(len(_label(canvas, row, place)), sheet.text), bars) + _GAP


def _label(canvas: Canvas, row: Row, place: Place) -> list[str]:
    sheet = canvas.sheet
    limit = place.label_right - place.left
    if sheet.narrow:
        limit -= measure.width(row.value, sheet.text, bold=True) + 12
    return measure.balance(row.label, sheet.text, limit)


def _row(canvas: Canvas, row: Row, line: Scale, place: Place, y: float, height: float, labelled: bool) -> None:
    sheet = canvas.sheet
    label = _label(canvas, row, place)
    if sheet.narrow:
        canvas.words(place.left, y + 4, label)
        canvas.words(place.right, y + 4, row.value, bold=True, align="right")
        middle = y + _words(canvas, row, place) + _DOT / 2 + 2
    else:
        if labelled:
            canvas.words(place.label_right, y + height / 2, label, align="right", anchor="middle")
        canvas.words(place.right, y + height / 2, row.value, bold=True, align="right", anchor="middle")
        middle = y + height / 2 - (0 if row.p05 is None else (_BARS - _DOT) / 2)
    if row.p05 is not None and row.p95 is not None:
        below = middle + _BARS - _DOT
        canvas.line((line.at(row.p05), below), (line.at(row.p95), below), color=MUTED, width=1.5)
        for end in (row.p05, row.p95):
            canvas.line((line.at(end), below - 4), (line.at(end), below + 4), color=MUTED, width=1.5)
    start, end_at = line.at(row.low), line.at(row.high)
    canvas.line((start, middle), (end_at, middle), color=row.color, width=6)
    for x in dict.fromkeys((start, end_at)):
        fill = PAPER if row.weak else row.color
        canvas.mark(
            Mark(x, middle, row.symbol, _DOT, fill, line=row.color, width=2, hover=row.hover, claim_ids=row.ids)
        )


def bars_key(canvas: Canvas, lang: str, *, draws: bool = False, shade: bool = False) -> float:
    """Set the key at the top of a sheet.

    Args:
        canvas: What to draw on.
        lang: `fr` or `en`.
        draws: Whether thin lines tell the reach of the draws.
        shade: Whether the discussed range is shaded behind the rows.

    Returns:
        Where it ends, in pixels.
    """
    _ = catalogue(lang)
    sheet = canvas.sheet
    parts = [("bar", _("reach of the answer") if shade else _("low to high, as published"))]
    if draws:
        parts.append(("draws", _("nine random trials in ten")))
    if shade:
        parts.append(("shade", _("discussed range, all else fixed")))
    spots, bottom = places([text for _part, text in parts], sheet, left=sheet.pad, top=0)
    for (part, text), (x, y) in zip(parts, spots, strict=True):
        end = x + SAMPLE - 8
        if part == "bar":
            canvas.line((x + 3, y), (end - 3, y), color=MUTED, width=4)
            for at in (x + 3, end - 3):
                canvas.sample(Mark(at, y, "circle", 8, MUTED, line=MUTED, width=0))
        elif part == "draws":
            canvas.line((x, y), (end, y), color=MUTED, width=1.5)
            for at in (x, end):
                canvas.line((at, y - 4), (at, y + 4), color=MUTED, width=1.5)
        else:
            canvas.box((x, y - 6), (end, y + 6), fill=SHADE)
        canvas.words(x + SAMPLE, y, text, size=sheet.small, anchor="middle")
    return bottom + 10
