"""What changed, in words."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from typing import Any

import pytest
from hand_edits import EDITS, Picture, edited
from hypothesis import given, settings
from hypothesis import strategies as st
from made_ledger import made, said

import malirussia as mr
from malirussia import evidence
from malirussia.analysis.changes import Change, compare, compare_figures, snapshot
from malirussia.charts.changes.naming import plain, quoted
from malirussia.charts.changes.words import MOST, SHARES, tell
from malirussia.charts.paper.escape import markdown
from malirussia.language import LANGS, catalogue
from malirussia.language.terms import TERMS
from malirussia.render.notebook.markdown import to_html
from malirussia.tables import Dataset, derive
from malirussia.tables.build import decisions, predicates

DAY = "2025-10-24"
LATEST = "malikonews-2025-10-24"
EARLY = {"source": "a", "published": "2025-06-24"}
LATE = {"source": "b", "published": "2025-10-24"}
OSLO, BERN = {"predicate": "located_at", "object": "oslo"}, {"predicate": "located_at", "object": "bern"}
CHARTS = compare_figures({"ties": "1", "ladder": "2"}, {"ties": "9", "fan": "3"})


@cache
def articles() -> Picture:
    return snapshot(mr.load(), DAY)


@cache
def without_the_latest() -> Picture:
    """The articles but the latest, all that follows derived anew."""
    ds, ledger = mr.load(), evidence.load()
    tables = dict(ds.tables)
    for name in ("sources", "claims", "passages"):
        tables[name] = tables[name][tables[name]["source_id"] != LATEST].reset_index(drop=True)
    own = tables["commitments"]["claim_id"].str.startswith(f"{LATEST}.")
    tables["commitments"] = tables["commitments"][~own].reset_index(drop=True)
    left = set(tables["claims"]["claim_id"])
    decided = [decision for decision in decisions(ledger) if set(decision.claims) <= left]
    return snapshot(Dataset(folder=ds.folder, **(tables | derive(tables, predicates(ledger.vocabulary), decided))), DAY)


def sentences(before: Picture, after: Picture, lang: str, **options: Any) -> list[str]:
    return tell(compare(before, after), lang, before=before, after=after, **options)


def between(one: Dataset, other: Dataset, lang: str, **options: Any) -> list[str]:
    return sentences(snapshot(one, DAY), snapshot(other, DAY), lang, **options)


def first_of(part: str) -> str:
    return min(articles()[part])


@pytest.mark.parametrize("pair", sorted(EDITS), ids=" ".join)
def test_every_kind_of_change_has_its_sentence_in_both_languages(pair: tuple[str, str]) -> None:
    before, after, _ = edited(articles(), (pair, first_of(EDITS[pair][0])))
    (french,), (english,) = (sentences(before, after, lang) for lang in ("fr", "en"))
    assert french != english
    for line in (french, english):
        assert line.endswith(".")
        assert not re.search(r"nan|None|\{|\}", line)
    # A title stands as it is printed.
    printed = articles()["sources"][first_of("sources")]["title"]
    assert not re.search(r" [:;?!»]|« ", french.replace(printed, ""))


@pytest.mark.parametrize("lang", LANGS)
def test_charts_that_changed_are_told_by_their_titles_else_by_their_names(lang: str) -> None:
    lines = tell(CHARTS, lang, before=articles(), after=articles(), titles={"ties": "Who knows *whom*"})
    assert len(lines) == 3
    assert r"Who knows \*whom\*" in lines[0]
    assert "fan" in lines[1]
    many = compare_figures({}, {f"chart-{n}": "1" for n in range(9)})
    (line,) = tell(many, lang, before=articles(), after=articles())
    assert "chart-2" in line
    assert "chart-3" not in line
    assert "6" in line


@given(st.sampled_from(sorted(EDITS)), st.data())
@settings(max_examples=80)
def test_every_change_made_by_hand_is_told_once(pair: tuple[str, str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(articles()[EDITS[pair][0]])))
    before, after, _ = edited(articles(), (pair, name))
    for lang in LANGS:
        assert len(sentences(before, after, lang)) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_and_no_earlier_edition_are_one_sentence_each(lang: str) -> None:
    now = articles()
    same = tell([], lang, before=now, after=now)
    later = tell([], lang, before=now, after=snapshot(mr.load(), "2025-10-28"))
    first = tell([], lang, before=None, after=now)
    assert len(same) == len(later) == len(first) == 1
    assert len({*same, *later, *first}) == 3
    assert "28" in later[0]


@given(st.integers(1, 50), st.sampled_from(LANGS))
@settings(max_examples=20)
def test_there_are_never_more_lines_than_asked_for_and_none_twice(most: int, lang: str) -> None:
    lines = sentences(without_the_latest(), articles(), lang, most=most)
    assert 1 <= len(lines) <= most
    assert len(set(lines)) == len(lines)
    whole = sentences(without_the_latest(), articles(), lang, most=1000)
    left = [line for line in whole if line not in lines]
    if len(whole) > most:
        # What is left out is counted: each of its numbers stands before what it counts.
        assert sum(map(int, re.findall(r"\d+", lines[-1]))) == len(left)
    else:
        assert left == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_new_article_is_told_in_ten_lines_with_the_page_the_rungs_and_the_figure_first_among_facts(lang: str) -> None:
    lines = sentences(without_the_latest(), articles(), lang)
    assert len(lines) == MOST
    assert "MalikoNews" in lines[0]
    text = "\n".join(lines)
    for caption in ("Livraisons de produits pétroliers", "Petroleum product deliveries"):
        assert (caption in text) is (caption.startswith("L") == (lang == "fr"))
    tonnage = next(line for line in lines if "160" in line)
    assert tonnage.startswith(catalogue(lang)("Announced for the first time: {fact}").partition("{")[0])


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_only_announced_is_never_told_as_confirmed(lang: str) -> None:
    planned = {**OSLO, "modality": "planned"}
    line = between(made(said(**EARLY, **planned)), made(said(**EARLY, **planned), said(**LATE, **planned)), lang)[-1]
    assert re.match("Annoncé|Announced", line)
    assert "confirm" not in line
    stated = between(made(said(**EARLY, **OSLO)), made(said(**EARLY, **OSLO), said(**LATE, **OSLO)), lang)[-1]
    assert "confirm" in stated


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_that_tells_as_done_what_another_announced_does_not_confirm_it(lang: str) -> None:
    planned = said(**EARLY, **OSLO, modality="planned")
    lines = between(made(planned), made(planned, said(**LATE, **OSLO)), lang)
    (told,) = (line for line in lines if "#b.c1" in line and "**" not in line and line != lines[0])
    assert told.startswith(catalogue(lang)("Only announced until now, now told as a fact: {fact}").partition("{")[0])


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        (
            "fr",
            "Moulin – tonnage\xa0: annoncé, désormais 160\u202f000–250\u202f000\xa0tonnes par mois, auparavant ",
        ),
        ("en", "Moulin – tonnage: announced, now 160,000–250,000\xa0tonnes a month, before "),
    ],
)
def test_a_range_is_told_as_a_range_in_the_format_of_the_language(lang: str, line: str) -> None:
    tonnage = {"predicate": "monthly_tonnage", "unit": "t", "per": "month", "low": 160_000, "status": "discussed"}
    one, other = (made(said(**EARLY, **tonnage, high=high), captions={"mill": "Moulin"}) for high in (200_000, 250_000))
    (told,) = between(one, other, lang)
    assert told.startswith(line)


@pytest.mark.parametrize("lang", LANGS)
def test_a_contradiction_is_told_once_and_not_again_as_the_facts_it_makes_disputed(lang: str) -> None:
    before = made(said(**EARLY, **OSLO), said(**LATE, subject="dam", **OSLO))
    after = made(said(**EARLY, **OSLO), said(**LATE, subject="dam", **OSLO), said(**LATE, **BERN))
    assert {change.kind for change in compare(snapshot(before, DAY), snapshot(after, DAY))} == {
        "conflict",
        "fact",
        "verdict",
    }
    (line,) = between(before, after, lang)
    assert "oslo" in line
    assert "bern" in line
    assert "#a.c1" in line


@pytest.mark.parametrize("lang", LANGS)
def test_contradictions_on_one_question_are_one_line(lang: str) -> None:
    third = {"source": "c", "published": "2025-10-24", "predicate": "located_at", "object": "rome"}
    before = made(said(**EARLY, **OSLO), said(**LATE, subject="dam", **OSLO))
    after = made(said(**EARLY, **OSLO), said(**LATE, subject="dam", **OSLO), said(**LATE, **BERN), said(**third))
    lines = [line for line in between(before, after, lang) if "bern" in line]
    assert len(lines) == 1
    assert "rome" in lines[0]


def test_a_page_that_contradicts_itself_is_not_told_as_two() -> None:
    before = made(said(**EARLY, **OSLO))
    after = made(said(**EARLY, **OSLO), said(**EARLY, **BERN, passage="p2"))
    assert between(before, after, "en")[0].startswith("An article now contradicts itself: ")


@pytest.mark.parametrize("lang", LANGS)
def test_what_only_the_day_changes_is_said_once_where_it_is_all_and_beside_each_line_where_it_is_not(lang: str) -> None:
    pledged = said(**EARLY, modality="planned", status="pledged")
    due = {"commitment_id": "a-mill", "by": "outlet", "what_fr": "Un moulin", "what_en": "A mill", "due": "2025-11"}
    due |= {"claim_id": "a.c1"}
    before = snapshot(made(pledged, commitments=[due]), DAY)
    alone = sentences(before, snapshot(made(pledged, commitments=[due]), "2025-12-24"), lang)
    grown = snapshot(made(pledged, said(**LATE, subject="dam", **OSLO), commitments=[due]), "2025-12-24")
    mixed = sentences(before, grown, lang)
    calendar = catalogue(lang)("{told}, by the calendar alone.").partition("}")[2]
    assert len(alone) == 2
    assert "2025" in alone[0]
    assert not any(line.endswith(calendar) for line in alone)
    assert [line.endswith(calendar) for line in mixed] == ["moulin" in line or "mill" in line.lower() for line in mixed]


@pytest.mark.parametrize("lang", LANGS)
def test_on_an_earlier_day_nothing_is_told_as_taken_from_the_ledger(lang: str) -> None:
    lines = sentences(articles(), snapshot(mr.load(), "2025-06-30"), lang, most=100)
    assert not any("registre" in line or "in the ledger" in line for line in lines[1:])


def nasty(value: Any) -> Any:
    """A snapshot whose texts all try to be more than text; what programs read stays."""
    texts = {"says_fr", "says_en", "fr", "en", "publisher", "title", "what_fr", "what_en", "as_printed"}
    texts |= {"caption_fr", "caption_en"}
    if isinstance(value, dict):
        return {
            key: f"1. {NASTY}" if key in texts and isinstance(own, str) else nasty(own) for key, own in value.items()
        }
    return [nasty(own) for own in value] if isinstance(value, list) else value


NASTY = "*A* <b onclick=x> [l](javascript:x) `c` $y$ &amp; ~~z~~ {0} | \\ \r\n# h"
TAG = re.compile(r"<(/?)(ul|li|strong|a)( href=\"#claim-[a-z0-9-]+\.c\d+\")?>")


@pytest.mark.parametrize("pair", sorted(EDITS), ids=" ".join)
def test_text_of_the_ledger_can_be_nothing_but_text(pair: tuple[str, str]) -> None:
    before, after, _ = edited(nasty(articles()), (pair, first_of(EDITS[pair][0])))
    for lang in LANGS:
        (line,) = sentences(before, after, lang)
        assert "\n" not in line
        html = str(to_html(f"- {line}"))
        assert html.count("<li>") == 1
        assert "<" not in TAG.sub("", html)
        assert "<em>" not in html
        if "onclick" in line:
            assert "*A* &lt;b onclick=x&gt; [l](javascript:x) `c` $y$ &amp;amp; ~~z~~ {0} | \\" in html


def test_the_title_of_a_chart_can_be_nothing_but_text() -> None:
    for lang in LANGS:
        for line in tell(
            CHARTS, lang, before=articles(), after=articles(), titles=dict.fromkeys(("ties", "fan"), NASTY)
        ):
            assert "<" not in TAG.sub("", str(to_html(f"- {line}")))


@given(st.text())
def test_escaped_text_comes_out_as_it_is_at_the_beginning_of_an_item_too(text: str) -> None:
    html = str(to_html(f"- {plain('x' + text)}"))
    assert html.startswith("<ul>\n<li>x")
    assert "<" not in TAG.sub("", html)


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_status_of_a_project_is_not_told_as_a_move_from_another(lang: str) -> None:
    (line,) = between(made(said(**EARLY)), made(said(**EARLY, status="signed")), lang)
    assert "**sign" in line
    assert catalogue(lang)("no status given") not in line


@pytest.mark.parametrize("text", ["1. Bank", "12) Bank", "- Bank", "+ Bank", "# Bank", "> Bank"])
def test_a_name_opens_no_list_within_an_item(text: str) -> None:
    assert str(to_html(f"- {plain(text)}")).count("<li>") == 1
    assert str(to_html(f"- {plain(text)}")).replace("&gt;", ">") == f"<ul>\n<li>{text}</li>\n</ul>\n"


def test_a_title_within_quotation_marks_has_inner_ones() -> None:
    assert quoted("A “b” c", "en") == "“A ‘b’ c”"
    assert quoted("A « b » c", "fr") == "«\xa0A “ b ” c\xa0»"


def test_dollars_and_line_ends_of_every_kind_are_escaped_in_markdown() -> None:
    assert markdown("a $b$\r\nc\u2028d") == r"a \$b\$ c d"


@pytest.mark.parametrize("lang", LANGS)
def test_links_lead_only_to_claims_that_the_ledger_holds_now(lang: str) -> None:
    claims = set(mr.load().claims["claim_id"])
    for before, after, held in (
        (without_the_latest(), articles(), claims),
        (articles(), without_the_latest(), {claim for claim in claims if not claim.startswith(LATEST)}),
    ):
        links = re.findall(r"\]\(#([^)]*)\)", "\n".join(sentences(before, after, lang, most=1000)))
        assert links
        assert set(links) <= held


@pytest.mark.parametrize("lang", LANGS)
def test_what_has_gone_is_still_named_with_its_page(lang: str) -> None:
    lines = sentences(articles(), without_the_latest(), lang, most=1000)
    assert any("MalikoNews" in line and "160" in line for line in lines)
    assert not any("petroleum-deliveries" in line for line in lines)


def test_a_weak_reference_figure_is_said_to_be_weak() -> None:
    before, after, _ = edited(articles(), (("reference", "changed"), "press-2025-11"))
    for lang, word in (("fr", "B-"), ("en", "B-, weak source")):
        assert word in sentences(before, after, lang)[0]


def test_a_picture_read_back_from_a_receipt_is_told_alike() -> None:
    before = json.loads(json.dumps(without_the_latest()))
    for lang in LANGS:
        assert sentences(before, copy.deepcopy(articles()), lang) == sentences(without_the_latest(), articles(), lang)


def test_every_kind_of_change_has_its_share_of_lines() -> None:
    assert set(SHARES) == {kind for kind, _ in EDITS} | {"chart"}


@pytest.mark.parametrize("kind", sorted(TERMS["conflict"]))
@pytest.mark.parametrize("lang", LANGS)
def test_a_contradiction_of_every_kind_is_told(kind: str, lang: str) -> None:
    sides = [{"claim": f"a.c{n}", "fact": "mill.at_stage", "status": "signed", "polarity": "affirmed"} for n in (1, 2)]
    row = {"kind": kind, "subject": "mill", "predicate": "at_stage", "sides": sides}
    change = Change("conflict", "a.c1~a.c2", "new", None, row, ("a.c1", "a.c2"))
    picture = snapshot(made(said(**EARLY, status="signed")), DAY)
    (line,) = tell([change], lang, before=picture, after=picture)
    assert "nan" not in line
