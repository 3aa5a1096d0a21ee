"""Facts: ids, envelopes and verdicts."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_claims import derived, said, written

from malirussia.tables import envelope
from malirussia.tables.conflicts import Decision
from malirussia.units import Quantity

RANK = {"single": 0, "corroborated": 1, "disputed": 2}
MASS, VOLUME = ("g", "kg", "t", "kt", "Mt"), ("L", "m3", "ML", "[bbl]")


def the_fact(*claims: dict[str, Any], **options: Any) -> dict[str, Any]:
    facts = derived(*claims, **options)["facts"]
    assert len(facts) == 1
    return {name: None if value != value else value for name, value in facts.iloc[0].items()}


def tonnes(low: float | None, high: float | None, **fields: Any) -> dict[str, Any]:
    return said(**{"predicate": "amount", "low": low, "high": high, "unit": "t", **fields})


def test_a_range_stays_a_range() -> None:
    fact = the_fact(tonnes(160_000, 200_000, per="month"))
    assert (fact["low"], fact["high"], fact["unit"], fact["per"]) == (160_000, 200_000, "t", "month")


def test_an_open_end_stays_open() -> None:
    fact = the_fact(tonnes(10_000, None), tonnes(12_000, 15_000, source="b"))
    assert (fact["low"], fact["high"]) == (10_000, None)


def test_the_envelope_is_in_the_unit_of_most_claims() -> None:
    fact = the_fact(tonnes(160, 160, unit="kt"), tonnes(200, 200, unit="kt", source="b"), tonnes(150_000, 150_000))
    assert (fact["low"], fact["high"], fact["unit"]) == (150, 200, "kt")


def test_of_equally_common_units_the_finer_is_taken() -> None:
    fact = the_fact(tonnes(160, 160, unit="kt"), tonnes(200_000, 200_000, source="b"))
    assert (fact["low"], fact["high"], fact["unit"]) == (160_000, 200_000, "t")


def test_a_yearly_rate_is_put_beside_monthly_ones() -> None:
    claims = [tonnes(10, 10, per="month"), tonnes(11, 11, per="month", source="b"), tonnes(144, 144, per="year")]
    fact = the_fact(*claims)
    assert (fact["low"], fact["high"], fact["per"]) == (10, 12, "month")


def test_a_denied_amount_does_not_widen_the_envelope() -> None:
    fact = the_fact(tonnes(10, 20), tonnes(90, 90, source="b", polarity="denied"))
    assert (fact["low"], fact["high"], fact["n_claims"], fact["n_denied"]) == (10, 20, 2, 1)


def test_an_amount_decided_against_does_not_widen_the_envelope() -> None:
    decided = [Decision(("a.c1", "b.c1"), "b.c1", "Revised.", "decisions.yaml:1")]
    fact = the_fact(tonnes(51.7, 51.7), tonnes(54.8, 54.8, source="b"), decided=decided)
    assert (fact["low"], fact["high"], fact["verdict"]) == (54.8, 54.8, "single")


def test_quantities_of_one_sort_share_the_short_id_and_several_sorts_say_which_they_are() -> None:
    assert the_fact(tonnes(1, 1), tonnes(2, 2, unit="kt", source="b"))["fact_id"] == "mill.amount"
    several = derived(tonnes(1, 1), tonnes(1, 1, per="day"), tonnes(1, 1, unit="USD"), tonnes(1, 1, unit="{truck}"))
    assert several["facts"]["fact_id"].to_list() == [
        "mill.amount.mass", "mill.amount.mass-rate", "mill.amount.truck", "mill.amount.usd",
    ]  # fmt: skip


def test_entities_and_texts_make_the_third_part_of_the_id() -> None:
    made = derived(
        said(predicate="helps", object="anna"),
        said(predicate="covers", text="Blé dur & engrais"),
        said(status="signed"),
    )
    assert made["facts"]["fact_id"].to_list() == ["mill.at_stage", "mill.covers.ble-dur-engrais", "mill.helps.anna"]


def test_eight_outlets_that_carry_one_dispatch_are_one_voice() -> None:
    fact = the_fact(*(said(status="signed", source=f"outlet-{n}", group="agency") for n in range(8)))
    assert (fact["n_claims"], fact["n_sources"], fact["n_origin_groups"], fact["verdict"]) == (8, 8, 1, "single")


def test_two_voices_corroborate() -> None:
    assert the_fact(said(), said(source="b"))["verdict"] == "corroborated"


def test_a_denial_disputes_what_is_affirmed_and_corroborates_another_denial() -> None:
    assert the_fact(said(), said(source="b", polarity="denied"))["verdict"] == "disputed"
    fact = the_fact(said(polarity="denied"), said(source="b", polarity="denied"))
    assert (fact["verdict"], fact["n_denied"]) == ("corroborated", 2)


def test_a_fact_has_the_sector_of_most_of_its_claims() -> None:
    claims = [said(source=f"s{n}", sector=sector) for n, sector in enumerate(["trade", "mining", "mining", None])]
    assert the_fact(*claims)["sector"] == "mining"
    assert the_fact(said(sector="trade"), said(source="b", sector="mining"))["sector"] == "mining"
    assert the_fact(said())["sector"] is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"low": 230.7, "per": "month"}, {"low": 2768.4, "per": "year"}),
        ({"low": 31.0, "per": "day", "unit": "[bbl]"}, {"low": 4.928606142768, "per": "day", "unit": "m3"}),
        ({"low": 0.3, "unit": "Mt", "per": "year"}, {"low": 25_000.0, "per": "month"}),
    ],
)
def test_one_amount_in_two_measures_is_no_conflict(one: dict[str, Any], other: dict[str, Any]) -> None:
    claims = [
        said(predicate="amount", source=name, unit="t", high=told["low"]) | told
        for name, told in (("a", one), ("b", other))
    ]
    made = derived(*claims)
    assert made["conflicts"].empty
    assert made["facts"][["verdict", "low"]].to_numpy().tolist() in (
        [["corroborated", bound]] for bound in (one["low"], other["low"])
    )


bounds = st.integers(1, 10**6).map(float)
ranges = st.tuples(bounds, bounds).map(sorted)
pers = st.sampled_from(["day", "month", "year"])


@st.composite
def quantities(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Claims of one amount in units of one dimension, each from a source of its own; some ends are open."""
    units = draw(st.sampled_from([MASS, VOLUME]))
    rates = draw(st.booleans())
    claims = []
    for n in range(draw(st.integers(1, 6))):
        low, high = draw(ranges)
        low, high = draw(st.sampled_from([(low, high), (low, high), (low, high), (None, high), (low, None)]))
        per = draw(pers) if rates else "once"
        claims.append(tonnes(low, high, unit=draw(st.sampled_from(units)), per=per, source=f"s{n}"))
    return claims


