"""What an analyst types first: search, about, said_by, timeline, a citation; and the rules by which texts are found."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_ledger import made, said

import malirussia as mr
from malirussia.errors import TablesError
from malirussia.language.folding import BEGINNING, NEAR, NONE, WORD, fold, match, one_error, words
from malirussia.tables.asking import COLUMNS, Statements, version

CASES = json.loads(Path(__file__).with_name("search_cases.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ds() -> mr.Dataset:
    return mr.load()


@pytest.mark.parametrize("case", CASES, ids=[f"{case['query']}|{case['text'][:20]}" for case in CASES])
def test_texts_are_found_as_the_cases_say(case: dict[str, object]) -> None:
    assert match(str(case["query"]), str(case["text"])) == case["match"]


@given(st.text(max_size=40))
def test_a_text_finds_itself_and_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert match(text, text) == (WORD if words(text) else NONE)


@given(st.text("abcde", min_size=6, max_size=9), st.integers(0, 5), st.sampled_from(["drop", "swap", "other", "more"]))
def test_one_typing_error_is_forgiven_wherever_it_is(word: str, place: int, error: str) -> None:
    typed = {
        "drop": word[:place] + word[place + 1 :],
        "swap": word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
        "other": word[:place] + "x" + word[place + 1 :],
        "more": word[:place] + "x" + word[place:],
    }[error]
    assert one_error(typed, word)
    assert match(typed, word) in (WORD, BEGINNING, NEAR)


def test_two_typing_errors_are_not_forgiven() -> None:
    assert match("xoylxkov", "Koylikov") == NONE


def test_a_name_in_any_spelling_finds_what_is_said_of_it(ds: mr.Dataset) -> None:
    by_id = ds.about("vladimir-putin")
    assert list(by_id.columns) == list(COLUMNS)
    for name in ("Vladimir-Putin", "Poutine", "putin", "Vladimir Putin", "Vladimir Poutine"):
        assert ds.about(name)["claim_id"].tolist() == by_id["claim_id"].tolist()
    about = ds.claims[ds.claims["subject"].eq("vladimir-putin") | ds.claims["object"].eq("vladimir-putin")]
    assert set(by_id["claim_id"]) == set(about["claim_id"])
    assert len(by_id) > 0


def test_a_search_holds_each_statement_whose_words_or_names_meet_it(ds: mr.Dataset) -> None:
    told = ds.search("Rosatom")
    named = ds.claims[ds.claims[["subject", "object", "asserted_by"]].eq("rosatom").any(axis=1)]
    spelt = ds.claims[ds.claims["says_en"].str.contains("Rosatom")]
    assert set(named["claim_id"]) | set(spelt["claim_id"]) <= set(told["claim_id"])
    assert told["match"].is_monotonic_decreasing
    assert set(ds.search("rosatom", "fr")["claim_id"]) == set(told["claim_id"])
    assert set(told["claim_id"]) == set(ds.search("rosatm")["claim_id"])
    assert ds.search("petroleum koylikov")["match"].ge(NEAR).all()
    assert ds.search("zzzzzzz").empty


def test_what_is_said_by_somebody_is_on_no_other_word(ds: mr.Dataset) -> None:
    told = ds.said_by("alexey-koylikov", lang="fr")
    by = ds.claims.set_index("claim_id").loc[told["claim_id"], "asserted_by"]
    assert set(by) == {"alexey-koylikov"}
    assert "160 000 à 200 000" in " ".join(told["says"]).replace("\u202f", " ").replace("\xa0", " ")


def test_a_timeline_is_in_order_of_the_days_spoken_of() -> None:
    ds = made(
        said(date="2025-06-23", source="b", published="2025-10-24"),
        said(date=None, source="a", published="2025-06-24"),
        said(date="2022-11", source="c", published="2025-10-25"),
    )
    told = ds.timeline("mill")
    assert told["day"].tolist() == ["2022-11", "2025-06-23", "2025-06-24"]
    assert told["of"].tolist() == ["event", "event", "article"]


def test_who_is_unknown_or_shares_a_name_is_told() -> None:
    ds = made(said(subject="mill"), said(subject="dam"), captions={"mill": "River Works", "dam": "River Works"})
    with pytest.raises(TablesError, match=r"2 bear that name; use one of: dam, mill"):
        ds.about("river works")
    with pytest.raises(TablesError, match="unknown; nearest known: mill"):
        ds.about("nobody at all, mill")
    with pytest.raises(TablesError, match="no word to look for"):
        ds.search("–")
    with pytest.raises(TablesError, match="use fr or en"):
        ds.search("mill", lang="de")
    with pytest.raises(TablesError, match="nearest known"):
        ds.fact("mill.nothing")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_citation_tells_what_who_where_and_of_which_ledger(ds: mr.Dataset, lang: str) -> None:
    cited = ds.fact("Petroleum-Deliveries.monthly_tonnage").cite(lang=lang)
    amount = {"fr": "160 000–200 000 tonnes par mois", "en": "160,000–200,000 tonnes a month"}[lang]
    assert amount in re.sub("[\u202f\xa0]", " ", cited)
    assert "Alexey Koylikov" in cited
    assert "MalikoNews" in cited
    assert "malikonews-2025-10-24.c" in cited
    assert version(ds) in cited


def test_the_version_changes_with_a_cell(ds: mr.Dataset) -> None:
    claims = ds.claims
    claims.loc[0, "says_en"] = "Another sentence."
    assert version(replace(ds, claims=claims)) != version(ds)
    assert re.fullmatch("[0-9a-f]{8}", version(ds))


def test_ids_lead_to_the_article_and_nothing_of_the_ledger_is_markup() -> None:
    ds = made(said(says_en="<i>it</i> & “that”"), said(source="b"))
    ds = replace(ds, sources=ds.sources.assign(url=["https://example.org/a?b=1&c=2", None]))
    told = ds.about("mill")
    html = told._repr_html_()
    assert "<i>it" not in html
    assert "&lt;i&gt;it&lt;/i&gt; &amp; “that”" in html
    assert html.count("<a href=") == 1
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html
    hostile = Statements(pd.DataFrame({"claim_id": ["a.c1"]}))
    hostile.attrs["links"] = {"a.c1": "javascript:alert(1)"}
    assert "javascript" not in hostile._repr_html_()


def test_an_answer_stays_what_it_is_when_it_is_chosen_from(ds: mr.Dataset) -> None:
    told = ds.about("rosatom")
    some = told[told["status"].eq("signed")]
    assert isinstance(some, Statements)
    assert some.attrs["links"] == told.attrs["links"]
    assert "<table" in some._repr_html_()


def test_who_spoils_an_answer_does_not_spoil_the_next(ds: mr.Dataset) -> None:
    before = ds.search("rosatom")["claim_id"].tolist()
    told = ds.search("rosatom")
    told["claim_id"] = "spoilt"
    assert ds.search("rosatom")["claim_id"].tolist() == before
