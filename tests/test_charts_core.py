from __future__ import annotations

import copy
import json
import math
import pickle
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import networkx as nx
import pandas as pd
import plotly.graph_objects as go
import pytest
from chart_boxes import cut, open_page, overlaps, text_boxes
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

import malirussia as mr
from malirussia import charts
from malirussia.charts.networks import marks
from malirussia.charts.paper import bubble, measure, plate, theme
from malirussia.charts.paper.chart import CHART_MIME, PLOTLY_MIME, Chart, Drawing, drawn
from malirussia.charts.paper.escape import escape, markdown
from malirussia.charts.paper.plain import plain
from malirussia.charts.paper.stacking import stack
from malirussia.charts.paper.theme import NARROW, WIDE, Sheet
from malirussia.charts.words import tablet
from malirussia.charts.words.sources import source_line
from malirussia.errors import LanguageError, MaliRussiaError
from malirussia.evidence.topic import read_topic

WORDS = {"title": "A <finding> & more", "subtitle": "What", "source": "Source: a page", "note": "How", "alt": "Bars"}


@drawn
def two_bars(sheet: Sheet, values: list[float], *, lang: str = "en") -> Drawing:
    figure = go.Figure(go.Bar(x=values, y=["first", "second"], orientation="h"))
    figure.update_layout(height=200 if sheet.narrow else 300, margin={"l": sheet.pad + 60, "b": 40})
    table = pd.DataFrame({"value": values, "claim_ids": ["a.c01;b.c02", None]})
    return Drawing(figure, lang=lang, table=table, **WORDS)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with open_page() as opened:
        yield opened


# --- a chart has its words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", WORDS)
@pytest.mark.parametrize("said", ["", "  "])
def test_a_chart_without_one_of_its_words_is_refused(missing: str, said: str) -> None:
    bare = {"data": [], "layout": {"height": 100}}
    with pytest.raises(MaliRussiaError, match=f"no {missing} in 'fr'"):
        Chart(bare, narrow=bare, name="empty", lang="fr", table=pd.DataFrame(), **(WORDS | {missing: said}))


def test_a_chart_without_a_height_is_refused() -> None:
    with pytest.raises(MaliRussiaError, match="no height at 390 px"):
        Chart({"layout": {"height": 100}}, narrow={"layout": {}}, name="x", lang="fr", table=pd.DataFrame(), **WORDS)


def test_every_public_chart_takes_a_language_and_returns_a_chart() -> None:
    import inspect

    for name in charts.CHARTS:
        signature = inspect.signature(getattr(charts, name))
        assert signature.return_annotation is Chart, name
        assert signature.parameters["lang"].default == "fr", name
        assert "sheet" not in signature.parameters, name


@pytest.mark.parametrize("lang", ["de", "FR", "", None])
def test_a_language_that_is_not_there_is_refused_in_one_line(lang: Any) -> None:
    for draw in (lambda: mr.charts.network(nx.MultiDiGraph(), lang=lang), lambda: two_bars([1.0], lang=lang)):
        with pytest.raises(LanguageError, match="use one of: fr en"):
            draw()


def test_an_unknown_chart_is_told_with_those_there_are() -> None:
    with pytest.raises(AttributeError, match="network"):
        charts.pie  # noqa: B018


# --- a chart is one bundle -------------------------------------------------------------------------------------------


