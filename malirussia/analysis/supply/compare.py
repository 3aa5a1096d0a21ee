"""Several scenarios side by side, on the same draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from malirussia.analysis.supply.inputs.denominators import MAIN, by_then
from malirussia.analysis.supply.inputs.figures import Figures, figures_of
from malirussia.analysis.supply.inputs.scenario import Scenario
from malirussia.analysis.supply.result import Supply

if TYPE_CHECKING:
    from malirussia.tables import Dataset

# Quantiles of 100,000 draws are exact to about two thousandths of their spread: no printed digit changes.
DRAWS = 100_000
ANSWERS = ("trucks_day", "fleet", "value_year_usd")


def variants(scenario: Scenario, figures: Figures | None = None) -> dict[str, dict[str, Any]]:
    """Return the named sweeps of a scenario: the low end, the high end, the range, each denominator, a blockade.

    Args:
        scenario: The range from which the others depart.
        figures: The reference on the day of the page; denominators for a later time are left out. None for all.
    """
    closed = "abidjan" if scenario.blockade == "none" else scenario.blockade
    known = MAIN if figures is None else by_then(figures, MAIN)
    return {
        "range": {},
        "low": {"high": scenario.low},
        "high": {"low": scenario.high},
        f"blockade:{closed}": {"blockade": closed},
        **{f"denominator:{name}": {"denominator": name} for name in known if name != scenario.denominator},
    }


def compare(ds: Dataset, scenario: Scenario, changes: Mapping[str, Mapping[str, Any]] | None = None) -> pd.DataFrame:
    """Return the answers of several scenarios.

    Args:
        ds: The tables.
        scenario: The scenario that each departs from.
        changes: Name → the choices that differ; `variants` where None.

    Returns:
        One row a variant and answer: `variant`, `denominator`, `answer` (share, trucks_day, fleet, value_year_usd,
        served), `unit`, `per`, `low`, `high`, `p05` to `p95`. `served` is the share of all demand of the run that is
        met.
    """
    rows = []
    figures = figures_of(ds, scenario.as_of)
    base = replace(scenario, draws=min(scenario.draws, DRAWS))
    for name, change in (variants(scenario, figures) if changes is None else changes).items():
        supply = Supply(ds, replace(base, **change))
        head = {"variant": name, "denominator": supply.scenario.denominator}
        # Every share is asked for, so that variants which only differ in what they are measured against are drawn once.
        shares = [f"share:{name}" for name in supply.made.measured_against]
        answers = supply.intervals((*shares, *ANSWERS)).set_index("output").drop(columns="figures")
        for answer in (f"share:{supply.scenario.denominator}", *ANSWERS):
            label = "share" if answer.startswith("share:") else answer
            rows.append({**head, "answer": label, **dict(answers.loc[answer])})
        rows.append({**head, "answer": "served", "unit": "1", "per": "once", **supply.served})
    return pd.DataFrame(rows)
