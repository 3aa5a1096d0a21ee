from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from first_five import first_five
from hypothesis import given, settings
from hypothesis import strategies as st
from made_ledger import made, said

import malirussia as mr
from malirussia.analysis.briefing import briefing
from malirussia.analysis.changes import compare, snapshot
from malirussia.analysis.evidence.agreement import fact_table
from malirussia.analysis.evidence.speaking import speaking
from malirussia.analysis.known import appeared, known_claims
from malirussia.analysis.sectors.panels import sector_panel
from malirussia.analysis.standing.ladder import BESIDE, NO_RUNG, RUNGS, ladder, rung_of, transitions
from malirussia.charts.briefing.report import Page
from malirussia.charts.changes.words import tell
from malirussia.charts.evidence.corroboration_words import sentences
from malirussia.errors import DateError

HEIGHTS = {rung: height for height, rung in enumerate((NO_RUNG, *RUNGS))}


def climb(*claims: dict[str, Any], as_of: str | None = None) -> dict[str, Any]:
    """The one row of the ladder that these claims on the mill make."""
    found = ladder(made(*claims), as_of=as_of)
    assert found["entity_id"].tolist() == ["mill"]
    return {str(name): cell for name, cell in found.iloc[0].items()}


def test_one_voice_claims_a_rung_that_nobody_confirms() -> None:
    row = climb(said(source="a", status="signed", date="2025-06-23"))
    assert (row["claimed"], row["claimed_since"], row["claimed_groups"]) == ("signed", "2025-06-23", 1)
    assert (row["corroborated"], row["corroborated_since"], row["corroborated_ids"]) == (NO_RUNG, "", "")


def test_who_says_signed_also_speaks_for_discussed() -> None:
    row = climb(said(source="a", status="signed"), said(source="b", status="discussed", date="2025-05"))
    assert (row["claimed"], row["corroborated"]) == ("signed", "discussed")
    assert (row["corroborated_since"], row["corroborated_groups"]) == ("2025-05", 2)


def test_two_pages_of_one_dispatch_confirm_nothing() -> None:
    row = climb(said(source="a", group="x", status="signed"), said(source="b", group="x", status="signed"))
    assert (row["claimed"], row["corroborated"]) == ("signed", NO_RUNG)


@pytest.mark.parametrize("modality", ["planned", "conditional"])
def test_what_is_planned_is_never_more_than_pledged(modality: str) -> None:
    assert rung_of("completed", modality) == "pledged"
    assert rung_of("discussed", modality) == "discussed"
    row = climb(
        said(source="a", status="signed", modality=modality), said(source="b", status="signed", modality=modality)
    )
    assert (row["claimed"], row["corroborated"]) == ("pledged", "pledged")


def test_the_rung_is_told_on_whose_word_and_since_the_most_exact_day() -> None:
    row = climb(
        said(source="a", status="signed", date="2025-06", asserted_by="anna"),
        said(source="b", status="signed", date="2025-06-23", asserted_by="boris"),
    )
    assert (row["claimed_by"], row["claimed_since"]) == ("anna;boris", "2025-06-23")


def test_what_is_suspended_stands_beside_the_ladder() -> None:
    row = climb(
        said(source="a", status="signed", date="2025-06-23"), said(source="b", status="suspended", date="2025-09")
    )
    assert (row["claimed"], row["beside"], row["beside_ids"]) == ("signed", "suspended", "b.c1")


def test_a_denial_stands_beside_the_rung_it_denies_and_moves_none() -> None:
    signed = [said(source=source, status="signed", date="2025-06-23") for source in "ab"]
    row = climb(*signed, said(source="c", status="signed", polarity="denied", date="2025-06-24", asserted_by="anna"))
    assert (row["claimed"], row["corroborated"], row["corroborated_groups"]) == ("signed", "signed", 2)
    assert (row["beside"], row["denied"], row["denied_by"], row["denied_ids"]) == ("denied", "signed", "anna", "c.c1")


