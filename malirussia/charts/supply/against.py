"""The discussed quantity against each named figure of what the country uses, imports or receives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.supply.inputs.denominators import DENOMINATORS
from malirussia.charts.paper import measure
from malirussia.charts.paper.canvas import Canvas
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.escape import escape
from malirussia.charts.paper.scale import scale
from malirussia.charts.paper.theme import INK, Sheet
from malirussia.charts.supply import words
from malirussia.charts.supply.rows import Place, Row, bars_key, rows
from malirussia.language import catalogue, number

if TYPE_CHECKING:
    from malirussia.analysis.supply import Supply


@drawn
def supply_share(sheet: Sheet, supply: Supply, *, lang: str = "fr") -> Drawing:
    """Draw the discussed quantity as a multiple of each named figure.

    Args:
        sheet: The paper.
        supply: The scenario.
        lang: `fr` or `en`.

    Returns:
        A chart whose table has one row a figure.
    """
    _ = catalogue(lang)
    answers = supply.outputs[supply.outputs["output"].str.startswith("share:")].sort_values("low")
    ranges = [_row(supply, answer, lang) for answer in answers.to_dict("records")]
    canvas = Canvas(sheet)
    low, high = min(row.low for row in ranges), max(row.high for row in ranges)
    if sheet.narrow:
        place = Place(sheet.pad, sheet.width - sheet.pad, sheet.width - sheet.pad)
        line = scale(0, max(high, 1.0), sheet.pad + 8, sheet.width - sheet.pad - 12)
    else:
        place = Place(sheet.pad, sheet.pad + 330, sheet.width - sheet.pad)
        line = scale(0, max(high, 1.0), sheet.pad + 362, sheet.width - sheet.pad - 150, 9)
    top = bars_key(canvas, lang, draws=True)
    # Above the line that it names, which on a telephone stands near the edge.
    half = measure.width(_("all of it"), sheet.small, bold=True) / 2
    middle = max(line.at(1.0), sheet.pad + half)
    top = canvas.words(middle, top, _("all of it"), size=sheet.small, color=INK, bold=True, align="center")
    bottom = rows(canvas, ranges, line, place, top, at=1.0, tick=lambda amount: number(amount, lang))
    names = [name for key in answers["output"] for name in DENOMINATORS[key.removeprefix("share:")].figures]
    return Drawing(
        figure=canvas.figure(bottom + 8),
        lang=lang,
        title=_title(supply, low, high, lang),
        subtitle=_("{announced} divided by each figure, month for month").format(
            announced=words.announced(supply, lang, worded=True)
        ),
        source=words.source_line(supply, names, lang),
        note=_(
            "{stamp}. The figures contradict each other, so there is no single ratio. 1 means as much as the figure "
            "itself. A trial takes every unknown at random within its range."
        ).format(stamp=words.stamp_text(supply.stamp, lang)),
        alt=_("The discussed quantity as a multiple of each figure: {list}").format(
            list=words.listed((words.pair(row.label, row.value, lang) for row in ranges), lang)
        ),
        table=_table(supply, answers, ranges, lang),
    )


def _title(supply: Supply, low: float, high: float, lang: str) -> str:
    _ = catalogue(lang)
    return _(
        "{announced} would be {times} what the country uses or receives, depending on whose figure one takes"
    ).format(announced=words.announced(supply, lang, worded=True), times=words.times(low, high, lang, worded=True))


def _row(supply: Supply, answer: dict[Any, Any], lang: str) -> Row:
    _ = catalogue(lang)
    name = str(answer["output"]).removeprefix("share:")
    low, high, p05, p95 = (float(answer[column]) for column in ("low", "high", "p05", "p95"))
    figures = DENOMINATORS[name].figures
    label = words.past_the_day(supply, figures, words.denominator_name(name, lang), lang)
    value = words.times(low, high, lang)
    drawn_range = _("nine random trials in ten: {range}").format(range=words.times(p05, p95, lang))
    hover = [f"<b>{escape(label)}</b>", escape(value), escape(drawn_range), *words.cite_figures(supply, figures, lang)]
    ids = (*supply.stamp.claim_ids, *figures)
    weak = any(supply.figures.take(figure).weak for figure in figures)
    return Row(label, value, low, high, p05, p95, "<br>".join(hover), ids, weak=weak)


def _table(supply: Supply, answers: pd.DataFrame, ranges: list[Row], lang: str) -> pd.DataFrame:
    _ = catalogue(lang)
    return pd.DataFrame(
        {
            _("Figure"): [row.label for row in ranges],
            _("Times, at the low end"): answers["low"].round(3).to_list(),
            _("Times, at the high end"): answers["high"].round(3).to_list(),
            _("One trial in twenty below"): answers["p05"].round(3).to_list(),
            _("One trial in twenty above"): answers["p95"].round(3).to_list(),
            "reference_ids": answers["reference_ids"].to_list(),
            "claim_ids": ";".join(supply.stamp.claim_ids),
        }
    )
