"""Quantities that stay ranges, with checked units.

    Quantity(160_000, 200_000, "t", "month").to_per("year")           1 920 000–2 400 000 t a year
    Quantity(10, 20, "t") * Quantity(1185, 1185, "L/t")               11 850–23 700 L
    Quantity(10_000, None, "{person}")                                10 000 or more

The codes and where their exact values come from stand in `malirussia.units.codes`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from malirussia.errors import UnitError
from malirussia.units.codes import DAYS, Per, check_per, dimension, ratio, sides, times


@dataclass(frozen=True)
class Quantity:
    """A range in a unit, once or per period.

    Attributes:
        low: The lower bound; None where the range is open below. NaN is read as None.
        high: The upper bound, likewise. `low == high` is an exact value.
        unit: A unit code.
        per: `once`, or the period in which the amount comes again.

    Raises:
        UnitError: If a unit or period is unknown, the bounds are crossed or infinite, or both are open.
    """

    low: float | None
    high: float | None
    unit: str
    per: Per = "once"

    def __post_init__(self) -> None:
        for name in ("low", "high"):
            bound = getattr(self, name)
            # pandas hands an empty cell over as NaN.
            if bound is not None and math.isnan(bound):
                object.__setattr__(self, name, None)
            elif bound is not None and math.isinf(bound):
                raise UnitError(f"quantity in {self.unit}", f"{name} is infinite", "leave an open bound empty")
        if self.low is None and self.high is None:
            raise UnitError(f"quantity in {self.unit}", "no bound", "give low, high or both")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise UnitError(f"quantity in {self.unit}", f"low {self.low:g} is above high {self.high:g}", "swap them")
        sides(self.unit)
        check_per(self.per)

    def convert(self, unit: str) -> Quantity:
        """Return the same quantity in another unit of its dimension."""
        return self._scaled(ratio(self.unit, unit), unit, self.per)

    def to_per(self, per: Per) -> Quantity:
        """Return the same rate for another period, of 365.25/12 days a month and 365.25 days a year.

        Raises:
            UnitError: If one of the two is `once` and the other is not: an amount is no rate.
        """
        check_per(per)
        if per == self.per:
            return self
        if "once" in (per, self.per):
            raise UnitError(f"per {self.per}", f"no rate for {per}", "say over which time the amount comes")
        return self._scaled(DAYS[per] / DAYS[self.per], self.unit, per)

    def __add__(self, other: Quantity) -> Quantity:
        """Add bounds; the other is converted to this unit, and must be for the same period."""
        fit = self._fit(other)
        return Quantity(_plus(self.low, fit.low), _plus(self.high, fit.high), self.unit, self.per)

    def __sub__(self, other: Quantity) -> Quantity:
        """Subtract: the least is low less high, the most is high less low."""
        return self + other * -1

    def __mul__(self, other: Quantity | float) -> Quantity:
        """Multiply by a number, or by a quantity whose unit goes with this one: `t` by `L/t` is `L`."""
        if not isinstance(other, Quantity):
            return self._scaled(Fraction(other), self.unit, self.per)
        if "once" not in (self.per, other.per):
            raise UnitError(f"{self.unit} by {other.unit}", "both are per period", "multiply a rate by an amount")
        per = other.per if self.per == "once" else self.per
        left, right, unit = _product(self, other)
        bounds = [_by(x, y) for x in _ends(left) for y in _ends(right)]
        return _between(min(bounds), max(bounds), unit, per)

    __rmul__ = __mul__

    def __truediv__(self, other: Quantity | float) -> Quantity:
        """Divide by a number, or by a quantity: `t` by `t` is `1`, `L` by `L/t` is `t`, `L` by `t` is `L/t`.

        Raises:
            UnitError: If the divisor may be nothing, or the units do not go together.
        """
        if not isinstance(other, Quantity):
            if other == 0:
                raise UnitError(f"{self.unit} by 0", "division by nothing", "give another divisor")
            return self._scaled(1 / Fraction(other), self.unit, self.per)
        if other.per == self.per:
            per: Per = "once"
        elif other.per == "once":
            per = self.per
        else:
            raise UnitError(f"per {self.per} by per {other.per}", "periods differ", "use to_per first")
        left, right, unit = _quotient(self, other)
        low, high = _ends(right)
        if low <= 0 <= high:
            raise UnitError(f"{self.unit} by {other.unit}", "the divisor may be 0", "give another divisor")
        bounds = [_by(x, 1 / y) for x in _ends(left) for y in (low, high)]
        return _between(min(bounds), max(bounds), unit, per)

    def _fit(self, other: Quantity) -> Quantity:
        if other.per != self.per:
            raise UnitError(f"per {self.per} and per {other.per}", "periods differ", "use to_per first")
        return other.convert(self.unit)

    def _scaled(self, factor: Fraction, unit: str, per: Per) -> Quantity:
        low, high = (None if bound is None else times(bound, factor) for bound in (self.low, self.high))
        return Quantity(high, low, unit, per) if factor < 0 else Quantity(low, high, unit, per)


def _plus(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a + b


def _ends(quantity: Quantity) -> tuple[float, float]:
    low = -math.inf if quantity.low is None else quantity.low
    return low, math.inf if quantity.high is None else quantity.high


def _by(a: float, b: float) -> float:
    """Multiply two bounds; nothing times an open bound is nothing."""
    return 0.0 if a == 0 or b == 0 else a * b


def _between(low: float, high: float, unit: str, per: Per) -> Quantity:
    return Quantity(None if math.isinf(low) else low, None if math.isinf(high) else high, unit, per)


def _product(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity, str]:
    """Return both factors in units that cancel, and the unit that is left."""
    for plain, rate in ((a, b), (b, a)):
        above, below = sides(rate.unit)
        if dimension(rate.unit) == "ratio" or rate.unit == "{factor}":
            return plain, rate if rate.unit == "{factor}" else rate.convert("1"), plain.unit
        if below is not None and dimension(plain.unit) == dimension(below):
            return plain.convert(below), rate, above
    raise UnitError(f"{a.unit} by {b.unit}", "these units do not go together", "multiply t by L/t, or by a number")


def _quotient(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity, str]:
    """Return dividend and divisor in units that cancel, and the unit that is left."""
    above, below = sides(b.unit)
    if dimension(a.unit) == dimension(b.unit):
        return a.convert(b.unit), b, "1"
    if dimension(b.unit) == "ratio" or b.unit == "{factor}":
        return a, b if b.unit == "{factor}" else b.convert("1"), a.unit
    if below is not None and dimension(a.unit) == dimension(above):
        return a.convert(above), b, below
    if below is None and sides(a.unit)[1] is None:
        return a, b, f"{a.unit}/{b.unit}"
    raise UnitError(f"{a.unit} by {b.unit}", "these units do not go together", "divide t by t, or L by L/t")