def test_a_chart_is_published_as_one_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    published: list[tuple[Any, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, **how: published.append((data, how)))
    chart = two_bars([1.0, 2.0])
    chart._ipython_display_()
    assert published == [(chart.bundle(), {"raw": True})]
    assert list(chart.bundle()) == [PLOTLY_MIME, CHART_MIME, "text/plain"]
    assert chart._repr_html_() is None


def test_the_bundle_carries_words_and_data() -> None:
    record = two_bars([1.5, float("nan")]).bundle()[CHART_MIME]
    assert {key: record[key] for key in WORDS} == WORDS
    assert (record["name"], record["lang"]) == ("two-bars", "en")
    assert record["columns"] == ["value", "claim_ids"]
    assert record["rows"] == [[1.5, "a.c01;b.c02"], [None, None]]


def test_the_same_chart_is_the_same_bytes() -> None:
    one, other = (json.dumps(two_bars([1 / 3, 2.0]).bundle(), allow_nan=False) for _ in range(2))
    assert one == other
    assert "bdata" not in one
    assert '"uid"' not in one


def test_a_chart_outlives_copying_and_pickling() -> None:
    chart = two_bars([1.0, 2.0])
    assert copy.deepcopy(chart).bundle() == chart.bundle()
    assert pickle.loads(pickle.dumps(chart)).bundle() == chart.bundle()


def test_the_narrow_figure_is_as_wide_as_a_telephone() -> None:
    chart = two_bars([1.0, 2.0])
    assert (chart.layout.width, chart.narrow.layout.width) == (1280, 390)
    assert chart.for_image(390)["layout"]["width"] == 390


def test_arrays_become_plain_lists() -> None:
    figure = go.Figure(go.Scatter(x=pd.Series([1, 2]), y=pd.Series([0.1, float("inf")]).to_numpy()))
    assert plain(figure)["data"][0]["x"] == [1, 2]
    assert plain(figure)["data"][0]["y"] == [0.1, None]


# --- the plate -------------------------------------------------------------------------------------------------------


def test_what_is_set_on_its_plate_comes_off_as_it_was() -> None:
    bare = {
        "data": [],
        "layout": {"height": 300, "margin": {"l": 90, "r": 20, "t": 8, "b": 30}, "annotations": [], "shapes": []},
    }
    words = {key: text for key, text in WORDS.items() if key != "alt"}
    assert plate.off(plate.on(bare, WIDE, **words)) == bare
    assert plate.off(bare) == bare


def test_a_page_gets_the_figure_without_its_words() -> None:
    bare = json.dumps(two_bars([1.0, 2.0]).for_page(1280))
    assert "finding" not in bare
    assert "Source" not in bare


@pytest.mark.parametrize("sheet", [WIDE, NARROW], ids=["wide", "narrow"])
def test_words_of_any_length_fit_on_the_plate(page: Page, sheet: Sheet) -> None:
    long = "Une phrase bien longue sur l’accord & les <b>livraisons</b> de 160 000 à 200 000 tonnes ; "
    words = {"title": long * 2, "subtitle": long * 3, "source": long * 4, "note": long * 5, "alt": "Bars"}
    bare = two_bars([1.0, 2.0]).for_page(390 if sheet.narrow else 1280)
    chart = Chart(bare, narrow=bare, name="long", lang="fr", table=pd.DataFrame(), **words)
    figure = chart.for_image(390 if sheet.narrow else 1280)
    boxes = text_boxes(page, figure)
    assert any("<b>livraisons</b>" in box.text for box in boxes)
    assert overlaps(boxes) == []
    assert cut(boxes, sheet.width, figure["layout"]["height"]) == []


# --- text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bold", [False, True])
def test_text_is_as_wide_as_a_browser_says(page: Page, bold: bool) -> None:
    for text in ("Assimi Goïta", "160 000–200 000 t", "œuvre d’État n° 1", "WAVE, To. (x)"):
        measured = page.evaluate(
            "([text, font]) => { const context = document.createElement('canvas').getContext('2d');"
            " context.font = font; return context.measureText(text).width }",
            [text, f"{'bold ' if bold else ''}20px {theme.FONT}"],
        )
        # A browser draws some pairs of letters closer together.
        assert measured - 1 <= measure.width(text, 20, bold=bold) <= measured * 1.09, text


@given(st.text(max_size=60), st.floats(20, 400))
def test_no_line_is_wider_than_asked(text: str, limit: float) -> None:
    for line in measure.wrap(text, 12, limit):
        assert len(line) <= 1 or measure.width(line, 12) <= limit


@given(st.lists(st.text("abc é", min_size=1, max_size=8), max_size=12), st.floats(60, 400))
def test_an_even_break_keeps_the_words_and_adds_no_line(words: list[str], limit: float) -> None:
    text = " ".join(words)
    balanced = measure.balance(text, 12, limit)
    assert " ".join(balanced).split() == text.split()
    assert len(balanced) == len(measure.wrap(text, 12, limit))


def test_a_no_break_space_holds() -> None:
    assert measure.wrap("160\u202f000 tonnes", 12, 60) == ["160\u202f000", "tonnes"]


def test_a_figure_stays_with_the_word_it_counts_where_both_fit() -> None:
    assert measure.wrap("as known on 24 October 2025", 12, 100) == ["as known on", "24 October 2025"]
    assert measure.wrap("known on 24 October 2025", 12, 80) == ["known on", "24 October", "2025"]
    assert measure.balance("39 entities and 5 pages in all", 12, 100) == ["39 entities and", "5 pages in all"]
    assert measure.wrap("in 2025. Then", 12, 60) == ["in 2025.", "Then"]


def test_a_name_keeps_its_initial_and_two_words_their_brackets() -> None:
    assert measure.wrap("homologue russe d’A. Sanou", 12, 130) == ["homologue russe", "d’A. Sanou"]
    assert measure.wrap("sur la parole de M. Simyon", 12, 130) == ["sur la parole de", "M. Simyon"]
    assert measure.wrap("Homologues russes (non nommés)", 12, 160) == ["Homologues russes", "(non nommés)"]


def test_a_short_last_word_does_not_stand_alone() -> None:
    assert measure.wrap("a meeting every six months", 12, 130) == ["a meeting every", "six months"]
    assert measure.wrap("Anna Smith, Boris Jones, 24 June 2025", 12, 140) == [
        "Anna Smith, Boris Jones,",
        "24 June 2025",
    ]
    assert measure.wrap("an intergovernmental commission", 12, 160) == ["an intergovernmental", "commission"]


def test_hover_text_is_broken_to_what_the_sheet_has_room_for() -> None:
    said = "<b>A &amp; B, which are said at some length so that no telephone has room</b><br>– short<br>" + "word " * 40
    figure = {"data": [{"hovertext": [said, None]}, {"hoveron": "fills", "hoverinfo": "text", "text": said}]}
    bubble.fit(figure, NARROW)
    first, none = figure["data"][0]["hovertext"]
    assert none is None
    assert figure["data"][1]["text"] == first
    rows = first.split("<br>")
    assert "– short" in rows
    assert rows[0].startswith("<b>A &amp; B") and rows[0].endswith("</b>")
    for row in rows:
        bare = row.removeprefix("<b>").removesuffix("</b>").replace("&amp;", "&")
        assert measure.width(bare, 13, bold=row.startswith("<b>")) <= bubble.NARROW_LIMIT
    again = {"data": [{"hovertext": [first]}]}
    bubble.fit(again, NARROW)
    assert again["data"][0]["hovertext"] == [first]


def test_where_a_line_ends_the_dot_of_a_list_falls_away() -> None:
    assert measure.wrap("5 pages\u00a0· 3 claims · a day", 12, 60) == ["5 pages", "3 claims", "a day"]
    assert measure.wrap("5 pages · 3 claims", 12, 500) == ["5 pages · 3 claims"]


def test_a_title_breaks_between_its_halves_where_that_takes_no_line_more() -> None:
    bare = two_bars([1.0, 2.0]).for_page(390)
    words = {key: text for key, text in WORDS.items() if key != "alt"}
    title = "Three of eight are signed according to several sources; four owe it to one"
    heading = plate.on(bare, NARROW, **(words | {"title": title}))["layout"]["annotations"][0]["text"].split("<br>")
    assert any(line.endswith(";") for line in heading)


@pytest.mark.parametrize("text", ["<b>x</b> & y", "a $b$ c", "100 %{x} {y}", "&amp; <a href='x'>"])
def test_text_of_the_ledger_is_drawn_as_it_is(page: Page, text: str) -> None:
    figure = {
        "data": [{"type": "scatter", "x": [1], "y": [1], "mode": "text", "text": [escape(text)]}],
        "layout": {"width": 400, "height": 200, "xaxis": {"visible": False}, "yaxis": {"visible": False}},
    }
    assert [box.text for box in text_boxes(page, figure)] == [text]


def test_text_in_markdown_stays_text() -> None:
    assert markdown("a *b* _c_ [d](e)\n# f") == r"a \*b\* \_c\_ \[d\](e) \# f"


# --- colour ----------------------------------------------------------------------------------------------------------

# Machado, Oliveira and Fernandes 2009, "A physiologically-based model for simulation of color vision deficiency",
# table 1 for severity 1, on linear RGB.
VISION = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
SETS = {
    "sides": [*(side.color for side in read_topic().sides), theme.SHARED, theme.ELSEWHERE],
    "statuses": list(theme.STATUSES.values()),
    "series": list(theme.SERIES),
}


def linear(color: str) -> list[float]:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(color: str) -> float:
    return sum(weight * part for weight, part in zip((0.2126729, 0.7151522, 0.0721750), linear(color), strict=True))


def seen(color: str, vision: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as it is seen."""
    rgb = linear(color)
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, rgb, strict=True)))) for row in VISION[vision]
    )
    xyz = (
        (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
    )
    x, y, z = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("name", SETS)
def test_any_two_colours_stay_apart_for_every_eye(name: str, vision: str) -> None:
    # CIE76: 2.3 is just noticeable, 10 is seen at a glance.
    for one, other in combinations(SETS[name], 2):
        assert math.dist(seen(one, vision), seen(other, vision)) > 10, (one, other)


@pytest.mark.parametrize("name", SETS)
def test_any_two_colours_stay_apart_in_grey_print(name: str) -> None:
    lightness = sorted(seen(color, "full")[0] for color in SETS[name])
    assert min(darker - lighter for lighter, darker in pairwise(lightness)) > 6


@pytest.mark.parametrize("color", [theme.INK, theme.MUTED])
def test_text_has_the_contrast_that_wcag_asks_for(color: str) -> None:
    for ground in (theme.PAPER, theme.WASH):
        assert (luminance(ground) + 0.05) / (luminance(color) + 0.05) >= 4.5


MARKS = [theme.ABSENT, theme.ELSEWHERE, theme.SHARED, marks.FAINT, marks.ALONE, *theme.SERIES[:4]]


@pytest.mark.parametrize("color", [*MARKS, *(side.color for side in read_topic().sides)])
def test_marks_have_the_contrast_that_wcag_asks_for_graphics(color: str) -> None:
    assert (luminance(theme.PAPER) + 0.05) / (luminance(color) + 0.05) >= 3


def test_a_status_is_told_without_colour() -> None:
    assert set(theme.STATUS_SYMBOLS) == set(theme.STATUS_PATTERNS) == set(theme.STATUS_DASHES) == set(theme.STATUSES)
    assert len(set(theme.STATUS_SYMBOLS.values())) == len(theme.STATUSES)
    assert len(set(theme.STATUS_PATTERNS.values())) == len(theme.STATUSES)


def test_the_ladder_darkens_rung_by_rung() -> None:
    rungs = ["discussed", "pledged", "signed", "implemented", "completed"]
    lightness = [seen(theme.STATUSES[rung], "full")[0] for rung in rungs]
    assert lightness == sorted(lightness, reverse=True)


# --- tables and source lines -----------------------------------------------------------------------------------------


def test_a_table_is_escaped_and_its_claims_are_links() -> None:
    table = pd.DataFrame({"Who <b>": ["A & B", None], "n": [160000, 1.5], "Évidence": ["a-1.c01;b.c02", "not.an.id"]})
    html = tablet.bundle(table, "A < B", "fr")["text/html"]
    assert "<caption>A &lt; B</caption>" in html
    assert '<th scope="col">Who &lt;b&gt;</th>' in html
    assert "A &amp; B" in html
    assert '<a href="#a-1.c01">a-1.c01</a>, <a href="#b.c02">b.c02</a>' in html
    assert "160\u202f000" in html
    assert "1,5" in html
    assert ">not.an.id<" in html
    assert "None" not in html
    assert "nan" not in html


def test_a_table_without_a_caption_is_refused() -> None:
    with pytest.raises(MaliRussiaError, match="no caption"):
        tablet.bundle(pd.DataFrame(), " ", "fr")


def test_a_source_line_names_every_page_once_with_its_date() -> None:
    sources = pd.DataFrame(
        {
            "source_id": ["b", "a", "c", "d"],
            "publisher": ["La Revue", "La Revue", None, None],
            "authors": ["A. Signature", None, None, "First BYLINE;Second BYLINE"],
            "published": ["2025-06-24", "2025-06-24", None, "2025-06-25"],
        }
    )
    assert source_line(sources, "en") == (
        "Sources: La Revue (24 June 2025) × 2; First Byline, Second Byline (outlet unknown, 25 June 2025); "
        "outlet unknown (undated). Coding:\u00a0malirussia\u00a0ledger."
    )
    assert (
        source_line(sources, "fr", ["a"])
        == "Source\u00a0: La Revue (24 juin 2025). Codage\u00a0:\u00a0registre\u00a0malirussia."
    )
    assert source_line(sources, "en", []) == "Source: no page of the malirussia ledger."


def test_a_source_line_of_many_pages_counts_them_and_names_the_outlets_of_most() -> None:
    days = [f"2025-{month:02}-01" for month in range(1, 13)]
    sources = pd.DataFrame(
        {
            "source_id": [f"s{n}" for n in range(14)],
            "publisher": ["Phare", "Phare", *(f"Outlet {n:02}" for n in range(12))],
            "authors": None,
            "published": [*days, None, "2026-03"],
        }
    )
    told = re.sub("\u00a0", " ", source_line(sources, "en"))
    assert told.startswith("Sources: 14 articles (1 January 2025 to March 2026): Phare × 2, Outlet 00, Outlet 01, ")
    assert told.endswith(", Outlet 06, 5 more. Coding: malirussia ledger.")
    assert source_line(sources.head(12), "en").count("2025") == 12


# --- stacking --------------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(1, 60)), max_size=20))
def test_stacked_marks_never_overlap(marks: list[tuple[float, float]]) -> None:
    sizes = [size for _, size in marks]
    at = stack([wanted for wanted, _ in marks], sizes, 0, 1000)
    for place in range(len(marks) - 1):
        assert at[place + 1] - at[place] >= (sizes[place] + sizes[place + 1]) / 2 - 1e-6
    assert all(middle - size / 2 >= -1e-6 for middle, size in zip(at, sizes, strict=True))


def test_marks_with_room_stand_where_they_like() -> None:
    assert stack([100, 300], [20, 20], 0, 1000) == [100, 300]
