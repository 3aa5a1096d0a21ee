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
from malirussia.language import catalogue, day, number, percent, quantity

if TYPE_CHECKING:
    from malirussia.analysis.supply import Supply


def title(supply: Supply, lang: str) -> str:
    """Say how much of the demand would be met, and by whose figure of it."""
    _ = catalogue(lang)
    months = supply.scenario.months
    return _("Over {months}, such deliveries would meet {share} of demand as one source puts it ({figure})").format(
        months=quantity(months, months, "mo", "once", lang),
        share=words.percents(supply.served["low"], supply.served["high"], lang, worded=True),
        figure=words.lower_first(words.denominator_name(supply.scenario.denominator, lang)),
    )


def subtitle(supply: Supply, lang: str) -> str:
    """Say what runs and from when."""
    _ = catalogue(lang)
    parts = [
        _("{announced} from {month}").format(
            announced=words.announced(supply, lang, worded=True), month=day(supply.scenario.start, lang)
        ),
        _("demand: {figure}").format(
            figure=words.lower_first(words.denominator_name(supply.scenario.denominator, lang))
        ),
    ]
    ramp = supply.scenario.ramp_months
    if ramp > 1:
        parts.append(_("full quantity from month {n}").format(n=number(ramp, lang)))
    if closed_road(supply, lang):
        parts.append(closed_road(supply, lang))
    if supply.scenario.others > 0:
        parts.append(
            _("besides, {share} of the arrivals of early 2026").format(share=percent(supply.scenario.others, lang))
        )
    return dotted(parts)


def note(supply: Supply, lang: str) -> str:
    """Say what the run assumes and leaves out."""
    _ = catalogue(lang)
    draws = words.percents(supply.served["p05"], supply.served["p95"], lang, worded=True)
    days = round(_cover(supply), 1)
    said = [
        f"{words.stamp_text(supply.stamp, lang)}.",
        *([] if supply.scenario.others > 0 else [_("Nothing else is imported: the discussed quantity stands alone.")]),
        _("What finds no room in the storage overflows."),
        _("The storage never holds more than is used in {days}.").format(days=quantity(days, days, "d", "once", lang))
        if days > 0
        else _("Next to nothing stays in the storage."),
        _("Over the whole run nine random trials in ten meet {draws} of demand.").format(draws=draws),
        _("A trial takes every unknown at random within its range."),
    ]
    return " ".join(said)


def alt(supply: Supply, lang: str) -> str:
    """Tell the run to a reader who does not see it."""
    _ = catalogue(lang)
    shares = supply.months[supply.months["measure"] == "served_share"].to_dict("records")
    each = [words.pair(day(row["month"], lang), words.percents(row["low"], row["high"], lang), lang) for row in shares]
    return _("Share of the demand met, month by month: {list}").format(list=words.listed(each, lang))


def hover(row: dict[Any, Any], lang: str) -> str:
    """Say what share of a month's demand is met, escaped."""
    _ = catalogue(lang)
    texts = [
        day(row["month"], lang),
        _("{share} of demand met").format(share=words.percents(row["low"], row["high"], lang)),
        _("nine random trials in ten: {range}").format(range=words.percents(row["p05"], row["p95"], lang)),
    ]
    return "<br>".join(escape(text) for text in texts)


def table(supply: Supply, lang: str) -> pd.DataFrame:
    """List the months for a reader: the share met, what is not met, what is left, at both ends and over the trials."""
    _ = catalogue(lang)
    below = _("{share} of the trials below")
    ends = {
        "low": _("low"),
        "high": _("high"),
        "p05": below.format(share=percent(0.05, lang)),
        "p95": below.format(share=percent(0.95, lang)),
    }
    headings = {
        "served_share": (_("per cent of demand met"), 0.01),
        "unmet": (_("thousand m³ of demand not met"), 1e3),
        "stock": (_("thousand m³ in stock at the end"), 1e3),
    }
    lines: dict[str, dict[str, Any]] = {}
    for row in supply.months.to_dict("records"):
        line = lines.setdefault(row["month"], {_("Month"): day(row["month"], lang)})
        if row["measure"] in headings:
            heading, size = headings[row["measure"]]
            line |= {f"{heading}, {end}": round(row[column] / size, 1) for column, end in ends.items()}
    columns = [_("Month"), *(f"{heading}, {end}" for heading, _size in headings.values() for end in ends.values())]
    return pd.DataFrame(lines.values(), columns=columns).assign(claim_ids=";".join(supply.stamp.claim_ids))


def short_month(month: str, lang: str) -> str:
    """Write a month in a few letters, with its year: `Nov 25`, `nov. 25`."""
    first = edtf.earliest(month)
    return format_date(first, "MMM yy", locale=lang)


def _cover(supply: Supply) -> float:
    """Return the most days of demand that the stock ever holds, at the discussed ends."""
    cover = supply.days[supply.days["measure"] == "days_of_cover"]
    return float(cover[["low", "high"]].max().max())
