"""Pages as a reader gets them: in a real browser, from a disk, on a wide screen and on a telephone."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from render_project import PARAMETERS, cell, notebook, write_project

from malirussia import load
from malirussia.charts.paper.chart import CHART_MIME, PLOTLY_MIME, Chart, Drawing, drawn
from malirussia.charts.paper.theme import Sheet
from malirussia.charts.words.tablet import TABLE_MIME, bundle
from malirussia.publish import publish
from malirussia.render import load_plan
from malirussia.render.notebook import harvest
from malirussia.render.page import images
from malirussia.render.page.browser import find_browser, unavailable
from malirussia.render.page.site import PLOTLY_FILE, asset, policy
from malirussia.render.receipt import receipt
from malirussia.render.run import make

NO_BROWSER = unavailable()
sync_api = pytest.importorskip("playwright.sync_api")
BROWSER = pytest.mark.skipif(NO_BROWSER is not None, reason=NO_BROWSER or "")

LONG = {
    "fr": "# Titre\n\n" + "Un paragraphe assez long pour faire plusieurs lignes sur un téléphone. " * 4,
    "en": "# Title\n\n" + "A paragraph that is long enough to make several lines on a telephone. " * 4,
}
TITLE = {"fr": "Le graphe", "en": "The chart"}
CAPTION = {"fr": "Une table", "en": "A table"}


@drawn
def bars(sheet: Sheet, lang: str, claims: list[str]) -> Drawing:
    figure = go.Figure(go.Bar(x=["A", "B", "C"], y=[160, 200, 60]))
    figure.update_layout(height=320 if sheet.narrow else 420, margin={"l": 60, "b": 40})
    table = pd.DataFrame({"Nom": ["A </script><script>window.hit = 1</script>", "B", "C"], "kt": [160.0, 200.0, None]})
    table["reference_ids"] = ["eia-2023;eia-2022", "", "eia-2023"]
    table["claim_ids"] = [";".join(claims), claims[0], claims[-1]]
    return Drawing(
        figure,
        lang=lang,
        title=TITLE[lang],
        subtitle="kt </script><script>window.hit = 1</script>",
        source="Source: X",
        note="N",
        alt='Bars " onload="window.hit = 1',
        table=table,
    )


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pages, French and English, made of what real charts display; the images are drawn where they can be."""
    folder = tmp_path_factory.mktemp("pages")
    of_source = load().claims.groupby("source_id", sort=True)["claim_id"]
    claims = [*of_source.first().iloc[:2], of_source.last().iloc[0]]
    write_project(folder, {"bars": notebook(cell(PARAMETERS, "parameters"))})
    renders = load_plan(folder)
    with images.Browser() as browser:
        for render in renders:
            place = folder / "figures" / render.name
            place.mkdir(parents=True)
            (place / make.NOTEBOOK).write_text(json.dumps(executed(render.lang, claims)), encoding="utf-8")
            make.make(
                render,
                place,
                everything=renders,
                read={},
                ran=receipt.Ran("papermill"),
                seconds={},
                browser=browser if NO_BROWSER is None else None,
                no_images=NO_BROWSER or "",
                figures=folder / "figures",
            )
    make.share_plotly(folder / "figures")
    return folder / "figures"


def executed(lang: str, claims: list[str]) -> dict[str, Any]:
    wide = pd.DataFrame({f"Colonne numéro {n}": ["<b>texte</b> " * (4 if n < 7 else 16)] for n in range(8)})
    made = cell("everything")
    made["outputs"] = [
        {"output_type": "display_data", "metadata": {}, "data": data}
        for data in (
            {"text/markdown": LONG[lang]},
            bars(lang, claims).bundle(),
            bundle(wide, CAPTION[lang], lang),
        )
    ]
    return notebook(made)


def test_a_reader_is_told_who_published_a_figure_and_programs_its_id(figures: Path) -> None:
    html = (figures / "bars-en" / "index.html").read_text(encoding="utf-8")
    assert '<td class="text">CIA World Factbook (US EIA estimates), 2023; CIA World Factbook' in html
    assert "eia-2023" not in html
    assert "eia-2023;eia-2022" in (figures / "bars-en" / "bars.csv").read_text(encoding="utf-8-sig")


Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        found = playwright.chromium.launch(executable_path=find_browser(), args=arguments)
        yield found
        found.close()


