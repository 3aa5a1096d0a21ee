from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from chart_boxes import cut, open_page, overlaps, text_boxes
from drawn_charts import articles
from first_five import first_five
from playwright.sync_api import Page

import malirussia as mr
from malirussia.analysis.networks.behind import behind, members
from malirussia.analysis.networks.between import ACTORS
from malirussia.analysis.networks.ties import project
from malirussia.charts.networks import report
from malirussia.charts.networks.relations import between_them
from malirussia.charts.paper.chart import CHART_MIME, Chart
from malirussia.charts.paper.curves import across, halfway
from malirussia.language import LANGS
from malirussia.tables import Dataset

# test_figures reads the network of all.
CHOICES: dict[str, dict[str, Any]] = {
    "energy": {"sector": "energy"},
    "persons": {"layer": "persons"},
    "held by two": {"min_origin_groups": 2},
    "none": {"sector": "energy", "min_origin_groups": 9},
}


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with open_page() as opened:
        yield opened


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return articles()


@cache
def chart(lang: str, choice: str = "") -> Chart:
    """A network of the articles, drawn once for all tests that only look at it."""
    return mr.charts.network(mr.network(articles(), **CHOICES.get(choice, {})), lang=lang)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("choice", CHOICES)
def test_no_two_labels_overlap_and_none_is_cut(page: Page, choice: str, lang: str, width: Any) -> None:
    figure = chart(lang, choice).for_image(width)
    boxes = text_boxes(page, figure)
    assert len(boxes) >= 4
    assert overlaps(boxes) == []
    assert cut(boxes, width, figure["layout"]["height"]) == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_entity_of_the_network_is_named(page: Page, ds: Dataset, lang: str) -> None:
    graph = mr.network(ds)
    figure = chart(lang)
    for width in (1280, 390):
        said = " ".join(box.text for box in text_boxes(page, figure.for_image(width))).replace(" ", "")
        for _, node in graph.nodes(data=True):
            assert node[f"caption_{lang}"].replace(" ", "") in said


@pytest.mark.parametrize("lang", LANGS)
def test_a_narrow_sheet_lists_each_tie_under_every_actor_that_it_binds(ds: Dataset, lang: str) -> None:
    graph = mr.network(ds)
    ties = project(graph)
    sheet = chart(lang).narrow
    marks = [mark for trace in sheet.data for mark in trace.customdata or ()]
    for start, end, tie in ties.edges(data=True):
        actors = sum(ties.nodes[node].get("role") in ACTORS for node in (start, end))
        assert sum(mark == list(tie["claim_ids"]) for mark in marks) >= max(1, actors), (start, end)
    said = " ".join(html.unescape(note.text) for note in sheet.layout.annotations).replace("<br>", " ")
    for start, end, edge in graph.edges(data=True):
        assert edge[f"label_{lang}"] in said, (start, end)


@pytest.mark.parametrize("lang", LANGS)
def test_a_line_on_a_wide_sheet_says_what_the_tie_is(ds: Dataset, lang: str) -> None:
    graph = mr.network(ds)
    drawn = " ".join(
        html.unescape(text).replace("<br>", " ")
        for trace in chart(lang).data
        if trace.mode == "text"
        for text in trace.text
    )
    for one, other in project(graph).edges:
        assert between_them(graph, one, other, lang)[0] in drawn, (one, other)


def test_the_headline_names_the_tie_across_that_most_sources_tell(ds: Dataset) -> None:
    five = mr.charts.network(mr.network(first_five()), lang="en")
    assert five.title == (
        "Assimi Goïta and Vladimir Putin are tied by the word of two independent sources; "
        "no tie between the two sides has more"
    )
    assert chart("en").title.startswith("Assimi Goïta and Vladimir Putin are tied by the word of ")
    alone = mr.charts.network(mr.network(first_five(), as_of="2025-06-24", layer="persons"), lang="en")
    assert alone.title == "Each tie between the two sides is told by one independent source alone"
    five = mr.charts.network(mr.network(first_five(), min_origin_groups=2), lang="en")
    assert five.title == "No tie leads straight from the Malian side to the Russian side"


def test_every_word_is_in_the_language_asked_for(ds: Dataset) -> None:
    french, english = (chart(lang) for lang in LANGS)
    for word in ("title", "subtitle", "source", "note", "alt"):
        assert getattr(french, word) != getattr(english, word), word
    assert list(french.table.columns)[:-1] != list(english.table.columns)[:-1]


