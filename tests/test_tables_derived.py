"""Relations and status events, and how the derivations grow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from made_claims import PREDICATES, derived, said, written

from malirussia.tables.grouping import pairs
from malirussia.tables.status_events import derive as status_events


def the_tie(*claims: dict[str, Any]) -> dict[str, Any]:
    relations = derived(*claims)["relations"]
    assert len(relations) == 1
    return {name: None if value != value else value for name, value in relations.iloc[0].items()}


def test_an_undirected_tie_is_one_whichever_way_round_it_is_told() -> None:
    tie = the_tie(
        said(predicate="met", subject="zoe", object="anna"), said(predicate="met", subject="anna", object="zoe")
    )
    assert (tie["from_id"], tie["to_id"], tie["directed"], tie["n_claims"]) == ("anna", "zoe", False, 2)


def test_a_directed_tie_keeps_its_direction() -> None:
    ties = derived(
        said(predicate="helps", subject="zoe", object="anna"), said(predicate="helps", subject="anna", object="zoe")
    )
    assert ties["relations"][["from_id", "to_id"]].to_numpy().tolist() == [["anna", "zoe"], ["zoe", "anna"]]


def test_a_denied_claim_makes_no_tie() -> None:
    assert derived(said(predicate="helps", object="anna", polarity="denied"))["relations"].empty


def test_a_predicate_that_is_no_tie_makes_none() -> None:
    assert derived(said(predicate="covers", text="wheat"))["relations"].empty


def test_a_tie_lists_its_claims_and_counts_its_voices() -> None:
    tie = the_tie(
        *(said(predicate="helps", object="anna", source=s, group="agency" if s != "c" else None) for s in "bca")
    )
    assert tie["claim_ids"] == "a.c1;b.c1;c.c1"
    assert (tie["n_claims"], tie["n_origin_groups"]) == (3, 2)


@pytest.mark.parametrize(
    ("dates", "start", "end"),
    [
        ([None], None, None),
        (["2025-06-23"], "2025-06-23", "2025-06-23"),
        (["2025-06-23", "2025-06", None], "2025-06", "2025-06"),
        (["2025-06-22/2025-06-27", "2025-06-23"], "2025-06-22", "2025-06-27"),
        (["2025-06-23", "2025-10-24/.."], "2025-06-23", None),
        (["2023", "2025-06-23"], "2023", "2025-06-23"),
        (["2025", "2025-01-01"], "2025-01-01", "2025"),
    ],
)
def test_a_tie_reaches_from_the_earliest_to_the_latest_date_as_written(
    dates: list[str | None], start: str | None, end: str | None
) -> None:
    tie = the_tie(*(said(predicate="helps", object="anna", date=date) for date in dates))
    assert (tie["start"], tie["end"]) == (start, end)


def test_a_status_event_has_the_date_of_its_claim_else_of_its_source() -> None:
    made = derived(
        said(status="signed", date="2025-06-23"),
        said(status="signed"),
        said(status="signed", source="b", published=None),
    )
    dates = made["status_events"].set_index("claim_id")["date"]
    assert dates["a.c1"] == "2025-06-23"
    assert dates["a.c2"] == "2025-06-24"
    assert pd.isna(dates["b.c1"])


def test_a_denied_claim_puts_nothing_on_a_rung() -> None:
    assert derived(said(status="signed", polarity="denied"))["status_events"].empty


def test_a_person_who_signs_puts_the_agreement_on_the_rung() -> None:
    tables = written(said(predicate="helps", subject="anna", object="mill", status="signed"))
    kinds = tables["entities"].assign(kind=["person", "agreement", "outlet"])
    assert status_events(tables["claims"], tables["sources"], kinds, PREDICATES)["entity_id"].to_list() == ["mill"]


def test_what_is_no_agreement_project_or_delivery_stands_on_no_rung() -> None:
    tables = written(said(predicate="helps", subject="anna", object="zoe", status="implemented"))
    kinds = tables["entities"].assign(kind="person")
    assert status_events(tables["claims"], tables["sources"], kinds, PREDICATES).empty


def test_what_an_agreement_provides_for_moves_no_rung_of_the_agreement() -> None:
    assert derived(said(predicate="provides_for", text="studies", status="pledged"))["status_events"].empty


def test_what_lies_ahead_was_promised_when_it_was_said() -> None:
    made = derived(said(status="pledged", modality="planned", date="2025-11"))
    assert made["status_events"]["date"].to_list() == ["2025-06-24"]


def test_pairs_are_all_and_only_those_within_a_group() -> None:
    groups = np.array([0, 1, 0, 2, 1, 0])
    found = {frozenset(pair) for i, j in pairs(groups) for pair in zip(i.tolist(), j.tolist(), strict=True)}
    assert found == {frozenset(pair) for pair in [(0, 2), (0, 5), (2, 5), (1, 4)]}


def test_pairs_come_in_parts_where_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malirussia.tables.grouping.AT_ONCE", 10)
    groups = np.repeat(np.arange(7), 9)
    parts = list(pairs(groups))
    assert len(parts) > 7
    assert sum(len(i) for i, _ in parts) == 7 * 36
    assert len({frozenset(pair) for i, j in parts for pair in zip(i.tolist(), j.tolist(), strict=True)}) == 7 * 36