def envelope_of(*claims: dict[str, Any]) -> dict[str, Any]:
    """The envelope alone, made as the facts table makes it."""
    table = written(*claims)["claims"]
    fact = np.zeros(len(table), dtype=np.int64)
    row = envelope.span(fact, envelope.common(fact, table), 1).iloc[0]
    return {name: None if value != value else value for name, value in row.items()}


def in_measure(claim: dict[str, Any], unit: str, per: Any) -> Quantity:
    return Quantity(claim["low"], claim["high"], claim["unit"], claim["per"]).convert(unit).to_per(per)


@given(quantities())
@settings(max_examples=50)
def test_the_envelope_is_as_wide_as_its_claims(claims: list[dict[str, Any]]) -> None:
    fact = envelope_of(*claims)
    converted = [in_measure(claim, fact["unit"], fact["per"]) for claim in claims]
    lows, highs = [quantity.low for quantity in converted], [quantity.high for quantity in converted]
    for found, ends, extreme in ((fact["low"], lows, min), (fact["high"], highs, max)):
        known = [end for end in ends if end is not None]
        assert (found is None) == (len(known) < len(ends))
        # What is converted keeps fourteen digits.
        assert found is None or math.isclose(found, extreme(known), rel_tol=1e-13)


@given(quantities(), st.permutations(range(6)))
@settings(max_examples=20)
def test_the_envelope_does_not_depend_on_the_order_of_the_claims(
    claims: list[dict[str, Any]], order: list[int]
) -> None:
    shuffled = [claims[place] for place in order if place < len(claims)]
    assert envelope_of(*claims) == envelope_of(*shuffled)


@given(quantities(), st.sampled_from([*MASS, *VOLUME]))
@settings(max_examples=20)
def test_the_envelope_means_the_same_in_whatever_unit_a_claim_is_told(claims: list[dict[str, Any]], unit: str) -> None:
    told = claims[0]
    if (unit in MASS) != (told["unit"] in MASS):
        return
    other = in_measure(told, unit, told["per"])
    first = envelope_of(*claims)
    second = envelope_of({**told, "low": other.low, "high": other.high, "unit": unit}, *claims[1:])
    if first["low"] is not None or first["high"] is not None:
        back = in_measure(second, first["unit"], first["per"])
        for end in ("low", "high"):
            expected = first[end]
            found = getattr(back, end)
            assert (expected is None) == (found is None)
            assert expected is None or math.isclose(expected, found, rel_tol=1e-12)


stories = st.lists(
    st.fixed_dictionaries(
        {
            "source": st.sampled_from("abcd"),
            "group": st.sampled_from(["g1", "g2", "g3"]),
            "polarity": st.sampled_from(["affirmed", "affirmed", "affirmed", "denied"]),
            "published": st.just("2025-06-24"),
        }
    ),
    min_size=1,
    max_size=6,
)


@given(stories, st.sampled_from(["affirmed", "denied"]))
@settings(max_examples=20)
def test_a_claim_of_a_new_voice_never_lowers_corroboration(stories: list[dict[str, Any]], polarity: str) -> None:
    claims = [said(**story) for story in stories]
    before = the_fact(*claims)
    after = the_fact(*claims, said(source="new", group="g-new", polarity=polarity))
    assert after["n_origin_groups"] == before["n_origin_groups"] + 1
    assert RANK[after["verdict"]] >= RANK[before["verdict"]]
    assert after["verdict"] != "single"


@given(stories)
@settings(max_examples=10)
def test_repeating_a_claim_in_its_own_voice_changes_no_verdict(stories: list[dict[str, Any]]) -> None:
    claims = [said(**story) for story in stories]
    assert the_fact(*claims)["verdict"] == the_fact(*claims, claims[0])["verdict"]


@pytest.mark.parametrize("n", [0, 1])
def test_no_claims_make_no_facts_and_one_makes_one(n: int) -> None:
    made = derived(*[said()] * n)
    assert len(made["facts"]) == n
    assert len(made["conflicts"]) == len(made["relations"]) == 0
