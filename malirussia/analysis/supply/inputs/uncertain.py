"""The uncertain inputs of a scenario: what is known of each, from which figures, and with which grade."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from malirussia.analysis.supply.inputs import corridors, denominators, mix, prices, trucks
from malirussia.analysis.supply.inputs.distributions import Array, Distribution, fixed, uniform
from malirussia.analysis.supply.inputs.figures import Figures
from malirussia.analysis.supply.inputs.scenario import Scenario

# From best to worst; the grade of an input is the worst of its figures.
GRADES = ("A", "B", "B-", "C")


@dataclass(frozen=True)
class Input:
    """One input.

    Attributes:
        name: Its name in every table.
        unit: The unit that the model takes it in; `1` for a share or multiple.
        per: once, day or month.
        known: What is known of it.
        figures: The names of the figures it rests on; empty for what is announced or chosen.
        grade: The worst grade of those figures; `claim` for what the ledger says, `choice` for what somebody chose.
    """

    name: str
    unit: str
    per: str
    known: Distribution
    figures: tuple[str, ...]
    grade: str


@dataclass(frozen=True)
class Inputs:
    """All inputs of a scenario.

    Attributes:
        uncertain: Name → input. `denominator:<name>` for each named denominator.
        storage: National storage, m3.
        xof_per_usd: The exchange rate.
        road_km: Known road of the mean way, one way.
        line_km: Straight line of the mean way where the road is not known.
        gas_oil_share: Share of gas oil by mass.
        corridors: Share of each corridor.
        measured_against: The denominators that the quantity is measured against: the main ones that there were on
            the day of the page, and the chosen one.
    """

    uncertain: dict[str, Input]
    storage: float
    xof_per_usd: float
    road_km: float
    line_km: float
    gas_oil_share: float
    corridors: dict[str, float]
    measured_against: tuple[str, ...]

    def __hash__(self) -> int:
        return hash((*self.uncertain.values(), self.storage, self.xof_per_usd, *self.corridors.items()))

    def corners(self, held: Mapping[str, float] | None = None) -> dict[str, Array]:
        """Return every combination of the published ends, for what was published as a range or as two values.

        Args:
            held: Inputs that are held at one value instead.

        Returns:
            Name of an input → its value in each combination; all arrays have one length.
        """
        fixed_at = {} if held is None else held
        ends = [
            (fixed_at[name],) if name in fixed_at else tuple(dict.fromkeys(uncertain.known.ends))
            for name, uncertain in self.uncertain.items()
        ]
        grid = np.asarray(list(itertools.product(*ends)), dtype=np.float64)
        return dict(zip(self.uncertain, grid.T, strict=True))

    def points(self) -> dict[str, float]:
        """Return the value at which each input is held still while another is moved."""
        return {name: uncertain.known.point for name, uncertain in self.uncertain.items()}


def inputs(scenario: Scenario, figures: Figures) -> Inputs:
    """Return the inputs of a scenario.

    Raises:
        ScenarioError: If the reference lacks a figure.
    """
    products = mix.parse_mix(scenario.mix)
    shares = corridors.parse_corridors(scenario.corridors, figures)
    road, line = corridors.kilometres(figures, shares)
    ways = corridors.names_of(shares)
    pairs = tuple(f"{what}-{name}" for name in corridors.ROADS for what in ("road", "line"))

    def given(
        name: str, unit: str, per: str, known: Distribution, names: tuple[str, ...], chosen: bool = False
    ) -> Input:
        return Input(name, unit, per, known, () if chosen else names, "choice" if chosen else worst(figures, names))

    # Uniform: one official named two ends and nothing between them.
    announced = Input("announced", "t", "month", uniform(scenario.low, scenario.high), (), "claim")
    drawn = [
        announced,
        given(
            "m3_per_tonne",
            "m3/t",
            "once",
            mix.volume_per_tonne(figures, products, scenario.conversion),
            mix.names_of(products, scenario.conversion),
        ),
        given(
            "truck_litres",
            "L/{truck}",
            "once",
            trucks.litres(figures, scenario.truck_litres),
            trucks.LOAD_NAMES,
            scenario.truck_litres is not None,
        ),
        given(
            "km_per_day",
            "km",
            "day",
            corridors.pace(figures, scenario.km_per_day),
            ("road-niamey", "trip-niamey", "road-tema", "trip-tema"),
            scenario.km_per_day is not None,
        ),
        given("detour", "1", "once", corridors.detour(figures) if line > 0 else fixed(1.0), (*ways, *pairs)),
        given(
            "losses",
            "1",
            "once",
            trucks.losses(figures, scenario.losses),
            trucks.LOSS_NAMES,
            scenario.losses is not None,
        ),
        given("seen", "{truck}", "day", trucks.seen_per_day(figures), trucks.SEEN_NAMES),
        # A ship of this class loads between two printed sizes, and nothing is said of which sizes call there.
        given("cargo", "m3", "once", _between(figures, "cargo", "m3"), ("cargo",)),
        given("price", "USD/m3", "once", prices.benchmark(figures, scenario.benchmark), (scenario.benchmark,)),
        *(
            given(
                f"denominator:{name}",
                "t" if denominators.by_mass(figures, name) else "m3",
                "month",
                denominators.distribution(figures, name),
                denominator.figures,
            )
            for name, denominator in denominators.DENOMINATORS.items()
        ),
    ]
    return Inputs(
        {uncertain.name: uncertain for uncertain in drawn},
        figures.take("storage-2025", "m3").value if scenario.storage_m3 is None else scenario.storage_m3,
        prices.xof_per_usd(figures, scenario.exchange),
        road,
        line,
        mix.gas_oil_share(products),
        dict(shares),
        denominators.by_then(figures, denominators.MAIN, scenario.denominator),
    )


def _between(figures: Figures, name: str, unit: str) -> Distribution:
    quantity = figures.take(name, unit).quantity
    return uniform(quantity.low or 0.0, quantity.high or 0.0)


def worst(figures: Figures, names: tuple[str, ...]) -> str:
    """Return the worst grade of some figures."""
    return max((figures.take(name).grade for name in names), key=GRADES.index)
