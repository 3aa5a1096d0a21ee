"""The same tonnes as a volume, product by product and set by set: where the two published sets differ."""

from __future__ import annotations

import pandas as pd

from malirussia.analysis.supply.inputs.figures import Figures
from malirussia.analysis.supply.inputs.mix import BASKET, PRODUCTS, SETS
from malirussia.analysis.supply.inputs.scenario import Scenario
from malirussia.units import Quantity


def conversions(scenario: Scenario, figures: Figures) -> pd.DataFrame:
    """Return the discussed range as a volume for every product of both sets.

    Returns:
        One row a product and set: `product`, `conversion`, `m3_per_tonne`, `low`, `high` (m3 a month), `grade`,
        `reference_id`. The UN Yearbook has no basket.
    """
    announced = Quantity(scenario.low, scenario.high, "t", "month")
    rows = []
    for product in (BASKET, *PRODUCTS):
        for name in SETS if product != BASKET else ("bp",):
            figure = figures.take(f"volume-{name}-{product}", "m3/t")
            volume = announced * figure.quantity
            rows.append(
                {
                    "product": product,
                    "conversion": name,
                    "m3_per_tonne": figure.value,
                    "low": volume.low,
                    "high": volume.high,
                    "grade": figure.grade,
                    "reference_id": figure.name,
                }
            )
    return pd.DataFrame(rows)
