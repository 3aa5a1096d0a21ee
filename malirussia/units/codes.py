"""Unit codes, what they measure, and how they convert.

Codes are UCUM-like: `t`, `[bbl]`, `m3`, `{truck}` for things that are counted, `L/t` for one unit a unit of another.
`kt` is a kilotonne, never a knot. The set is closed: an unknown code stops the build.

Where the exact values come from
- `[gal_us]` 231 cubic inches, and the inch 25.4 mm: NIST Special Publication 811 (2008), appendix B.
- `[bbl]` 42 US gallons = 0.158987294928 m3: the same.
- `[oz_tr]` 31.1034768 g: the same.
- `mo`, `a` the mean Julian month of 30.4375 days and year of 365.25 days: UCUM, table 4. The `per` values month and
  year are these, so twelve months are one year, and a month is 365.25/12 days.
Money has no fixed rate: each currency is a dimension of its own, and a rate such as `XOF/EUR` is given with its date.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Literal, get_args

from malirussia.errors import UnitError

Per = Literal["once", "day", "month", "year"]
PERS: tuple[Per, ...] = get_args(Per)

_GALLON = 231 * Fraction("0.0254") ** 3

_SIMPLE: dict[str, tuple[str, Fraction]] = {
    "g": ("mass", Fraction(1, 1000)),
    "kg": ("mass", Fraction(1)),
    "t": ("mass", Fraction(1000)),
    "kt": ("mass", Fraction(10**6)),
    "Mt": ("mass", Fraction(10**9)),
    "[oz_tr]": ("mass", Fraction("0.0311034768")),
    "L": ("volume", Fraction(1, 1000)),
    "m3": ("volume", Fraction(1)),
    "kL": ("volume", Fraction(1)),
    "ML": ("volume", Fraction(1000)),
    "[gal_us]": ("volume", _GALLON),
    "[bbl]": ("volume", 42 * _GALLON),
    "m": ("length", Fraction(1)),
    "km": ("length", Fraction(1000)),
    "ha": ("area", Fraction(10**4)),
    "km2": ("area", Fraction(10**6)),
    "h": ("time", Fraction(3600)),
    "d": ("time", Fraction(86400)),
    "mo": ("time", Fraction("30.4375") * 86400),
    "a": ("time", Fraction("365.25") * 86400),
    "W": ("power", Fraction(1)),
    "kW": ("power", Fraction(10**3)),
    "MW": ("power", Fraction(10**6)),
    "GW": ("power", Fraction(10**9)),
    "kWh": ("energy", Fraction(10**3)),
    "MWh": ("energy", Fraction(10**6)),
    "GWh": ("energy", Fraction(10**9)),
    "TWh": ("energy", Fraction(10**12)),
    "1": ("ratio", Fraction(1)),
    "%": ("ratio", Fraction(1, 100)),
}
CURRENCIES = ("EUR", "USD", "XOF")
COUNTED = (
    "{agreement}",
    "{company}",
    "{convoy}",
    "{country}",
    "{factor}",
    "{meeting}",
    "{person}",
    "{project}",
    "{sector}",
    "{truck}",
    "{visit}",
)
UNITS = frozenset((*_SIMPLE, *CURRENCIES, *COUNTED))
"""Every code that stands alone; any two of different dimensions may also stand with a slash between."""

DAYS = {"day": Fraction(1), "month": Fraction("30.4375"), "year": Fraction("365.25")}


@lru_cache(maxsize=1024)
def sides(unit: str) -> tuple[str, str | None]:
    """Return a unit as what is counted and what it is counted by: `L/t` is `("L", "t")`, `t` is `("t", None)`.

    Raises:
        UnitError: If the code is unknown, or both sides are of one dimension.
    """
    above, slash, below = unit.partition("/")
    for side in (above, below) if slash else (above,):
        if side not in UNITS:
            raise UnitError(f"unit {unit!r}", "unknown", "use one of: " + " ".join(sorted(UNITS)))
    if not slash:
        return above, None
    if _of(above)[0] == _of(below)[0]:
        raise UnitError(f"unit {unit!r}", "one dimension by itself", "use 1 or %")
    return above, below


def dimension(unit: str) -> str:
    """Return what a unit measures: `mass`, `volume`, `volume/mass`; a currency or a counted thing is its own.

    Raises:
        UnitError: If the unit is unknown.
    """
    above, below = sides(unit)
    return _of(above)[0] if below is None else f"{_of(above)[0]}/{_of(below)[0]}"


def check_per(per: str) -> Per:
    """Return `per` if it is once, day, month or year.

    Raises:
        UnitError: If it is not.
    """
    if per not in PERS:
        raise UnitError(f"per {per!r}", "unknown", "use one of: " + " ".join(PERS))
    return per


def convert(value: float, from_unit: str, to_unit: str) -> float:
    """Return `value` in another unit of the same dimension, worked out exactly and rounded once.

    Raises:
        UnitError: If a unit is unknown or the dimensions differ.
    """
    return times(value, ratio(from_unit, to_unit))


def ratio(from_unit: str, to_unit: str) -> Fraction:
    """Return what a value in `from_unit` is multiplied by to be in `to_unit`.

    Raises:
        UnitError: If a unit is unknown or the dimensions differ.
    """
    (above, below), (to_above, to_below) = sides(from_unit), sides(to_unit)
    if dimension(from_unit) != dimension(to_unit):
        raise UnitError(
            f"{from_unit} to {to_unit}",
            f"{dimension(from_unit)} is not {dimension(to_unit)}",
            "multiply by a quantity that leads from one to the other, such as a density",
        )
    factor = _of(above)[1] / _of(to_above)[1]
    return factor if below is None or to_below is None else factor / (_of(below)[1] / _of(to_below)[1])


def times(value: float, factor: Fraction) -> float:
    """Multiply exactly and round once."""
    return float(Fraction(value) * factor)


def _of(unit: str) -> tuple[str, Fraction]:
    return _SIMPLE.get(unit, (unit, Fraction(1)))
