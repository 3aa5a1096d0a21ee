"""Day by day: stock, arrivals, demand, losses on the road, what does not fit, what is missing.

A day is: trucks leave; a share is lost on the road; the rest lands; demand is served as far as stock goes; what is
above the storage ceiling overflows. Days, not months, because the national storage holds about a week: within a month
it could fill and run dry four times and a monthly sum would see nothing.

    stock(t) - stock(t-1) = dispatched(t) - lost(t) - consumed(t) - overflow(t)

holds every day, in every draw, to rounding. A volume keeps its mass here: one draw has one density.

What is announced for a month is spread evenly over that calendar month's days, and so is the demand.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from malirussia.analysis.supply.arithmetic import DAYS_A_MONTH
from malirussia.analysis.supply.inputs.distributions import Array
from malirussia.analysis.supply.inputs.scenario import Scenario
from malirussia.analysis.supply.inputs.uncertain import Inputs
from malirussia.analysis.supply.montecarlo import Draws

# A fan of 2,000 paths has its bands within about one hundredth of their level; a long run takes fewer, for memory.
PATHS = 2_000
_CELLS = 1_000_000
FLOWS = ("dispatched", "lost", "consumed", "overflow", "unmet", "demand")


@dataclass(frozen=True)
class Paths:
    """What happened on each day of each path; all m3, arrays of shape (days, paths).

    Attributes:
        stock: At the end of the day.
        dispatched: Sent that day.
        lost: Lost on the road.
        consumed: Demand that was served.
        overflow: What found no room: not unloaded, sold on or turned back.
        unmet: Demand that was not served.
        demand: What was asked for.
        start: Stock before the first day, shape (paths,).
    """

    stock: Array
    dispatched: Array
    lost: Array
    consumed: Array
    overflow: Array
    unmet: Array
    demand: Array
    start: Array

    def imbalance(self) -> Array:
        """Return stock change less (dispatched - lost - consumed - overflow), m3; nothing but rounding."""
        before = np.vstack([self.start[None, :], self.stock[:-1]])
        return (self.stock - before) - (self.dispatched - self.lost - self.consumed - self.overflow)


def run(dispatched: Array, demand: Array, loss: Array, storage: float, start: Array) -> Paths:
    """Run the days.

    Args:
        dispatched: m3 sent, shape (days, paths), none negative.
        demand: m3 asked for, the same shape.
        loss: Share lost on the road, 0 to 1, shape (paths,).
        storage: The ceiling, m3.
        start: Stock before the first day, m3, at most `storage`, shape (paths,).
    """
    lost = dispatched * loss
    stock, consumed, overflow = (np.empty_like(dispatched) for _ in range(3))
    held = start
    for day, landed in enumerate(dispatched - lost):
        at_hand = held + landed
        np.minimum(demand[day], at_hand, out=consumed[day])
        left = at_hand - consumed[day]
        held = np.minimum(left, storage)
        stock[day] = held
        overflow[day] = left - held
    return Paths(stock, dispatched, lost, consumed, overflow, demand - consumed, demand, start)


def months_of(scenario: Scenario) -> list[str]:
    """Return the months of the simulation, EDTF, in order."""
    year, month = int(scenario.start[:4]), int(scenario.start[5:])
    places = [divmod(year * 12 + month - 1 + step, 12) for step in range(scenario.months)]
    return [f"{year:04d}-{month + 1:02d}" for year, month in places]


def calendar_of(scenario: Scenario) -> pd.DataFrame:
    """Return one row a day: `date` (EDTF), `month` (EDTF), `step` (months passed, from 0), `days` (of its month)."""
    rows = []
    for step, month in enumerate(months_of(scenario)):
        days = calendar.monthrange(int(month[:4]), int(month[5:]))[1]
        rows += [(f"{month}-{day + 1:02d}", month, step, days, step + day / days) for day in range(days)]
    return pd.DataFrame(rows, columns=["date", "month", "step", "days", "passed"])


def pace_of_delivery(scenario: Scenario, shares: dict[str, float]) -> Array:
    """Return which share of the discussed quantity leaves on each day, 0 to 1, shape (days,).

    The ramp rises in even steps, one a month: with three months it is 1/3, 2/3, all. A blockade takes away the share
    of the closed corridor, less what is rerouted.
    """
    days = calendar_of(scenario)
    step = days["step"].to_numpy()
    ramp = np.minimum(1.0, (step + 1) / scenario.ramp_months) if scenario.ramp_months > 0 else np.ones(len(step))
    return np.asarray(ramp * _open_roads(scenario, shares, step), dtype=np.float64)


def simulate(scenario: Scenario, inputs: Inputs, values: dict[str, Array], others: Array) -> Paths:
    """Run a scenario for given values of its inputs.

    Args:
        scenario: The choices.
        inputs: Its constants.
        values: Name of an uncertain input → one value a path, shape (paths,).
        others: m3 a day that come besides when every road is open, shape (paths,).
    """
    days = calendar_of(scenario)
    per_day = 1 / days["days"].to_numpy()[:, None]
    step = days["step"].to_numpy()
    volume = values["m3_per_tonne"]
    announced = pace_of_delivery(scenario, inputs.corridors)[:, None] * per_day * (values["announced"] * volume)
    besides = _open_roads(scenario, inputs.corridors, step)[:, None] * others
    denominator = inputs.uncertain[f"denominator:{scenario.denominator}"]
    asked = values[denominator.name] * (volume if denominator.unit == "t" else 1.0)
    demand = np.broadcast_to(asked / DAYS_A_MONTH, announced.shape)
    start = np.full(announced.shape[1], scenario.stock_start * inputs.storage)
    return run(announced + besides, demand, values["losses"], inputs.storage, start)


def paths_of(scenario: Scenario) -> int:
    """Return how many paths are drawn for a scenario."""
    return min(scenario.draws, PATHS, _CELLS // len(calendar_of(scenario)))


def drawn_paths(scenario: Scenario, inputs: Inputs) -> Paths:
    """Return the paths of the first draws, every uncertain input drawn."""
    n = paths_of(scenario)
    made = Draws(inputs, n, scenario.seed)
    values = {name: np.broadcast_to(made[name], (n,)) for name in inputs.uncertain}
    return simulate(scenario, inputs, values, _others(scenario, values))


def end_paths(scenario: Scenario, inputs: Inputs, held: Mapping[str, float] | None = None) -> Paths:
    """Return a path for every combination of the published ends of what the run depends on.

    Args:
        scenario: The choices.
        inputs: Its inputs.
        held: Inputs that are held at one value instead.
    """
    besides = ("seen", "truck_litres") if scenario.others > 0 else ()
    moving = ("announced", "m3_per_tonne", "losses", f"denominator:{scenario.denominator}", *besides)
    still = {name: value for name, value in inputs.points().items() if name not in moving}
    values = inputs.corners({**still, **({} if held is None else held)})
    return simulate(scenario, inputs, values, _others(scenario, values))


def _others(scenario: Scenario, values: dict[str, Array]) -> Array:
    return scenario.others * values["seen"] * values["truck_litres"] / 1000


def _open_roads(scenario: Scenario, shares: dict[str, float], step: Array) -> Array:
    closed = shares.get(scenario.blockade, 0.0) * (1 - scenario.reroute)
    first = scenario.blockade_from - 1
    blocked = (step >= first) & (step < first + scenario.blockade_months)
    return np.where(blocked, 1.0 - closed, 1.0)
