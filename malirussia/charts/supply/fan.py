"""The share of demand that the discussed deliveries would meet, month by month: one panel, a column a month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from malirussia.charts.paper import measure
from malirussia.charts.paper.canvas import Canvas, Mark
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.key import SAMPLE, places
from malirussia.charts.paper.scale import Scale, scale
from malirussia.charts.paper.theme import INK, MUTED, RULE, Sheet
from malirussia.charts.supply import fan_words, words
from malirussia.charts.supply.rows import BAR, SHADE
from malirussia.language import catalogue, percent

if TYPE_CHECKING:
    from malirussia.analysis.supply import Supply

_HEIGHT = 260
_ROW = 30.0
# So many months are read as rows on a telephone; of more, the columns show the course.
_ROWS = 24
_REACH = "#D6DCEC"
# A range that has no width is still seen.
_LEAST = 3.0


@dataclass(frozen=True)
class Month:
    """What one month shows.

    Attributes:
        name: In a few letters, with its year.
        value: The share of demand met, in words.
        ends: The share at the two published ends.
        reach: The share below and above which a twentieth of the trials lies.
        hover: Escaped text.
        closed: Whether the road that the scenario closes is closed then.
    """

    name: str
    value: str
    ends: tuple[float, float]
    reach: tuple[float, float]
    hover: str
    closed: bool


@drawn
def supply_paths(sheet: Sheet, supply: Supply, *, lang: str = "fr") -> Drawing:
    """Draw the share of demand that would be met in each month of the run.

    Args:
        sheet: The paper.
        supply: The scenario.
        lang: `fr` or `en`.

    Returns:
        A chart whose table has one row a month.
    """
    canvas = Canvas(sheet)
    ids = (*supply.stamp.claim_ids, *_figures(supply))
    months = _months(supply, lang)
    top = _key(canvas, supply, lang)
    lay_out = _as_rows if sheet.narrow and len(months) <= _ROWS else _as_columns
    bottom = lay_out(canvas, months, ids, top, lang)
    return Drawing(
        figure=canvas.figure(bottom),
        lang=lang,
        title=fan_words.title(supply, lang),
        subtitle=fan_words.subtitle(supply, lang),
        source=words.source_line(supply, _figures(supply), lang),
        note=fan_words.note(supply, lang),
        alt=fan_words.alt(supply, lang),
        table=fan_words.table(supply, lang),
    )


def _months(supply: Supply, lang: str) -> list[Month]:
    scenario = supply.scenario
    shut = range(scenario.blockade_from - 1, scenario.blockade_from - 1 + scenario.blockade_months)
    shares = supply.months[supply.months["measure"] == "served_share"].to_dict("records")
    return [
        Month(
            fan_words.short_month(row["month"], lang),
            words.percents(row["low"], row["high"], lang),
            (float(row["low"]), float(row["high"])),
            (float(row["p05"]), float(row["p95"])),
            fan_words.hover(row, lang),
            scenario.blockade != "none" and place in shut,
        )
        for place, row in enumerate(shares)
    ]


def _as_columns(canvas: Canvas, months: list[Month], ids: tuple[str, ...], top: float, lang: str) -> float:
    """Draw a column a month, on a scale from none of the demand to all; return where that ends."""
    sheet = canvas.sheet
    left, right = float(sheet.pad + 48), float(sheet.width - sheet.pad)
    top += measure.height(1, sheet.text) + 8
    upright = scale(0, 1, top + _HEIGHT, top, 6)
    step = (right - left) / len(months)
    for place, month in enumerate(months):
        if month.closed:
            canvas.box((left + place * step, top), (left + (place + 1) * step, top + _HEIGHT), fill=SHADE)
    for amount in upright.ticks:
        y = upright.at(amount)
        # A box, since boxes lie below what is drawn after them.
        canvas.box((left, y - 0.5), (right, y + 0.5), fill=INK if amount == 1 else RULE)
        canvas.words(left - 8, y, percent(amount, lang), size=sheet.small, color=MUTED, align="right", anchor="middle")
    widest = max(measure.width(month.value, sheet.small, bold=True) for month in months)
    named = max(measure.width(month.name, sheet.small) for month in months)
    every = max(1, -(-round(named + 8) // max(1, round(step))))
    for place, month in enumerate(months):
        x = left + (place + 0.5) * step
        _range(canvas, month, upright, x, step, ids)
        if widest + 6 <= step:
            y = upright.at(max(*month.ends, *month.reach)) - 5
            canvas.words(x, y, month.value, size=sheet.small, bold=True, align="center", anchor="bottom")
        if place % every == 0:
            canvas.words(x, top + _HEIGHT + 8, month.name, size=sheet.small, color=MUTED, align="center")
    return top + _HEIGHT + 8 + measure.height(1, sheet.small) + 10


def _range(canvas: Canvas, month: Month, upright: Scale, x: float, step: float, ids: tuple[str, ...]) -> None:
    """Draw the range of one month as a column, the reach of the trials behind it."""
    wide, narrow = min(56.0, 0.72 * step), min(30.0, 0.4 * step)
    low, high = (upright.at(share) for share in month.reach)
    canvas.box((x - wide / 2, high), (x + wide / 2, low), fill=_REACH)
    low, high = (upright.at(share) for share in month.ends)
    middle, half = (low + high) / 2, max(low - high, _LEAST) / 2
    canvas.box((x - narrow / 2, middle - half), (x + narrow / 2, middle + half), fill=BAR)
    mark = Mark(round(x, 1), round(middle, 1), "square", min(6.0, 2 * half), BAR, BAR, hover=month.hover, claim_ids=ids)
    canvas.mark(mark)


def _as_rows(canvas: Canvas, months: list[Month], ids: tuple[str, ...], top: float, lang: str) -> float:
    """Draw a row a month, for a telephone; return where that ends."""
    sheet = canvas.sheet
    named = max(measure.width(month.name, sheet.small) for month in months)
    valued = max(measure.width(month.value, sheet.text, bold=True) for month in months)
    left, right = sheet.pad + named + 12, sheet.width - sheet.pad - valued - 12
    across = scale(0, 1, left, right, 3)
    axis = top + measure.height(1, sheet.small) + 4
    end = axis + 4 + _ROW * len(months)
    for place, month in enumerate(months):
        if month.closed:
            y = axis + 4 + place * _ROW
            canvas.box((left, y), (right, y + _ROW), fill=SHADE)
    for amount in across.ticks:
        x = across.at(amount)
        canvas.words(x, axis, percent(amount, lang), size=sheet.small, color=MUTED, align="center", anchor="bottom")
        canvas.box((x - 0.5, axis + 4), (x + 0.5, end), fill=INK if amount == 1 else RULE)
    for place, month in enumerate(months):
        middle = axis + 4 + (place + 0.5) * _ROW
        canvas.words(sheet.pad, middle, month.name, size=sheet.small, color=MUTED, anchor="middle")
        canvas.words(sheet.width - sheet.pad, middle, month.value, bold=True, align="right", anchor="middle")
        start, stop = (across.at(share) for share in month.reach)
        canvas.box((start, middle - 8), (stop, middle + 8), fill=_REACH)
        start, stop = (across.at(share) for share in month.ends)
        x, half = (start + stop) / 2, max(stop - start, _LEAST) / 2
        canvas.box((x - half, middle - 4), (x + half, middle + 4), fill=BAR)
        mark = Mark(round(x, 1), middle, "square", min(6.0, 2 * half), BAR, BAR, hover=month.hover, claim_ids=ids)
        canvas.mark(mark)
    return end + 8


def _key(canvas: Canvas, supply: Supply, lang: str) -> float:
    """Say what the columns are; return where that ends."""
    _ = catalogue(lang)
    sheet = canvas.sheet
    looks: list[tuple[str, str]] = [
        (BAR, _("low to high, as published")),
        (_REACH, _("nine random trials in ten")),
    ]
    scenario = supply.scenario
    if scenario.blockade != "none" and scenario.blockade_months > 0 and scenario.blockade_from <= scenario.months:
        looks.append((SHADE, _("road closed: {place}").format(place=words.place_name(scenario.blockade))))
    spots, bottom = places([text for _look, text in looks], sheet, left=sheet.pad, top=0)
    for (fill, text), (x, y) in zip(looks, spots, strict=True):
        canvas.box((x, y - 6), (x + SAMPLE - 8, y + 6), fill=fill)
        canvas.words(x + SAMPLE, y, text, size=sheet.small, anchor="middle")
    return bottom + 8


def _figures(supply: Supply) -> tuple[str, ...]:
    used = ("m3_per_tonne", "losses", f"denominator:{supply.scenario.denominator}")
    storage = ("storage-2025",) if supply.scenario.storage_m3 is None else ()
    return (*(figure for name in used for figure in supply.made.uncertain[name].figures), *storage)
