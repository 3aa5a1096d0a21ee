"""A view: what follows from the ledger on a day is worked out once, and whoever has an answer cannot spoil it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_ledger import made, said

import malirussia as mr
from malirussia.analysis.briefing import briefing
from malirussia.analysis.evidence.agreement import disputes, fact_table, stances
from malirussia.analysis.known import known_claims
from malirussia.analysis.sectors.panels import sector_panel
from malirussia.analysis.sectors.sectors import claims_by_rung
from malirussia.analysis.standing.ladder import ladder, transitions
from malirussia.analysis.standing.occurrences import occurrences
from malirussia.analysis.supply import supply
from malirussia.tables.view import View, copied

pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword")

DAY = "2025-10-24"
QUESTIONS: dict[str, Callable[[Any], pd.DataFrame]] = {
    "known claims": known_claims,
    "facts": fact_table,
    "disputes": disputes,
    "ladder": ladder,
    "transitions": transitions,
    "claims by rung": claims_by_rung,
    "occurrences": occurrences,
}


@cache
def articles() -> mr.Dataset:
    return mr.load()


def text(table: pd.DataFrame) -> list[list[str]]:
    """Write out all cells, an empty one too."""
    return [list(table.columns), *table.astype(str).to_numpy().tolist()]


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each selection and each merge from now on."""
    calls: list[str] = []
    for name in ("merge", "__getitem__", "groupby", "sort_values", "isin"):
        before = getattr(pd.DataFrame, name)

        def noted(self: pd.DataFrame, *args: Any, _name: str = name, _before: Any = before, **more: Any) -> Any:
            calls.append(_name)
            return _before(self, *args, **more)

        monkeypatch.setattr(pd.DataFrame, name, noted)
    return calls


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_second_question_selects_and_merges_nothing(question: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first = question(articles().at(DAY))
    calls = counted(monkeypatch)
    second = question(articles().at(DAY))
    assert calls == []
    monkeypatch.undo()
    pd.testing.assert_frame_equal(first, second)


def test_a_view_and_the_same_choices_of_a_dataset_are_one_question(monkeypatch: pytest.MonkeyPatch) -> None:
    ds = articles()
    by_view = claims_by_rung(ds.at(DAY, sector="energy", min_origin_groups=2))
    calls = counted(monkeypatch)
    by_choice = claims_by_rung(ds, as_of=DAY, sector="energy", min_origin_groups=2)
    assert calls == []
    monkeypatch.undo()
    pd.testing.assert_frame_equal(by_view, by_choice)
    assert len(by_view) < len(claims_by_rung(ds, as_of=DAY))


def test_what_the_call_says_goes_before_what_the_view_chose() -> None:
    early = articles().at("2025-06-24")
    assert known_claims(early, as_of=None).equals(known_claims(early)), "None chooses nothing"
    assert len(known_claims(early)) < len(known_claims(early, as_of=DAY)) == len(known_claims(articles(), as_of=DAY))


def test_a_question_that_takes_a_table_or_makes_a_graph_takes_a_view_too() -> None:
    ds = articles()
    early, facts = ds.at("2025-06-24"), fact_table(ds, as_of="2025-06-24")
    assert stances(early, facts).equals(stances(ds, facts, as_of="2025-06-24"))
    graph = mr.network(ds, as_of="2025-06-24")
    assert list(mr.network(early).edges(keys=True)) == list(graph.edges(keys=True))
    assert (mr.network(early).graph["as_of"], len(mr.network(ds).edges) > len(graph.edges)) == ("2025-06-24", True)
    assert supply(ds.at(DAY), draws=200).scenario == supply(ds, as_of=DAY, draws=200).scenario


def test_a_view_of_the_latest_day_is_one_of_that_day() -> None:
    ds = articles()
    assert ds.at("latest") == ds.at(ds.day()) == View(ds, ds.day())
    assert repr(ds.at(DAY)) == f"View(as_of='{DAY}', sector=None, min_origin_groups=1)"


SPOIL: dict[str, Callable[[pd.DataFrame], Any]] = {
    "a column": lambda table: table.__setitem__("claim_id", "spoilt"),
    "a cell": lambda table: table.iloc.__setitem__((0, 0), "spoilt"),
    "cells by a mask": lambda table: table.loc.__setitem__((table["claim_id"] != "", "says_fr"), "spoilt"),
    "an array of text": lambda table: table["says_fr"].array.__setitem__(0, "spoilt"),
    "an array of numbers": lambda table: table["low"].array.__setitem__(0, -1.0),
    "an array of days": lambda table: table["appeared"].array.__setitem__(0, None),
    "a flag": lambda table: table["approx"].array.__setitem__(0, True),
    "a column less": lambda table: table.pop("says_fr"),
    "a column more": lambda table: table.insert(0, "spoilt", 1),
    "rows": lambda table: table.drop(index=table.index[1:], inplace=True),
    "the order": lambda table: table.sort_values("claim_id", ascending=False, inplace=True),
    "names of columns": lambda table: setattr(table, "columns", range(table.shape[1])),
    "the name of the columns": lambda table: setattr(table.columns, "name", "spoilt"),
    "the index": lambda table: setattr(table, "index", table.index[::-1]),
    "the name of the index": lambda table: setattr(table.index, "name", "spoilt"),
    "what is attached": lambda table: table.attrs.update(spoilt=True),
}


@pytest.mark.parametrize("spoil", SPOIL.values(), ids=SPOIL)
def test_whatever_is_done_to_an_answer_leaves_the_next_as_it_was(spoil: Callable[[pd.DataFrame], Any]) -> None:
    ds = articles()
    kept = text(known_claims(ds, as_of=DAY))
    answer = known_claims(ds, as_of=DAY)
    spoil(answer)
    again = known_claims(ds, as_of=DAY)
    assert text(again) == kept
    assert (again.index.name, again.columns.name, again.attrs) == (None, None, {})
    # Nor is the table spoilt that the answer was made from, nor what another view has of it.
    assert "spoilt" not in ds.claims.astype(str).to_numpy()
    assert "spoilt" not in known_claims(ds, as_of="2025-06-24").astype(str).to_numpy()


def test_an_answer_of_several_tables_is_handed_out_as_copies_too() -> None:
    view = articles().at(DAY)
    first = sector_panel(view, "energy")
    rows = first.claims.shape
    first.claims.drop(index=first.claims.index, inplace=True)
    assert sector_panel(view, "energy").claims.shape == rows
    told = briefing(articles(), as_of=DAY, since="2025-06-24")
    told.dossiers[0].figures[0].clear()
    assert briefing(articles(), as_of=DAY, since="2025-06-24").dossiers[0].figures[0]


def test_the_tables_of_a_scenario_are_handed_out_as_copies() -> None:
    one = supply(articles(), as_of=DAY, draws=200)
    for name in ("outputs", "days", "assumptions", "takes"):
        before = getattr(one, name)
        getattr(one, name).drop(columns=before.columns, inplace=True)
        pd.testing.assert_frame_equal(getattr(one, name), before)
    with pytest.raises(AttributeError, match="worked out, not set"):
        one.outputs = before


def test_a_table_of_a_dataset_is_a_copy_and_a_changed_dataset_another() -> None:
    ds = articles()
    claims = ds.claims
    claims.loc[:, "sector"] = "mining"
    assert set(ds.claims["sector"].dropna()) != {"mining"}
    changed = replace(ds, claims=claims)
    assert changed.kept == {}
    assert set(known_claims(changed, as_of=DAY)["sector"]) == {"mining"}
    # Nor does what was given change with the hand that gave it.
    claims.loc[:, "sector"] = "energy"
    assert set(changed.claims["sector"]) == {"mining"}


def test_answers_go_with_their_dataset() -> None:
    ds = replace(articles())
    gone = weakref.ref(ds)
    ladder(ds.at(DAY))
    supply(ds, as_of=DAY, draws=200).outputs  # noqa: B018
    gc.disable()  # nothing goes round in a circle
    try:
        del ds
        assert gone() is None
    finally:
        gc.enable()


def test_an_error_is_not_an_answer_that_is_kept() -> None:
    for _ in range(2):
        with pytest.raises(mr.MaliRussiaError, match="nowhere"):
            known_claims(articles(), sector="nowhere")


def test_what_is_no_table_is_copied_down_to_its_tables() -> None:
    table = pd.DataFrame({"a": [1]})
    answer = copied({"a": (table, [table])})
    answer["a"][1][0].loc[0, "a"] = 2
    assert table.loc[0, "a"] == 1


_CLAIM = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["a", "b"]),
        "status": st.sampled_from([None, "discussed", "pledged", "signed", "implemented"]),
        "polarity": st.sampled_from(["affirmed", "denied"]),
        "sector": st.sampled_from(["energy", "mining"]),
        "asserted_by": st.sampled_from(["ana", "bo"]),
        "text": st.sampled_from(["bread", "cake"]),
    }
)
_CHANGE = st.sampled_from(["claims", "identities", "decisions", "day", "sector", "groups"])
_DAYS = {"a": "2025-06-24", "b": "2025-10-01"}


