from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import malirussia as mr
from malirussia.analysis.supply import Supply, compare, supply
from malirussia.analysis.supply.arithmetic import BARRELS_A_M3, calculate
from malirussia.analysis.supply.inputs.denominators import DENOMINATORS, MAIN, per_month
from malirussia.analysis.supply.inputs.distributions import fixed, quoted, triangular, uniform
from malirussia.analysis.supply.inputs.figures import Figures
from malirussia.analysis.supply.inputs.mix import LIQUIDS, PRODUCTS, SETS
from malirussia.analysis.supply.montecarlo import COLUMNS, LEVELS, quantiles, quantiles_of_rows
from malirussia.analysis.supply.sensitivity import _correlation, _ranks
from malirussia.errors import ScenarioError, UnitError
from malirussia.tables import Dataset
from malirussia.units import Quantity

DRAWS = 20_000
tonnages = st.floats(1_000, 5_000_000)


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return mr.load()


@pytest.fixture(scope="module")
def figures(ds: Dataset) -> Figures:
    return Figures(ds.reference)


@pytest.fixture(scope="module")
def one(ds: Dataset) -> Supply:
    return supply(ds, draws=DRAWS)


def test_every_figure_stands_in_the_reference_and_none_is_refused(figures: Figures) -> None:
    for name in mr.load().reference["id"].dropna():
        assert figures.take(name).grade in ("A", "B", "B-", "C"), name
        assert figures.take(name).publisher != "", name


def test_a_figure_that_is_not_there_is_told_in_one_line(ds: Dataset) -> None:
    without = Figures(ds.reference[ds.reference["indicator"] != "national storage capacity, petroleum"])
    with pytest.raises(ScenarioError, match=r"^reference figure storage-2025: no row has this id; give") as caught:
        without.take("storage-2025")
    assert "\n" not in str(caught.value)


def test_the_hand_calculation_holds(one: Supply) -> None:
    # docs/method.md works these out step by step from the printed figures.
    said = {
        "volume_month": (204_960, 256_200),
        "barrels_day": (42_354, 52_943),
        "share:eia-2023": (0.9207, 1.1509),
        "share:onap-2015": (1.8167, 2.2709),
        "share:customs-2025-10": (2.6277, 3.2846),
        "trucks_day": (146.27, 182.84),
        "storage_fill_days": (6.398, 7.997),
        "value_month_usd": (126_568_660, 158_210_824),
        "package_2022": (2.6667, 3.3333),
        "africa_2023": (0.18824, 0.23529),
    }
    for name, (low, high) in said.items():
        row = one.answer(name)
        assert (row["low"], row["high"]) == pytest.approx((low, high), rel=2e-4), name


def test_the_fast_arithmetic_agrees_with_the_checked_quantities(one: Supply, figures: Figures) -> None:
    announced = Quantity(160_000, 200_000, "t", "month")
    volume = announced * figures.take("volume-bp-basket", "m3/t").quantity
    load = Quantity(*[one.made.uncertain["truck_litres"].known.point] * 2, "L/{truck}")
    price = figures.take("ulsd-2025-10").quantity
    checked = {
        "volume_month": volume,
        "volume_year": volume.to_per("year"),
        "barrels_day": volume.convert("[bbl]").to_per("day"),
        "share:eia-2023": volume / figures.take("eia-2023").quantity.convert("m3").to_per("month"),
        "share:onap-2015": announced / figures.take("onap-2015").quantity.to_per("month"),
        "share:customs-2025-10": volume / figures.take("customs-2025-10").quantity,
        "trucks_day": (volume / load).to_per("day"),
        "value_month_usd": volume * price,
        "value_year_usd": (volume * price).to_per("year"),
        "package_2022": announced / figures.take("package-fuel-2022").quantity * Quantity(1, 1, "{factor}"),
    }
    for name, quantity in checked.items():
        row = one.answer(name)
        assert (row["low"], row["high"]) == pytest.approx((quantity.low, quantity.high), rel=1e-9), name
        assert row["per"] in (quantity.per, "once"), name


