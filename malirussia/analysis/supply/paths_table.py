"""The paths of a simulation as tidy tables: by day for the charts, by month for the reader."""

from __future__ import annotations

import numpy as np
import pandas as pd

from malirussia.analysis.supply.inputs.distributions import Array
from malirussia.analysis.supply.montecarlo import COLUMNS, quantiles, quantiles_of_rows
from malirussia.analysis.supply.simulation import FLOWS, Paths

MEASURES = ("stock", "days_of_cover", "delivered_total", "demand_total", "unmet_total", "overflow_total", "unmet_share")


def by_day(drawn: Paths, ends: Paths, calendar: pd.DataFrame) -> pd.DataFrame:
    """Return the fan of each measure on each day.

    Args:
        drawn: Many paths.
        ends: A path for every combination of the published ends.
        calendar: One row a day, with `date` and `month`.

    Returns:
        One row a measure and day: `measure`, `date`, `month`; `low` and `high`, the least and the most of those ends;
        `p05` to `p95` over the paths. `stock`, `delivered_total`, `demand_total`, `unmet_total` and `overflow_total`
        are m3, the totals since the first day; `days_of_cover` is stock over a day's demand; `unmet_share` is the
        share of that day's demand that is not served.
    """
    tables = []
    for name in MEASURES:
        fan, two = (_measure(paths, name) for paths in (drawn, ends))
        levels = quantiles_of_rows(fan)
        tables.append(
            pd.DataFrame(
                {
                    "measure": name,
                    "date": calendar["date"],
                    "month": calendar["month"],
                    "low": two.min(axis=1),
                    "high": two.max(axis=1),
                    **dict(zip(COLUMNS, levels, strict=True)),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def by_month(drawn: Paths, ends: Paths, calendar: pd.DataFrame) -> pd.DataFrame:
    """Return each month's sums and its last stock, with their intervals.

    Returns:
        One row a month and measure: `month`, `measure`, `low`, `high`, `p05` to `p95`. `dispatched`, `lost`,
        `consumed`, `overflow`, `unmet` and `demand` are m3 in the month; `stock` is m3 and `days_of_cover` days at
        its end; `days_short` counts the days on which some demand was not served; `served_share` is the share of the
        month's demand that was, 0 to 1.
    """
    step = calendar["step"].to_numpy()
    first = np.flatnonzero(np.diff(step, prepend=-1))
    last = np.append(first[1:], len(step)) - 1
    months = calendar["month"].to_numpy()[first]

    def sums(paths: Paths, name: str) -> Array:
        if name == "days_short":
            return np.asarray(np.add.reduceat((paths.unmet > _LEAST).astype(float), first, axis=0))
        if name == "served_share":
            return _share(sums(paths, "consumed"), sums(paths, "demand"))
        if name in FLOWS:
            return np.asarray(np.add.reduceat(getattr(paths, name), first, axis=0))
        return np.asarray(_measure(paths, name)[last])

    tables = []
    for name in (*FLOWS, "stock", "days_of_cover", "days_short", "served_share"):
        fan, two = sums(drawn, name), sums(ends, name)
        levels = quantiles_of_rows(fan)
        tables.append(
            pd.DataFrame(
                {
                    "month": months,
                    "measure": name,
                    "low": two.min(axis=1),
                    "high": two.max(axis=1),
                    **dict(zip(COLUMNS, levels, strict=True)),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def served(drawn: Paths, ends: Paths) -> dict[str, float]:
    """Return the share of all demand that is met: `low`, `high` over the two ends, `p05` to `p95` over the draws."""
    fan, two = (paths.consumed.sum(axis=0) / paths.demand.sum(axis=0) for paths in (drawn, ends))
    levels = dict(zip(COLUMNS, map(float, quantiles(fan)), strict=True))
    return {"low": float(two.min()), "high": float(two.max()), **levels}


# A litre: what is less is rounding, not a shortage.
_LEAST = 0.001


def _measure(paths: Paths, name: str) -> Array:
    if name == "stock":
        return paths.stock
    if name == "days_of_cover":
        return _share(paths.stock, paths.demand)
    if name == "unmet_share":
        return _share(paths.unmet, paths.demand)
    if name == "delivered_total":
        return np.cumsum(paths.dispatched - paths.lost, axis=0)
    return np.cumsum(getattr(paths, name.removesuffix("_total")), axis=0)


def _share(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
