"""Stock and running totals over the months, as fans: how the announced deliveries would play out, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go

from malirussia.charts.paper import measure
from malirussia.charts.paper.canvas import Canvas, Mark
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.key import SAMPLE, places
from malirussia.charts.paper.scale import Scale, scale
from malirussia.charts.paper.theme import INK, MUTED, RULE, Sheet
from malirussia.charts.supply import fan_words, words
from malirussia.charts.supply.rows import BAR, SEEN, SHADE
from malirussia.language import catalogue, number

if TYPE_CHECKING:
    from malirussia.analysis.supply import Supply

_HEIGHT = 230
# A day less than this many pixels off the line between its neighbours is on it.
_STRAIGHT = 0.15
_OUTER, _INNER = "rgba(27,63,139,0.18)", "rgba(27,63,139,0.38)"
_DEMAND = "rgba(217,138,0,0.30)"


@dataclass(frozen=True)
class Panel:
    """One panel, in pixels.

    Attributes:
        measure: What it shows, a measure of `paths_table.by_day`.
        size: The amount that its axis counts in.
        across: From the first day to the last.
        upright: From the least amount, at the bottom, to the most.
    """

    measure: str
    size: float
    across: Scale
    upright: Scale


@drawn
def supply_paths(sheet: Sheet, one: Supply, *, lang: str = "fr") -> Drawing:
    """Draw the stock, and what has been delivered and asked for in all, over the run.

    Args:
        sheet: The paper.
        one: The scenario.
        lang: `fr` or `en`.

    Returns:
        A chart whose table has one row a month.
    """
    canvas = Canvas(sheet)
    panels, bottom = _panels(canvas, one, lang)
    ids = (*one.stamp.claim_ids, *_figures(one))
    traces = []
    for panel in panels:
        fan = one.days[one.days["measure"] == panel.measure]
        traces += [_band(fan, panel, *pair) for pair in (("p05", "p95", _OUTER), ("p25", "p75", _INNER))]
        if panel.measure == "delivered_total":
            asked = one.days[one.days["measure"] == "demand_total"]
            traces.append(_band(asked, panel, "p05", "p95", _DEMAND))
            traces += [_line(asked, panel, column, SEEN, "dot") for column in ("low", "high")]
        traces += [_line(fan, panel, column, BAR, "solid") for column in ("low", "high")]
        _marks(canvas, one, panel, ids, lang)
        if panel.measure == "stock":
            _ends(canvas, fan, panel, lang)
    bottom = _key(canvas, bottom, lang)
    figure = go.Figure(canvas.figure(bottom))
    # Marks answer to the pointer, so they stay on top of the areas.
    figure.add_traces(traces)
    figure.data = (*figure.data[2:], *figure.data[:2])
    return Drawing(
        figure=figure,
        lang=lang,
        title=fan_words.title(one, lang),
        subtitle=fan_words.subtitle(one, lang),
        source=words.source_line(one, _figures(one), lang),
        note=fan_words.note(one, lang),
        alt=fan_words.alt(one, lang),
        table=fan_words.table(one, lang),
    )


def _panels(canvas: Canvas, one: Supply, lang: str) -> tuple[list[Panel], float]:
    """Lay out both panels with their headings, axes and the closed months; return them and where they end."""
    _ = catalogue(lang)
    sheet = canvas.sheet
    days = one.days
    n_days = int((days["measure"] == "stock").sum())
    totals = days[days["measure"].isin(["delivered_total", "demand_total"])]
    wanted = (
        ("stock", 1e3, _("Stock at the end of each day, thousand m³"), one.made.storage),
        (
            "delivered_total",
            1e6,
            _("In all since the first day, million m³"),
            float(totals[["p95", "high"]].max().max()),
        ),
    )
    panels: list[Panel] = []
    bottom = 0.0
    for place, (name, size, heading, most) in enumerate(wanted):
        left, right = _sides(sheet, place)
        top = bottom if sheet.narrow else 0.0
        top = canvas.paragraph(left, top, right - left, heading, bold=True) + 26
        upright = scale(0, most / size, top + _HEIGHT, top, 5)
        panel = Panel(name, size, scale_of_days(n_days, left + 44, right - 8), upright)
        _frame(canvas, one, panel, right, lang)
        panels.append(panel)
        bottom = max(bottom, top + _HEIGHT + 2 * measure.height(1, sheet.small) + 24)
    return panels, bottom


def _sides(sheet: Sheet, place: int) -> tuple[float, float]:
    """Return the left and right edge of a panel: one below the other on a telephone, else side by side."""
    if sheet.narrow:
        return sheet.pad, sheet.width - sheet.pad
    middle = sheet.width / 2
    return ((sheet.pad, middle - 24), (middle + 24, sheet.width - sheet.pad))[place]


def scale_of_days(days: int, left: float, right: float) -> Scale:
    """Make the scale of the days: 0 is the start of the first, `days` the end of the last."""
    return Scale(0.0, float(days), left, right, ())


def _frame(canvas: Canvas, one: Supply, panel: Panel, right: float, lang: str) -> None:
    _ = catalogue(lang)
    sheet, across, upright = canvas.sheet, panel.across, panel.upright
    calendar = one.days[one.days["measure"] == panel.measure].reset_index(drop=True)
    firsts = calendar.index[calendar["month"] != calendar["month"].shift()].tolist()
    _closed(canvas, one, panel, firsts, len(calendar), lang)
    for amount in upright.ticks:
        y = upright.at(amount)
        canvas.line((across.left, y), (right, y), color=RULE)
        canvas.words(
            across.left - 6, y, number(amount, lang), size=sheet.small, color=MUTED, align="right", anchor="middle"
        )
    if panel.measure == "stock":
        y = upright.at(one.made.storage / panel.size)
        canvas.line((across.left, y), (right, y), color=INK, width=1.5, dash="dash")
        full = _("national storage full: {n} thousand m³").format(n=number(one.made.storage / panel.size, lang, 1))
        canvas.words(right, y - 3, full, size=sheet.small, align="right", anchor="bottom")
    months = calendar["month"].to_list()
    step = max(1, -(-len(firsts) // (4 if sheet.narrow else 6)))
    for place in firsts[::step]:
        x = across.at(place)
        canvas.line((x, upright.left), (x, upright.left + 5), color=MUTED)
        label = fan_words.short_month(months[place], lang)
        canvas.words(x, upright.left + 8, label, size=sheet.small, color=MUTED)


def _closed(canvas: Canvas, one: Supply, panel: Panel, firsts: list[int], days: int, lang: str) -> None:
    """Shade the months in which a corridor is closed."""
    scenario = one.scenario
    start = scenario.blockade_from - 1
    if scenario.blockade == "none" or scenario.blockade_months == 0 or start >= len(firsts):
        return
    end = start + scenario.blockade_months
    left = panel.across.at(firsts[start])
    right = panel.across.at(firsts[end] if end < len(firsts) else days)
    canvas.box((left, panel.upright.right), (right, panel.upright.left), fill=SHADE)
    _ = catalogue(lang)
    closed = _("road closed: {place}").format(place=words.place_name(scenario.blockade))
    # Above the scale, where no line of the fan can run through it, and inside the column.
    edge = canvas.sheet.width - canvas.sheet.pad - measure.width(closed, canvas.sheet.small)
    canvas.words(
        min(left, edge), panel.upright.right - 3, closed, size=canvas.sheet.small, color=MUTED, anchor="bottom"
    )


def _band(fan: pd.DataFrame, panel: Panel, low: str, high: str, color: str) -> go.Scatter:
    there, back = (_points(fan, panel, column) for column in (high, low))
    outline = [*there, *reversed(back)]
    return go.Scatter(
        x=[x for x, _ in outline],
        y=[y for _, y in outline],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=color,
        hoverinfo="skip",
    )


def _points(fan: pd.DataFrame, panel: Panel, column: str) -> list[tuple[float, float]]:
    """Return where the end of each day stands, in pixels, days on one straight line left out."""
    points = [
        (panel.across.at(place), panel.upright.at(amount / panel.size))
        for place, amount in enumerate(fan[column], start=1)
    ]
    kept = points[:1]
    for point, after in pairwise(points[1:]):
        (x0, y0), (x1, y1) = kept[-1], after
        if abs(y0 + (y1 - y0) * (point[0] - x0) / (x1 - x0) - point[1]) > _STRAIGHT:
            kept.append(point)
    kept.append(points[-1])
    return [(round(x, 1), round(y, 1)) for x, y in kept]


def _line(fan: pd.DataFrame, panel: Panel, column: str, color: str, dash: str) -> go.Scatter:
    points = _points(fan, panel, column)
    return go.Scatter(
        x=[x for x, _ in points],
        y=[y for _, y in points],
        mode="lines",
        line={"width": 2, "color": color, "dash": dash},
        hoverinfo="skip",
    )


def _marks(canvas: Canvas, one: Supply, panel: Panel, ids: tuple[str, ...], lang: str) -> None:
    """Set a mark at the end of each month on both discussed ends."""
    rows = one.days[one.days["measure"] == panel.measure].to_dict("records")
    for place, row in enumerate(rows):
        if place + 1 < len(rows) and rows[place + 1]["month"] == row["month"]:
            continue
        hover = fan_words.hover(row, panel.size, lang)
        for column in ("low", "high"):
            x, y = panel.across.at(place + 1), panel.upright.at(row[column] / panel.size)
            canvas.mark(Mark(round(x, 1), round(y, 1), "circle", 6, BAR, line=BAR, hover=hover, claim_ids=ids))


def _ends(canvas: Canvas, fan: pd.DataFrame, panel: Panel, lang: str) -> None:
    """Name the two lines at their right end, between them, where there is room."""
    _ = catalogue(lang)
    small = canvas.sheet.small
    x, high, low = (
        panel.across.right - 8,
        *(panel.upright.at(fan[end].iloc[-1] / panel.size) for end in ("high", "low")),
    )
    if low - high > 4 * measure.height(1, small):
        canvas.words(x, high + 7, _("high"), size=small, bold=True, align="right", anchor="top")
        canvas.words(x, low - 7, _("low"), size=small, bold=True, align="right", anchor="bottom")


def _key(canvas: Canvas, top: float, lang: str) -> float:
    """Say what the lines and areas are."""
    _ = catalogue(lang)
    sheet = canvas.sheet
    texts = [
        _("low and high, as published"),
        _("half of the trials"),
        _("nine random trials in ten"),
        _("demand, low and high"),
    ]
    spots, bottom = places(texts, sheet, left=sheet.pad, top=top)
    for text, look, (x, y) in zip(texts, (BAR, _INNER, _OUTER, SEEN), spots, strict=True):
        if look in (BAR, SEEN):
            dash = "solid" if look == BAR else "dot"
            canvas.line((x, y), (x + SAMPLE - 8, y), color=look, width=2, dash=dash)
        else:
            canvas.box((x, y - 6), (x + SAMPLE - 8, y + 6), fill=_OUTER)
            if look == _INNER:
                canvas.box((x, y - 6), (x + SAMPLE - 8, y + 6), fill=_INNER)
        canvas.words(x + SAMPLE, y, text, size=sheet.small, anchor="middle")
    return bottom + 4


def _figures(one: Supply) -> tuple[str, ...]:
    used = ("m3_per_tonne", "losses", f"denominator:{one.scenario.denominator}")
    storage = ("storage-2025",) if one.scenario.storage_m3 is None else ()
    return (*(figure for name in used for figure in one.made.uncertain[name].figures), *storage)