@pytest.mark.parametrize(
    ("claimed", "denies", "beside"),
    [
        ("signed", "discussed", True),
        ("signed", "signed", True),
        ("signed", "implemented", False),
        ("discussed", "signed", False),
        (None, "signed", True),
    ],
)
def test_a_denial_of_a_rung_above_the_claimed_one_takes_nothing_away(
    claimed: str | None, denies: str, beside: bool
) -> None:
    row = climb(said(source="a", status=claimed), said(source="b", status=denies, polarity="denied"))
    assert row["claimed"] == (claimed or NO_RUNG)
    assert row["denied"] == (denies if beside else "")
    assert row["beside"] == ("denied" if beside else "")


def test_a_denial_is_not_hidden_by_a_later_word() -> None:
    row = climb(
        said(source="a", status="signed", date="2025-06-23"),
        said(source="b", status="signed", polarity="denied", date="2025-06-24"),
        said(source="c", status="suspended", date="2025-09"),
    )
    assert (row["beside"], row["beside_ids"], row["denied"], row["denied_ids"]) == (
        "suspended",
        "c.c1",
        "signed",
        "b.c1",
    )


def test_who_denies_a_plan_denies_no_more_than_the_plan_and_who_denies_a_stop_denies_no_rung() -> None:
    plan = said(source="b", status="signed", polarity="denied", modality="planned")
    assert climb(said(source="a", status="pledged"), plan)["denied"] == "pledged"
    assert climb(said(source="a", status="discussed"), plan)["denied"] == ""
    stop = said(source="b", status="suspended", polarity="denied")
    assert climb(said(source="a", status="signed"), stop)["beside"] == ""


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "a source denies “signed”"), ("fr", "une source nie «\xa0signé\xa0»")]
)
def test_a_denial_is_read_on_the_page(lang: str, told: str) -> None:
    ds = made(
        said(source="a", status="signed", sector="energy", published="2025-06-24"),
        said(source="b", status="signed", polarity="denied", sector="energy", published="2025-07-24"),
    )
    for chart in (mr.charts.status_ladder(ds, lang=lang), mr.charts.sector_panel(ds, "energy", lang=lang)):
        assert told in chart.alt
        assert told in chart.table.to_csv()
        assert told[-10:] in " ".join(note.text for note in chart.layout.annotations).replace("<br>", " ")
        assert any(tuple(ids) == ("b.c1",) for trace in chart.data for ids in trace.customdata or ())
    found = briefing(ds, as_of="2025-07-31", since="2025-06-30")
    denied = {"en": "this is denied elsewhere", "fr": "un autre article le dément"}[lang]
    assert denied in Page(ds, found, lang).story()


def in_two_minds() -> mr.Dataset:
    """One page says signed, and comes first by id; the other says discussed."""
    return made(
        said(source="a", status="signed", published="2025-07-24", says_en="The mill is signed.", says_fr="Signé."),
        said(source="b", status="discussed", published="2025-06-24", says_en="The mill is talked of.", says_fr="Dit."),
        said(source="c", predicate="framed_as", text="bread", published="2025-06-24"),
    )


def test_what_one_page_alone_calls_signed_is_never_read_as_signed_and_corroborated() -> None:
    ds = in_two_minds()
    facts = fact_table(ds).set_index("fact_id")
    assert sentences(ds, facts.reset_index(), "en")["mill.at_stage"] == "The mill is talked of"
    chart = mr.charts.corroboration_matrix(ds, lang="en")
    assert "The mill is signed" not in chart.table.to_csv() + chart.alt
    found = briefing(ds, as_of="2025-07-31", since="2025-06-30")
    assert "one article alone" in Page(ds, found, "en").story()
    pictures = snapshot(ds, "2025-06-30"), snapshot(ds, "2025-07-31")
    told = str(tell(compare(*pictures), "en", before=pictures[0], after=pictures[1]))
    assert "now told as a fact: The mill is signed" in told
    assert "confirmed" not in told
    assert "signed or beyond according to several" not in told


def test_a_sentence_is_of_a_page_that_had_appeared() -> None:
    ds = in_two_minds()
    then = fact_table(ds, as_of="2025-06-30")
    assert sentences(ds, then, "en")["mill.at_stage"] == "The mill is talked of"
    late = made(
        said(source="a", published="2025-07-24", predicate="framed_as", text="bread", says_en="Late."),
        said(source="b", published="2025-06-24", predicate="framed_as", text="bread", says_en="Early."),
    )
    assert sentences(late, fact_table(late, as_of="2025-06-30"), "en") == {"mill.framed_as.bread": "Early"}


