"""Variants of the scenario side by side: the ends, the range, each denominator, a closed road."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.supply.inputs.denominators import DENOMINATORS
from malirussia.charts.paper.canvas import Canvas
from malirussia.charts.paper.chart import Drawing, drawn
from malirussia.charts.paper.escape import escape
from malirussia.charts.paper.scale import Scale, scale
from malirussia.charts.paper.theme import Sheet
from malirussia.charts.supply import words
from malirussia.charts.supply.rows import BAR, UNKNOWN, Place, Row, bars_key, rows
from malirussia.language import catalogue, number, of_whom, percent

if TYPE_CHECKING:
    from malirussia.analysis.supply import Supply


@drawn
def supply_comparison(sheet: Sheet, supply: Supply, compared: pd.DataFrame, *, lang: str = "fr") -> Drawing:
    """Draw variants side by side: the multiple of the figure taken, and the share of demand met over the run.

    Args:
        sheet: The paper.
        supply: The scenario that the variants depart from.
        compared: Answer of `malirussia.analysis.supply.compare`.
        lang: `fr` or `en`.

    Returns:
        A chart whose table has one row a variant and answer.
    """
    _ = catalogue(lang)
    canvas = Canvas(sheet)
    headings = {
        "share": _("Multiple of the consumption figure taken"),
        "served": _("Share of demand met over the run"),
    }
    begin = bottom = bars_key(canvas, lang, draws=True)
    for place, (answer, heading) in enumerate(headings.items()):
        ranges = [_row(supply, row, lang) for row in compared[compared["answer"] == answer].to_dict("records")]
        most = max(max(row.high, row.p95 or 0.0) for row in ranges)
        where, line = _layout(sheet, place, most)
        left = where.left if sheet.narrow or place == 0 else line.left
        top = bottom + (24 if place > 0 else 0) if sheet.narrow else begin
        top = canvas.paragraph(left, top, where.right - left, heading, bold=True) + 2
        tick = (lambda amount: number(amount, lang)) if answer == "share" else (lambda amount: percent(amount, lang))
        ends = rows(canvas, ranges, line, where, top, at=1.0, tick=tick, labelled=sheet.narrow or place == 0)
        bottom = ends if sheet.narrow else max(bottom, ends)
    return Drawing(
        figure=canvas.figure(bottom + 8),
        lang=lang,
        title=_title(supply, compared, lang),
        subtitle=_("{announced}, varied one choice at a time").format(
            announced=words.announced(supply, lang, worded=True)
        ),
        source=words.source_line(supply, _figures(compared), lang),
        note=_(
            "{stamp}. The same random trials serve every variant, so a difference between two rows is not chance."
        ).format(stamp=words.stamp_text(supply.stamp, lang)),
        alt=_("Variants: {list}").format(
            list=words.listed(
                (_said(supply, row, lang) for row in compared[compared["answer"] == "served"].to_dict("records")), lang
            )
        ),
        table=_table(supply, compared, lang),
    )


def variant_name(supply: Supply, name: str, lang: str) -> str:
    """Return the name of a variant of `malirussia.analysis.supply.variants`."""
    _ = catalogue(lang)
    kind, _colon, of = name.partition(":")
    if kind == "denominator":
        return _("Demand: {figure}").format(figure=words.lower_first(words.denominator_name(of, lang)))
    if kind == "blockade":
        n = supply.scenario.blockade_months
        return _.n("{place} road closed for {n} month", "{place} road closed for {n} months", n).format(
            place=of_whom(words.place_name(of), lang), n=number(n, lang)
        )
    names = {
        "range": _("The discussed range"),
        "low": _("The low end alone"),
        "high": _("The high end alone"),
    }
    return names.get(name, name)


def closed_road(supply: Supply, lang: str) -> str:
    """Say within a line which road the scenario closes, and for how long; empty where none is closed."""
    _ = catalogue(lang)
    place, n = supply.scenario.blockade, supply.scenario.blockade_months
    if place == "none" or n == 0:
        return ""
    return _.n("the {place} road closed for {n} month", "the {place} road closed for {n} months", n).format(
        place=of_whom(words.place_name(place), lang), n=number(n, lang)
    )


def _layout(sheet: Sheet, place: int, most: float) -> tuple[Place, Scale]:
    if sheet.narrow:
        edge = sheet.width - sheet.pad
        return Place(sheet.pad, edge, edge), scale(0, max(most, 1.0), sheet.pad + 8, edge - 18, 6)
    label_right = sheet.pad + 330
    half = (sheet.width - sheet.pad - label_right - 20) / 2
    start = label_right + 20 + place * half
    right = start + half - (0 if place == 1 else 30)
    return Place(sheet.pad, label_right, right), scale(0, max(most, 1.0), start + 10, right - 120, 6)


def _row(supply: Supply, row: dict[Any, Any], lang: str) -> Row:
    _ = catalogue(lang)
    label = variant_name(supply, row["variant"], lang)
    value, draws = (_amount(row, low, high, lang) for low, high in (("low", "high"), ("p05", "p95")))
    figures = DENOMINATORS[row["denominator"]].figures
    hover = [
        f"<b>{escape(label)}</b>",
        escape(value),
        escape(_("nine random trials in ten: {range}").format(range=draws)),
    ]
    hover += words.cite_figures(supply, figures, lang)
    ids = (*supply.stamp.claim_ids, *figures)
    color = BAR if row["variant"] in ("range", "low", "high") else UNKNOWN
    low, high, p05, p95 = (float(row[column]) for column in ("low", "high", "p05", "p95"))
    return Row(label, value, low, high, p05, p95, hover="<br>".join(hover), ids=ids, color=color)


def _amount(row: dict[Any, Any], low: str, high: str, lang: str) -> str:
    if row["answer"] == "served":
        return words.percents(row[low], row[high], lang)
    if row["answer"] == "share":
        return words.times(row[low], row[high], lang)
    return words.amount(row[low], row[high], row["unit"], row["per"], lang)


def _said(supply: Supply, row: dict[Any, Any], lang: str) -> str:
    return words.pair(variant_name(supply, row["variant"], lang), _amount(row, "low", "high", lang), lang)


def _title(supply: Supply, compared: pd.DataFrame, lang: str) -> str:
    """Say what a closed road would cost; without one in the comparison, how far the variants reach."""
    _ = catalogue(lang)
    rows = compared[compared["answer"] == "served"].to_dict("records")
    served: dict[str, dict[Any, Any]] = {row["variant"]: row for row in rows}
    closed = [name for name in served if name.startswith("blockade:")]
    if closed and "range" in served:
        whole, cut = (served[name] for name in ("range", closed[0]))
        n = supply.scenario.blockade_months
        # A share of demand is by one figure of it: the title names whose.
        demand = _("demand: {figure}").format(
            figure=words.lower_first(words.denominator_name(supply.scenario.denominator, lang))
        )
        said = {
            "whole": words.percents(whole["low"], whole["high"], lang, worded=True),
            "cut": words.percents(cut["low"], cut["high"], lang, worded=True),
            "place": of_whom(words.place_name(closed[0].partition(":")[2]), lang),
            "n": number(n, lang),
        }
        if said["whole"] == said["cut"]:
            # Either the scenario itself has the road closed, or that changes nothing that a reader would see.
            shut = supply.scenario.blockade != "none"
            headline = (
                _.n(
                    "With the {place} road closed for {n} month, such deliveries would meet {whole} of demand",
                    "With the {place} road closed for {n} months, such deliveries would meet {whole} of demand",
                    n,
                )
                if shut
                else _.n(
                    "Such deliveries would meet {whole} of demand, even with the {place} road closed for {n} month",
                    "Such deliveries would meet {whole} of demand, even with the {place} road closed for {n} months",
                    n,
                )
            ).format(**said)
            return f"{headline} ({demand})"
        headline = _.n(
            "Such deliveries would meet {whole} of demand, but {cut} with the {place} road closed for {n} month",
            "Such deliveries would meet {whole} of demand, but {cut} with the {place} road closed for {n} months",
            n,
        ).format(**said)
        return f"{headline} ({demand})"
    return _("From one variant to the next, {reach} of demand would be met").format(
        reach=words.percents(min(row["low"] for row in rows), max(row["high"] for row in rows), lang, worded=True)
    )


def _figures(compared: pd.DataFrame) -> list[str]:
    return [figure for name in dict.fromkeys(compared["denominator"]) for figure in DENOMINATORS[name].figures]


def _table(supply: Supply, compared: pd.DataFrame, lang: str) -> pd.DataFrame:
    _ = catalogue(lang)
    answers = ["share" if name == "share" else words.answer_name(name, lang) for name in compared["answer"]]
    figures = [DENOMINATORS[name].figures for name in compared["denominator"]]
    return pd.DataFrame(
        {
            _("Variant"): [variant_name(supply, name, lang) for name in compared["variant"]],
            _("Figure taken for demand"): [words.denominator_name(name, lang) for name in compared["denominator"]],
            _("Answer"): [_("Multiple of that figure") if name == "share" else name for name in answers],
            _("Answer, at least"): compared["low"].map(words.significant).to_list(),
            _("Answer, at most"): compared["high"].map(words.significant).to_list(),
            _("One trial in twenty below"): compared["p05"].map(words.significant).to_list(),
            _("One trial in twenty above"): compared["p95"].map(words.significant).to_list(),
            "reference_ids": [";".join(names) for names in figures],
            "claim_ids": [";".join(supply.stamp.claim_ids)] * len(compared),
        }
    )
