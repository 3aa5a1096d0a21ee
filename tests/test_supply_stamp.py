from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

import malirussia as mr
from malirussia.analysis.supply import supply
from malirussia.analysis.vocabulary import vocabulary
from malirussia.charts.supply.words import stamp_text
from malirussia.errors import ScenarioError
from malirussia.tables import Dataset, derive
from malirussia.tables.build import predicates

SAID_ON = "2025-10-24"


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return mr.load()


def with_claim(ds: Dataset, **changes: Any) -> Dataset:
    """The dataset with one more claim on the announced deliveries, and what follows from it."""
    old = ds.claims[ds.claims["claim_id"] == supply(ds, draws=100).stamp.claim_ids[0]].iloc[0]
    claim = pd.DataFrame([{**old.to_dict(), "claim_id": "made-2025.c01", **changes}]).astype(ds.claims.dtypes.to_dict())
    written = {**ds.tables, "claims": pd.concat([ds.claims, claim], ignore_index=True)}
    return replace(ds, **derive(written, predicates(vocabulary(ds))))


def test_the_stamp_is_what_the_ledger_says(ds: Dataset) -> None:
    stamp = supply(ds, as_of=SAID_ON, draws=100).stamp
    assert stamp.rung == "discussed"
    assert (stamp.low, stamp.high) == (160_000, 200_000)
    assert stamp.n_origin_groups == 1
    assert not stamp.delivered
    assert not stamp.own_range
    assert set(stamp.claim_ids) <= set(ds.claims["claim_id"])
    assert stamp_text(stamp, "en") == (
        "A scenario, not a forecast: discussed, not signed, no delivery documented up to 24 October 2025"
    )
    assert stamp_text(stamp, "fr") == (
        "Un scénario, pas une prévision\u00a0: en discussion, non signé, "
        "aucune livraison documentée jusqu’au 24 octobre 2025"
    )


def test_before_anybody_spoke_the_stamp_says_so(ds: Dataset) -> None:
    stamp = supply(ds, as_of="2025-09", draws=100).stamp
    assert not stamp.known
    assert "no source of the ledger speaks of these deliveries up to September 2025" in stamp_text(stamp, "en")


def test_a_signed_agreement_changes_the_stamp(ds: Dataset) -> None:
    stamp = supply(with_claim(ds, status="signed", modality="stated"), draws=100).stamp
    assert stamp.rung == "signed"
    assert "not signed" not in stamp_text(stamp, "en")
    assert "no delivery documented in the whole ledger" in stamp_text(stamp, "en")


def test_a_delivery_that_a_source_tells_changes_the_stamp(ds: Dataset) -> None:
    told = with_claim(ds, status="implemented", modality="stated")
    stamp = supply(told, draws=100).stamp
    assert stamp.delivered
    assert stamp.delivered_ids == ("made-2025.c01",)
    assert "a delivery is told by 1 statement" in stamp_text(stamp, "en")


def test_a_planned_delivery_is_no_delivery(ds: Dataset) -> None:
    assert not supply(with_claim(ds, status="implemented", modality="planned"), draws=100).stamp.delivered


def test_another_range_than_the_ledgers_is_called_a_variant(ds: Dataset) -> None:
    stamp = supply(ds, as_of=SAID_ON, low=100_000, high=120_000, draws=100).stamp
    assert stamp.own_range
    assert "the ledger has 160,000–200,000" in stamp_text(stamp, "en")


def test_a_claim_in_kilotonnes_is_the_same_announcement(ds: Dataset) -> None:
    more = with_claim(ds, low=0.15, high=0.25, unit="Mt")
    stamp = supply(more, draws=100).stamp
    assert (stamp.low, stamp.high) == (150_000, 250_000)


def test_the_range_is_that_of_the_ledger_unless_another_is_given(ds: Dataset) -> None:
    more = with_claim(ds, low=0.15, high=0.25, unit="Mt")

    def chosen(**choices: Any) -> tuple[float, float]:
        one = supply(more, draws=100, **choices).scenario
        return one.low, one.high

    assert chosen() == (150_000, 250_000)
    assert not supply(more, draws=100).stamp.own_range
    assert chosen(end="low") == (150_000, 150_000)
    assert chosen(end="high") == (250_000, 250_000)
    assert chosen(low=100_000) == (100_000, 250_000)
    assert chosen(low=160_000, high=200_000) == (160_000, 200_000)


def test_a_ledger_without_the_announcement_asks_for_a_range(ds: Dataset) -> None:
    silent = replace(ds, claims=ds.claims[ds.claims["predicate"] != "monthly_tonnage"].reset_index(drop=True))
    with pytest.raises(ScenarioError, match=r"the ledger has none for the deliveries; give low="):
        supply(silent, draws=100)
    assert not supply(silent, low=1_000, high=2_000, draws=100).stamp.known


def test_an_open_end_of_the_ledger_is_asked_for_and_never_made_up(ds: Dataset) -> None:
    open_ended = with_claim(ds, low=170_000.0, high=None)
    with pytest.raises(ScenarioError, match=r"scenario high: .*give high="):
        supply(open_ended, draws=100)
    assert supply(open_ended, draws=100, end="low").scenario.high == 160_000
    with pytest.raises(ScenarioError, match="use one of low high"):
        supply(open_ended, draws=100, end="middle")