def test_every_mark_knows_its_claims(ds: Dataset) -> None:
    graph = mr.network(ds)
    known = set(ds.claims["claim_id"])
    held = {claim for *_, edge in graph.edges(data=True) for claim in members(edge["claim_ids"])}
    marked = [mark for trace in chart("fr").data for mark in trace.customdata or ()]
    assert {claim for mark in marked for claim in mark} == held <= known
    assert all(marked)


def test_hovering_says_what_is_claimed_by_whom_and_when(ds: Dataset) -> None:
    graph = mr.network(ds)
    hovers = [text for trace in chart("en").data for text in trace.hovertext or ()]
    for claim in behind(graph).claims.values():
        first = claim["says_en"].split()[0]
        assert any(first in html.unescape(text) for text in hovers)
    assert any("aBamako.com, 24 June 2025" in text for text in hovers)


def test_a_mark_names_the_pages_that_speak_of_the_entity(ds: Dataset) -> None:
    graph = mr.network(ds)
    dots = next(trace for trace in chart("en").data if trace.marker.symbol and trace.hovertext)
    said = dict(zip(sorted(graph), dots.hovertext, strict=True))
    assert "Articles: Site aBamako.com, 24 June 2025" in said["yadran"]
    assert all(re.search(r"Articles: .*20\d\d", text) for text in said.values())


def test_one_is_told_as_one_and_a_network_that_loses_nothing_says_so(ds: Dataset) -> None:
    best = mr.network(first_five(), min_origin_groups=3)
    assert "2 entities, 1 tie." in mr.charts.network(best, lang="en").alt
    assert report.loss_words(best, "en").endswith("every tie stands.")


def test_the_day_of_a_year_is_its_last(ds: Dataset) -> None:
    assert "known on 31 December 2025" in mr.charts.network(mr.network(ds, as_of="2025"), lang="en").subtitle


def test_the_table_has_one_row_a_relation_with_its_claims(ds: Dataset) -> None:
    graph = mr.network(ds)
    table = chart("en").table
    assert len(table) == graph.number_of_edges()
    assert table.columns[-1] == "claim_ids"
    assert set(";".join(table["claim_ids"]).split(";")) == set(behind(graph).claims)


def test_the_same_network_is_the_same_bytes_whatever_the_order_of_its_nodes(ds: Dataset) -> None:
    graph = mr.network(ds)
    turned = type(graph)(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    one, other = (json.dumps(mr.charts.network(found).bundle()) for found in (graph, turned))
    assert one == other


def test_the_first_side_stands_left_and_the_second_right(ds: Dataset) -> None:
    graph = mr.network(ds)
    dots = next(
        trace for trace in mr.charts.network(graph).data if trace.marker.symbol and trace.customdata is not None
    )
    at = dict(zip(sorted(graph), dots.x, strict=True))
    places = {
        side: [at[node] for node in graph if graph.nodes[node]["side"] == side]
        for side in ("mali", "between", "russia")
    }
    assert max(places["mali"]) < min(places["between"]) <= max(places["between"]) < min(places["russia"])


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_network_is_drawn_as_empty(ds: Dataset, lang: str) -> None:
    found = chart(lang, "none")
    assert (
        found.title
        == {
            "fr": "Les articles ne parlent d’aucun lien qui réponde à ce choix",
            "en": "The articles tell of no tie that answers this choice",
        }[lang]
    )
    assert found.table.empty
    assert found.bundle()[CHART_MIME]["rows"] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("choice", CHOICES)
def test_the_words_beside_the_chart_are_there_for_every_choice(ds: Dataset, choice: str, lang: str) -> None:
    graph = mr.network(ds, **CHOICES[choice])
    for words in (report.opening, report.tie_words, report.bridge_words, report.loss_words):
        assert words(graph, lang).startswith("#")
    assert len(report.tie_list(graph, lang)) == len({frozenset(ends[:2]) for ends in graph.edges})
    for table in (report.bridge_list(graph, lang), report.loss_list(graph, lang)):
        assert table.columns[-1] == "claim_ids"


def test_the_middle_of_a_line_is_halfway_along_it() -> None:
    assert halfway([(0, 0), (10, 0), (10, 30)]) == ((10.0, 10.0), 180.0)
    (x, y), angle = halfway(across((0, 0), (100, 0)))
    assert (x, y, angle) == (50.0, 0.0, 90.0)
