"""What the discussed quantity is measured against: named figures that contradict each other by a factor of three.

Not one of them is the country's consumption. There is therefore no single ratio: every ratio names its denominator.

What each is uncertain by, beside the others
- an EIA estimate is printed to the thousand barrels a day: half a thousand either way, nothing said about between;
- a customs month is printed to the million litres (November to the hundred thousand): half a step either way;
- the November figure was given on the 24th: the month lies between nothing more coming and the same pace to the 30th;
- the weeks of January and February 2026 differ from each other: between the least and the most of the whole weeks;
- the ONAP total is printed to the tonne and taken as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from malirussia.analysis.supply.inputs.distributions import Distribution, fixed, uniform
from malirussia.analysis.supply.inputs.figures import Figures
from malirussia.units import Quantity, dimension

Measure = Literal["consumption", "imports", "cleared", "arrivals", "need"]


@dataclass(frozen=True)
class Denominator:
    """One named figure.

    Attributes:
        name: Its name in a scenario.
        measure: What it counts.
        figures: The figures it is made of.
        period: EDTF.
        step: The last printed step, in the figure's own unit; 0 where it is printed to the unit.
        days: The days out of `of` that the figure covers, where it covers a part of its month.
        of: See `days`.
        main: Whether the scenario's own table of ratios carries it; the others stand among the contradictions.
    """

    name: str
    measure: Measure
    figures: tuple[str, ...]
    period: str
    step: float = 0.0
    days: int = 1
    of: int = 1
    main: bool = True


_ALL = (
    Denominator("eia-2023", "consumption", ("eia-2023",), "2023", step=1000),
    Denominator("onap-2015", "imports", ("onap-2015",), "2015"),
    Denominator("customs-2025-09", "cleared", ("customs-2025-09",), "2025-09", step=1000),
    Denominator("customs-2025-10", "cleared", ("customs-2025-10",), "2025-10", step=1000),
    Denominator("customs-2025-11", "cleared", ("customs-2025-11",), "2025-11", days=24, of=30),
    Denominator(
        "arrivals-2026",
        "arrivals",
        ("litres-2026-01-12", "litres-2026-01-26", "litres-2026-02-02"),
        "2026-01-12/2026-02-08",
    ),
    Denominator("press-2025-10", "need", ("press-2025-10",), "2025-10", step=1000),
    Denominator("eia-2016", "consumption", ("eia-2016",), "2016", step=1000, main=False),
    Denominator("eia-2019", "consumption", ("eia-2019",), "2019", step=100, main=False),
    Denominator("eia-2022", "consumption", ("eia-2022",), "2022", step=1000, main=False),
    Denominator("imports-2021", "imports", ("imports-2021",), "2021", step=0.1, main=False),
    Denominator("press-2025", "need", ("press-2025",), "2025", step=1000, main=False),
    Denominator("press-2025-11", "need", ("press-2025-11",), "2025-11", main=False),
)
DENOMINATORS: dict[str, Denominator] = {denominator.name: denominator for denominator in _ALL}
MAIN = tuple(denominator.name for denominator in _ALL if denominator.main)


def by_then(figures: Figures, names: Iterable[str], *chosen: str) -> tuple[str, ...]:
    """Return the denominators among some that there were on the day of the page, and those that somebody chose.

    Args:
        figures: Where the figures are, with the day of the page.
        names: Some of `DENOMINATORS`.
        chosen: Those that stay whatever their time is for.
    """
    there = (name for name in names if not any(figures.later(figure) for figure in DENOMINATORS[name].figures))
    return tuple(dict.fromkeys((*there, *chosen)))


def per_month(figures: Figures, name: str) -> Quantity:
    """Return a denominator as published, a month, in `m3` or, where it was published by mass, in `t`.

    Args:
        figures: Where the figures are.
        name: One of `DENOMINATORS`.

    Returns:
        One value where one was published. The weeks are from the least to the most; a week is 7 of the 30.4375 days of
        a month. A month that had not ended is from what had come to the same pace to its end.
    """
    return figures.once(("per month", name), lambda: _per_month(figures, name))


def _per_month(figures: Figures, name: str) -> Quantity:
    denominator = DENOMINATORS[name]
    published = [_monthly(figures, figure) for figure in denominator.figures]
    low = min(quantity.low for quantity in published if quantity.low is not None)
    high = max(quantity.high for quantity in published if quantity.high is not None)
    return Quantity(low, high * denominator.of / denominator.days, published[0].unit, "month")


def by_mass(figures: Figures, name: str) -> bool:
    """Return whether a denominator was published in tonnes."""
    return per_month(figures, name).unit == "t"


def distribution(figures: Figures, name: str) -> Distribution:
    """Return what is known of one denominator by itself, a month, in `m3` or `t`.

    Uniform between its ends, or over what its printing leaves open: see above. How much the denominators differ from
    each other is not drawn, since nobody can say how likely each is: they are shown side by side.
    """
    return figures.once(("distribution", name), lambda: _distribution(figures, name))


def _distribution(figures: Figures, name: str) -> Distribution:
    quantity = per_month(figures, name)
    low, high = quantity.low or 0.0, quantity.high or 0.0
    if low < high:
        return uniform(low, high)
    denominator = DENOMINATORS[name]
    if denominator.step == 0:
        return fixed(low)
    printed = figures.take(denominator.figures[0]).rate()
    half = (
        Quantity(denominator.step / 2, denominator.step / 2, printed.unit, printed.per)
        .convert(quantity.unit)
        .to_per("month")
    )
    return uniform(low - (half.low or 0.0), low + (half.low or 0.0), low)


def _monthly(figures: Figures, name: str) -> Quantity:
    published = figures.take(name).rate()
    return published.convert("t" if dimension(published.unit) == "mass" else "m3").to_per("month")
