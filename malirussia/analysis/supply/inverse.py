"""What would have to be true: the tonnage, trucks, fleet or price that a target takes.

    cover:<denominator>    as much arrives as a named denominator counts: a year's consumption, a month's clearances
    fill                   the empty national storage is full after so many days, while demand is served
    seen_trucks            no more trucks a day than were seen in January and February 2026
    package_price          a month costs what the whole package of November 2022 was to cost

Each is the model solved for one of its inputs, in closed form; put back into the model, the answer gives the target
again. What is lost on the road is added: a target is what arrives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from malirussia.analysis.supply.arithmetic import DAYS_A_MONTH, Number
from malirussia.analysis.supply.inputs.figures import Figures
from malirussia.analysis.supply.inputs.scenario import Scenario
from malirussia.analysis.supply.inputs.uncertain import Inputs
from malirussia.analysis.supply.montecarlo import COLUMNS, Draws, quantiles
from malirussia.units import convert

# Quantiles of a quarter of a million draws are exact to about a thousandth; a million would not change a printed digit.
_DRAWS = 250_000
_UNITS = {
    "tonnes": ("t", "month"),
    "trucks": ("{truck}", "day"),
    "fleet": ("{truck}", "once"),
    "price": ("USD/[gal_us]", "once"),
}


def what_it_takes(scenario: Scenario, inputs: Inputs, figures: Figures) -> pd.DataFrame:
    """Return what each target takes.

    Args:
        scenario: The choices; demand is that of its denominator, the discussed range is only compared with.
        inputs: Its inputs.
        figures: The reference.

    Returns:
        One row a target and what it takes: `target`, `takes` (tonnes, trucks, fleet, price), `unit`, `per`; `low` and
        `high`, at the published ends of every input that was published as a range; `p05` to `p95` over the draws;
        `place` of a tonnage: below, within, above or partly within the discussed range.
    """
    made = Draws(inputs, min(scenario.draws, _DRAWS), scenario.seed)
    ends = dict(_solve(scenario, inputs, figures, inputs.corners()))
    rows = []
    for (target, takes), values in _solve(scenario, inputs, figures, made):
        unit, per = _UNITS[takes]
        low, high = float(np.min(ends[target, takes])), float(np.max(ends[target, takes]))
        rows.append(
            {
                "target": target,
                "takes": takes,
                "unit": unit,
                "per": per,
                "low": low,
                "high": high,
                **dict(zip(COLUMNS, quantiles(np.asarray(values)), strict=True)),
                "place": _place(low, high, scenario) if takes == "tonnes" else "",
            }
        )
    return pd.DataFrame(rows)


def _solve(
    scenario: Scenario, inputs: Inputs, figures: Figures, values: Mapping[str, Number]
) -> Iterator[tuple[tuple[str, str], Number]]:
    """Work out every target for one value, or an array of draws, of each input."""
    per_tonne, load = values["m3_per_tonne"], values["truck_litres"]
    arriving = 1 - values["losses"]
    round_trip = 2 * (inputs.line_km * values["detour"] + inputs.road_km) / values["km_per_day"]

    def carried(target: str, volume: Number) -> Iterator[tuple[tuple[str, str], Number]]:
        trucks = volume * (1000 / DAYS_A_MONTH) / load
        yield (target, "tonnes"), volume / per_tonne
        yield (target, "trucks"), trucks
        yield (target, "fleet"), trucks * round_trip

    def asked(name: str) -> Number:
        denominator = inputs.uncertain[f"denominator:{name}"]
        return values[denominator.name] * per_tonne if denominator.unit == "t" else values[denominator.name]

    for name in inputs.measured_against:
        yield from carried(f"cover:{name}", asked(name) / arriving)
    filling = inputs.storage * (DAYS_A_MONTH / scenario.fill_days)
    yield from carried("fill", (asked(scenario.denominator) + filling) / arriving)
    yield from carried("seen_trucks", values["seen"] * load * (DAYS_A_MONTH / 1000))
    month = values["announced"] * per_tonne * convert(1, "m3", "[gal_us]")
    yield ("package_price", "price"), figures.take("package-value-2022", "USD").value / month


def _place(low: float, high: float, scenario: Scenario) -> str:
    if high < scenario.low:
        return "below"
    if low > scenario.high:
        return "above"
    return "within" if scenario.low <= low and high <= scenario.high else "partly"