def test_a_tonne_is_not_added_to_a_litre_nor_a_month_to_a_year() -> None:
    with pytest.raises(UnitError):
        Quantity(1, 1, "t") + Quantity(1, 1, "L")
    with pytest.raises(UnitError):
        Quantity(1, 1, "t", "month") + Quantity(1, 1, "t", "year")
    assert Quantity(1, 1, "kt").convert("t").low == 1000


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("name", SETS)
def test_a_published_factor_survives_the_round_trip_of_its_units(figures: Figures, name: str, product: str) -> None:
    factor = figures.take(f"volume-{name}-{product}")
    again = factor.quantity.convert("m3/t").convert(factor.quantity.unit)
    assert again.low == pytest.approx(factor.quantity.low, rel=1e-12)


def test_the_two_conversion_sets_differ_on_gas_oil(figures: Figures) -> None:
    un, bp = (figures.take(f"volume-{name}-gas-oil", "m3/t").value for name in ("un", "bp"))
    assert bp / un == pytest.approx(1.0322, abs=1e-4)


def test_a_barrel_factor_and_a_volume_factor_of_one_set_agree(ds: Dataset, figures: Figures) -> None:
    barrels = ds.reference[ds.reference["indicator"] == "barrels per tonne"]
    basket = float(barrels.loc[barrels["product"] == "product basket", "low"].iloc[0])
    assert figures.take("volume-bp-basket", "m3/t").value * BARRELS_A_M3 == pytest.approx(basket, rel=1e-3)


def test_a_range_stays_a_range(one: Supply) -> None:
    assert (one.outputs["low"] < one.outputs["high"]).all()
    assert one.answer("tonnes_month")["low"] == 160_000
    assert one.answer("tonnes_month")["high"] == 200_000


def test_every_denominator_is_named_and_none_is_an_average(one: Supply, figures: Figures) -> None:
    shares = [name for name in one.outputs["output"] if name.startswith("share:")]
    assert shares == [f"share:{name}" for name in MAIN]
    ends = [per_month(figures, name) for name in MAIN]
    volumes = [quantity.high for quantity in ends if quantity.unit == "m3" and quantity.high is not None]
    assert max(volumes) / min(volumes) > 3


def test_a_chosen_denominator_has_its_own_answer(ds: Dataset) -> None:
    own = supply(ds, denominator="eia-2016", draws=DRAWS)
    assert own.answer("share:eia-2016")["low"] > own.answer("share:eia-2023")["low"]


def test_what_is_printed_lies_within_what_is_drawn(one: Supply, figures: Figures) -> None:
    for name, denominator in DENOMINATORS.items():
        quantity, known = per_month(figures, name), one.made.uncertain[f"denominator:{name}"].known
        for figure in denominator.figures:
            printed = figures.take(figure).rate().convert(quantity.unit).to_per("month")
            assert printed.low is not None
            assert known.low - 1e-6 <= printed.low <= known.high + 1e-6, name


def test_what_was_published_as_a_range_is_no_middle(one: Supply) -> None:
    both = {name for name, found in one.made.uncertain.items() if found.known.ends[0] < found.known.ends[1]}
    assert both == {
        "announced",
        "km_per_day",
        "losses",
        "seen",
        "cargo",
        "denominator:customs-2025-11",
        "denominator:arrivals-2026",
    }
    # At the two published paces, and at the least and the most week, not at what lies between them.
    trip, trucks, ratio = one.answer("round_trip"), one.answer("trucks_day"), one.answer("trucks_ratio")
    assert trip["high"] / trip["low"] == pytest.approx((1977 / 12) / (1400 / 21))
    assert ratio["low"] == pytest.approx(trucks["low"] / (875 / 7))
    assert ratio["high"] == pytest.approx(trucks["high"] / (757 / 7))


def test_the_interval_contains_the_point(one: Supply) -> None:
    point = calculate(one.made, one.answers, one.made.points())
    for row in one.outputs.to_dict("records"):
        assert row["p05"] <= point[row["output"]] <= row["p95"], row["output"]


def test_the_quantiles_rise(one: Supply) -> None:
    levels = one.outputs[list(COLUMNS)].to_numpy()
    for row, of in zip(levels, one.outputs["output"], strict=True):
        assert (np.diff(row) >= 0).all(), of


def test_the_same_seed_gives_the_same_bytes(ds: Dataset) -> None:
    first, again, other = (supply(ds, seed=seed, draws=2_000) for seed in (7, 7, 8))
    for name in ("outputs", "tornado", "ranks", "takes", "days", "months", "assumptions", "denominators"):
        assert getattr(first, name).to_csv() == getattr(again, name).to_csv(), name
    assert first.outputs.to_csv() != other.outputs.to_csv()


