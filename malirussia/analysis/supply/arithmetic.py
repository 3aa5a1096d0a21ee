"""The arithmetic of the scenario: from tonnes a month to volumes, shares, trucks, days and money.

One function serves the single calculation, the tornado and a million draws: it takes numbers or arrays alike. Some
outputs are another output times a constant (a year is twelve months); those are named as such and never drawn twice.

    volume      = tonnes x m3 a tonne                       share    = volume / denominator, or tonnes / denominator
    trucks/day  = volume / days a month / litres a truck    round    = 2 x (road + straight line x detour) / km a day
    fleet       = trucks/day x round trip (Little's law)    fill     = storage / volume a day
    value       = volume x price                            cargoes  = volume / volume of one ship
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from malirussia.analysis.supply.inputs.denominators import DENOMINATORS
from malirussia.analysis.supply.inputs.distributions import Array
from malirussia.analysis.supply.inputs.figures import Figures
from malirussia.analysis.supply.inputs.uncertain import Inputs
from malirussia.units import convert

Number = TypeVar("Number", float, Array)

DAYS_A_MONTH = convert(1, "mo", "d")
DAYS_A_YEAR = convert(1, "a", "d")
BARRELS_A_M3 = convert(1, "m3", "[bbl]")


@dataclass(frozen=True)
class Output:
    """One answer.

    Attributes:
        name: Its name in every table.
        unit: Its unit code.
        per: once, day, month or year.
        of: The drawn output it is a multiple of; its own name where it is drawn itself.
        times: That multiple.
        figures: The names of the figures it is compared with, beside the inputs.
    """

    name: str
    unit: str
    per: str
    of: str
    times: float = 1.0
    figures: tuple[str, ...] = ()


def outputs(inputs: Inputs, figures: Figures) -> list[Output]:
    """Return every answer of the scenario, in the order of the tables.

    Args:
        inputs: The inputs of the scenario.
        figures: The reference, for what the quantity is compared with.
    """

    def against(name: str, unit: str) -> float:
        return 1 / figures.take(name, unit).value

    gas_oil = inputs.gas_oil_share
    year = 12.0
    return [
        Output("tonnes_month", "t", "month", "tonnes"),
        Output("tonnes_year", "t", "year", "tonnes", year),
        Output("volume_month", "m3", "month", "volume"),
        Output("volume_year", "m3", "year", "volume", year),
        Output("barrels_month", "[bbl]", "month", "volume", BARRELS_A_M3),
        Output("barrels_year", "[bbl]", "year", "volume", BARRELS_A_M3 * year),
        Output("barrels_day", "[bbl]", "day", "volume", BARRELS_A_M3 / DAYS_A_MONTH),
        *(
            Output(f"share:{name}", "1", "once", f"share:{name}", figures=DENOMINATORS[name].figures)
            for name in inputs.measured_against
        ),
        Output("trucks_day", "{truck}", "day", "trucks"),
        Output("trucks_month", "{truck}", "month", "trucks", DAYS_A_MONTH),
        Output("trucks_ratio", "1", "once", "trucks_ratio"),
        Output(
            "corridor_share",
            "1",
            "once",
            "trucks",
            against("trucks-dakar-corridor", "{truck}"),
            ("trucks-dakar-corridor",),
        ),
        Output("round_trip", "d", "once", "round_trip"),
        Output("fleet", "{truck}", "once", "fleet"),
        Output("storage_fill_days", "d", "once", "fill"),
        Output("storage_fills_month", "1", "month", "volume", 1 / inputs.storage),
        Output("value_month_usd", "USD", "month", "value"),
        Output("value_year_usd", "USD", "year", "value", year),
        Output("value_month_xof", "XOF", "month", "value", inputs.xof_per_usd),
        Output("value_year_xof", "XOF", "year", "value", year * inputs.xof_per_usd),
        Output("value_gdp_2024", "1", "once", "value", year * against("gdp-2024", "USD"), ("gdp-2024",)),
        Output("value_gdp_2023", "1", "once", "value", year * against("gdp-2023", "USD"), ("gdp-2023",)),
        Output(
            "value_imports_2023", "1", "once", "value", year * against("imports-usd-2023", "USD"), ("imports-usd-2023",)
        ),
        Output(
            "value_deficit_2022",
            "1",
            "once",
            "value",
            year * inputs.xof_per_usd * against("deficit-2022", "XOF"),
            ("deficit-2022",),
        ),
        Output("package_2022", "1", "once", "tonnes", against("package-fuel-2022", "t"), ("package-fuel-2022",)),
        Output("africa_2023", "1", "once", "tonnes", gas_oil * year * against("africa-2023", "t"), ("africa-2023",)),
        Output("africa_2025_02", "1", "once", "tonnes", gas_oil * against("africa-2025-02", "t"), ("africa-2025-02",)),
        Output("cargoes_month", "1", "month", "cargoes", figures=("cargo",)),
    ]


def drawn(inputs: Inputs, values: Mapping[str, Number]) -> Iterator[tuple[str, Number]]:
    """Work out what is drawn itself, one after the other, so that a caller may drop each before the next.

    Args:
        inputs: The constants of the scenario.
        values: Name of an uncertain input → its value, or an array of draws.

    Yields:
        Name and value, or draws: `tonnes`, `volume` (m3 a month), `share:<name>`, `trucks` (a day), `trucks_ratio`,
        `round_trip` (days), `fleet`, `fill` (days), `value` (USD a month), `cargoes` (a month).
    """
    tonnes = values["announced"]
    yield "tonnes", tonnes
    volume = tonnes * values["m3_per_tonne"]
    yield "volume", volume
    for name in inputs.measured_against:
        denominator = inputs.uncertain[f"denominator:{name}"]
        yield f"share:{name}", (tonnes if denominator.unit == "t" else volume) / values[denominator.name]
    trucks = volume * (1000 / DAYS_A_MONTH) / values["truck_litres"]
    yield "trucks", trucks
    yield "trucks_ratio", trucks / values["seen"]
    way = values["detour"] * (2 * inputs.line_km) + 2 * inputs.road_km
    round_trip = way / values["km_per_day"]
    yield "round_trip", round_trip
    yield "fleet", trucks * round_trip
    yield "fill", inputs.storage * DAYS_A_MONTH / volume
    yield "value", volume * values["price"]
    yield "cargoes", volume / values["cargo"]


def spans(inputs: Inputs, answers: list[Output], corners: Mapping[str, Array]) -> dict[str, tuple[float, float]]:
    """Return the least and the most of every answer over combinations of inputs.

    Args:
        inputs: The constants of the scenario.
        answers: Which answers.
        corners: Name of an input → its value in each combination, as `Inputs.corners` gives them.
    """
    at_corners = dict(drawn(inputs, corners))
    ends = {name: (float(values.min()), float(values.max())) for name, values in at_corners.items()}
    return {answer.name: (ends[answer.of][0] * answer.times, ends[answer.of][1] * answer.times) for answer in answers}


def calculate(inputs: Inputs, answers: list[Output], values: Mapping[str, float]) -> dict[str, float]:
    """Return every answer for one value of each input."""
    results = dict(drawn(inputs, values))
    return {answer.name: results[answer.of] * answer.times for answer in answers}
