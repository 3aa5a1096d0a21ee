from __future__ import annotations

import math
from functools import partial
from typing import Any

import pytest

import malirussia as mr
from malirussia import edtf
from malirussia.analysis.supply import compare, supply
from malirussia.analysis.supply.inputs.mix import parse_mix
from malirussia.analysis.supply.inputs.scenario import scenario as scenario_of
from malirussia.charts.supply.prose import answers
from malirussia.errors import ScenarioError

DS = mr.load()
scenario = partial(scenario_of, low=160_000, high=200_000)

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({"low": 0, "high": 0}, "nothing is delivered"),
    "no range": ({"low": None}, "not given"),
    "no low end": ({"low": 0}, "nothing is delivered"),
    "negative": ({"low": -1}, "outside 0 to"),
    "low above high": ({"low": 3, "high": 2}, "low is above high"),
    "not a number": ({"low": math.nan}, "not a number"),
    "infinite": ({"high": math.inf}, "outside"),
    "absurdly large": ({"high": 1e12}, "outside"),
    "text for a number": ({"low": "160000"}, "not a number"),
    "no months": ({"months": 0}, "outside 1 to 120"),
    "half a month": ({"months": 1.5}, "not a whole number"),
    "true for a number": ({"months": True}, "not a whole number"),
    "too many months": ({"months": 10_000}, "outside 1 to 120"),
    "no draws": ({"draws": 0}, "outside"),
    "negative seed": ({"seed": -1}, "outside"),
    "no month to start in": ({"start": "2025"}, "not a month"),
    "a month of no calendar": ({"start": "2025-13"}, "calendar"),
    "a date of no form": ({"as_of": "yesterday"}, "yesterday"),
    "unknown denominator": ({"denominator": "everything"}, "use one of eia-2023"),
    "unknown benchmark": ({"benchmark": "oil"}, "use one of ulsd-2025-10"),
    "unknown exchange": ({"exchange": "1994"}, "use one of 2025-10 2024"),
    "unknown conversion": ({"conversion": "iea"}, "use one of bp un both"),
    "unknown corridor": ({"corridors": "paris"}, "cannot read 'paris'"),
    "unknown blockade": ({"blockade": "paris"}, "use one of none abidjan"),
    "empty mix": ({"mix": {}}, "empty"),
    "empty text mix": ({"mix": ""}, "empty"),
    "mix of unknown product": ({"mix": {"kerosene": 1.0}}, "unknown 'kerosene'"),
    "mix that does not sum to 1": ({"mix": {"gas-oil": 0.5, "gasoline": 0.4}, "conversion": "un"}, "sum to 0.9"),
    "mix with a negative share": ({"mix": {"gas-oil": 1.5, "gasoline": -0.5}}, "share 1.5"),
    "mix with no number": ({"mix": {"gas-oil": math.nan}}, "share nan"),
    "mix told twice": ({"mix": "gas-oil:0.5 gas-oil:0.5"}, "stands twice"),
    "mix that cannot be read": ({"mix": "half gas oil"}, "cannot read 'half'"),
    "basket by the UN": ({"conversion": "un"}, "no factor for the basket"),
    "losses above all": ({"losses": 1.2}, "outside 0 to 1"),
    "stock above all": ({"stock_start": 2.0}, "outside 0 to 1"),
    "no storage": ({"storage_m3": 0}, "outside 1 to"),
    "a truck of a litre": ({"truck_litres": 1}, "outside"),
    "a road without a pace": ({"km_per_day": 0}, "outside"),
    "storage full at once": ({"fill_days": 0}, "outside 1 to"),
    "an unknown choice": ({"lows": 1}, "unknown choice"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_choice_that_makes_no_sense_is_told_in_one_line(name: str) -> None:
    choices, found = WRONG[name]
    with pytest.raises(ScenarioError) as caught:
        scenario(**choices)
    told = str(caught.value)
    assert found in told
    assert "\n" not in told
    assert told.startswith("scenario ")
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("given", "shares"),
    [
        ("basket", None),
        ("gas-oil", {"gas-oil": 1.0}),
        ("gas-oil:0.6 gasoline:0.4", {"gas-oil": 0.6, "gasoline": 0.4}),
        ("gas-oil:0.6, gasoline:0.4", {"gas-oil": 0.6, "gasoline": 0.4}),
        ({"gas-oil": 1, "lpg": 0}, {"gas-oil": 1.0}),
    ],
)
def test_a_mix_is_read_as_text_or_mapping(given: Any, shares: dict[str, float] | None) -> None:
    assert parse_mix(given) == shares


def test_a_chosen_mix_is_known_and_both_sets_leave_their_difference() -> None:
    ds = DS
    known, both = (supply(ds, mix="gas-oil", conversion=name, draws=100) for name in ("un", "both"))
    assert known.made.uncertain["m3_per_tonne"].known.known
    drawn = both.made.uncertain["m3_per_tonne"].known
    assert (drawn.low, drawn.high) == (1.149, 1.186)


def test_a_given_number_is_a_choice_without_a_source() -> None:
    one = supply(DS, truck_litres=40_000, km_per_day=100, losses=0.1, storage_m3=60_000, draws=100)
    for name in ("truck_litres", "km_per_day", "losses"):
        assert one.made.uncertain[name].grade == "choice"
        assert one.made.uncertain[name].known.known
    assert one.made.storage == 60_000


def test_the_corridors_of_2022_are_shares_of_what_was_paid() -> None:
    shares = supply(DS, draws=100).made.corridors
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["abidjan"] == pytest.approx(735 / 1284.9)
    assert shares["dakar"] == pytest.approx(452.52 / 1284.9)


def test_a_published_road_needs_no_detour() -> None:
    one = supply(DS, corridors="abidjan", draws=100)
    assert (one.made.road_km, one.made.line_km) == (1200, 0)
    assert one.made.uncertain["detour"].known.known


def test_outside_figures_for_a_time_after_the_day_of_a_page_are_left_out_or_said_to_be_later() -> None:
    one = supply(DS, as_of="2025-10-24", draws=100)
    assert one.made.measured_against == ("eia-2023", "onap-2015", "customs-2025-09")
    assert all(edtf.latest(period) <= edtf.latest("2025-10-24") for period in one.denominators["period"])
    assert {"customs-2025-11", "arrivals-2026"} <= set(supply(DS, draws=100).made.measured_against)
    chart = mr.charts.supply_trucks(one, lang="en")
    later = [label for label in chart.table["Trucks"] if "2025" in label or "2026" in label]
    assert [label.endswith("(later than this edition)") for label in later] == [False, True, True, True]
    assert "later, in early 2026" in chart.title
    assert "For a time that goes past the date of this edition" in chart.source
    assert "after the date of this edition" in "".join(answers(one, "en"))
    share = mr.charts.supply_denominators(one, lang="en")
    assert "53–223 million litres" in share.title
    assert "53.0" not in share.alt
    for chart in (mr.charts.supply_paths(one, lang="en"), mr.charts.supply_comparison(one, compare(DS, one.scenario))):
        assert "EIA" in chart.title
    assert "later" not in mr.charts.supply_share(one, lang="en").alt