@pytest.mark.parametrize(
    ("stages", "spoken"),
    [
        (["signed", "signed", "discussed"], "signed"),
        (["signed", "pledged", "discussed"], "pledged"),
        (["signed"], "signed"),
        (["completed", None], None),
        (["completed", "discussed", "signed"], "signed"),
    ],
)
def test_a_fact_is_told_on_the_rung_that_two_pages_give_it(stages: list[str | None], spoken: str | None) -> None:
    ds = made(*(said(source=source, status=stage) for source, stage in zip("abc", stages, strict=False)))
    (told,) = speaking(known_claims(ds))["status"].fillna(NO_RUNG)
    assert told == (spoken or NO_RUNG)
    held = climb(*(said(source=source, status=stage) for source, stage in zip("abc", stages, strict=False)))
    assert len(stages) == 1 or held["corroborated"] == (spoken or NO_RUNG)


def test_a_figure_stands_on_the_rung_that_two_pages_give_it() -> None:
    tonnes = {"predicate": "monthly_tonnage", "low": 5, "high": 5, "unit": "t", "per": "month", "sector": "energy"}
    ds = made(
        said(source="a", status="signed", asserted_by="anna", **tonnes),
        said(source="b", status="discussed", asserted_by="boris", **tonnes),
        said(source="c", status="discussed", polarity="denied", asserted_by="zoe", **tonnes),
    )
    (row,) = sector_panel(ds, "energy").amounts.to_dict("records")
    assert (row["rung"], row["claimed"], row["claimed_by"]) == ("discussed", "signed", "anna")
    assert (row["n_origin_groups"], row["asserted_by"], row["denied_by"]) == (2, "anna;boris", "zoe")
    assert "discussed, signed: anna alone, denied by zoe" in mr.charts.sector_panel(ds, "energy", lang="en").alt


