from __future__ import annotations

import re

import pytest
from made_ledger import made, said

import malirussia as mr
from malirussia.analysis.briefing import briefing
from malirussia.charts.briefing import report
from malirussia.charts.standing.status import status_ladder
from malirussia.errors import DateError
from malirussia.language import LANGS

EARLY, LATE = {"source": "a", "published": "2025-06-24"}, {"source": "b", "published": "2025-10-24"}


def test_what_is_new_is_what_appeared_after_since() -> None:
    ds = made(said(status="discussed", **EARLY), said(status="signed", **LATE), said(subject="dam", **LATE))
    found = briefing(ds, as_of="2025-10-24", since="2025-06-24")
    assert found.claims["claim_id"].tolist() == ["b.c1", "b.c2"]
    assert found.facts["fact_id"].tolist() == ["dam.at_stage"]
    moved = found.moved.set_index("entity_id").loc["mill"]
    assert moved[["claimed_before", "claimed", "corroborated"]].tolist() == ["discussed", "signed", "discussed"]


def test_a_second_voice_confirms_a_fact() -> None:
    same = {"predicate": "framed_as", "text": "bread"}
    found = briefing(made(said(**EARLY, **same), said(**LATE, **same)), as_of="2025-10-24", since="2025-07")
    assert found.confirmed["fact_id"].tolist() == ["mill.framed_as.bread"]
    assert found.facts.empty


def test_signed_by_several_by_one_and_only_announced_are_three_lists() -> None:
    ds = made(
        said(subject="mill", status="signed", **EARLY),
        said(subject="mill", status="signed", **LATE),
        said(subject="dam", status="signed", **EARLY),
        said(subject="road", status="completed", modality="planned", **EARLY),
    )
    found = briefing(ds, as_of="2025-10-24", since="2025-07")
    names = [part["entity_id"].tolist() for part in (found.signed, found.alone, found.announced)]
    assert names == [["mill"], ["dam"], ["road"]]


def test_nothing_is_new_since_today_and_since_cannot_be_later() -> None:
    ds = made(said(status="signed", **EARLY))
    found = briefing(ds, as_of="2025-10-24", since="2025-10-24")
    assert found.claims.empty
    assert found.moved.empty
    with pytest.raises(DateError, match="give an earlier day"):
        briefing(ds, as_of="2025-10-24", since="2025-11")


@pytest.mark.parametrize("lang", LANGS)
def test_ledger_text_cannot_set_marks_in_a_briefing(lang: str) -> None:
    ds = made(said(status="signed", **EARLY), captions={"mill": "*A* [b](javascript:x) <i>"})
    found = briefing(ds, as_of="2025-10-24", since="2025-07")
    text = report.status_words(ds, found, lang)
    assert r"\*A\* \[b\]" in text
    assert "<i>" not in text.replace(r"\<i\>", "")


@pytest.mark.parametrize("lang", LANGS)
def test_the_briefing_of_the_articles_reads_in_two_minutes_and_cites_every_line(lang: str) -> None:
    ds = mr.load()
    found = briefing(ds, as_of="2025-10-24", since="2025-06-30")
    parts = [
        part(ds, found, lang)
        for part in (report.new_words, report.status_words, report.disputed_words, report.promise_words)
    ]
    lines = [line for part in parts for line in part.splitlines() if line.startswith("- ")]
    assert all("](#" in line for line in lines)
    # Two minutes at 230 words a minute; the links to the pages are not read.
    text = re.sub(r"\[[^]]*\]\(#[^)]*\)", "", " ".join([report.opening(found, lang), *parts]))
    words = re.findall(r"\w+", text)
    assert len(words) < 460
    assert found.promises["state"].value_counts().to_dict() == {"undated": 9, "open": 3, "silent": 1}


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_ledger_gives_a_briefing_that_says_so(lang: str) -> None:
    ds = mr.load()
    found = briefing(ds, as_of="2020", since="2019")
    text = "\n".join(
        [report.opening(found, lang)]
        + [
            part(ds, found, lang)
            for part in (report.new_words, report.status_words, report.disputed_words, report.promise_words)
        ]
    )
    assert "0" in text
    assert "nan" not in text


def test_the_table_of_the_ladder_tells_what_stands_beside_it_where_anything_does() -> None:
    signed = said(source="a", status="signed", published="2025-06-24")
    no = said(source="b", status="signed", polarity="denied", published="2025-06-25")
    plain, denied = (status_ladder(made(*claims), lang="en").table for claims in ((signed,), (signed, no)))
    assert "Beside it" not in plain.columns
    assert denied["Beside it"].tolist() == ["but a source denies “signed”"]
    assert denied["claim_ids"].tolist() == ["a.c1;b.c1"]