def ledger(cells: list[dict[str, Any]]) -> mr.Dataset:
    return made(*(said(predicate="mandate", published=_DAYS[one["source"]], **one) for one in cells))


def everything(ds: mr.Dataset, choice: dict[str, Any]) -> dict[str, Any]:
    """Ask all questions."""
    view = ds.at(choice["day"], sector=choice["sector"], min_origin_groups=choice["groups"])
    found: dict[str, Any] = {name: text(ask(view)) for name, ask in QUESTIONS.items()}
    found["stances"] = text(stances(view, fact_table(view)))
    found["panel"] = {
        name: text(table)
        for name, table in vars(sector_panel(view, "energy")).items()
        if isinstance(table, pd.DataFrame)
    }
    return found


@settings(max_examples=8)
@given(cells=st.lists(_CLAIM, min_size=2, max_size=5), other=_CLAIM, change=_CHANGE)
def test_no_answer_is_stale_whatever_changes(cells: list[dict[str, Any]], other: dict[str, Any], change: str) -> None:
    choice: dict[str, Any] = {"day": "2025-10-24", "sector": None, "groups": 1}
    asked = ledger(cells)
    everything(asked, choice)  # now all of it is kept
    changed, fresh = asked, ledger(cells)
    if change == "claims":
        fresh = ledger([*cells, other])
        changed = replace(asked, **fresh.tables)
    elif change == "identities":
        pair = dict.fromkeys(asked.identities.columns) | {"left": "ana", "right": "bo", "verdict": "unsure"}
        changed, fresh = (replace(ds, identities=pd.DataFrame([pair])) for ds in (asked, fresh))
    elif change == "decisions":
        decided = asked.conflicts.assign(preferred=asked.conflicts["claim_a"], reason="A later word.")
        changed, fresh = (replace(ds, conflicts=decided) for ds in (asked, fresh))
    else:
        choice[change] = {"day": "2025-07-01", "sector": "energy", "groups": 2}[change]
    assert everything(changed, choice) == everything(fresh, choice)