def test_more_draws_begin_with_the_fewer(one: Supply, ds: Dataset) -> None:
    from malirussia.analysis.supply.montecarlo import Draws

    few, many = (Draws(one.made, n, 1)["announced"] for n in (1_000, 5_000))
    assert (few == many[:1_000]).all()


@given(tonnages, st.floats(1.0, 2.0))
def test_more_tonnes_take_more_trucks_and_more_money(low: float, factor: float) -> None:
    made, answers = _cached()
    points = made.points()
    less = calculate(made, answers, {**points, "announced": low})
    more = calculate(made, answers, {**points, "announced": low * factor})
    rising = ("volume_month", "trucks_day", "fleet", "value_year_usd", "share:eia-2023", "storage_fills_month")
    assert all(more[name] >= less[name] for name in rising)
    assert more["storage_fill_days"] <= less["storage_fill_days"]


@given(st.floats(1.0, 3.0))
def test_larger_trucks_and_faster_roads_take_a_smaller_fleet(factor: float) -> None:
    made, answers = _cached()
    points = made.points()
    plain = calculate(made, answers, points)
    for name in ("truck_litres", "km_per_day"):
        assert calculate(made, answers, {**points, name: points[name] * factor})["fleet"] <= plain["fleet"]


def test_the_fleet_is_littles_law(one: Supply) -> None:
    point = calculate(one.made, one.answers, one.made.points())
    assert point["fleet"] == pytest.approx(point["trucks_day"] * point["round_trip"])


def test_what_a_target_takes_gives_the_target_again(ds: Dataset, one: Supply) -> None:
    lost = 0.02
    takes = supply(ds, losses=lost, draws=DRAWS).takes
    tonnes = {row["target"]: row for row in takes[takes["takes"] == "tonnes"].to_dict("records")}
    for name in MAIN:
        # The least tonnage covers the least of a denominator that was published as a range, the most the most.
        for end, other in (("low", "high"), ("high", "low")):
            asked = tonnes[f"cover:{name}"][end]
            again = supply(ds, low=asked, high=asked, draws=DRAWS).answer(f"share:{name}")
            assert again[other] * (1 - lost) == pytest.approx(1.0, rel=1e-9), name
    seen = one.made.uncertain["seen"].known
    for end, trucks in (("low", seen.low), ("high", seen.high)):
        asked = tonnes["seen_trucks"][end]
        assert supply(ds, low=asked, high=asked, draws=DRAWS).answer("trucks_day")[end] == pytest.approx(trucks)


def test_the_storage_fills_in_the_days_that_were_asked_for(ds: Dataset) -> None:
    choices = {"losses": 0.0, "ramp_months": 0, "fill_days": 10, "start": "2026-04", "months": 1, "draws": 100}
    takes = supply(ds, **choices).takes
    tonnes = float(takes.loc[(takes["target"] == "fill") & (takes["takes"] == "tonnes"), "low"].iloc[0])
    # April has 30 days; a month of the model has 30.4375: what comes in a day is the same.
    april = tonnes * 30 / 30.4375
    stock = supply(ds, **choices, low=april, high=april).days
    stock = stock[stock["measure"] == "stock"].reset_index()
    assert stock.loc[8, "low"] < 53_853
    assert stock.loc[9, "low"] == pytest.approx(53_853)


def test_a_bar_of_the_tornado_is_never_narrower_than_the_announced_range(one: Supply) -> None:
    table = one.tornado
    assert (table["low"] <= table["band_low"] + 1e-12).all()
    assert (table["high"] >= table["band_high"] - 1e-12).all()
    assert (table[table["input"] == "announced"]["low"] == table[table["input"] == "announced"]["band_low"]).all()


def test_the_strongest_ranks_are_those_of_inputs_that_move_the_answer(one: Supply) -> None:
    fleet = one.ranks[one.ranks["output"] == "fleet"]
    assert fleet["input"].iloc[0] == "km_per_day"
    assert fleet["rho"].iloc[0] < -0.8
    assert "price" not in set(fleet["input"])
    assert one.ranks["rho"].between(-1, 1).all()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=60))