def test_a_new_denial_is_a_change() -> None:
    signed = said(source="a", status="signed", published="2025-06-24")
    denial = said(source="b", status="signed", polarity="denied", published="2025-07-24")
    stop = said(source="c", status="suspended", published="2025-07-24", date="2025-07-24")
    pictures = [
        snapshot(made(*claims), "2025-07-31") for claims in ([signed], [signed, denial], [signed, denial, stop])
    ]
    none, denied, stopped = pictures

    def rungs(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
        return [(change.what, change.claim_ids) for change in compare(before, after) if change.kind == "rung"]

    assert rungs(none, denied) == [("denied", ("b.c1",))]
    assert {what for what, _ in rungs(none, stopped)} == {"denied", "suspended"}
    assert [what for what, _ in rungs(denied, stopped)] == ["suspended"]
    assert [what for what, _ in rungs(denied, none)] == ["resumed"]
    assert {what for what, _ in rungs(stopped, none)} == {"undenied", "resumed"}
    assert [what for what, _ in rungs(stopped, denied)] == ["denied"]
    told = str(tell(compare(none, denied), "en", before=none, after=denied))
    assert "mill: **signed**, and an article denies “signed” now" in told
    told = str(tell(compare(stopped, none), "en", before=stopped, after=none))
    assert "mill: **signed**, and no article denies “signed” any more" in told


def test_a_thing_without_a_status_stands_on_no_rung() -> None:
    row = climb(said(source="a", predicate="framed_as", text="bread"))
    assert (row["claimed"], row["claimed_by"], row["n_origin_groups"]) == (NO_RUNG, "", 1)


def test_what_was_known_about_some_day_is_not_asked() -> None:
    with pytest.raises(DateError, match="about a date"):
        ladder(made(said(source="a", status="signed")), as_of="2025-06~")


def test_a_page_that_appears_later_is_not_known_yet() -> None:
    claims = (
        said(source="a", status="discussed", published="2025-06-24"),
        said(source="b", status="signed", published="2025-10-24"),
    )
    assert climb(*claims, as_of="2025-09")["claimed"] == "discussed"
    assert climb(*claims, as_of="2025-10")["claimed"] == "signed"
    assert ladder(made(*claims), as_of="2024").empty


def test_a_page_dated_to_its_month_is_not_older_than_what_it_tells_and_late_where_it_tells_no_day() -> None:
    ds = made(
        said(source="a", published="2025-06", date="2025-06-23"),
        said(source="b", published=None, date="2025-06-27"),
        said(source="c", published=None, date="2026", modality="planned"),
        said(source="d", published="2025-06-24", date="2025-07-01"),
        said(source="e", published="2025-06", date="2025-06"),
        said(source="f", published="2025-06", date="2023"),
        said(source="g", published="2025-06"),
    )
    days = {source: day.isoformat() for source, day in appeared(ds).items()}
    late = dict.fromkeys("efg", "2025-06-30")
    assert days == {"a": "2025-06-23", "b": "2025-06-27", "c": "0001-01-01", "d": "2025-06-24", **late}
    assert known_claims(ds, as_of="2025-06-24")["source_id"].tolist() == ["a", "c", "d"]


def test_transitions_come_dated_first_and_in_order() -> None:
    ds = made(
        said(source="b", status="signed", date="2025-06-23"),
        said(source="a", status="discussed", date="2025-03"),
        said(source="c", status="pledged", published=None),
    )
    found = transitions(ds)
    assert list(zip(found["rung"], found["date"].fillna(""), strict=True)) == [
        ("discussed", "2025-03"),
        ("signed", "2025-06-23"),
        ("pledged", ""),
    ]


STATUSES = st.sampled_from([*RUNGS, *BESIDE, None])
MODALITIES = st.sampled_from(["stated", "reported", "planned", "conditional"])
Word = tuple[str, str | None, str]
WORDS = st.lists(st.tuples(st.sampled_from("abcd"), STATUSES, MODALITIES), min_size=1, max_size=6)


def row_of(words: list[Word]) -> dict[str, Any]:
    """The row of the mill, from the few columns that the ladder reads: quick enough for many examples."""
    claims = pd.DataFrame(words, columns=["source_id", "status", "modality"], dtype="str")
    claims = claims.assign(
        claim_id=[f"c{n}" for n in range(len(words))], subject="mill", object=None, fact_id="mill.at_stage",
        date=None, polarity="affirmed", asserted_by="outlet", sector=None, low=None, high=None,
    )  # fmt: skip
    events = claims.dropna(subset="status").assign(entity_id="mill")[["entity_id", "status", "date", "claim_id"]]
    names = sorted(set(claims["source_id"]))
    sources = pd.DataFrame({"source_id": names, "origin_group": names, "title": "", "published": None})
    mill = pd.DataFrame({"entity_id": ["mill"], "kind": ["project"]})
    found = ladder(
        SimpleNamespace(folder=Path("nowhere"), claims=claims, status_events=events, sources=sources, entities=mill)
    )
    return {str(name): cell for name, cell in found.iloc[0].items()}


@settings(max_examples=30)
@given(WORDS, st.sampled_from(RUNGS), MODALITIES)
def test_a_further_voice_never_lowers_a_rung(words: list[Word], status: str, modality: str) -> None:
    before, after = row_of(words), row_of([*words, ("e", status, modality)])
    for name in ("claimed", "corroborated"):
        assert HEIGHTS[after[name]] >= HEIGHTS[before[name]]
    assert HEIGHTS[after["corroborated"]] <= HEIGHTS[after["claimed"]]


def test_the_three_accords_are_signed_and_the_petroleum_is_only_discussed() -> None:
    rows = ladder(first_five(), as_of="2025-10-24").set_index("entity_id")
    accords = ["agreement-commission", "agreement-nuclear", "agreement-principles"]
    assert rows.loc[accords, "corroborated"].tolist() == ["signed"] * 3
    assert rows.loc["petroleum-deliveries", ["claimed", "corroborated"]].tolist() == ["discussed", NO_RUNG]
    assert rows.loc["petroleum-deliveries", "claimed_by"] == "alexey-koylikov"
    assert rows.loc["rosatom-partnership", ["claimed", "claimed_groups"]].tolist() == ["discussed", 1]
    assert rows.loc[["fertiliser-deliveries", "wheat-deliveries"], "claimed"].tolist() == [NO_RUNG, NO_RUNG]
    rows = ladder(first_five(), as_of="2025-10-24")
    assert not rows["claimed"].isin(["completed"]).any()
