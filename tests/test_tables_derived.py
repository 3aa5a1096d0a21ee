"""Relations and status events, and how the derivations grow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_claims import PREDICATES, derived, said, written

from malirussia.tables import derive
from malirussia.tables.grouping import alphabetical, in_order, pairs, places
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
        (["2025-06~", "2025-06"], "2025-06~", "2025-06~"),
        (["2025-06~", "2025-05", "2025-07"], "2025-05", "2025-07"),
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


def test_a_denied_rung_is_an_event_beside_the_ladder() -> None:
    events = derived(
        said(status="signed", polarity="denied"),
        said(status="suspended", polarity="denied"),
        said(status="denied", polarity="denied"),
    )["status_events"]
    assert events[["claim_id", "status"]].to_numpy().tolist() == [["a.c1", "denied"]]


def test_a_person_who_signs_puts_the_agreement_on_the_rung() -> None:
    tables = written(said(predicate="helps", subject="anna", object="mill", status="signed"))
    kinds = tables["entities"].assign(
        kind=lambda table: table["entity_id"].map({"anna": "person", "mill": "agreement"})
    )
    kinds["kind"] = kinds["kind"].fillna("outlet")
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


IDS = st.lists(st.sampled_from(["a", "b.c1", "b.c10", "b.c2", "é", "z"]), max_size=40)


@given(IDS, IDS)
def test_an_id_is_found_where_it_stands_first(sought: list[str], known: list[str]) -> None:
    found = places(pd.Series(sought, dtype="str"), pd.Series(known, dtype="str"))
    assert found.tolist() == [known.index(text) if text in known else -1 for text in sought]


def test_few_ids_are_found_among_many_as_any_others_are() -> None:
    known = pd.Series([f"a.c{number}" for number in range(500)] + ["a.c7"], dtype="str")
    sought = pd.Series(["a.c499", None, "a.c7", "nobody", "a.c7"], dtype="str")
    assert places(sought, known).tolist() == [499, -1, 7, -1, 7]


@given(IDS)
def test_numbers_that_stand_for_texts_sort_as_they_do(texts: list[str]) -> None:
    ids = pd.Series(texts, dtype="str")
    order = np.argsort(alphabetical(ids), kind="stable")
    assert [texts[place] for place in order] == sorted(texts)
    assert in_order(ids) == (texts == sorted(texts))


def test_claims_in_any_order_make_the_same_tables() -> None:
    told = written(
        said(predicate="met", subject="zoe", object="anna", date="2025-06-23"),
        said(predicate="best_amount", low=5, high=5, unit="t", source="b"),
        said(predicate="best_amount", low=9, high=9, unit="t", source="c"),
        said(predicate="met", subject="anna", object="zoe", source="b"),
        said(status="signed", source="c"),
    )
    turned = {**told, "claims": told["claims"].iloc[::-1].reset_index(drop=True)}
    one, other = derive(told, PREDICATES), derive(turned, PREDICATES)
    assert len(one["conflicts"]) == 1
    for name in ("facts", "conflicts", "status_events", "relations"):
        pd.testing.assert_frame_equal(one[name], other[name])


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
