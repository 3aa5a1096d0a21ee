"""Every assumption of a scenario: what it rests on, and what changes if it is wrong.

An uncertain input is put at the two ends of nine tenths of its draws. A choice is made anew with what else was
published. Each time the answer is worked out again, and shown is the one that the assumption moves most plainly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from malirussia.analysis.supply.arithmetic import outputs, spans
from malirussia.analysis.supply.inputs.corridors import AS_2022, CORRIDORS
from malirussia.analysis.supply.inputs.figures import Figures
from malirussia.analysis.supply.inputs.prices import BENCHMARKS, exchange_names
from malirussia.analysis.supply.inputs.scenario import Scenario
from malirussia.analysis.supply.inputs.uncertain import Inputs, inputs, worst
from malirussia.analysis.supply.simulation import end_paths

UNMET = "unmet_total"
_REACH = (0.05, 0.95)
_ANSWERS = {
    "m3_per_tonne": "share",
    "truck_litres": "trucks_day",
    "km_per_day": "fleet",
    "detour": "fleet",
    "losses": UNMET,
    "seen": "trucks_ratio",
    "cargo": "cargoes_month",
    "price": "value_year_usd",
}


@dataclass(frozen=True)
class Choice:
    """A choice that might have been made otherwise.

    Attributes:
        name: Its name in every table.
        answer: The answer that shows it; `share` is the share of the chosen denominator.
        others: The choices that might be right instead.
        figures: The names of the figures that the choice made rests on; empty where it rests on none.
    """

    name: str
    answer: str
    others: tuple[Mapping[str, Any], ...]
    figures: tuple[str, ...]


def choices(scenario: Scenario, figures: Figures, made: Inputs) -> list[Choice]:
    """Return the choices of a scenario, each with what might have been chosen instead."""
    prices = [name for name in BENCHMARKS if not figures.later(name)] or [scenario.benchmark]
    return [
        Choice("denominator", "share", tuple({"denominator": name} for name in made.measured_against), ()),
        Choice(
            "mix",
            "share",
            tuple(
                {"mix": product, "conversion": conversion}
                for product in ("gas-oil", "gasoline")
                for conversion in ("bp", "un")
            ),
            made.uncertain["m3_per_tonne"].figures[:1],
        ),
        Choice(
            "corridors",
            "fleet",
            tuple({"corridors": name} for name in CORRIDORS),
            ("from-ivory-coast-2022", "from-senegal-2022", "deficit-2022") if scenario.corridors == AS_2022 else (),
        ),
        Choice("benchmark", "value_year_usd", tuple({"benchmark": name} for name in prices), (scenario.benchmark,)),
        Choice(
            "exchange",
            "value_year_xof",
            ({"exchange": "2025-10"}, {"exchange": "2024"}),
            exchange_names(scenario.exchange),
        ),
        Choice(
            "storage",
            "storage_fill_days",
            ({"storage_m3": figures.take("storage-plan", "m3").value},),
            ("storage-2025",) if scenario.storage_m3 is None else (),
        ),
        Choice("ramp_months", UNMET, ({"ramp_months": 0}, {"ramp_months": 6}), ()),
        Choice("others", UNMET, ({"others": 0.0}, {"others": 1.0}), ()),
        Choice("stock_start", UNMET, ({"stock_start": 0.0}, {"stock_start": 1.0}), ("cover-2025-10",)),
    ]


def assumptions(scenario: Scenario, figures: Figures, made: Inputs) -> pd.DataFrame:
    """Return every assumption.

    Args:
        scenario: The choices.
        figures: The reference.
        made: The inputs of the scenario.

    Returns:
        One row an assumption: `assumption`, `kind` (input, choice), `grade` (A to C; `choice` where nothing published
        stands behind it), `answer`, `answer_unit`, `answer_per`, `answer_low`, `answer_high`: the answer as it is.
        Of an input `low`, `high`, `unit`, `per`, `shape`; `from` and `to`, the ends of nine tenths of its draws;
        `from_low`, `from_high`, `to_low`, `to_high`, the answer if it is at the one or at the other.
        Of a choice `other_low`, `other_high`: the reach of the answer over what might have been chosen instead.
        `publishers` and `reference_ids` (joined by `;`) of the figures it rests on.
    """
    now = {**_spans(scenario, figures, made), UNMET: _unmet(scenario, made)}
    rows: list[dict[str, Any]] = []
    for name, answer in _ANSWERS.items():
        uncertain = made.uncertain[name]
        if not uncertain.known.known:
            ends = [uncertain.known.quantile(share) for share in _REACH]
            at_low, at_high = (_reach(answer, scenario, figures, made, {name: end}) for end in ends)
            span = {
                "low": uncertain.known.low,
                "high": uncertain.known.high,
                "unit": uncertain.unit,
                "per": uncertain.per,
            }
            span |= {"shape": uncertain.known.shape, "from": ends[0], "to": ends[1]}
            reach = {"from_low": at_low[0], "from_high": at_low[1], "to_low": at_high[0], "to_high": at_high[1]}
            head = {"assumption": name, "kind": "input", "grade": uncertain.grade}
            rows.append({**head, **_answer(answer, now), **span, **reach, **_cited(figures, uncertain.figures)})
    for choice in choices(scenario, figures, made):
        low, high = _over_others(scenario, figures, choice, now)
        grade = worst(figures, choice.figures) if choice.figures else "choice"
        head = {"assumption": choice.name, "kind": "choice", "grade": grade}
        reach = {"other_low": low, "other_high": high}
        rows.append({**head, **_answer(choice.answer, now), **reach, **_cited(figures, choice.figures)})
    return pd.DataFrame(rows)


Span = tuple[float, float, str, str]
Spans = dict[str, Span]


def _spans(scenario: Scenario, figures: Figures, made: Inputs, held: Mapping[str, float] | None = None) -> Spans:
    """Return the least and most of every answer but `UNMET` over the published ends, with unit and per."""
    asked = outputs(made, figures)
    ends = spans(made, asked, made.corners(held))
    ranges: Spans = {answer.name: (*ends[answer.name], answer.unit, answer.per) for answer in asked}
    share = ranges[f"share:{scenario.denominator}"]
    return {**ranges, "share": share}


def _unmet(scenario: Scenario, made: Inputs, held: Mapping[str, float] | None = None) -> Span:
    """Return the least and most of the demand of the run that is not served: the one answer that takes a simulation."""
    unmet = end_paths(scenario, made, held).unmet.sum(axis=0)
    return float(unmet.min()), float(unmet.max()), "m3", "once"


def _reach(
    answer: str, scenario: Scenario, figures: Figures, made: Inputs, held: Mapping[str, float] | None = None
) -> Span:
    return _unmet(scenario, made, held) if answer == UNMET else _spans(scenario, figures, made, held)[answer]


def _over_others(scenario: Scenario, figures: Figures, choice: Choice, now: Spans) -> tuple[float, float]:
    """Return the reach of the one answer that shows a choice, over what might have been chosen instead."""
    if choice.name == "denominator":
        # Each denominator has its own answer already.
        reach = [now[f"share:{other['denominator']}"] for other in choice.others]
    else:
        changed = [replace(scenario, **other) for other in choice.others]
        reach = [_reach(choice.answer, variant, figures, inputs(variant, figures)) for variant in changed]
    return min(span[0] for span in reach), max(span[1] for span in reach)


def _answer(name: str, now: Spans) -> dict[str, Any]:
    low, high, unit, per = now[name]
    return {"answer": name, "answer_unit": unit, "answer_per": per, "answer_low": low, "answer_high": high}


def _cited(figures: Figures, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "publishers": " ; ".join(dict.fromkeys(figures.take(name).publisher for name in names)),
        "reference_ids": ";".join(names),
    }
