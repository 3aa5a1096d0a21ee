"""Where the reference figures contradict each other, laid side by side; nothing is averaged away."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from malirussia.analysis.supply.inputs.denominators import DENOMINATORS, by_mass, by_then, per_month
from malirussia.analysis.supply.inputs.figures import Figures
from malirussia.analysis.supply.inputs.uncertain import Inputs
from malirussia.units import Quantity

# Topic → figures that cannot all be right, or that do not mean the same though they look alike.
TOPICS: dict[str, tuple[str, ...]] = {
    "gas_oil": ("volume-un-gas-oil", "volume-bp-gas-oil"),
    "storage": ("storage-2025", "storage-plan", "cover-2025-10"),
    "january": ("litres-2026-01-12", "trucks-2026-01-12", "litres-2026-01-13", "trucks-2026-01-13"),
    "package": ("package-fuel-2022", "package-fertiliser-2022", "package-fertiliser-2022-fr", "package-wheat-2022"),
    "gdp": ("gdp-2023", "gdp-2024"),
    "exchange": ("eur-per-usd-2025-10", "xof-per-eur", "xof-per-usd-2024"),
    "announcement": ("announced-2025-10", "announced-2025-11"),
}
# A tonne as a volume: nine tenths of the draws.
_REACH = (0.05, 0.95)


def contradictions(figures: Figures) -> pd.DataFrame:
    """Return the figures of each topic as published.

    Returns:
        One row a figure: `topic`, `figure`, `period`, `low`, `high`, `unit`, `per`, `publisher`, `title`, `where`,
        `grade`, `note`, `reference_id`.
    """
    rows = []
    for topic, names in TOPICS.items():
        for name in names:
            figure = figures.take(name)
            rows.append(
                {
                    "topic": topic,
                    "figure": name,
                    "period": figure.period,
                    "low": figure.quantity.low,
                    "high": figure.quantity.high,
                    "unit": figure.quantity.unit,
                    "per": figure.quantity.per,
                    "publisher": figure.publisher,
                    "title": figure.title,
                    "where": figure.where,
                    "grade": figure.grade,
                    "note": figure.note,
                    "reference_id": name,
                }
            )
    return pd.DataFrame(rows)


def denominators_table(figures: Figures, inputs: Inputs) -> pd.DataFrame:
    """Return every named measure, by the day of the page, of what the country uses, imports, clears or needs.

    Returns:
        One row a denominator, in the order of the scenario: `denominator`, `measure`, `main`, `period`; `low`, `high`,
        `unit`, as published, a month; `m3_low`, `m3_high`, the same as a volume (of a mass, over nine tenths of what a
        tonne may be); `grade`, `publisher`, `title`, `where`, `reference_ids` (joined by `;`).
    """
    per_tonne = inputs.uncertain["m3_per_tonne"].known
    factor = Quantity(per_tonne.quantile(_REACH[0]), per_tonne.quantile(_REACH[1]), "m3/t")
    rows = []
    for name in by_then(figures, DENOMINATORS, *inputs.measured_against):
        denominator = DENOMINATORS[name]
        published = per_month(figures, name)
        volume = published * factor if by_mass(figures, name) else published
        cited = [figures.take(figure) for figure in denominator.figures]
        rows.append(
            {
                "denominator": name,
                "measure": denominator.measure,
                "main": denominator.main,
                "period": denominator.period,
                "low": published.low,
                "high": published.high,
                "unit": published.unit,
                "m3_low": volume.low,
                "m3_high": volume.high,
                "grade": inputs.uncertain[f"denominator:{name}"].grade,
                "publisher": _each(figure.publisher for figure in cited),
                "title": _each(figure.title for figure in cited),
                "where": _each(figure.where for figure in cited),
                "reference_ids": ";".join(denominator.figures),
            }
        )
    return pd.DataFrame(rows)


def _each(texts: Iterable[str]) -> str:
    return " ; ".join(dict.fromkeys(texts))
