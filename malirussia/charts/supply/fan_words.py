"""The words of the fans: finding, note, hover and table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from babel.dates import format_date

from malirussia import edtf
from malirussia.charts.paper.escape import escape
from malirussia.charts.supply import words
from malirussia.charts.supply.sweeps import closed_road
from malirussia.charts.words.phrases import dotted
from malirussia.language import catalogue, day, number, percent, quantity, span

if TYPE_CHECKING:
    from malirussia.analysis.supply import Supply


def title(one: Supply, lang: str) -> str:
    """Say how much of the demand would be met, by whose figure of it, and how little the storage holds."""
    _ = catalogue(lang)
    figure = words.lower_first(words.denominator_name(one.scenario.denominator, lang))
    months, days = one.scenario.months, round(_cover(one), 1)
    if round(days) == 0:
        return _(
            "Over {months}, such deliveries would meet {share} of demand as one source puts it ({figure}), with "
            "hardly anything in stock"
        ).format(
            months=quantity(months, months, "mo", "once", lang),
            share=words.percents(one.served["low"], one.served["high"], lang, worded=True),
            figure=figure,
        )
    return _(
        "Over {months}, such deliveries would meet {share} of demand as one source puts it ({figure}), with "
        "at most {days} in stock"
    ).format(
        months=quantity(months, months, "mo", "once", lang),
        share=words.percents(one.served["low"], one.served["high"], lang, worded=True),
        figure=figure,
        days=quantity(days, days, "d", "once", lang),
    )


def subtitle(one: Supply, lang: str) -> str:
    """Say what runs and from when."""
    _ = catalogue(lang)
    parts = [
        _("{announced} from {month}").format(
            announced=words.announced(one, lang, worded=True), month=day(one.scenario.start, lang)
        ),
        _("demand: {figure}").format(figure=words.lower_first(words.denominator_name(one.scenario.denominator, lang))),
    ]
    ramp = one.scenario.ramp_months
    if ramp > 1:
        parts.append(_("full quantity from month {n}").format(n=number(ramp, lang)))
    if closed_road(one, lang):
        parts.append(closed_road(one, lang))
    if one.scenario.others > 0:
        parts.append(
            _("besides, {share} of the arrivals of early 2026").format(share=percent(one.scenario.others, lang))
        )
    return dotted(parts)


def note(one: Supply, lang: str) -> str:
    """Say what the run assumes and leaves out."""
    _ = catalogue(lang)
    alone = "" if one.scenario.others > 0 else _("Nothing else is imported: the discussed quantity stands alone. ")
    draws = words.percents(one.served["p05"], one.served["p95"], lang, worded=True)
    return _(
        "{stamp}. {alone}What finds no room in the storage overflows. Nine random trials in ten meet {draws} of "
        "demand. A trial takes every unknown at random within its range."
    ).format(stamp=words.stamp_text(one.stamp, lang), alone=alone, draws=draws)


def alt(one: Supply, lang: str) -> str:
    """Tell the run to a reader who does not see it."""
    _ = catalogue(lang)
    rows = one.months.to_dict("records")
    last: dict[str, dict[Any, Any]] = {row["measure"]: row for row in rows if row["month"] == rows[-1]["month"]}
    return _(
        "At the end of {month} the stock is {stock} (nine random trials in ten: {draws}); "
        "in that month {unmet} of demand are not met."
    ).format(
        month=day(rows[-1]["month"], lang),
        stock=words.amount(last["stock"]["low"], last["stock"]["high"], "m3", "once", lang),
        draws=words.amount(last["stock"]["p05"], last["stock"]["p95"], "m3", "once", lang),
        unmet=words.amount(last["unmet"]["low"], last["unmet"]["high"], "m3", "once", lang),
    )


def hover(row: dict[Any, Any], size: float, lang: str) -> str:
    """Say what stands at the end of a day, escaped."""
    _ = catalogue(lang)
    ends = span(round(row["low"] / size, 2), round(row["high"] / size, 2), lang)
    draws = span(round(row["p05"] / size, 2), round(row["p95"] / size, 2), lang)
    unit = _("thousand m³") if size == 1e3 else _("million m³")
    texts = [
        day(row["date"], lang),
        f"{ends} {unit}",
        _("nine random trials in ten: {range}").format(range=f"{draws} {unit}"),
    ]
    return "<br>".join(escape(text) for text in texts)


def table(one: Supply, lang: str) -> pd.DataFrame:
    """List the months for a reader: thousand m³ and days of cover, at both discussed ends and over the trials."""
    _ = catalogue(lang)
    headings = {
        "dispatched": _("sent"),
        "lost": _("lost on the road"),
        "consumed": _("demand met"),
        "unmet": _("demand not met"),
        "overflow": _("overflow"),
        "stock": _("stock at the end"),
        "days_of_cover": _("days of cover at the end"),
    }
    below = _("{share} of the trials below")
    ends = {
        "low": _("low"),
        "high": _("high"),
        "p05": below.format(share=percent(0.05, lang)),
        "p95": below.format(share=percent(0.95, lang)),
    }
    found: dict[str, dict[str, Any]] = {}
    for row in one.months.to_dict("records"):
        name = row["measure"]
        line = found.setdefault(row["month"], {_("Month"): day(row["month"], lang)})
        size = 1.0 if name == "days_of_cover" else 1e3
        if name in headings:
            line |= {f"{headings[name]}, {end}": round(row[column] / size, 1) for column, end in ends.items()}
    return pd.DataFrame(found.values()).assign(claim_ids=";".join(one.stamp.claim_ids))


def short_month(month: str, lang: str) -> str:
    """Write a month in a few letters, with its year: `Nov 25`, `nov. 25`."""
    first = edtf.earliest(month)
    return format_date(first, "MMM yy", locale=lang)


def _cover(one: Supply) -> float:
    """Return the most days of demand that the stock ever holds, at the discussed ends."""
    cover = one.days[one.days["measure"] == "days_of_cover"]
    return float(cover[["low", "high"]].max().max())
