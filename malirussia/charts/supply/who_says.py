"""What the country uses or receives a month, by who says it: the figures that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.supply.inputs.denominators import DENOMINATORS
from malirussia.charts.paper.canvas import Canvas, Mark
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.escape import escape
from malirussia.charts.paper.key import SAMPLE, places
from malirussia.charts.paper.scale import scale
from malirussia.charts.paper.theme import MUTED, PAPER, Sheet
from malirussia.charts.supply import words
from malirussia.charts.supply.rows import SEEN, SHADE, UNKNOWN, Place, Row, rows
from malirussia.charts.words.publishers import told
from malirussia.language import catalogue, number

if TYPE_CHECKING:
    from malirussia.analysis.supply import Supply

# What was estimated, imported in a year or named as a need, against what was counted at the border.
USED = ("consumption", "imports", "need")
_MILLION_LITRES = 1e3


@drawn
def supply_denominators(sheet: Sheet, supply: Supply, *, lang: str = "fr") -> Drawing:
    """Draw every figure at hand of what the country uses, imports, needs or receives in a month.

    Args:
        sheet: The paper.
        supply: The scenario.
        lang: `fr` or `en`.

    Returns:
        A chart whose table has one row a figure.
    """
    _ = catalogue(lang)
    table = supply.denominators.sort_values(["period", "denominator"], kind="stable")
    most = float(table["m3_high"].max()) / _MILLION_LITRES
    ranges = [_row(row, supply, most, lang) for row in table.to_dict("records")]
    volume = supply.answer("volume_month")
    band = (volume["low"] / _MILLION_LITRES, volume["high"] / _MILLION_LITRES)
    canvas = Canvas(sheet)
    reach = max(*band, most)
    if sheet.narrow:
        right = sheet.width - sheet.pad
        place, line = Place(sheet.pad, right, right), scale(0, reach, sheet.pad + 8, right - 14, 6)
    else:
        right = sheet.width - sheet.pad
        place, line = Place(sheet.pad, sheet.pad + 330, right), scale(0, reach, sheet.pad + 362, right - 150, 8)
    top = _key(canvas, ranges, lang)
    bottom = rows(canvas, ranges, line, place, top, band=band, tick=lambda amount: number(amount, lang))
    figures = [figure for name in table["denominator"] for figure in DENOMINATORS[name].figures]
    return Drawing(
        figure=canvas.figure(bottom + 8),
        lang=lang,
        title=_title(table, lang),
        subtitle=_("Million litres a month, each figure with the year or month it is for"),
        source=words.source_line(supply, figures, lang),
        note=_(
            "{stamp}. A figure in tonnes is turned into litres over the mixes that nine random trials in ten have, "
            "hence its width. Figures are not averaged: none of them is known to be right."
        ).format(stamp=words.stamp_text(supply.stamp, lang)),
        alt=_("Million litres a month: {list}").format(
            list=words.listed((words.pair(row.label, row.value, lang) for row in ranges), lang)
        ),
        table=_reader(supply, table, lang),
    )


def _row(row: dict[Any, Any], supply: Supply, most: float, lang: str) -> Row:
    low, high = row["m3_low"] / _MILLION_LITRES, row["m3_high"] / _MILLION_LITRES
    figures = DENOMINATORS[row["denominator"]].figures
    label = words.past_the_day(supply, figures, words.denominator_name(row["denominator"], lang), lang)
    value = words.alike(low, high, most, lang)
    hover = [f"<b>{escape(label)}</b>", escape(value), *words.cite_figures(supply, figures, lang)]
    return Row(
        label,
        value,
        low,
        high,
        hover="<br>".join(hover),
        ids=tuple(row["reference_ids"].split(";")),
        color=UNKNOWN if row["measure"] in USED else SEEN,
        symbol="circle" if row["measure"] in USED else "square",
        weak=row["grade"] in ("B-", "C"),
    )


def _key(canvas: Canvas, ranges: list[Row], lang: str) -> float:
    """Name the looks that the rows have; return where that ends."""
    _ = catalogue(lang)
    sheet = canvas.sheet
    marks = [
        (
            _("use, imports of a year, need"),
            ("circle", UNKNOWN, UNKNOWN),
            any(row.symbol == "circle" for row in ranges),
        ),
        (_("cleared or counted on arrival"), ("square", SEEN, SEEN), any(row.symbol == "square" for row in ranges)),
        (_("weak source"), ("circle", PAPER, MUTED), any(row.weak for row in ranges)),
    ]
    drawn_ones = [(text, look) for text, look, there in marks if there]
    texts = [*(text for text, _look in drawn_ones), _("discussed range")]
    spots, bottom = places(texts, sheet, left=sheet.pad, top=0)
    for (_text, (symbol, fill, outline)), (x, y) in zip(drawn_ones, spots, strict=False):
        canvas.sample(Mark(x + SAMPLE / 2 - 4, y, symbol, 12, fill, line=outline, width=2))
    x, y = spots[-1]
    canvas.box((x, y - 6), (x + SAMPLE - 8, y + 6), fill=SHADE)
    for text, (x, y) in zip(texts, spots, strict=True):
        canvas.words(x + SAMPLE, y, text, size=sheet.small, anchor="middle")
    return bottom + 8


def _title(table: pd.DataFrame, lang: str) -> str:
    """Say how far apart the figures are: all that are drawn, so that no mark stands outside what the title says."""
    _ = catalogue(lang)
    low, high = (float(end) / _MILLION_LITRES for end in (table["m3_low"].min(), table["m3_high"].max()))
    return _("What the country uses or receives in a month: {range} million litres, depending on who says it").format(
        range=words.alike(low, high, high, lang, worded=True)
    )


def _reader(supply: Supply, table: pd.DataFrame, lang: str) -> pd.DataFrame:
    _ = catalogue(lang)
    return pd.DataFrame(
        {
            _("Figure"): [words.denominator_name(name, lang) for name in table["denominator"]],
            _("Million litres a month, at least"): (table["m3_low"] / _MILLION_LITRES).round(1).to_list(),
            _("Million litres a month, at most"): (table["m3_high"] / _MILLION_LITRES).round(1).to_list(),
            _("Grade"): [words.grade_word(grade, lang) for grade in table["grade"]],
            _("Publisher"): [told(cell, supply.figures.publishers, lang) for cell in table["publisher"]],
            _("Title"): [told(cell, supply.figures.titles, lang) for cell in table["title"]],
            "reference_ids": table["reference_ids"].to_list(),
        }
    )
