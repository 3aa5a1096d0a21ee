from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import malirussia as mr
from malirussia.analysis.supply import supply
from malirussia.analysis.supply.inputs.scenario import scenario as scenario_of
from malirussia.analysis.supply.simulation import calendar_of, months_of, pace_of_delivery, run

# A cubic centimetre: what is left of billions of litres after rounding.
ROUNDING = 1e-6
DS = mr.load()
scenario = partial(scenario_of, low=160_000, high=200_000)


@settings(max_examples=300)
@given(st.integers(0, 2**32), st.integers(1, 60), st.floats(1, 1e7))
def test_mass_is_conserved_in_random_scenarios(seed: int, days: int, storage: float) -> None:
    # Each example is a run of twenty scenarios at once: six thousand in all.
    rng = np.random.default_rng(seed)
    shape = (days, 20)
    dispatched = rng.random(shape) * rng.choice([0.0, 1.0, 1e4, 1e6], shape)
    demand = rng.random(shape) * rng.choice([0.0, 1.0, 1e4, 1e6], shape)
    start = rng.random(20) * storage
    paths = run(dispatched, demand, rng.random(20), storage, start)
    assert np.abs(paths.imbalance()).max() <= ROUNDING
    assert np.abs(paths.consumed + paths.unmet - demand).max() <= ROUNDING
    total = start + (dispatched - paths.lost - paths.consumed - paths.overflow).sum(axis=0)
    assert paths.stock[-1] == pytest.approx(total, abs=days * ROUNDING)
    assert (paths.stock >= 0).all()
    assert (paths.stock <= storage).all()
    for flow in (paths.lost, paths.consumed, paths.overflow, paths.unmet):
        assert (flow >= -ROUNDING).all()


@settings(max_examples=40)
@given(
    low=st.floats(1_000, 400_000),
    more=st.floats(1.0, 3.0),
    months=st.integers(1, 6),
    ramp=st.integers(0, 6),
    losses=st.one_of(st.none(), st.floats(0, 1)),
    others=st.floats(0, 1),
    stock=st.floats(0, 1),
    denominator=st.sampled_from(["eia-2023", "onap-2015", "customs-2025-11", "arrivals-2026"]),
    blockade=st.sampled_from(["none", "abidjan", "dakar"]),
    reroute=st.floats(0, 1),
)
def test_mass_is_conserved_in_every_scenario(
    low: float,
    more: float,
    months: int,
    ramp: int,
    losses: float | None,
    others: float,
    stock: float,
    denominator: str,
    blockade: str,
    reroute: float,
) -> None:
    one = supply(
        DS,
        low=low,
        high=low * more,
        months=months,
        ramp_months=ramp,
        losses=losses,
        others=others,
        stock_start=stock,
        denominator=denominator,
        blockade=blockade,
        blockade_from=1,
        reroute=reroute,
        draws=100,
    )
    for paths in one._paths:
        assert np.abs(paths.imbalance()).max() <= ROUNDING
        assert (paths.stock <= one.made.storage).all()


def test_a_month_brings_exactly_what_was_announced_for_it() -> None:
    one = supply(DS, ramp_months=0, losses=0.0, draws=1_000)
    sent = one.months[one.months["measure"] == "dispatched"]
    assert sent["low"].to_numpy() == pytest.approx(np.full(12, 160_000 * 1.281))
    assert sent["high"].to_numpy() == pytest.approx(np.full(12, 200_000 * 1.281))


def test_the_ramp_rises_in_even_steps() -> None:
    days = calendar_of(scenario(months=4))
    pace = pace_of_delivery(scenario(months=4, ramp_months=3), {"abidjan": 1.0})
    firsts = [pace[days.index[days["step"] == step][0]] for step in range(4)]
    assert firsts == pytest.approx([1 / 3, 2 / 3, 1, 1])


def test_a_blockade_takes_away_the_share_of_its_corridor() -> None:
    choices = {"months": 6, "ramp_months": 0, "blockade": "dakar", "blockade_from": 2, "blockade_months": 2}
    roads = {"abidjan": 0.6, "dakar": 0.4}
    days = calendar_of(scenario(**choices))
    for reroute, left in ((0.0, 0.6), (0.5, 0.8), (1.0, 1.0)):
        pace = pace_of_delivery(scenario(**choices, reroute=reroute), roads)
        by_step = [pace[days.index[days["step"] == step][0]] for step in range(6)]
        assert by_step == pytest.approx([1, left, left, 1, 1, 1])


def test_a_blockade_never_helps_and_more_tonnes_never_hurt() -> None:
    ds = DS
    open_road = supply(ds, draws=500).served
    closed = supply(ds, draws=500, blockade="abidjan").served
    more = supply(ds, draws=500, low=200_000, high=260_000).served
    for level in ("low", "high", "p05", "p50", "p95"):
        assert closed[level] <= open_road[level] <= more[level] <= 1


def test_the_months_follow_the_calendar() -> None:
    assert months_of(scenario(start="2025-11", months=4)) == ["2025-11", "2025-12", "2026-01", "2026-02"]
    days = calendar_of(scenario(start="2024-02", months=1))
    assert len(days) == 29
    assert days["date"].iloc[-1] == "2024-02-29"


def test_what_cannot_be_stored_overflows_and_what_is_not_there_is_missing() -> None:
    paths = run(np.asarray([[100.0], [0.0], [0.0]]), np.full((3, 1), 30.0), np.asarray([0.1]), 40.0, np.asarray([0.0]))
    assert paths.lost[:, 0].tolist() == pytest.approx([10, 0, 0])
    assert paths.overflow[:, 0].tolist() == pytest.approx([20, 0, 0])
    assert paths.stock[:, 0].tolist() == pytest.approx([40, 10, 0])
    assert paths.unmet[:, 0].tolist() == pytest.approx([0, 0, 20])


def test_a_long_run_takes_fewer_paths_and_still_runs() -> None:
    one = supply(DS, months=120, draws=5_000)
    assert one.days["measure"].value_counts().nunique() == 1
    assert len(one.months["month"].unique()) == 120
