"""The tornado: which unknown carries which answer how far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.supply.inputs.denominators import DENOMINATORS
from malirussia.analysis.supply.sensitivity import WHICH
from malirussia.charts.paper.canvas import Canvas
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.escape import escape
from malirussia.charts.paper.scale import scale
from malirussia.charts.paper.theme import Sheet
from malirussia.charts.supply import words
from malirussia.charts.supply.rows import BAR, UNKNOWN, Place, Row, bars_key, rows
from malirussia.language import capital, catalogue, number

if TYPE_CHECKING:
    from malirussia.analysis.supply import Supply

# What an axis is counted in, where the unit itself would give long numbers.
_SIZES = {"value_year_usd": 1e9}


@drawn
def supply_tornado(sheet: Sheet, supply: Supply, *, lang: str = "fr") -> Drawing:
    """Draw how far each unknown carries four answers.

    Args:
        sheet: The paper.
        supply: The scenario.
        lang: `fr` or `en`.

    Returns:
        A chart whose table has one row an answer and unknown.
    """
    _ = catalogue(lang)
    table = supply.tornado
    canvas = Canvas(sheet)
    bottoms = []
    answers = list(dict.fromkeys(table["output"]))
    y = bars_key(canvas, lang, shade=True)
    for place, answer in enumerate(answers):
        panel = table[table["output"] == answer]
        if sheet.narrow:
            y = _panel(canvas, supply, panel, lang, sheet.pad, sheet.width - sheet.pad, y) + 22
            bottoms.append(y)
        else:
            column = place % 2
            middle = sheet.width / 2
            left, right = ((sheet.pad, middle - 24), (middle + 24, sheet.width - sheet.pad))[column]
            bottoms.append(_panel(canvas, supply, panel, lang, left, right, y) + 22)
            if column == 1:
                y = max(bottoms)
    return Drawing(
        figure=canvas.figure(max(bottoms)),
        lang=lang,
        title=_title(table, lang),
        subtitle=_(
            "Reach of four answers when one unknown runs over nine tenths of its random trials, "
            "or another figure is taken"
        ),
        source=words.source_line(supply, _figures(supply, table), lang),
        note=_("{stamp}. A bar no wider than the shade adds nothing to the discussed range itself.").format(
            stamp=words.stamp_text(supply.stamp, lang)
        ),
        alt=_("For each answer the unknowns, widest first: {list}").format(
            list=words.listed((_said(row, lang) for row in table.to_dict("records")), lang)
        ),
        table=_reader(supply, table, lang),
    )


def _panel(
    canvas: Canvas, supply: Supply, panel: pd.DataFrame, lang: str, left: float, right: float, top: float
) -> float:
    sheet = canvas.sheet
    answer = str(panel["output"].iloc[0])
    size = _SIZES.get(answer, 1.0)
    y = canvas.paragraph(left, top, right - left, _heading(panel, lang), bold=True) + 2
    low, high = float(panel["low"].min()) / size, float(panel["high"].max()) / size
    if sheet.narrow:
        place, line = Place(left, right, right), scale(0, high, left + 8, right - 12, 5)
    else:
        place, line = Place(left, left + 190, right), scale(min(0, low), high, left + 212, right - 118, 5)
    ranges = [_row(supply, row, lang, size) for row in panel.to_dict("records")]
    first = panel.iloc[0]
    band = (float(first["band_low"]) / size, float(first["band_high"]) / size)
    return rows(canvas, ranges, line, place, y, band=band, tick=lambda amount: number(amount, lang))


def _heading(panel: pd.DataFrame, lang: str) -> str:
    _ = catalogue(lang)
    answer = str(panel["output"].iloc[0])
    if answer.startswith("share:"):
        return _("Multiple of the consumption figure taken")
    if answer == "value_year_usd":
        return _("Value of a year, billion US dollars")
    return words.answer_name(answer, lang)


def _row(supply: Supply, row: dict[Any, Any], lang: str, size: float) -> Row:
    _ = catalogue(lang)
    label = words.input_name(row["input"], lang)
    value = words.rounded(row["low"] / size, row["high"] / size, lang)
    hover = [f"<b>{escape(label)}</b>", escape(_moved(supply, row, lang)), escape(value)]
    figures = _names(supply, row["input"])
    hover += words.cite_figures(supply, figures, lang)
    ids = (*supply.stamp.claim_ids, *figures)
    color = BAR if row["input"] == "announced" else UNKNOWN
    return Row(label, value, row["low"] / size, row["high"] / size, hover="<br>".join(hover), ids=ids, color=color)


def _moved(supply: Supply, row: dict[Any, Any], lang: str) -> str:
    _ = catalogue(lang)
    if row["input"] == WHICH:
        names = (words.denominator_name(name, lang) for name in supply.made.measured_against)
        return _("one of: {list}").format(list=words.listed(names, lang))
    moved = supply.made.uncertain[row["input"]]
    span = words.amount(row["from"], row["to"], moved.unit, moved.per, lang)
    return _("moved over {range}").format(range=span)


def _names(supply: Supply, name: str) -> tuple[str, ...]:
    if name == WHICH:
        return tuple(figure for key in supply.made.measured_against for figure in DENOMINATORS[key].figures)
    return supply.made.uncertain[name].figures


def _figures(supply: Supply, table: pd.DataFrame) -> list[str]:
    return [figure for name in dict.fromkeys(table["input"]) for figure in _names(supply, name)]


def _title(table: pd.DataFrame, lang: str) -> str:
    """Say which unknown reaches furthest for the share and for the fleet, and whether further than the range itself."""
    _ = catalogue(lang)
    widest = [table[table["output"].str.startswith("share:")].iloc[0], table[table["output"] == "fleet"].iloc[0]]
    if all(row["input"] == "announced" for row in widest):
        return _("No unknown outweighs the discussed range itself")
    named = dict.fromkeys(str(row["input"]) for row in widest if row["input"] != "announced")
    listed = [words.in_sentence(name, lang) for name in named]
    return capital(
        _.n(
            "{unknowns} weighs more than the discussed range itself",
            "{unknowns} weigh more than the discussed range itself",
            len(listed),
        ).format(unknowns=_(" and ").join(listed))
    )


def _said(row: dict[Any, Any], lang: str) -> str:
    span = words.amount(row["low"], row["high"], row["unit"], row["per"], lang)
    name = f"{words.answer_name(row['output'], lang)}, {words.input_name(row['input'], lang)}"
    return words.pair(name, span, lang)


def _reader(supply: Supply, table: pd.DataFrame, lang: str) -> pd.DataFrame:
    _ = catalogue(lang)
    return pd.DataFrame(
        {
            _("Answer"): [words.answer_name(name, lang) for name in table["output"]],
            _("Unknown"): [words.input_name(name, lang) for name in table["input"]],
            _("Answer, at least"): table["low"].map(words.significant).to_list(),
            _("Answer, at most"): table["high"].map(words.significant).to_list(),
            _("Discussed range, low"): table["band_low"].map(words.significant).to_list(),
            _("Discussed range, high"): table["band_high"].map(words.significant).to_list(),
            "reference_ids": [";".join(_names(supply, key)) for key in table["input"]],
            "claim_ids": [";".join(supply.stamp.claim_ids)] * len(table),
        }
    )
