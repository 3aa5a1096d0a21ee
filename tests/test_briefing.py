"""The briefing: the news in sentences, each with its articles, no figure without its fact, nothing told as done."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_ledger import made, said

import malirussia as mr
from malirussia.analysis.briefing import briefing
from malirussia.analysis.topic import topic
from malirussia.charts.briefing.report import Page
from malirussia.charts.briefing.story import Story
from malirussia.charts.standing.status import status_ladder
from malirussia.charts.supply.told import beside as scenario_beside
from malirussia.charts.words.beside import Beside, beside
from malirussia.charts.words.notes import Notes, superior
from malirussia.errors import DateError
from malirussia.language import LANGS, quantity

EARLY, LATE = {"source": "a", "published": "2025-06-24"}, {"source": "b", "published": "2025-10-24"}
DAY, SINCE = "2025-10-24", "2025-07"


def page(ds: mr.Dataset, lang: str, as_of: str = DAY, since: str = SINCE) -> str:
    """The whole page as its reader sees it, in Markdown."""
    parts = Page(ds, briefing(ds, as_of=as_of, since=since), lang)
    told = [parts.opening(), parts.story(), parts.disputed(), parts.promises(), parts.sources()]
    return "\n\n".join(part for part in told if part)


def words(text: str) -> int:
    """How many words a reader reads; where a link leads to is not read."""
    return sum(any(sign.isalpha() for sign in word) for word in re.sub(r"\]\([^)]*\)", "]", text).split())


def test_a_date_that_no_outlet_gives_is_not_told_as_given_by_none() -> None:
    text = page(made(said(status="signed", **EARLY), said(status="signed", **LATE)), "en")
    assert "It is signed, according to two independent outlets." in text


@pytest.mark.parametrize(
    ("date", "tells"),
    [
        ("2025-06-23", {"en": "took place on 23 June 2025,", "fr": "a eu lieu le 23 juin 2025,"}),
        ("2025-06", {"en": "took place in June 2025,", "fr": "a eu lieu en juin 2025,"}),
        ("2024/2025", {"en": "took place in 2024–2025,", "fr": "a eu lieu en 2024–2025,"}),
        ("2025-06-22/2025-06-27", {"en": "took place on 22–27 June 2025,", "fr": "a eu lieu les 22–27 juin 2025,"}),
    ],
)
def test_a_date_stands_in_its_sentence_as_one_says_it(date: str, tells: dict[str, str]) -> None:
    ds = made(said(status="signed", date=date, **EARLY))
    for lang in LANGS:
        assert tells[lang] in page(ds, lang)


def test_one_speaker_in_several_outlets_is_told_as_one_speaker() -> None:
    both = [said(status="signed", asserted_by="ana", **when) for when in (EARLY, LATE)]
    assert "according to ana alone, quoted by two independent outlets." in page(made(*both), "en")


def test_several_articles_of_one_text_are_not_told_as_one_article() -> None:
    speakers = [said(status="signed", group="x", **EARLY), said(status="signed", group="x", **LATE)]
    assert "according to two articles that carry one text." in page(made(*speakers), "en")


def test_what_finds_no_room_is_listed_with_its_amount_and_the_rest_is_counted() -> None:
    amount = {"predicate": "monthly_tonnage", "low": 5.0, "high": 7.0, "unit": "t", "per": "month"}
    things = [said(subject=f"thing-{n}", status="signed", **amount, **LATE) for n in range(90)]
    ds = made(*things)
    story = Page(ds, briefing(ds, as_of=DAY, since=SINCE), "en").story()
    assert words(story) <= 350
    assert "**Also said to be signed.** thing-" in story
    listed = re.findall(r"thing-\d+ \(([^)]*)\)", re.sub(r"\]\([^)]*\)", "]", story))
    assert listed
    assert set(listed) == {"5–7\u00a0tonnes a month"}
    told = len(re.findall(r"thing-\d+\b(?!\.c)", re.sub(r"\]\([^)]*\)", "]", story), re.IGNORECASE))
    assert story.endswith(f"And {90 - told} more dossiers.")


def test_a_question_of_a_dossier_that_is_only_listed_is_asked_below() -> None:
    soon = {"source": "c", "published": "2025-07-10"}
    crowd = [said(subject=f"thing-{n}", status="signed", date="2025-10-01", **LATE) for n in range(90)]
    same = {"subject": "mill", "predicate": "represents", "status": None}
    ds = made(*crowd, said(object="ana", **same, **EARLY), said(object="boris", **same, **soon))
    text = page(ds, "en")
    assert text.count("ana or boris?") == 1
    assert text.index("The articles also differ") < text.index("ana or boris?")


def test_of_many_articles_three_have_numbers() -> None:
    ds = made(*(said(source=f"s{n}", published="2025-10-24", group=f"g{n}", status="signed") for n in range(9)))
    story = Page(ds, briefing(ds, as_of=DAY, since=SINCE), "en").story()
    assert re.search(r"\[¹\]\(#[^)]*\)\u202f\[²\]\(#[^)]*\)\u202f\[³\]\(#[^)]*\)\u202f…$", story)


def test_what_is_new_is_told_first() -> None:
    ds = made(
        said(subject="dam", status="signed", **EARLY),
        said(subject="mill", status="discussed", **EARLY),
        said(subject="road", status="discussed", **LATE),
    )
    found = briefing(ds, as_of=DAY, since=SINCE)
    assert [dossier.entity_id for dossier in found.dossiers] == ["road", "dam", "mill"]
    assert (found.articles, found.new_articles) == (2, 1)


def test_of_what_is_as_new_what_has_a_figure_is_told_first() -> None:
    amount = {"predicate": "monthly_tonnage", "low": 5.0, "high": 7.0, "unit": "t", "per": "month"}
    ds = made(said(subject="dam", status="signed", **LATE), said(subject="mill", status="discussed", **amount, **LATE))
    told = briefing(ds, as_of=DAY, since=SINCE).dossiers
    assert [dossier.entity_id for dossier in told] == ["mill", "dam"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("status", "modality", "tells"),
    [
        ("discussed", "stated", {"en": "under discussion", "fr": "discussions"}),
        ("pledged", "stated", {"en": "only promised", "fr": "promesses"}),
        ("completed", "planned", {"en": "only promised", "fr": "promesses"}),
        ("signed", "conditional", {"en": "only promised", "fr": "promesses"}),
    ],
)
def test_what_is_not_signed_is_not_told_as_signed(lang: str, status: str, modality: str, tells: dict[str, str]) -> None:
    text = page(made(said(status=status, modality=modality, **LATE)), lang)
    assert tells[lang] in text
    nobody = {"en": "nothing is said to be signed", "fr": "rien n’est dit signé"}
    assert nobody[lang] in text


@pytest.mark.parametrize("lang", LANGS)
def test_independent_is_said_only_where_origin_groups_differ(lang: str) -> None:
    one = page(made(said(status="signed", group="x", **EARLY), said(status="signed", group="x", **LATE)), lang)
    two = page(made(said(status="signed", **EARLY), said(status="signed", **LATE)), lang)
    assert not re.search("independent|indépendant", one)
    assert re.search("two independent outlets|deux médias indépendants", two)


@pytest.mark.parametrize("lang", LANGS)
def test_a_date_has_only_the_outlets_that_give_it(lang: str) -> None:
    day = {"en": "23 June 2025", "fr": "23 juin 2025"}[lang]
    both = page(made(*(said(status="signed", date="2025-06-23", **when) for when in (EARLY, LATE))), lang)
    one = page(made(said(status="signed", date="2025-06-23", **EARLY), said(status="signed", **LATE)), lang)
    of_them = {"en": "; one of them gives 23 June 2025.", "fr": " ; un d’entre eux donne le 23 juin 2025."}[lang]
    assert day in both
    assert day in one
    assert of_them not in both
    assert of_them in one


@settings(max_examples=8, deadline=None)
@given(
    low=st.integers(1, 10**6),
    more=st.integers(0, 10**6),
    other=st.integers(0, 10**6),
    status=st.sampled_from(["discussed", "pledged", "signed", None]),
    crowd=st.integers(0, 15),
)
def test_no_dossier_with_a_quantity_is_told_without_it(
    low: int, more: int, other: int, status: str | None, crowd: int
) -> None:
    # Sentences of made claims bear no figure: what is told is the amount of the fact, or nothing.
    amount = {"predicate": "monthly_tonnage", "unit": "t", "per": "month", "status": status}
    claims = [
        said(low=float(low), high=float(low + more), **amount, **EARLY),
        said(low=float(low + other + 1), high=float(low + more + other + 1), **amount, **LATE),
        *(said(subject=f"thing-{n}", status="signed", date="2025-10-01", **LATE) for n in range(crowd)),
    ]
    ds = made(*claims)
    found = briefing(ds, as_of=DAY, since=SINCE)
    (fact,) = next(dossier for dossier in found.dossiers if dossier.entity_id == "mill").figures
    for lang in LANGS:
        assert quantity(fact["low"], fact["high"], "t", "month", lang) in page(ds, lang)


def test_every_sentence_of_the_story_leads_to_its_articles() -> None:
    ds = mr.load()
    for lang in LANGS:
        story = Page(ds, briefing(ds, as_of=ds.day(), since=ds.before()), lang).story()
        for paragraph in story.split("\n\n"):
            if re.search(r"^(And|Et) \d+ ", paragraph):
                continue
            name, _, sentences = paragraph.partition("** ")
            assert name.startswith("**")
            # A superior number closes each sentence.
            assert not re.search(r"[.?!»] (?!\[)[A-ZÀ-Þ«“]", re.sub(r"\b(M|A|O|B|Mr)\. ", r"\1 ", sentences)), paragraph
            assert sentences.rstrip(" \u202f…").endswith(")")


@pytest.mark.parametrize("lang", LANGS)
def test_the_briefing_of_the_articles_is_read_in_two_minutes(lang: str) -> None:
    ds = mr.load()
    found = briefing(ds, as_of=ds.day(), since=ds.before())
    parts = Page(ds, found, lang, scenario_beside(ds, ds.day(), lang))
    before_the_figure = f"{parts.opening()}\n\n{parts.story()}"
    assert words(before_the_figure) <= 350
    assert words("\n\n".join([before_the_figure, parts.disputed(), parts.promises(), parts.sources()])) <= 600


def test_figures_in_sentences_of_the_story_are_those_of_its_facts() -> None:
    ds = mr.load()
    facts = ds.facts.set_index("fact_id")
    told = briefing(ds, as_of=ds.day(), since=ds.before()).dossiers
    amounts = [fact["fact_id"] for dossier in told for fact in dossier.figures]
    assert "petroleum-deliveries.monthly_tonnage" in amounts
    assert [name for name in amounts if facts.at[name, "verdict"] == "superseded"] == []


def test_a_dispute_is_asked_in_the_paragraph_of_its_dossier_and_nowhere_else() -> None:
    same = {"subject": "mill", "predicate": "represents", "status": None}
    soon = {"source": "b", "published": "2025-07-10"}
    ds = made(said(object="ana", **same, **EARLY), said(object="boris", **same, **soon))
    text = page(ds, "en")
    assert text.count("ana or boris?") == 1
    assert "The articles differ: " in text
    assert "The articles also differ" not in text


def test_a_date_that_a_rhythm_gives_is_called_our_count() -> None:
    meets = said(predicate="meets_every", low=6.0, high=6.0, unit="mo", status="pledged", modality="planned", **LATE)
    promise = {
        "commitment_id": "meeting",
        "by": "outlet-b",
        "what_fr": "Réunion",
        "what_en": "Meeting",
        "made": "2025-10-24",
        "rhythm": "R/2025-10-24/P6M",
        "claim_id": "b.c1",
    }
    assert "By our count the next is due April 2026" in page(made(meets, commitments=[promise]), "en")
    undated = {**promise, "rhythm": None}
    text = page(made(meets, commitments=[undated]), "en")
    assert "One promise bears no date" in text
    assert "our count" not in text


def test_what_outside_figures_say_has_a_number_that_opens_the_list() -> None:
    ds = made(said(status="discussed", **LATE))
    found = briefing(ds, as_of=DAY, since=SINCE)
    notes = Notes(ds, "en")
    known = {"mill": [Beside("grain-2022", "Office of Grain, 2022", "It ground 5 t in 2022.")]}
    text = Story(ds, notes, "en", known).paragraphs(found.dossiers)
    assert "It ground 5 t in 2022.²" in text
    assert notes.listed().endswith("2. Office of Grain, 2022")


def test_numbers_are_superior_and_count_the_sources_as_they_are_used() -> None:
    assert superior(120) == "¹²⁰"
    ds = made(said(**EARLY), said(**LATE))
    notes = Notes(ds, "en")
    assert notes.claims(["b.c1"]) == "[¹](#b.c1)"
    assert notes.claims(["a.c1", "b.c1"]) == "[¹](#b.c1)\u202f[²](#a.c1)"
    assert [line[:3] for line in notes.listed().splitlines()[2:]] == ["1. ", "2. "]


def test_since_cannot_be_later_than_the_day() -> None:
    with pytest.raises(DateError, match="give an earlier day"):
        briefing(made(said(status="signed", **EARLY)), as_of=DAY, since="2025-11")


@pytest.mark.parametrize("lang", LANGS)
def test_ledger_text_cannot_set_marks_in_a_briefing(lang: str) -> None:
    text = page(made(said(status="signed", **EARLY), captions={"mill": "*A* [b](javascript:x) <i>"}), lang)
    assert r"\*A\* \[b\]" in text
    assert "<i>" not in text.replace(r"\<i\>", "")


@pytest.mark.parametrize("lang", LANGS)
def test_a_day_before_every_article_gives_a_briefing_that_says_so(lang: str) -> None:
    text = page(mr.load(), lang, "2020", "2019")
    assert text.startswith({"en": "# No article read by", "fr": "# Aucun article lu"}[lang])
    assert "nan" not in text


def test_the_table_of_the_ladder_tells_what_stands_beside_it_where_anything_does() -> None:
    signed = said(source="a", status="signed", published="2025-06-24")
    no = said(source="b", status="signed", polarity="denied", published="2025-06-25")
    plain, denied = (status_ladder(made(*claims), lang="en").table for claims in ((signed,), (signed, no)))
    assert "Beside it" not in plain.columns
    assert denied["Beside it"].tolist() == ["but a source denies “signed”"]
    assert denied["claim_ids"].tolist() == ["a.c1;b.c1"]


def test_what_outside_figures_say_tells_no_number_that_they_do_not_give() -> None:
    ds = mr.load()
    figures = ds.reference.dropna(subset="id").set_index("id")
    for told in topic(ds).beside:
        known = {n for name in told.figures for n in (figures.at[name, "low"], figures.at[name, "high"])}
        years = {float(figures.at[name, "period"][:4]) for name in told.figures}
        for sentence in (told.fr, told.en):
            numbers = [float(re.sub(r"[\s,]", "", n)) for n in re.findall(r"\d[\d\s,]*\d|\d", sentence)]
            assert set(numbers) <= known | years, sentence


@pytest.mark.parametrize("lang", LANGS)
def test_a_figure_for_a_later_time_is_not_told(lang: str) -> None:
    ds = mr.load()
    assert sorted(beside(ds, "2022-11-01", lang)) == []
    assert sorted(beside(ds, "2022-11-02", lang)) == ["petroleum-deliveries"]


@pytest.mark.parametrize("lang", LANGS)
def test_articles_of_one_text_that_call_it_signed_and_under_discussion_are_counted_and_nothing_is_told_as_signed(
    lang: str,
) -> None:
    one_text = [
        said(
            source=f"s{n}", published="2025-10-24", group="note", status="signed" if n == 0 else "discussed", date=None
        )
        for n in range(4)
    ]
    ds = made(*one_text)
    (dossier,) = briefing(ds, as_of=DAY, since=SINCE).dossiers
    assert (dossier.carried, dossier.claiming, dossier.others) == (4, 1, "discussed")
    assert dossier.contested
    assert not dossier.signed
    text = page(ds, lang).replace("\u00a0", " ")
    told = {
        "en": "Four articles carry one text: one of them has it as “signed”, the others as “discussed” at most.",
        "fr": "Quatre articles reprennent un même texte : un d’entre eux le dit « signé », les autres ",
    }[lang]
    assert told in text
    assert "took place" not in text
    assert "C’est signé" not in text
    # Two texts are no longer one: the others may know more.
    apart = made(*one_text[:1], *(said(**{**claim, "group": "other"}) for claim in one_text[1:]))
    assert not briefing(apart, as_of=DAY, since=SINCE).dossiers[0].contested


def test_a_fact_is_told_as_most_of_its_claims_tell_it() -> None:
    amount = {"predicate": "monthly_tonnage", "low": 5.0, "high": 7.0, "unit": "t", "per": "month"}
    ds = made(
        said(source="a", status="pledged", says_en="Promised by one.", **amount),
        said(source="b", status="discussed", says_en="Discussed, say two.", **amount),
        said(source="c", status="discussed", says_en="Discussed, say two.", **amount),
    )
    assert "Discussed, say two." in page(ds, "en")
    assert "Promised by one." not in page(ds, "en")
