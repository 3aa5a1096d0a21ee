from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from malirussia import units
from malirussia.errors import UnitError
from malirussia.units import Quantity

amounts = st.floats(min_value=1e-6, max_value=1e12, allow_nan=False)
codes = st.sampled_from(sorted(units.UNITS))
convertible = st.sampled_from(
    sorted((a, b) for a in units.UNITS for b in units.UNITS if units.dimension(a) == units.dimension(b))
)


@pytest.mark.parametrize(
    ("value", "from_unit", "to_unit", "expected"),
    [
        (1, "kt", "t", 1000),
        (1, "Mt", "kt", 1000),
        (1, "[bbl]", "m3", 0.158987294928),
        (1, "[bbl]", "[gal_us]", 42),
        (1, "m3", "L", 1000),
        (1, "kL", "m3", 1),
        (1, "ML", "m3", 1000),
        (1, "[oz_tr]", "g", 31.1034768),
        (50, "%", "1", 0.5),
        (1, "a", "d", 365.25),
        (12, "mo", "a", 1),
        (1000, "L/t", "m3/t", 1),
        (1, "t/m3", "kg/L", 1),
        (2, "TWh", "GWh", 2000),
    ],
)
def test_a_unit_converts_by_its_exact_value(value: float, from_unit: str, to_unit: str, expected: float) -> None:
    assert units.convert(value, from_unit, to_unit) == expected


def test_kt_is_a_mass_and_no_speed() -> None:
    assert units.dimension("kt") == "mass"


@given(convertible, amounts)
def test_there_and_back_is_the_same_to_the_last_digit_or_so(pair: tuple[str, str], value: float) -> None:
    one, other = pair
    assert math.isclose(units.convert(units.convert(value, one, other), other, one), value, rel_tol=1e-15)


@given(codes, codes)
def test_other_dimensions_never_convert(one: str, other: str) -> None:
    assume(units.dimension(one) != units.dimension(other))
    with pytest.raises(UnitError):
        units.convert(1, one, other)


@pytest.mark.parametrize("unit", ["", "knot", "T", "bbl", "t/t", "t/kg", "L/knot", "t/L/d", "{unknown}", "/"])
def test_an_unknown_unit_is_refused(unit: str) -> None:
    with pytest.raises(UnitError):
        units.dimension(unit)


def test_currencies_have_no_fixed_rate() -> None:
    with pytest.raises(UnitError):
        units.convert(655.957, "XOF", "EUR")
    assert Quantity(10, 10, "EUR") * Quantity(655.957, 655.957, "XOF/EUR") == Quantity(6559.57, 6559.57, "XOF")


def test_a_range_stays_a_range() -> None:
    monthly = Quantity(160_000, 200_000, "t", "month")
    assert monthly.to_per("year") == Quantity(1_920_000, 2_400_000, "t", "year")
    assert monthly.convert("kt") == Quantity(160, 200, "kt", "month")
    assert monthly * Quantity(1000, 1250, "L/t") == Quantity(160_000_000, 250_000_000, "L", "month")


def test_an_open_bound_stays_open() -> None:
    many = Quantity(10_000, None, "{person}")
    assert many + Quantity(1, 2, "{person}") == Quantity(10_001, None, "{person}")
    assert many * 2 == Quantity(20_000, None, "{person}")
    assert many * -1 == Quantity(None, -10_000, "{person}")
    assert Quantity(5, 5, "{person}") - many == Quantity(None, -9_995, "{person}")
    assert Quantity(100, 100, "t") / Quantity(10, None, "t") == Quantity(0, 10, "1")


def test_an_empty_cell_of_a_table_is_an_open_bound() -> None:
    assert Quantity(10, float("nan"), "t") == Quantity(10, None, "t")


@pytest.mark.parametrize(
    ("low", "high"), [(None, None), (float("nan"), None), (2, 1), (float("inf"), None), (0, float("-inf"))]
)
def test_a_range_that_makes_no_sense_is_refused(low: float | None, high: float | None) -> None:
    with pytest.raises(UnitError):
        Quantity(low, high, "t")


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(UnitError, match="once day month year"):
        Quantity(1, 1, "t", "week")  # type: ignore[arg-type]


def test_an_amount_is_no_rate() -> None:
    with pytest.raises(UnitError, match="no rate"):
        Quantity(1, 1, "t").to_per("year")
    with pytest.raises(UnitError, match="periods differ"):
        Quantity(1, 1, "t") + Quantity(1, 1, "t", "month")


def test_a_month_is_a_twelfth_of_365_days_and_a_quarter() -> None:
    assert Quantity(30.4375, 30.4375, "t", "month").to_per("day") == Quantity(1, 1, "t", "day")


def test_what_cancels_is_left_out() -> None:
    assert Quantity(10, 20, "t", "day") / Quantity(5, 5, "t", "day") == Quantity(2, 4, "1")
    assert Quantity(900, 900, "L") / Quantity(1200, 1200, "L/t") == Quantity(0.75, 0.75, "t")
    assert Quantity(10, 10, "t") / Quantity(5, 5, "m3") == Quantity(2, 2, "t/m3")
    assert Quantity(50, 50, "%") * Quantity(10, 10, "t") == Quantity(5, 5, "t")
    assert Quantity(4, 4, "{factor}") * Quantity(10, 10, "t") == Quantity(40, 40, "t")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Quantity(1, 1, "t") + Quantity(1, 1, "L"),
        lambda: Quantity(1, 1, "t") * Quantity(1, 1, "L"),
        lambda: Quantity(1, 1, "t") * Quantity(1, 1, "L/km"),
        lambda: Quantity(1, 1, "t", "day") * Quantity(1, 1, "L/t", "day"),
        lambda: Quantity(1, 1, "t", "day") / Quantity(1, 1, "t", "month"),
        lambda: Quantity(1, 1, "t") / Quantity(-1, 1, "t"),
        lambda: Quantity(1, 1, "t") / 0,
    ],
)
def test_units_that_do_not_go_together_are_refused(wrong: object) -> None:
    with pytest.raises(UnitError):
        wrong()  # type: ignore[operator]


bounds = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)).map(sorted)


@given(bounds, bounds, st.floats(0, 1), st.floats(0, 1))
def test_every_value_in_two_ranges_has_its_product_in_theirs(
    a: list[float], b: list[float], at: float, bt: float
) -> None:
    x = min(a[1], a[0] + at * (a[1] - a[0]))
    y = min(b[1], b[0] + bt * (b[1] - b[0]))
    product = Quantity(a[0], a[1], "t") * Quantity(b[0], b[1], "L/t")
    assert product.low is not None
    assert product.high is not None
    slack = 1e-9 * (1 + abs(x * y))
    assert product.low - slack <= x * y <= product.high + slack


@given(st.sampled_from(["day", "month", "year"]), st.sampled_from(["day", "month", "year"]), amounts)
def test_a_rate_there_and_back_is_the_same(one: units.Per, other: units.Per, value: float) -> None:
    back = Quantity(value, value, "t", one).to_per(other).to_per(one)
    assert back.low is not None
    assert math.isclose(back.low, value, rel_tol=1e-15)
