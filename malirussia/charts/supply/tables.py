"""The tables of the supply scenario for a reader: every cell in words, rounded to what the figures bear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.supply.arithmetic import DAYS_A_MONTH
from malirussia.analysis.supply.inputs.mix import parse_mix
from malirussia.charts.supply import reasons, words
from malirussia.charts.words.publishers import told
from malirussia.language import catalogue, day, number, percent, quantity

if TYPE_CHECKING:
    from malirussia.analysis.supply import Supply

_MULTIPLES = ("share:", "trucks_ratio", "package_2022")
_PERCENTS = ("corridor_share", "value_gdp", "value_imports", "value_deficit", "africa_")


def answers_table(supply: Supply, lang: str) -> pd.DataFrame:
    """Every answer: at the discussed ends, and over nine random trials in ten."""
    _ = catalogue(lang)
    rows = supply.outputs.to_dict("records")
    return pd.DataFrame(
        {
            _("Answer"): [words.answer_name(row["output"], lang) for row in rows],
            _("Low to high, as published"): [_amount(row, "low", "high", lang) for row in rows],
            _("Nine random trials in ten"): [_amount(row, "p05", "p95", lang) for row in rows],
            _("Measured against"): [_against(supply, row["reference_ids"], lang) for row in rows],
        }
    )


def takes_table(supply: Supply, lang: str) -> pd.DataFrame:
    """What would have to be true, target by target."""
    _ = catalogue(lang)
    rows = supply.takes.to_dict("records")
    return pd.DataFrame(
        {
            _("Target"): [_target(supply, row["target"], lang) for row in rows],
            _("It takes"): [_amount(row, "low", "high", lang) for row in rows],
            _("Nine random trials in ten"): [_amount(row, "p05", "p95", lang) for row in rows],
            _("Beside the statement"): [
                "" if row["place"] == "" else _(reasons.PLACES_IN_RANGE[row["place"]]) for row in rows
            ],
        }
    )


def assumptions_table(supply: Supply, lang: str) -> pd.DataFrame:
    """Every assumption: what is assumed, why, how good its source is, and what changes if it is wrong."""
    _ = catalogue(lang)
    rows = supply.assumptions.to_dict("records")
    return pd.DataFrame(
        {
            _("Assumption"): [words.input_name(row["assumption"], lang) for row in rows],
            _("Assumed"): [_assumed(supply, row, lang) for row in rows],
            _("Why"): [_why(supply, row["assumption"], lang) for row in rows],
            _("Grade"): [words.grade_word(row["grade"], lang) for row in rows],
            _("Source"): [_publishers(supply, row, lang) for row in rows],
            _("What changes if it is wrong"): [_if_wrong(supply, row, lang) for row in rows],
        }
    )


def contradictions_table(supply: Supply, lang: str) -> pd.DataFrame:
    """The other figures that contradict each other, as published."""
    _ = catalogue(lang)
    return pd.DataFrame(
        {
            _("Contradiction"): [_(reasons.TOPICS[topic]) for topic in supply.contradictions["topic"]],
            _("Published"): [_published(row, lang) for row in supply.contradictions.to_dict("records")],
            _("For"): [
                _("no date") if period == "undated" else words.past_the_day(supply, (figure,), day(period, lang), lang)
                for figure, period in zip(supply.contradictions["figure"], supply.contradictions["period"], strict=True)
            ],
            _("Publisher"): [
                told(cell, supply.figures.publishers, lang) for cell in supply.contradictions["publisher"]
            ],
            _("Title"): [told(cell, supply.figures.titles, lang) for cell in supply.contradictions["title"]],
            _("Grade"): [words.grade_word(grade, lang) for grade in supply.contradictions["grade"]],
        }
    )


def conversions_table(supply: Supply, lang: str) -> pd.DataFrame:
    """The discussed tonnes as a volume, product by product and set by set."""
    _ = catalogue(lang)
    rows = supply.conversions.to_dict("records")
    return pd.DataFrame(
        {
            _("Product"): [_(reasons.PRODUCTS[row["product"]]) for row in rows],
            _("Conversion set"): [_(reasons.SETS[row["conversion"]]) for row in rows],
            _("m³ a tonne"): [number(row["m3_per_tonne"], lang, 3) for row in rows],
            _("Discussed, as a volume"): [words.amount(row["low"], row["high"], "m3", "month", lang) for row in rows],
            _("Grade"): [words.grade_word(row["grade"], lang) for row in rows],
        }
    )


def ranks_table(supply: Supply, lang: str) -> pd.DataFrame:
    """How strongly each unknown goes with four answers, by rank over the trials."""
    _ = catalogue(lang)
    asked = (f"share:{supply.scenario.denominator}", "trucks_day", "fleet", "value_month_usd")
    ranks = supply.ranks[supply.ranks["output"].isin(asked)]
    return pd.DataFrame(
        {
            _("Answer"): [words.answer_name(name, lang) for name in ranks["output"]],
            _("Unknown"): [words.input_name(name, lang) for name in ranks["input"]],
            _("Rank correlation"): ranks["rho"].round(2).to_list(),
        }
    )


def findings(supply: Supply, lang: str) -> list[str]:
    """Say in sentences where the figures contradict each other: use, gas oil, storage."""
    _ = catalogue(lang)
    table = supply.denominators
    used = table[table["measure"].isin(["consumption", "imports", "need"]) & ~table["grade"].isin(["B-", "C"])]
    factor = float(used["m3_high"].max() / used["m3_low"].min())
    gas_oil = supply.conversions[supply.conversions["product"] == "gas-oil"].set_index("conversion")["m3_per_tonne"]
    apart = float(gas_oil["bp"] / gas_oil["un"] - 1)
    days = supply.made.storage / (used[["m3_low", "m3_high"]].to_numpy() / DAYS_A_MONTH)
    said = supply.figures.take("cover-2025-10").value
    return [
        _("Figures of what the country uses differ by a factor of {factor}; no ratio stands alone").format(
            factor=number(factor, lang, 1)
        ),
        _("A tonne of gas oil is {share} larger in bp’s factors than in the UN Yearbook’s").format(
            share=percent(apart, lang, 1)
        ),
        _(
            "A full national storage lasts {days} days, depending on the figure of use; the security stock is said to "
            "last {said}"
        ).format(
            days=words.rounded(float(days.min()), float(days.max()), lang, 2, worded=True), said=number(said, lang)
        ),
    ]


def _amount(row: dict[Any, Any], low: str, high: str, lang: str) -> str:
    name = str(row.get("output", ""))
    if name.startswith(_MULTIPLES):
        return words.times(row[low], row[high], lang)
    if name.startswith(_PERCENTS):
        return words.percents(row[low], row[high], lang)
    return words.amount(row[low], row[high], row["unit"], row["per"], lang)


def _published(row: dict[Any, Any], lang: str) -> str:
    """Write a figure as it was published, a large sum of money in millions."""
    write = words.amount if row["high"] >= 1e7 else quantity
    return write(row["low"], row["high"], row["unit"], row["per"], lang, *((5,) if write is words.amount else ()))


def _if_wrong(supply: Supply, row: dict[Any, Any], lang: str) -> str:
    """Say what the answer that shows an assumption becomes if the assumption is wrong."""
    _ = catalogue(lang)
    name = f"share:{supply.scenario.denominator}" if row["answer"] == "share" else str(row["answer"])
    answer = {**row, "output": name, "unit": row["answer_unit"], "per": row["answer_per"]}
    if row["kind"] == "choice":
        return _("{answer}: {wrong} instead of {now}").format(
            answer=words.answer_name(name, lang),
            wrong=_amount(answer, "other_low", "other_high", lang),
            now=_amount(answer, "answer_low", "answer_high", lang),
        )
    ends = [
        words.percents(row[end], row[end], lang)
        if row["unit"] == "1" and row["assumption"] == "losses"
        else words.amount(row[end], row[end], row["unit"], row["per"], lang)
        for end in ("from", "to")
    ]
    return _("{answer}: {first} at {low}, {second} at {high}").format(
        answer=words.answer_name(name, lang),
        first=_amount(answer, "from_low", "from_high", lang),
        low=ends[0],
        second=_amount(answer, "to_low", "to_high", lang),
        high=ends[1],
    )


def _publishers(supply: Supply, row: dict[Any, Any], lang: str) -> str:
    """Name who published what an assumption rests on, marked where it is later than the page."""
    names = [name for name in str(row["reference_ids"]).split(";") if name]
    return words.past_the_day(supply, names, told(row["publishers"], supply.figures.publishers, lang) or "–", lang)


def _against(supply: Supply, reference_ids: str, lang: str) -> str:
    """Name the publishers of what an answer is measured against, each with its grade."""
    cited = []
    for name in filter(None, reference_ids.split(";")):
        figure = supply.figures.take(name)
        publisher = words.past_the_day(supply, (name,), told(figure.publisher, supply.figures.publishers, lang), lang)
        cited.append(f"{publisher} ({words.grade_word(figure.grade, lang)})")
    return catalogue(lang)("; ").join(dict.fromkeys(cited))


def _target(supply: Supply, name: str, lang: str) -> str:
    _ = catalogue(lang)
    if name.startswith("cover:"):
        figure = words.lower_first(words.denominator_name(name.removeprefix("cover:"), lang))
        return _("As much arrives as: {figure}").format(figure=figure)
    return {
        "fill": _("The empty storage is full in {n} days while demand is served").format(
            n=number(supply.scenario.fill_days, lang)
        ),
        "seen_trucks": _("No more trucks than were seen in January–February 2026"),
        "package_price": _("A month costs what the whole package of November 2022 was to cost"),
    }[name]


def _why(supply: Supply, name: str, lang: str) -> str:
    _ = catalogue(lang)
    chosen = parse_mix(supply.scenario.mix) is not None
    if name == "m3_per_tonne" and chosen:
        return _(reasons.WHY_SETS)
    given = {
        "mix": chosen,
        "storage": supply.scenario.storage_m3 is not None,
        "corridors": supply.scenario.corridors != "as-2022",
    }
    return _(reasons.WHY_GIVEN) if given.get(name, False) else _(reasons.WHY[name])


def _assumed(supply: Supply, row: dict[Any, Any], lang: str) -> str:
    _ = catalogue(lang)
    if row["kind"] == "input":
        if row["assumption"] == "losses":
            return words.percents(row["low"], row["high"], lang)
        return words.amount(row["low"], row["high"], row["unit"], row["per"], lang)
    scenario = supply.scenario
    shares = parse_mix(scenario.mix)
    mix = (
        _(reasons.PRODUCTS["basket"])
        if shares is None
        else _shares({_(reasons.PRODUCTS[k]): v for k, v in shares.items()}, lang)
    )
    roads = {words.place_name(name): share for name, share in supply.made.corridors.items()}
    return {
        "denominator": words.denominator_name(scenario.denominator, lang),
        "mix": f"{mix} ({_(reasons.SETS[scenario.conversion])})",
        "corridors": _shares(roads, lang),
        "benchmark": _(reasons.BENCHMARKS[scenario.benchmark]),
        "exchange": _(reasons.EXCHANGES[scenario.exchange]),
        "storage": words.amount(supply.made.storage, supply.made.storage, "m3", "once", lang, 5),
        "ramp_months": quantity(scenario.ramp_months, scenario.ramp_months, "mo", "once", lang),
        "others": _("no other imports") if scenario.others == 0 else percent(scenario.others, lang),
        "stock_start": percent(scenario.stock_start, lang),
    }[row["assumption"]]


def _shares(shares: dict[str, float], lang: str) -> str:
    return ", ".join(f"{name} {percent(share, lang)}" for name, share in shares.items())