@contextmanager
def opened(browser: Any, path: Path, width: int, *, script: bool = True) -> Iterator[tuple[Any, list[str], list[str]]]:
    """A page as it stands once its charts are drawn, the addresses it asked for, and what went wrong."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(path.as_uri())
    if script:
        # Not wait_for_function: it evaluates text inside the page, which the page's policy forbids.
        page.locator(".plot.done, .canvas[hidden] .plot").first.wait_for(state="attached")
    yield page, asked, wrong
    context.close()


PAGES = pytest.mark.parametrize("file", ["index.html", "bars.html"])


@BROWSER
@PAGES
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("width", "layout"), [(1280, "wide"), (390, "narrow")])
def test_a_page_draws_its_charts_offline(
    figures: Path, browser: Any, lang: str, file: str, width: int, layout: str
) -> None:
    with opened(browser, figures / f"bars-{lang}" / file, width) as (page, asked, wrong):
        assert {address.split(":")[0] for address in asked} == {"file"}
        assert wrong == []
        assert page.get_attribute("html", "lang") == lang
        assert page.get_attribute("figure", "data-drawn") == layout
        size = page.locator(".plot svg.main-svg").first.bounding_box()
        assert size["width"] == pytest.approx(width, abs=1)
        assert size["height"] > 250
        assert page.locator(".plot .bars path").count() == 3
        assert page.evaluate("window.hit") is None


@BROWSER
@PAGES
def test_no_page_scrolls_sideways(figures: Path, browser: Any, file: str) -> None:
    with opened(browser, figures / "bars-fr" / file, 1280) as (page, _, _):
        for details in page.locator("details").all():
            details.locator("summary").click()
        for width in (1280, 768, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.locator(f'figure[data-drawn="{"wide" if width > 900 else "narrow"}"] .plot.done').wait_for()
            assert page.evaluate("document.documentElement.scrollWidth") == width


@BROWSER
def test_a_telephone_does_not_squeeze_sentences_into_a_column_of_words(figures: Path, browser: Any) -> None:
    with opened(browser, figures / "bars-fr" / "index.html", 390) as (page, _, _):
        cells = page.locator(".table td").evaluate_all("(cells) => cells.map((cell) => cell.clientWidth)")
        assert len(cells) == 8
        assert min(cells) > 200
        # A paragraph is as wide as the telephone, so that the rows do not grow high beside it.
        assert 300 < cells[7] < 390


@BROWSER
def test_a_reader_with_a_keyboard_sees_where_they_are(figures: Path, browser: Any) -> None:
    with opened(browser, figures / "bars-fr" / "index.html", 1280) as (page, _, _):
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        style = page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return [style.outlineStyle, style.outlineWidth, style.outlineColor] }"
        )
        # The colour of links, which has 9.9 to 1 on white; 3 to 1 is asked for.
        assert style == ["solid", "3px", "rgb(27, 63, 139)"]


@BROWSER
def test_a_claim_in_the_data_leads_to_its_fact(figures: Path, browser: Any) -> None:
    publish(figures)
    for file in ("index.html", "bars.html"):
        with opened(browser, figures / "bars-en" / file, 1280) as (page, _, _):
            page.get_by_text("Data of the chart").click()
            page.locator("figure td a").first.click()
            page.wait_for_url("**/en/fact/*.html#*")
            page.locator(".statement:target").wait_for()


@BROWSER
def test_a_chart_follows_the_width_of_its_window(figures: Path, browser: Any) -> None:
    with opened(browser, figures / "bars-fr" / "index.html", 1280) as (page, _, _):
        for width, layout, drawn_width in (
            (1000, "wide", 1280 * 936 / 1216),
            (390, "narrow", 390),
            (320, "narrow", 314),
        ):
            page.set_viewport_size({"width": width, "height": 800})
            page.locator(f'figure[data-drawn="{layout}"] .plot.done').wait_for()
            size = page.locator(".plot svg.main-svg").first.bounding_box()
            assert size["width"] == pytest.approx(drawn_width, abs=1)


@BROWSER
def test_a_scaled_chart_still_answers_to_the_pointer(figures: Path, browser: Any) -> None:
    with opened(browser, figures / "bars-fr" / "index.html", 1000) as (page, _, _):
        box = page.locator(".plot .bars path").nth(1).bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.locator(".plot .hoverlayer .hovertext").first.wait_for()
        assert "200" in page.locator(".plot .hoverlayer").text_content()


# How far any hover box of any length stands beyond the edges of its chart, in pixels.
FURTHEST_OUT = """
async () => {
  const plot = document.querySelector(".plot");
  const room = plot.closest(".canvas").getBoundingClientRect();
  let out = -Infinity;
  for (let letters = 10; letters < 120; letters++) {
    await Plotly.restyle(plot, { hovertext: "i".repeat(letters), hoverinfo: "text" });
    for (const pointNumber of [0, 1, 2]) {
      Plotly.Fx.hover(plot, [{ curveNumber: 0, pointNumber }]);
      await Promise.resolve();
      const box = plot.querySelector(".hovertext path").getBoundingClientRect();
      if (box.width < room.width - 8) out = Math.max(out, box.right - room.right, room.left - box.left);
      Plotly.Fx.unhover(plot);
    }
  }
  return out;
}
"""


@BROWSER
@pytest.mark.parametrize("width", [1280, 390])
def test_no_edge_cuts_a_hover_box(figures: Path, browser: Any, width: int) -> None:
    with opened(browser, figures / "bars-fr" / "index.html", width) as (page, _, _):
        assert page.evaluate(FURTHEST_OUT) <= 0


@BROWSER
def test_on_paper_a_chart_of_the_narrow_sheet_is_no_higher_than_the_page(figures: Path, browser: Any) -> None:
    with opened(browser, figures / "bars-fr" / "index.html", 800) as (page, _, _):
        assert page.locator('figure[data-drawn="narrow"]').count() == 1
        page.emulate_media(media="print")
        canvas = page.locator(".canvas")
        assert page.locator(".plot").bounding_box()["width"] == pytest.approx(0.85 * 390, abs=1)
        canvas.evaluate("(canvas) => canvas.style.setProperty('--narrow', '1500px')")
        assert canvas.bounding_box()["height"] == pytest.approx(740, abs=1)


@BROWSER
def test_without_javascript_the_image_stands_in(figures: Path, browser: Any) -> None:
    with opened(browser, figures / "bars-fr" / "index.html", 1280, script=False) as (page, asked, _):
        image = page.locator("figure img")
        assert image.is_visible()
        assert image.bounding_box()["width"] == pytest.approx(1280, abs=1)
        assert image.get_attribute("alt") == 'Bars " onload="window.hit = 1'
        assert {address.split(":")[0] for address in asked} == {"file"}


@BROWSER
def test_a_page_that_was_moved_without_its_plotly_still_tells_what_it_shows(
    figures: Path, browser: Any, tmp_path: Path
) -> None:
    shutil.copytree(figures / "bars-fr", tmp_path / "alone")
    with opened(browser, tmp_path / "alone" / "index.html", 390) as (page, _, _):
        assert page.locator("figure img").is_visible()
        assert page.locator("figure table").is_visible()


def test_a_page_without_images_has_description_and_data_for_a_reader_without_javascript(tmp_path: Path) -> None:
    claims = list(load().claims["claim_id"].iloc[:2])
    write_project(tmp_path, {"bars": notebook(cell(PARAMETERS, "parameters"))})
    render = load_plan(tmp_path)[0]
    (tmp_path / make.NOTEBOOK).write_text(json.dumps(executed("fr", claims)), encoding="utf-8")
    made = make.make(
        render,
        tmp_path,
        everything=[render],
        read={},
        ran=receipt.Ran("papermill"),
        seconds={},
        browser=None,
        no_images="none here",
        figures=tmp_path,
    )
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert made.images == "none here"
    assert "La figure ne peut pas être tracée ici." in page
    assert "<img" not in page
    assert ".png" not in page
    assert "hreflang" not in page


def test_the_page_takes_plotly_from_beside_itself_and_the_only_other_script_is_known_by_its_hash(figures: Path) -> None:
    page = (figures / "bars-fr" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script([^>]*)>", page) == [
        ' type="application/json" data-sheet="wide"',
        ' type="application/json" data-sheet="narrow"',
        f' src="../{PLOTLY_FILE}"',
        "",
    ]
    assert policy(asset("draw.js")).replace("'", "&#39;") in page
    assert len(page) < 200_000


def test_the_mime_types_are_those_that_charts_display() -> None:
    assert {PLOTLY_MIME, CHART_MIME, TABLE_MIME} <= {harvest.PLOTLY_MIME, harvest.CHART_MIME, harvest.TABLE_MIME}
    assert issubclass(Chart, go.Figure)
