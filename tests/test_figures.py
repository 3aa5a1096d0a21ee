"""Every figure as a sub-editor and an art director read it: in both languages, wide and narrow."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import pytest
from chart_boxes import beyond, drowned, open_page, overlaps, text_boxes
from drawn_charts import DAY, FIGURES, chart, scenario
from first_five import first_five
from playwright.sync_api import Page

import malirussia as mr
from malirussia.analysis.supply import compare, supply
from malirussia.charts.paper import bubble, measure
from malirussia.charts.paper.theme import NARROW, WIDE
from malirussia.charts.supply import prose as supply_prose
from malirussia.charts.supply import tables as supply_tables
from malirussia.charts.words.publishers import told
from malirussia.language import LANGS

# Words that no French sentence holds, and that names and titles of English works may.
ENGLISH = re.compile(r"\b(the|of|and|by|with|which|from|given|quoted|meeting|sources?:|was|were|according)\b", re.I)
LOOSE = re.compile(r"(?<=\S) [:;?!»%]|« |\w'\w|\.\.\.|\d \d{3}\b|(?<=[\w»)])[;?!](?=\s)|\d[.]\d")


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with open_page() as opened:
        yield opened


def drawn_words(name: str, lang: str) -> list[str]:
    """Every run of text in the wide figure, markup taken out."""
    texts = [note.text for note in chart(name, lang).layout.annotations]
    return [re.sub(r"<[^>]+>", " ", text) for text in texts]


@cache
def printed() -> re.Pattern[str]:
    """What is printed as its publisher writes it: names, and titles of works, which no rule of ours may touch."""
    ds = mr.load()
    names = [*ds.entities["caption_fr"], *ds.sources["publisher"], *ds.sources["authors"], *ds.sources["title"]]
    names += [*ds.claims["as_printed"], *ds.reference["title_fr"].dropna()]
    known = {name for name in names if isinstance(name, str) and len(name) > 3}
    return re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))


def ours(text: str) -> str:
    """A text without the names and titles in it."""
    return printed().sub("", text)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FIGURES)
def test_no_text_overlaps_drowns_in_what_is_drawn_or_leaves_the_column(
    page: Page, name: str, lang: str, width: Any
) -> None:
    figure, sheet = chart(name, lang).for_image(width), (WIDE if width == WIDE.width else NARROW)
    assert drowned(page, figure) == []
    boxes = text_boxes(page, figure)
    assert overlaps(boxes) == []
    assert beyond(boxes, sheet.pad, sheet.width - sheet.pad) == []


def test_a_name_that_runs_over_its_bar_is_found(page: Page) -> None:
    figure = {
        "data": [],
        "layout": {
            "width": 400,
            "height": 200,
            "shapes": [{"type": "rect", "x0": 0, "x1": 1, "y0": 0, "y1": 1, "fillcolor": "#0B4356", "xref": "paper"}],
            "annotations": [{"text": "a name", "x": 0.5, "y": 0.5, "showarrow": False, "font": {"color": "#1C1C1A"}}],
            "xaxis": {"visible": False, "range": [0, 1]},
            "yaxis": {"visible": False, "range": [0, 1]},
        },
    }
    assert drowned(page, figure) == ["a name"]
    pale = json.loads(json.dumps(figure).replace("#0B4356", "#E9E4DA"))
    assert drowned(page, pale) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FIGURES)
def test_a_title_has_no_full_stop_and_the_words_under_a_figure_have_one(name: str, lang: str) -> None:
    one = chart(name, lang)
    assert not one.title.endswith(".")
    assert one.title[0] == one.title[0].upper()
    assert [text for text in (one.source, one.note) if not text.endswith(".") or text.endswith((" .", ".."))] == []
    assert re.search(r"[?!.][.]|\s\s", f"{one.source} {one.note} {one.alt}") is None


@pytest.mark.parametrize("name", FIGURES)
def test_a_french_figure_holds_no_english(name: str) -> None:
    one = chart(name, "fr")
    cells = [str(cell) for column in one.table for cell in one.table[column] if not str(column).endswith("_ids")]
    words = [one.title, one.subtitle, one.source, one.note, one.alt, *map(str, one.table), *drawn_words(name, "fr")]
    assert [found for text in [*words, *cells] for found in ENGLISH.findall(ours(text))] == []


@pytest.mark.parametrize("name", FIGURES)
def test_french_spaces_hold_and_figures_are_french(name: str) -> None:
    one = chart(name, "fr")
    words = [one.title, one.subtitle, one.source, one.note, one.alt, *drawn_words(name, "fr")]
    # Names keep their own spaces and apostrophes; what is drawn is broken into lines.
    assert [text for text in words if LOOSE.search(ours(re.sub(r"\s*\n\s*", " ", text)))] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FIGURES)
def test_a_scenario_says_on_its_face_that_it_is_one(name: str, lang: str) -> None:
    one = chart(name, lang)
    said = {"fr": "Un scénario, pas une prévision", "en": "A scenario, not a forecast"}[lang]
    assert one.note.startswith(said) == one.name.startswith("supply-")


@pytest.mark.parametrize("lang", LANGS)
def test_every_publisher_and_title_is_written_for_the_reader(lang: str) -> None:
    one = scenario()
    cells = list(mr.load().reference["publisher"])
    cells += [*one.contradictions["publisher"], *one.denominators["publisher"], *one.assumptions["publishers"]]
    read = [told(cell, one.figures.publishers, lang) for cell in cells]
    read += mr.load().reference[f"publisher_{lang}"].to_list()
    assert [text for text in read if re.search(r"remembered|looks like|\bunnamed \(|'|\"|;(?=\S)", text)] == []


def test_the_question_of_a_supply_page_says_what_sets_it_apart() -> None:
    ds = mr.load()
    usual = supply_prose.title(scenario(), "en")
    closed = supply_prose.title(supply(ds, draws=2_000, blockade="abidjan"), "fr")
    other = supply_prose.title(supply(ds, draws=2_000, denominator="onap-2015"), "en")
    assert usual.endswith("is that a lot?")
    assert "corridor d’Abidjan fermé" in closed
    assert other.endswith("(demand: imports of liquid products, ONAP, 2015)")
    assert supply_tables.answers_table(scenario(), "fr").shape[0] > 10


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", FIGURES)
def test_no_line_of_a_hover_box_is_wider_than_its_sheet_has_room_for(name: str, width: Any) -> None:
    limit = bubble.LIMIT if width == 1280 else bubble.NARROW_LIMIT
    for lang in LANGS:
        for trace in chart(name, lang).for_image(width)["data"]:
            texts = trace.get("hovertext", trace.get("text") if trace.get("hoveron") == "fills" else None) or []
            for text in [texts] if isinstance(texts, str) else texts:
                for row in (text or "").split("<br>"):
                    bare = unescape(re.sub("</?b>", "", row))
                    assert measure.width(bare, 13, bold=row.startswith("<b>")) <= limit, row


@pytest.mark.parametrize("lang", LANGS)
def test_the_title_names_what_the_facts_of_a_verdict_are_about(lang: str) -> None:
    ds = first_five()
    title = mr.charts.corroboration_matrix(ds, as_of=DAY, lang=lang).title
    agreed, disputed = re.split("in dispute: |contesté\u00a0: ", title)
    names = ds.entities.set_index("entity_id")[f"caption_{lang}"]
    for said, verdict in ((agreed, "corroborated"), (disputed, "disputed")):
        subjects = ds.facts.loc[ds.facts["verdict"] == verdict, "subject"].unique()
        named = [name for name in names[subjects] if name in said]
        assert len(named) == min(2, len(subjects))
        for name in named:
            said = said.replace(name, "")
        assert re.findall(r"\d+", said) == ([str(len(subjects) - 2)] if len(subjects) > 2 else [])


def test_what_nobody_confirms_has_no_number_of_sources_that_confirm_it() -> None:
    table = chart("status", "en").table
    none = table[table["Highest confirmed"] == "none"]
    assert not none.empty
    assert none["Independent sources that confirm it"].isna().all()
    assert (table.drop(none.index)["Independent sources that confirm it"] >= 2).all()


def test_a_title_sets_no_two_equal_shares_against_each_other() -> None:
    ds = mr.load()

    def title(**choices: Any) -> str:
        one = supply(ds, draws=2_000, **choices)
        return mr.charts.supply_comparison(one, compare(ds, one.scenario), lang="en").title

    assert ", but " in title()
    assert title(denominator="customs-2025-09").startswith("Such deliveries would meet 100% of demand, even with")
    assert title(blockade="dakar").startswith("With the Dakar road closed for 3 months")


def test_the_stock_told_is_the_one_that_comes_about_and_not_that_of_the_tanks() -> None:
    low = supply(mr.load(), draws=2_000, low=160_000, high=160_000)
    assert "Next to nothing stays in the storage." in mr.charts.supply_paths(low, lang="en").note
    assert "never holds more than is used in 7.4\u00a0days." in mr.charts.supply_paths(scenario(), lang="en").note


def test_the_months_of_a_run_make_up_the_share_in_its_title() -> None:
    run = supply(mr.load(), draws=2_000, denominator="onap-2015")
    months = run.months[run.months["measure"] == "served_share"]
    assert list(months["high"].iloc[:2]) == sorted(months["high"].iloc[:2])
    for end in ("low", "high"):
        assert 0 <= months[end].min() <= run.served[end] <= months[end].max() <= 1
    table = mr.charts.supply_paths(run, lang="en").table
    assert table["per cent of demand met, low"].tolist() == [round(100 * share, 1) for share in months["low"]]


def test_a_truck_drawn_stands_for_as_many_on_every_sheet() -> None:
    for lang in LANGS:
        wide, narrow = (
            {note["text"] for note in chart("trucks", lang).for_image(width)["layout"]["annotations"]}
            for width in (1280, 390)
        )
        said = {"fr": "un camion dessiné vaut 5", "en": "one truck drawn stands for 5"}[lang]
        assert all(any(text.startswith(said) for text in texts) for texts in (wide, narrow))
