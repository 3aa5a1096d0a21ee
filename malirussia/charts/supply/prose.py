"""What the page says in sentences: its title with the stamp, and the answers that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from malirussia.analysis.supply.inputs.scenario import Scenario
from malirussia.analysis.supply.inputs.trucks import SEEN_NAMES
from malirussia.charts.supply import reasons, words
from malirussia.charts.supply.sweeps import closed_road
from malirussia.charts.supply.tables import findings
from malirussia.language import catalogue
from malirussia.language.terms import N_

if TYPE_CHECKING:
    from malirussia.analysis.supply import Supply


def opening(supply: Supply, lang: str) -> str:
    """Write the title, the stamp and the answers, as Markdown."""
    _ = catalogue(lang)
    lines = [f"# {title(supply, lang)}", "", f"> **{words.stamp_text(supply.stamp, lang)}.**", ""]
    return "\n".join([*lines, *(f"- {line}" for line in answers(supply, lang))])


def title(supply: Supply, lang: str) -> str:
    """Ask the question of the page, with what sets this scenario apart: another figure for demand, a closed road."""
    _ = catalogue(lang)
    asked = _("{announced} of petroleum products: is that a lot?").format(
        announced=words.announced(supply, lang, worded=True)
    )
    scenario = supply.scenario
    apart = []
    if scenario.denominator != Scenario.denominator:
        figure = words.lower_first(words.denominator_name(scenario.denominator, lang))
        apart.append(_("demand: {figure}").format(figure=figure))
    if closed_road(supply, lang):
        apart.append(closed_road(supply, lang))
    return f"{asked} ({_('; ').join(apart)})" if apart else asked


def answers(supply: Supply, lang: str) -> list[str]:
    """Answer in a sentence each: is it a lot, could it be carried, stored, what is it worth, how sure is that."""
    _ = catalogue(lang)

    def said(name: str, low: str = "low", high: str = "high") -> str:
        row = supply.answer(name)
        return words.amount(row[low], row[high], row["unit"], row["per"], lang, worded=True)

    def share(name: str) -> str:
        row = supply.answer(name)
        return words.percents(row["low"], row["high"], lang, worded=True)

    shares = [row for row in supply.outputs.to_dict("records") if row["output"].startswith("share:")]
    counted = supply.trucks.loc[supply.trucks["counted"], "per_day"]
    package = supply.answer("package_2022")
    storage = words.amount(supply.made.storage, supply.made.storage, "m3", "once", lang, 5)
    return [
        _("**Would that be a lot?** {volume}, or {barrels}. {least}; {most}.").format(
            volume=said("volume_month"),
            barrels=said("barrels_day"),
            least=_against(min(shares, key=lambda row: row["low"]), lang),
            most=_against(max(shares, key=lambda row: row["high"]), lang),
        ),
        _(
            "**Could it be carried?** It would take {trucks}, and {fleet} under way at once; "
            "{seen} a day were counted in January and February 2026{later}."
        ).format(
            later=_(", after the date of this edition") if supply.figures.later(SEEN_NAMES[-1]) else "",
            trucks=said("trucks_day"),
            fleet=said("fleet"),
            seen=words.rounded(min(counted), max(counted), lang, worded=True),
        ),
        _("**Could it be stored?** The national storage, {storage}, would hold {days} of this flow.").format(
            storage=storage, days=said("storage_fill_days")
        ),
        _(
            "**What would it be worth?** {month}, or {year} ({francs}), at this price: {price}. That would be "
            "{imports} of the imports of 2023 and {gdp} of the GDP of 2023, at the price of another year."
        ).format(
            month=said("value_month_usd"),
            year=said("value_year_usd"),
            francs=said("value_year_xof"),
            price=_(reasons.BENCHMARKS[supply.scenario.benchmark]),
            imports=share("value_imports_2023"),
            gdp=share("value_gdp_2023"),
        ),
        _(
            "**Beside what was announced before:** each month would bring {times} the fuel of the package of "
            "November 2022."
        ).format(times=words.times(package["low"], package["high"], lang, worded=True)),
        _("**How sure is that?** Nine random trials in ten give {volume}, {fleet} under way and {value}.").format(
            volume=said("volume_month", "p05", "p95"),
            fleet=said("fleet", "p05", "p95"),
            value=said("value_month_usd", "p05", "p95"),
        ),
    ]


def _against(row: dict[Any, Any], lang: str) -> str:
    _ = catalogue(lang)
    return _("{times} “{figure}”").format(
        times=words.times(row["low"], row["high"], lang, worded=True),
        figure=words.denominator_name(row["output"].removeprefix("share:"), lang),
    )


HEADINGS: dict[str, str] = {
    "share": N_("Against what the country uses or receives"),
    "trucks": N_("On the road"),
    "answers": N_("Every answer"),
    "unknowns": N_("Which unknown matters"),
    "paths": N_("Month by month"),
    "variants": N_("Variants side by side"),
    "takes": N_("What would have to be true"),
    "assumptions": N_("What this rests on"),
    "contradictions": N_("Where the figures contradict each other"),
}
CAPTIONS: dict[str, str] = {
    "answers": N_(
        "Every answer: at the ends of the statement and of whatever else is published as a range; "
        "over nine random trials in ten"
    ),
    "ranks": N_("How strongly each unknown goes with an answer, by rank over the trials, from −1 to 1"),
    "takes": N_("What each target takes; for the tonnage, whether that is within the discussed range"),
    "assumptions": N_("Every assumption, its grade and source, and what changes if it is wrong"),
    "contradictions": N_("Figures that contradict each other, as published"),
    "conversions": N_("The discussed tonnes as a volume, product by product, in two published sets"),
}


def heading(name: str, lang: str) -> str:
    """Write a heading between figures, as Markdown."""
    return f"## {catalogue(lang)(HEADINGS[name])}"


def caption(name: str, lang: str) -> str:
    """Return the caption of a table."""
    return catalogue(lang)(CAPTIONS[name])


def contradictions(supply: Supply, lang: str) -> str:
    """Write heading and findings on the figures that contradict each other, as Markdown."""
    return "\n".join([heading("contradictions", lang), "", *(f"- {line}." for line in findings(supply, lang))])
