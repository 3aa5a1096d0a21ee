"""A scenario: a set of named choices, checked before anything is computed.

    scenario(low=…, high=…)                               a range, at the library's defaults
    scenario(low=…, high=…, denominator="customs-2025-10", months=6)
    scenario(low=…, high=…, mix="gas-oil", conversion="un", blockade="dakar", blockade_from=3, blockade_months=2)

Every value is plain (text, number, or a mapping of shares), so that a notebook's parameter cell can hold it. The range
has no default here: it is a fact of the ledger, see `discussed`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from malirussia import edtf
from malirussia.analysis.supply.inputs.corridors import AS_2022, CORRIDORS
from malirussia.analysis.supply.inputs.denominators import DENOMINATORS
from malirussia.analysis.supply.inputs.mix import BASKET, CONVERSIONS, check_conversion, parse_mix
from malirussia.analysis.supply.inputs.prices import BENCHMARKS, EXCHANGES
from malirussia.analysis.supply.inputs.shares import read_shares
from malirussia.errors import DateError, ScenarioError

MOST_MONTHS = 120
MOST_DRAWS = 10_000_000
# The supplier's seaborne product exports were some 2.5 million barrels a day in 2023 (EIA: diesel 1.0 of it, 40 %):
# about 9.5 million tonnes a month. What is above that is a slip of the keyboard, not a scenario.
MOST_TONNES = 10_000_000.0
_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """The choices of one scenario.

    Attributes:
        low: The lower end of the discussed range, tonnes a month.
        high: The upper end.
        months: How many months the simulation runs, 1 to 120.
        start: Its first month, EDTF `2025-11`.
        as_of: What the ledger knew by then, EDTF; all of it where None.
        ramp_months: In how many months the deliveries rise evenly to their full size; 0 is from the first day.
        mix: `basket`, one product, or shares by mass.
        conversion: `bp`, `un`, or `both` for the difference between them.
        losses: Share lost on the road, 0 to 1; drawn where None.
        denominator: The named figure that demand is taken from; see `DENOMINATORS`.
        corridors: `as-2022`, one corridor, or shares.
        truck_litres: Litres a truck; drawn from the counts where None.
        km_per_day: Kilometres a truck makes a day; drawn between the two published paces where None.
        storage_m3: National storage; as published where None.
        stock_start: Share of the storage that is full on the first day, 0 to 1.
        others: Share of the arrivals of January and February 2026 that come besides, 0 for the announced alone.
        benchmark: The dated price; see `BENCHMARKS`.
        exchange: `2025-10`, or `2024` for that year's mean.
        blockade: A corridor that is closed, or `none`.
        blockade_from: The month of the simulation in which it closes, from 1.
        blockade_months: For how many months; may reach past the end.
        reroute: Share of what is blocked that comes by another road instead, 0 to 1.
        fill_days: In how many days the storage is to be filled, for what that would take.
        draws: How many draws the intervals rest on.
        seed: Of the random numbers; the same seed gives the same bytes.

    Raises:
        ScenarioError: If a choice makes no sense; one line says which and what to do.
    """

    low: float
    high: float
    months: int = 12
    start: str = "2025-11"
    as_of: str | None = None
    ramp_months: int = 3
    mix: str | Mapping[str, float] = BASKET
    conversion: str = "bp"
    losses: float | None = None
    denominator: str = "eia-2023"
    corridors: str | Mapping[str, float] = AS_2022
    truck_litres: float | None = None
    km_per_day: float | None = None
    storage_m3: float | None = None
    stock_start: float = 0.0
    others: float = 0.0
    benchmark: str = "ulsd-2025-10"
    exchange: str = "2025-10"
    blockade: str = "none"
    blockade_from: int = 4
    blockade_months: int = 3
    reroute: float = 0.0
    fill_days: int = 30
    draws: int = 1_000_000
    seed: int = 1

    def __post_init__(self) -> None:
        self._check_range()
        for name, least, most in (
            ("months", 1, MOST_MONTHS),
            ("ramp_months", 0, MOST_MONTHS),
            ("blockade_from", 1, MOST_MONTHS),
            ("blockade_months", 0, MOST_MONTHS),
            ("fill_days", 1, 3_650),
            ("draws", 100, MOST_DRAWS),
            ("seed", 0, 2**63 - 1),
        ):
            _whole(name, getattr(self, name), least, most)
        for name in ("stock_start", "others", "reroute"):
            _number(name, getattr(self, name), 0, 1)
        for name, least_number, most_number in (
            ("losses", 0, 1),
            ("truck_litres", 1_000, 100_000),
            ("km_per_day", 1, 2_000),
            ("storage_m3", 1, 100_000_000),
        ):
            if getattr(self, name) is not None:
                _number(name, getattr(self, name), least_number, most_number)
        for name, known in (
            ("denominator", tuple(DENOMINATORS)),
            ("benchmark", BENCHMARKS),
            ("exchange", EXCHANGES),
            ("conversion", CONVERSIONS),
            ("blockade", ("none", *CORRIDORS)),
        ):
            _one_of(name, getattr(self, name), known)
        check_conversion(self.conversion, parse_mix(self.mix))
        if self.corridors != AS_2022:
            read_shares("corridors", self.corridors, CORRIDORS, AS_2022)
        if _MONTH.fullmatch(str(self.start)) is None:
            raise ScenarioError(f"scenario start={self.start!r}", "not a month", "write it as 2025-11")
        _date("start", self.start)
        if self.as_of is not None:
            _date("as_of", self.as_of)

    def _check_range(self) -> None:
        for name in ("low", "high"):
            _number(name, getattr(self, name), 0, MOST_TONNES)
        where = f"scenario low={self.low:g} high={self.high:g}"
        if self.low > self.high:
            raise ScenarioError(where, "low is above high", "swap them")
        if self.low == 0:
            raise ScenarioError(where, "nothing is delivered", "give a low above 0, in tonnes a month")


def scenario(**choices: object) -> Scenario:
    """Return a checked scenario.

    Raises:
        ScenarioError: If a choice is unknown or makes no sense, or the range is not given.
    """
    known = [field.name for field in fields(Scenario)]
    for name in choices:
        if name not in known:
            raise ScenarioError(f"scenario {name}={choices[name]!r}", "unknown choice", "use one of " + " ".join(known))
    for name in ("low", "high"):
        if choices.get(name) is None:
            raise ScenarioError(f"scenario {name}", "not given", "give tonnes a month; supply(ds) takes the ledger's")
    return Scenario(**choices)  # type: ignore[arg-type]


def _number(name: str, value: object, least: float, most: float) -> None:
    where = f"scenario {name}={value!r}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ScenarioError(where, "not a number", f"give a number from {least:g} to {most:g}")
    if math.isnan(value):
        raise ScenarioError(where, "not a number", f"give a number from {least:g} to {most:g}")
    if not least <= value <= most:
        raise ScenarioError(where, f"outside {least:g} to {most:g}", "give a number within")


def _whole(name: str, value: object, least: int, most: int) -> None:
    where = f"scenario {name}={value!r}"
    if isinstance(value, bool) or not isinstance(value, int):
        raise ScenarioError(where, "not a whole number", f"give one from {least} to {most}")
    if not least <= value <= most:
        raise ScenarioError(where, f"outside {least} to {most}", "give a whole number within")


def _one_of(name: str, value: object, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ScenarioError(f"scenario {name}={value!r}", "unknown", "use one of " + " ".join(known))


def _date(name: str, value: object) -> None:
    try:
        edtf.chosen(value if isinstance(value, str) else "")
    except DateError as error:
        raise ScenarioError(f"scenario {name}={value!r}", error.found, error.todo) from None