def test_a_rank_correlation_is_that_of_the_ranks_and_never_beyond_one(pairs: list[tuple[int, int]]) -> None:
    left, right = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    found = _correlation(_ranks(left), _ranks(right))
    if len(set(left)) == 1 or len(set(right)) == 1:
        assert math.isnan(found)
    else:
        expected = np.corrcoef(pd.Series(left).rank(), pd.Series(right).rank())[0, 1]
        assert found == pytest.approx(expected, abs=1e-12)
        assert -1 <= found <= 1
    if len(set(left)) > 1:
        assert _correlation(_ranks(left), _ranks(left**3)) == 1.0
        assert _correlation(_ranks(left), _ranks(-left)) == -1.0


def test_every_assumption_says_what_changes_if_it_is_wrong(one: Supply) -> None:
    table = one.assumptions
    for kind, ends in (("input", ("from", "to")), ("choice", ("other",))):
        rows = table[table["kind"] == kind]
        changes = [
            (rows[f"{end}_low"] != rows["answer_low"]) | (rows[f"{end}_high"] != rows["answer_high"]) for end in ends
        ]
        assert np.logical_or.reduce(changes).all(), kind
        assert all((rows[f"{end}_low"] <= rows[f"{end}_high"]).all() for end in ends), kind
    sourced = table[table["grade"].isin(["A", "B", "B-", "C"])]
    assert (sourced["reference_ids"] != "").all()
    assert (sourced["publishers"] != "").all()


def test_variants_are_compared_on_the_same_draws(ds: Dataset) -> None:
    table = compare(ds, supply(ds, draws=DRAWS).scenario).set_index(["variant", "answer"])
    assert table.loc[("low", "share"), "low"] == table.loc[("range", "share"), "low"]
    assert table.loc[("high", "share"), "high"] == table.loc[("range", "share"), "high"]
    assert table.loc[("range", "fleet"), "p50"] == table.loc[("blockade:abidjan", "fleet"), "p50"]
    assert table.loc[("blockade:abidjan", "served"), "high"] < table.loc[("range", "served"), "high"]


@given(st.sampled_from(["uniform", "triangular", "quoted", "fixed"]), st.integers(0, 2**32))
def test_a_draw_stays_within_its_ends(shape: str, seed: int) -> None:
    known = {
        "uniform": uniform(2, 5),
        "triangular": triangular(2, 3, 5),
        "quoted": quoted([2, 3, 5], 3.3),
        "fixed": fixed(4),
    }[shape]
    drawn = known.at(np.random.default_rng(seed).random(1_000))
    assert ((drawn >= known.low) & (drawn <= known.high)).all()
    assert known.at(np.asarray([0.0]))[0] >= known.low
    assert known.at(np.asarray([math.nextafter(1, 0)]))[0] <= known.high


def test_a_triangle_has_its_mean_and_its_likeliest_value() -> None:
    drawn = triangular(0, 1, 4).at(np.random.default_rng(1).random(200_000))
    assert drawn.mean() == pytest.approx(5 / 3, abs=0.01)
    counts, edges = np.histogram(drawn, bins=40)
    assert edges[counts.argmax()] == pytest.approx(1.0, abs=0.2)


def test_a_liquid_mix_lies_within_the_ends_of_the_basket(one: Supply, figures: Figures) -> None:
    known = one.made.uncertain["m3_per_tonne"].known
    for name in SETS:
        for product in LIQUIDS:
            assert known.low <= figures.take(f"volume-{name}-{product}", "m3/t").value <= known.high


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=200))
def test_one_partial_sort_gives_the_quantiles_of_numpy(values: list[float]) -> None:
    array = np.asarray(values)
    expected = np.quantile(array, LEVELS)
    assert quantiles(array) == pytest.approx(expected, rel=1e-12, abs=1e-6)
    assert quantiles_of_rows(array[None, :])[:, 0] == pytest.approx(expected, rel=1e-12, abs=1e-6)


def test_a_scenario_is_left_as_it_was(ds: Dataset, one: Supply) -> None:
    before = ds.reference.copy()
    _ = one.outputs, one.assumptions, one.days
    pd.testing.assert_frame_equal(before, ds.reference)


_KEPT: list[Any] = []


def _cached() -> tuple[Any, Any]:
    if not _KEPT:
        made = supply(mr.load(), draws=DRAWS)
        _KEPT.append((made.made, made.answers))
    kept: tuple[Any, Any] = _KEPT[0]
    return kept


def test_an_unknown_answer_is_told_with_the_known_ones(one: Supply) -> None:
    with pytest.raises(ScenarioError, match="trucks_day"):
        one.answer("trucks")
    assert dataclasses.is_dataclass(one.scenario)
