from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import drawn_charts
import pytest
from chart_boxes import cut, open_page, overlaps, text_boxes
from drawn_charts import draw_supply, supply_charts
from playwright.sync_api import Page

import malirussia as mr
from malirussia.analysis.supply import Supply, supply
from malirussia.charts.paper import measure
from malirussia.charts.paper.chart import Chart
from malirussia.charts.paper.scale import scale
from malirussia.charts.paper.theme import NARROW
from malirussia.charts.supply import prose, tables, words
from malirussia.charts.supply.rows import SHADE
from malirussia.language import LANGS

CHOICES: dict[str, dict[str, Any]] = {
    "announced": {"as_of": "2025-10-24"},
    "blockade": {
        "blockade": "dakar",
        "denominator": "onap-2015",
        "ramp_months": 6,
        "others": 0.5,
        "stock_start": 1.0,
    },
    "a point, before anybody spoke": {"as_of": "2025-09-01", "low": 90_000, "high": 90_000, "months": 1},
    "a hundredfold": {"low": 1_000_000, "high": 9_000_000, "months": 24, "denominator": "press-2025"},
}
DRAW = {name.replace("_", "-"): name for name in supply_charts()}


@cache
def scenario(choice: str) -> Supply:
    if choice == "announced":
        return drawn_charts.scenario()
    return supply(drawn_charts.articles(), draws=5_000, **CHOICES[choice])


@cache
def chart(name: str, choice: str, lang: str) -> Chart:
    if choice == "announced":
        return drawn_charts.chart(name.removeprefix("supply-"), lang)
    return draw_supply(DRAW[name], scenario(choice), lang)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with open_page() as opened:
        yield opened


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("choice", [choice for choice in CHOICES if choice != "announced"])  # test_figures reads that
@pytest.mark.parametrize("name", DRAW)
def test_no_two_labels_overlap_and_none_is_cut(page: Page, name: str, choice: str, lang: str, width: Any) -> None:
    figure = chart(name, choice, lang).for_image(width)
    boxes = text_boxes(page, figure)
    assert len(boxes) > 8
    assert overlaps(boxes) == []
    assert cut(boxes, width, figure["layout"]["height"]) == []


@pytest.mark.parametrize("name", DRAW)
def test_every_word_is_in_the_language_asked_for(name: str) -> None:
    french, english = (chart(name, "announced", lang) for lang in LANGS)
    for word in ("title", "subtitle", "source", "note", "alt"):
        assert getattr(french, word) != getattr(english, word), word
    assert french.table.columns[0] != english.table.columns[0]
    assert french.name == english.name == name


@pytest.mark.parametrize("name", DRAW)
def test_every_chart_says_that_it_is_no_forecast(name: str) -> None:
    for choice in CHOICES:
        assert "A scenario, not a forecast" in chart(name, choice, "en").note
        assert "Un scénario, pas une prévision" in chart(name, choice, "fr").note


@pytest.mark.parametrize("name", DRAW)
def test_every_mark_knows_its_evidence(name: str) -> None:
    known = {*mr.load().claims["claim_id"], *mr.load().reference["id"].dropna()}
    held = [list(mark) for trace in chart(name, "announced", "en").data for mark in trace.customdata or ()]
    assert len(held) > 5
    assert all(mark and set(mark) <= known for mark in held)


@pytest.mark.parametrize("name", DRAW)
def test_what_is_drawn_is_in_the_table(name: str) -> None:
    table = chart(name, "announced", "en").table
    assert len(table) >= 3
    assert table.columns.is_unique
    assert {"claim_ids", "reference_ids"} & set(table.columns)


def test_the_share_is_drawn_where_the_model_puts_it() -> None:
    table = chart("supply-share", "announced", "en").table
    row = scenario("announced").answer("share:eia-2023")
    drawn = table[table["Figure"].str.contains("EIA")].iloc[0]
    assert drawn["Times, at the low end"] == pytest.approx(row["low"], abs=1e-3)
    assert drawn["Times, at the high end"] == pytest.approx(row["high"], abs=1e-3)


