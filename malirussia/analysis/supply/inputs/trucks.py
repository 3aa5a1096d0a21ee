"""Tanker trucks: how much one carries, how many were seen a day, and how many burned.

The trade ministry counts trucks and litres by the week. Litres over trucks is what a truck carries; trucks over days is
what the roads carried. A month of which only the litres are known is turned into trucks with the same litres a truck,
and is said to be computed, not counted.
"""

from __future__ import annotations

import calendar

import pandas as pd

from malirussia.analysis.supply.inputs.distributions import Distribution, fixed, triangular, uniform
from malirussia.analysis.supply.inputs.figures import Figures

# The weeks that the ministry counted whole; the window of 13 to 21 January overlaps the first and is left to the
# contradictions.
WEEKS = ("2026-01-12", "2026-01-26", "2026-02-02")
_OTHER_COUNTS = ("2026-01-13", "2025-11-22")
# Of November 2025, 24 days had passed when the figure was given.
_MONTHS = {"2025-09": None, "2025-10": None, "2025-11": 24}

LOAD_NAMES = tuple(f"{what}-{window}" for window in (*WEEKS, *_OTHER_COUNTS) for what in ("litres", "trucks"))
SEEN_NAMES = tuple(f"trucks-{week}" for week in WEEKS)
LOSS_NAMES = ("destroyed-2025-26", *(f"customs-{month}" for month in _MONTHS))
"""The names of the figures that each input reads."""


def litres(figures: Figures, given: float | None) -> Distribution:
    """Return what is known of the litres a truck carries, as the mean of many trucks; a given one is known.

    Triangular: likeliest at the pooled weeks, between the least and the most of all counted windows and convoys.
    """
    if given is not None:
        return fixed(given)
    counted = [_load(figures, window) for window in (*WEEKS, *_OTHER_COUNTS)]
    return triangular(min(counted), pooled(figures), max(counted))


def pooled(figures: Figures) -> float:
    """Return litres a truck over the whole weeks together."""
    return sum(_litres(figures, week) for week in WEEKS) / sum(_trucks(figures, week) for week in WEEKS)


def seen(figures: Figures) -> pd.DataFrame:
    """Return the trucks seen a day, oldest first.

    Returns:
        One row a period: `period`, `litres`, `trucks`, `days`, `per_day`, `litres_a_truck`, `counted` (whether trucks
        were counted, or computed from litres), `grade`, `figures` (names, joined by `;`).
    """
    load = pooled(figures)
    rows: list[dict[str, object]] = []
    for month, passed in _MONTHS.items():
        name = f"customs-{month}"
        amount = figures.take(name, "L").value
        days = passed or calendar.monthrange(int(month[:4]), int(month[5:]))[1]
        rows.append(_row(figures, month, amount, amount / load, days, (name,), counted=False))
    for week in WEEKS:
        names = (f"litres-{week}", f"trucks-{week}")
        period = figures.take(names[1]).period
        rows.append(_row(figures, period, _litres(figures, week), _trucks(figures, week), 7, names, counted=True))
    return pd.DataFrame(rows)


def seen_per_day(figures: Figures) -> Distribution:
    """Return what is known of the trucks seen a day in January and February 2026, from the least week to the most."""
    per_day = [_trucks(figures, week) / 7 for week in WEEKS]
    return uniform(min(per_day), max(per_day))


def losses(figures: Figures, given: float | None) -> Distribution:
    """Return what is known of the share that is lost on the road; a given one is known.

    More than 130 tankers were counted as destroyed from September 2025 to January 2026. Set against the trucks that
    customs cleared in only the first three of those five months, that is a high share, and so the upper end; the lower
    end is nothing. Uniform between: nobody published a rate. Evaporation and theft are not in it.
    """
    if given is not None:
        return fixed(given)
    cleared = sum(figures.take(f"customs-{month}", "L").value for month in _MONTHS) / pooled(figures)
    return uniform(0.0, figures.take("destroyed-2025-26").value / cleared)


def _row(
    figures: Figures, period: str, amount: float, trucks: float, days: int, names: tuple[str, ...], *, counted: bool
) -> dict[str, object]:
    return {
        "period": period,
        "litres": amount,
        "trucks": trucks,
        "days": days,
        "per_day": trucks / days,
        "litres_a_truck": amount / trucks,
        "counted": counted,
        "grade": figures.take(names[0]).grade,
        "figures": ";".join(names),
    }


def _litres(figures: Figures, window: str) -> float:
    return figures.take(f"litres-{window}", "L").value


def _trucks(figures: Figures, window: str) -> float:
    return figures.take(f"trucks-{window}").value


def _load(figures: Figures, window: str) -> float:
    return _litres(figures, window) / _trucks(figures, window)
