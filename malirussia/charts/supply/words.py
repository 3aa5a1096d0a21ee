"""The words of the supply scenario: names of inputs, answers and denominators, amounts, stamp and source line."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from malirussia.analysis.standing.ladder import ANNOUNCED
from malirussia.analysis.supply.sensitivity import WHICH
from malirussia.charts.paper.escape import escape
from malirussia.charts.words.citing import page_names
from malirussia.charts.words.grades import grade_word as grade_word
from malirussia.charts.words.publishers import told
from malirussia.edtf import precision
from malirussia.language import catalogue, day, joined, number, percent, quantity, span, unit_name, word
from malirussia.language.terms import N_
from malirussia.tables.schema import WEAK

if TYPE_CHECKING:
    from malirussia.analysis.supply import Supply
    from malirussia.analysis.supply.stamp import Stamp

DENOMINATORS: dict[str, str] = {
    "eia-2023": N_("Consumption, US EIA estimate, 2023"),
    "eia-2022": N_("Consumption, US EIA estimate, 2022"),
    "eia-2019": N_("Consumption, US EIA estimate, 2019"),
    "eia-2016": N_("Consumption, US EIA estimate, 2016"),
    "onap-2015": N_("Imports of liquid products, ONAP, 2015"),
    "customs-2025-09": N_("Cleared by customs, September 2025"),
    "customs-2025-10": N_("Cleared by customs, October 2025"),
    "customs-2025-11": N_("Cleared by customs, November 2025"),
    "arrivals-2026": N_("Weekly arrivals, January–February 2026"),
    "press-2025-10": N_("Need given in the press, October 2025"),
    "imports-2021": N_("Imports given on a web page, 2021"),
    "press-2025": N_("Need without power plants, press, 2025"),
    "press-2025-11": N_("Need given in the press, November 2025"),
}
INPUTS: dict[str, str] = {
    "announced": N_("Discussed tonnes"),
    "m3_per_tonne": N_("Litres in a tonne: the product mix"),
    "truck_litres": N_("Litres a truck carries"),
    "km_per_day": N_("Kilometres a truck makes a day"),
    "detour": N_("Length of the road against the straight line"),
    "losses": N_("Share lost on the road"),
    "seen": N_("Trucks seen a day"),
    "cargo": N_("Size of a ship’s cargo"),
    "price": N_("Price on the day"),
    WHICH: N_("Which consumption figure one takes"),
}
CHOICES: dict[str, str] = {
    "denominator": N_("The figure that demand is taken from"),
    "mix": N_("The product mix and its conversion"),
    "corridors": N_("The roads that the trucks take"),
    "benchmark": N_("The price benchmark and its date"),
    "exchange": N_("The exchange rate"),
    "storage": N_("The national storage"),
    "ramp_months": N_("Months until the full quantity comes"),
    "others": N_("Whether other imports go on"),
    "stock_start": N_("Stock on the first day"),
}
UNKNOWNS: dict[str, str] = {
    "announced": N_("the discussed range"),
    "m3_per_tonne": N_("the product mix"),
    "truck_litres": N_("what a truck carries"),
    "km_per_day": N_("how far a truck goes in a day"),
    "detour": N_("the length of the roads"),
    "losses": N_("what is lost on the road"),
    "seen": N_("the number of trucks seen"),
    "cargo": N_("the size of a ship’s cargo"),
    "price": N_("the price on the day"),
    "exact": N_("how exact the consumption figure is"),
    WHICH: N_("the choice of a consumption figure"),
}
ANSWERS: dict[str, str] = {
    "tonnes_month": N_("Tonnes a month"),
    "tonnes_year": N_("Tonnes a year"),
    "volume_month": N_("Volume a month"),
    "volume_year": N_("Volume a year"),
    "barrels_month": N_("Barrels a month"),
    "barrels_year": N_("Barrels a year"),
    "barrels_day": N_("Barrels a day"),
    "trucks_day": N_("Tanker trucks a day"),
    "trucks_month": N_("Tanker trucks a month"),
    "trucks_ratio": N_("Trucks needed against trucks seen in January–February 2026"),
    "corridor_share": N_("Trucks needed against all trucks of the Dakar road"),
    "round_trip": N_("Round trip of a truck"),
    "fleet": N_("Trucks under way at once"),
    "storage_fill_days": N_("Days of this flow that fill the national storage"),
    "storage_fills_month": N_("Times a month that the national storage would fill"),
    "value_month_usd": N_("Value of a month, in dollars"),
    "value_year_usd": N_("Value of a year, in dollars"),
    "value_month_xof": N_("Value of a month, in CFA francs"),
    "value_year_xof": N_("Value of a year, in CFA francs"),
    "value_gdp_2024": N_("Value of a year against GDP of 2024"),
    "value_gdp_2023": N_("Value of a year against GDP of 2023"),
    "value_imports_2023": N_("Value of a year against imports of 2023"),
    "value_deficit_2022": N_("Value of a year against the country’s petroleum deficit in its monetary union, 2022"),
    "package_2022": N_("A month against the fuel of the November 2022 package"),
    "africa_2023": N_("Share of the supplier’s diesel to Africa in 2023, were it all gas oil"),
    "africa_2025_02": N_("Share of the supplier’s diesel to Africa in February 2025, were it all gas oil"),
    "cargoes_month": N_("Ships a month"),
    "unmet_total": N_("Demand not met over the run"),
    "served": N_("Share of demand met over the run"),
}
PLACES = {
    "abidjan": "Abidjan",
    "dakar": "Dakar",
    "lome": "Lomé",
    "tema": "Tema",
    "conakry": "Conakry",
    "nouakchott": "Nouakchott",
    "niamey": "Niamey",
}


def denominator_name(name: str, lang: str) -> str:
    """Return the name of a denominator."""
    return catalogue(lang)(DENOMINATORS[name])


def lower_first(text: str) -> str:
    """Return a name as it stands within a sentence."""
    return text[:1].lower() + text[1:]


def in_sentence(name: str, lang: str) -> str:
    """Return an unknown as the subject of a sentence."""
    return catalogue(lang)(UNKNOWNS["exact" if name.startswith("denominator:") else name])


def input_name(name: str, lang: str) -> str:
    """Return the name of an input, a choice, or the denominator that an input is."""
    _ = catalogue(lang)
    if name.startswith("denominator:"):
        return _("How exact that figure is")
    return _(INPUTS[name] if name in INPUTS else CHOICES[name])


def answer_name(name: str, lang: str) -> str:
    """Return the name of an answer; `share:<denominator>` says against which."""
    _ = catalogue(lang)
    if name.startswith("share:"):
        figure = lower_first(denominator_name(name.removeprefix("share:"), lang))
        return _("Against: {figure}").format(figure=figure)
    return _(ANSWERS[name])


def place_name(corridor: str) -> str:
    """Return the town that a corridor comes from; it is written alike in both languages."""
    return PLACES[corridor]


def rounded(low: float, high: float, lang: str, significant: int = 3, *, worded: bool = False) -> str:
    """Write a range to so many significant digits of its upper end; one number where its ends meet.

    Like the functions below, it takes `worded=True` for a range that stands in a sentence: `146 à 183`.
    """
    digits, step = _places(max(abs(low), abs(high)), significant)
    return span(round(low / step) * step, round(high / step) * step, lang, digits, worded=worded)


def alike(low: float, high: float, top: float, lang: str, significant: int = 3, *, worded: bool = False) -> str:
    """Write a range with the decimals that the largest number of its chart has, so that all of the chart are alike."""
    digits, step = _places(abs(top), significant)
    return span(round(low / step) * step, round(high / step) * step, lang, digits, worded=worded)


def amount(
    low: float, high: float, unit: str, per: str, lang: str, significant: int = 3, *, worded: bool = False
) -> str:
    """Write a range with its unit, rounded: `146–183 trucks a day`, `1.52–1.90 billion US dollars a year`."""
    _ = catalogue(lang)
    for size in (1e9, 1e6):
        if high >= size:
            counted = rounded(low / size, high / size, lang, significant, worded=worded)
            name = _of(unit_name(unit, per, lang), lang)
            billions = _.n("{n} billion {unit}", "{n} billion {unit}", high / size)
            millions = _.n("{n} million {unit}", "{n} million {unit}", high / size)
            return (billions if size == 1e9 else millions).format(n=counted, unit=name).strip()
    digits, step = _places(max(abs(low), abs(high)), significant)
    return quantity(round(low / step) * step, round(high / step) * step, unit, per, lang, digits, worded=worded)


def significant(value: float, digits: int = 4) -> float:
    """Round a number to so many significant digits, for a table."""
    return float(f"{value:.{digits}g}")


def times(low: float, high: float, lang: str, significant: int = 3, *, worded: bool = False) -> str:
    """Write a ratio as a multiple: `0.92–1.15 times`."""
    _ = catalogue(lang)
    return _("{n} times").format(n=rounded(low, high, lang, significant, worded=worded))


def pair(label: str, value: str, lang: str) -> str:
    """Write a name and its value."""
    _ = catalogue(lang)
    return _("{label}: {value}").format(label=label, value=value)


def listed(parts: Iterable[str], lang: str) -> str:
    """Write a list whose parts may hold commas."""
    return catalogue(lang)("; ").join(parts)


def percents(low: float, high: float, lang: str, *, worded: bool = False) -> str:
    """Write a range of shares as per cent: `83–93%`; one number where both round to it."""
    least, most = number(round(100 * low), lang), percent(high, lang)
    return most if round(100 * low) == round(100 * high) else joined(least, most, lang, worded=worded)


def announced(supply: Supply, lang: str, *, worded: bool = False) -> str:
    """Write the range of the scenario: `160,000–200,000 tonnes a month`."""
    return quantity(supply.scenario.low, supply.scenario.high, "t", "month", lang, 0, worded=worded)


def stamp_text(stamp: Stamp, lang: str) -> str:
    """Say in one sentence what the scenario is and where the announcement stands in the ledger."""
    _ = catalogue(lang)
    if not stamp.known:
        return _("A scenario, not a forecast: no source of the ledger speaks of these deliveries {until}").format(
            until=_until(stamp.as_of, lang)
        )
    said = word("status", stamp.beside or stamp.rung, lang) if stamp.beside or stamp.rung != "none" else _("spoken of")
    parts = [_("{status}, not signed").format(status=said) if stamp.rung in (*ANNOUNCED, "none") else said]
    if stamp.delivered:
        n = len(stamp.delivered_ids)
        parts.append(
            _.n("a delivery is told by {n} statement", "a delivery is told by {n} statements", n).format(
                n=number(n, lang)
            )
        )
    else:
        parts.append(_("no delivery documented {until}").format(until=_until(stamp.as_of, lang)))
    if stamp.own_range and stamp.low is not None:
        range_text = quantity(stamp.low, stamp.high, "t", "month", lang, 0, worded=True)
        parts.append(_("the range is a variant: the ledger has {range}").format(range=range_text))
    return _("A scenario, not a forecast: {parts}").format(parts=", ".join(parts))


def source_line(supply: Supply, names: Iterable[str], lang: str) -> str:
    """Write the source line of a chart: who published the figures it rests on, then the page of the announcement.

    Args:
        supply: The scenario.
        names: The ids of the figures.
        lang: `fr` or `en`.
    """
    _ = catalogue(lang)
    names = list(dict.fromkeys(names))
    figures = [supply.figures.take(name) for name in names]
    marks: dict[str, set[str]] = {}
    for figure in figures:
        marks.setdefault(told(figure.publisher, supply.figures.publishers, lang), set()).add(figure.grade)
    cited = [
        publisher + "".join(f" [{grade_word(grade, lang)}]" for grade in sorted(grades) if grade in WEAK)
        for publisher, grades in marks.items()
    ]
    pages = page_names(supply.ds, lang)
    sources = supply.ds.claims.set_index("claim_id")["source_id"]
    stated = [pages[sources[claim]] for claim in supply.stamp.claim_ids]
    text = " ".join([_("Figures: {publishers}.").format(publishers=_("; ").join(cited)), *later(supply, names, lang)])
    return text if not stated else _("{figures} Statement: {pages}.").format(figures=text, pages=_("; ").join(stated))


def later(supply: Supply, names: Iterable[str], lang: str) -> list[str]:
    """Say which figures are for a time after the day of the page, in one sentence; none where none is."""
    _ = catalogue(lang)
    told_of: dict[str, list[str]] = {}
    for figure in (supply.figures.take(name) for name in dict.fromkeys(names) if supply.figures.later(name)):
        periods = told_of.setdefault(told(figure.publisher, supply.figures.publishers, lang), [])
        if day(figure.period, lang) not in periods:
            periods.append(day(figure.period, lang))
    if not told_of:
        return []
    each = [pair(publisher, ", ".join(periods), lang) for publisher, periods in told_of.items()]
    return [_("For a time that goes past the date of this edition: {figures}.").format(figures=_("; ").join(each))]


def past_the_day(supply: Supply, names: Iterable[str], text: str, lang: str) -> str:
    """Write the name of a figure, marked where it is for a time after the day of the page."""
    if not any(supply.figures.later(name) for name in names):
        return text
    return catalogue(lang)("{figure} (later than this edition)").format(figure=text)


def cite_figures(supply: Supply, names: Iterable[str], lang: str) -> list[str]:
    """Write one escaped hover line a figure: publisher, title and grade."""
    rows = []
    for name in names:
        figure = supply.figures.take(name)
        title = f", {told(figure.title, supply.figures.titles, lang)}" if figure.title else ""
        rows.append(
            escape(
                f"– {told(figure.publisher, supply.figures.publishers, lang)}{title} ({grade_word(figure.grade, lang)})"
            )
        )
    return list(dict.fromkeys(rows))


def _until(as_of: str | None, lang: str) -> str:
    """Say up to when the ledger was read."""
    _ = catalogue(lang)
    if as_of is None:
        return _("in the whole ledger")
    last = as_of.rpartition("/")[2]
    said = day(last, lang)
    return (_("up to {day}") if precision(last) == "day" else _("up to {month}")).format(day=said, month=said)


def _places(top: float, significant: int) -> tuple[int, float]:
    """Return decimals to print and the step to round to."""
    exponent = math.floor(math.log10(top)) if top > 0 else 0
    # More than two decimals is a precision that no figure here has.
    digits = min(2, max(0, significant - 1 - exponent))
    return digits, 10.0 ** max(exponent - significant + 1, -digits)


def _of(name: str, lang: str) -> str:
    """Return a unit as it stands after a million: in French with its `de`, elided before a vowel."""
    if lang == "en" or name == "":
        return name
    return f"d’{name}" if name[0].lower() in "aeéiouyh" else f"de {name}"