def test_a_truck_is_drawn_for_every_so_many() -> None:
    drawn = chart("supply-trucks", "announced", "en")
    tanks = [len(re.findall("None", str(list(trace.x)))) for trace in drawn.data if trace.fill == "toself"]
    parts = tanks[0]
    # Two trucks are the key; then 38, 55, 106 and 108 to 125 were seen, 146 to 183 are needed, at five a drawn truck.
    assert [count // parts for count in tanks] == [1, 1, 8, 11, 21, 22, 3, 29, 8]


@pytest.mark.parametrize("lang", LANGS)
def test_every_table_has_words_and_no_empty_heading(lang: str) -> None:
    for choice in CHOICES:
        one = scenario(choice)
        for make in (
            tables.answers_table,
            tables.takes_table,
            tables.assumptions_table,
            tables.contradictions_table,
            tables.conversions_table,
            tables.ranks_table,
        ):
            table = make(one, lang)
            assert len(table) >= 3
            assert (table.iloc[:, 0] != "").all()
            assert all(table.columns)
            assert "nan" not in table.to_csv().lower().replace("financ", "")


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_opens_with_the_stamp(lang: str) -> None:
    one = scenario("announced")
    opening = prose.opening(one, lang).splitlines()
    assert opening[0].startswith("# ")
    assert opening[2] == f"> **{words.stamp_text(one.stamp, lang)}.**"
    assert len([line for line in opening if line.startswith("- ")]) == 6


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        (0.9207, 1.1509, "0.92–1.15"),
        (146.27, 182.84, "146–183"),
        (3268.5, 4085.6, "3,270–4,090"),
        (5, 5, "5.00"),
        (0, 0, "0.00"),
    ],
)
def test_a_range_is_rounded_to_what_it_bears(low: float, high: float, written: str) -> None:
    assert words.rounded(low, high, "en") == written


def test_a_million_is_said_as_each_language_does() -> None:
    assert words.amount(1.52e9, 1.9e9, "USD", "year", "en") == "1.52–1.90 billion US dollars a year"
    assert words.amount(1.52e9, 1.9e9, "USD", "year", "fr") == "1,52–1,90 milliard de dollars américains par an"
    assert words.amount(2.4e6, 3e6, "t", "year", "fr") == "2,40–3,00 millions de tonnes par an"


@pytest.mark.parametrize(("low", "high"), [(0, 4.83), (0, 0.07), (0, 9_000_000), (3, 4)])
def test_a_scale_has_round_ticks_around_what_it_shows(low: float, high: float) -> None:
    line = scale(low, high, 0, 100)
    assert line.low <= low
    assert line.high >= high
    assert 2 <= len(line.ticks) <= 6
    assert line.at(line.low) == 0
    assert line.at(line.high) == 100


def test_a_chart_is_the_same_bytes_every_time() -> None:
    first, again = (
        json.dumps(mr.charts.supply_paths(supply(mr.load(), draws=2_000)).bundle(), sort_keys=True) for _ in range(2)
    )
    assert first == again


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", ["denominators", "tornado"])
def test_on_a_telephone_no_label_stands_on_the_shade_of_the_discussed_range(name: str, lang: str) -> None:
    layout = drawn_charts.chart(name, lang).for_image(390)["layout"]
    shades = [shape for shape in layout["shapes"] if shape.get("fillcolor") == SHADE and shape["y1"] - shape["y0"] > 13]
    assert shades
    for note in layout["annotations"]:
        if note.get("name") is None and note["yanchor"] == "top" and note["font"]["size"] == NARROW.text:
            low = note["y"] + measure.height(note["text"].count("<br>") + 1, NARROW.text)
            assert not any(shape["y0"] < low and note["y"] < shape["y1"] for shape in shades), note["text"]
