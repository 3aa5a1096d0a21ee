"""Pages as a reader gets them: in a real browser, from a disk, on a wide screen and on a telephone."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
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
from malirussia.render.page.site import PLOTLY_FILE, policy, script
from malirussia.render.receipt import receipt
from malirussia.render.run import make
from malirussia.tables.asking import version

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


INTERACTIVE = re.compile("Graphique interactif|Interactive chart")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        found = playwright.chromium.launch(executable_path=find_browser(), args=arguments)
        yield found
        found.close()


@contextmanager
def opened(
    browser: Any, path: Path | str, width: int, *, script: bool = True, drawn: bool = False
) -> Iterator[tuple[Any, list[str], list[str]]]:
    """A page as it stands once it is loaded, its chart drawn anew if asked; what it asked for, and what went wrong."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(path if isinstance(path, str) else path.as_uri())
    if drawn:
        page.get_by_role("button", name=INTERACTIVE).click()
        # Not wait_for_function: it evaluates text inside the page, which the page's policy forbids.
        page.locator("figure[data-drawn]").wait_for()
    yield page, asked, wrong
    context.close()


@contextmanager
def over_http(folder: Path) -> Iterator[str]:
    """A folder served to this machine, and its address without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


PAGES = pytest.mark.parametrize("file", ["index.html", "bars.html"])


@BROWSER
@PAGES
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("width", "sheet", "picture"), [(1280, "wide", "bars"), (390, "narrow", "bars-390")])
def test_a_page_shows_its_pictures_and_draws_them_in_the_same_place_when_asked(
    figures: Path, browser: Any, lang: str, file: str, width: int, sheet: str, picture: str
) -> None:
    with opened(browser, figures / f"bars-{lang}" / file, width) as (page, asked, wrong):
        button = page.get_by_role("button", name=INTERACTIVE)
        button.evaluate("(button) => button.focus({ preventScroll: true })")
        image = page.locator("figure img")
        before = image.bounding_box()
        assert before["width"] == pytest.approx(width, abs=1)
        assert before["height"] > 250
        assert image.evaluate("(image) => image.currentSrc").endswith(f"/{picture}-bare.svg")
        assert image.get_attribute("alt").startswith(TITLE[lang])
        assert not any(address.endswith(".js") for address in asked)
        below = page.locator("figcaption").bounding_box()
        page.keyboard.press("Enter")
        page.locator(f'figure[data-drawn="{sheet}"]').wait_for()
        assert page.locator(".plot svg.main-svg").first.bounding_box() == pytest.approx(before, abs=1)
        assert page.locator("figcaption").bounding_box() == below
        assert page.locator(".plot .bars path").count() == 3
        assert not image.is_visible()
        page.keyboard.press("Enter")
        assert image.is_visible()
        assert not page.locator(".plot").is_visible()
        assert {address.split(":")[0] for address in asked} == {"file"}
        assert wrong == []
        assert page.get_attribute("html", "lang") == lang
        assert page.evaluate("window.hit") is None


@BROWSER
@PAGES
def test_no_page_scrolls_sideways(figures: Path, browser: Any, file: str) -> None:
    with opened(browser, figures / "bars-fr" / file, 1280, drawn=True) as (page, _, _):
        for details in page.locator("details").all():
            details.locator("summary").click()
        for width in (1280, 768, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.locator(f'figure[data-drawn="{"wide" if width >= 1000 else "narrow"}"]').wait_for()
            assert page.evaluate("document.documentElement.scrollWidth") == width


@BROWSER
def test_a_telephone_does_not_squeeze_sentences_into_a_column_of_words(figures: Path, browser: Any) -> None:
    with opened(browser, figures / "bars-fr" / "index.html", 390) as (page, _, _):
        cells = page.locator(".table tbody :is(th, td)").evaluate_all(
            "(cells) => cells.map((cell) => cell.clientWidth)"
        )
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
@PAGES
def test_a_chart_is_cited_linked_and_embedded_by_addresses_that_hold_where_it_is_served(
    figures: Path, browser: Any, file: str
) -> None:
    with over_http(figures) as root, over_http(figures) as elsewhere:
        _embed(figures, browser, root, elsewhere, file)
    (figures / "elsewhere.html").unlink()


def _embed(figures: Path, browser: Any, root: str, elsewhere: str, file: str) -> None:
    with opened(browser, f"{root}/bars-en/{file}", 1280) as (page, _, _):
        page.locator("summary", has_text="Cite, link, embed").click()
        cited = page.locator(".take .cite").inner_text()
        assert cited.startswith("The chart. ")
        assert version(load()) in cited
        assert cited.endswith(f" {root}/bars-en/index.html#chart-bars")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        for name, told in (("Copy the citation", cited), ("Copy the link", f"{root}/bars-en/index.html#chart-bars")):
            page.get_by_role("button", name=name).click()
            page.get_by_text("Copied.").wait_for()
            # The text that was copied, without what a page's policy forbids: it is pasted.
            page.locator("#search").fill("")
            page.locator("#search").press("Control+V")
            assert page.locator("#search").input_value() == told
        snippets = [page.locator(f"#{kind}-bars").input_value() for kind in ("frame", "image")]
    (figures / "elsewhere.html").write_text(f"<!doctype html><body>{snippets[0]}{snippets[1]}", encoding="utf-8")
    with opened(browser, f"{elsewhere}/elsewhere.html", 700) as (page, _, _):
        if NO_BROWSER is None:
            assert page.locator("body > figure img").get_attribute("alt").startswith("The chart. Bars")
        frame = page.frame_locator("iframe")
        frame.locator("html.framed main").wait_for()
        assert not frame.locator(".bar").is_visible()
        high = frame.locator("main").evaluate("(main) => Math.ceil(main.getBoundingClientRect().bottom)")
        page.locator(f'iframe[height="{high + 16}"]').wait_for()
        assert page.evaluate("window.hit") is None


@BROWSER
def test_a_claim_in_the_data_leads_to_its_fact(figures: Path, browser: Any) -> None:
    publish(figures)
    for file in ("index.html", "bars.html"):
        with opened(browser, figures / "bars-en" / file, 1280) as (page, _, _):
            page.locator("summary", has_text="Data of the chart").click()
            page.locator("figure td a").first.click()
            page.wait_for_url("**/en/fact/*.html#*")
            page.locator(".statement:target").wait_for()


@BROWSER
def test_a_chart_follows_the_width_of_its_window(figures: Path, browser: Any) -> None:
    with opened(browser, figures / "bars-fr" / "index.html", 1280, drawn=True) as (page, _, _):
        for width, layout, drawn_width in (
            (1000, "wide", 1280 * 936 / 1216),
            (390, "narrow", 390),
            (320, "narrow", 314),
        ):
            page.set_viewport_size({"width": width, "height": 800})
            page.locator(f'figure[data-drawn="{layout}"]').wait_for()
            size = page.locator(".plot svg.main-svg").first.bounding_box()
            assert size["width"] == pytest.approx(drawn_width, abs=1)


@BROWSER
def test_a_scaled_chart_still_answers_to_the_pointer(figures: Path, browser: Any) -> None:
    with opened(browser, figures / "bars-fr" / "index.html", 1000, drawn=True) as (page, _, _):
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
    with opened(browser, figures / "bars-fr" / "index.html", width, drawn=True) as (page, _, _):
        assert page.evaluate(FURTHEST_OUT) <= 0


@BROWSER
@pytest.mark.parametrize("drawn", [False, True])
def test_on_paper_a_chart_is_its_picture_and_no_higher_than_the_page(
    figures: Path, browser: Any, drawn: bool, tmp_path: Path
) -> None:
    high = copied(figures, tmp_path)
    page_file = high / "bars-fr" / "index.html"
    text = page_file.read_text(encoding="utf-8")
    page_file.write_text(text.replace('width="390" height="320"', 'width="390" height="1500"'), encoding="utf-8")
    picture = (high / "bars-fr" / "bars-390-bare.svg").read_text(encoding="utf-8")
    picture = picture.replace('height="320"', 'height="1500"', 1)
    (high / "bars-fr" / "bars-390-bare.svg").write_text(picture, encoding="utf-8")
    with opened(browser, page_file, 800, drawn=drawn) as (page, _, _):
        page.emulate_media(media="print")
        image = page.locator("figure img")
        assert image.is_visible()
        assert not page.locator(".plot").is_visible()
        assert image.bounding_box()["height"] <= 741


def copied(figures: Path, folder: Path) -> Path:
    """The French page, with its plotly.js, where it can be spoiled."""
    shutil.copytree(figures / "bars-fr", folder / "bars-fr")
    shutil.copy(figures / PLOTLY_FILE, folder)
    return folder


@BROWSER
@pytest.mark.parametrize(("width", "picture"), [(1280, "bars"), (390, "bars-390")])
def test_without_javascript_the_picture_stands_and_nothing_is_told_twice(
    figures: Path, browser: Any, width: int, picture: str
) -> None:
    with opened(browser, figures / "bars-fr" / "index.html", width, script=False) as (page, asked, _):
        image = page.locator("figure img")
        assert image.is_visible()
        assert image.bounding_box()["width"] == pytest.approx(width, abs=1)
        assert image.get_attribute("alt") == 'Le graphe. Bars " onload="window.hit = 1'
        assert {address.split(":")[0] for address in asked} == {"file"}
        assert page.locator("figure button").count() == page.locator("figure button:not(:visible)").count() > 0
        drawing = (figures / "bars-fr" / f"{picture}-bare.svg").read_text(encoding="utf-8")
        for words in ("Le graphe", "Source: X"):
            assert words in (figures / "bars-fr" / f"{picture}.svg").read_text(encoding="utf-8")
            assert words not in drawing
            assert page.locator("figure").inner_text().count(words) == 1


@BROWSER
def test_where_a_picture_is_missing_the_chart_is_drawn_in_its_room(figures: Path, browser: Any, tmp_path: Path) -> None:
    place = copied(figures, tmp_path)
    (place / "bars-fr" / "bars-bare.svg").unlink()
    with opened(browser, place / "bars-fr" / "index.html", 1280) as (page, _, _):
        page.locator('figure[data-drawn="wide"]').wait_for()
        assert page.locator(".plot").bounding_box()["height"] == pytest.approx(420, abs=1)
        assert page.locator(".canvas").bounding_box()["height"] == pytest.approx(420, abs=1)
        assert page.locator("figure img").count() == 0


@BROWSER
def test_a_page_that_was_moved_without_its_plotly_keeps_its_picture_and_says_that_it_draws_no_other(
    figures: Path, browser: Any, tmp_path: Path
) -> None:
    shutil.copytree(figures / "bars-fr", tmp_path / "alone")
    with opened(browser, tmp_path / "alone" / "index.html", 390) as (page, _, _):
        page.get_by_role("button", name=INTERACTIVE).click()
        page.get_by_text("Le graphique interactif ne peut pas être chargé ici.").wait_for()
        assert page.locator("figure img").is_visible()
        assert not page.locator(".fallback").is_visible()
    (tmp_path / "alone" / "bars-390-bare.svg").unlink()
    with opened(browser, tmp_path / "alone" / "index.html", 390) as (page, _, _):
        page.get_by_text("La figure ne peut pas être tracée ici.").wait_for()
        assert page.locator("figure table").is_visible()


@pytest.fixture
def unpictured(tmp_path: Path) -> Path:
    """A page that was made where no picture could be drawn."""
    claims = list(load().claims["claim_id"].iloc[:2])
    write_project(tmp_path, {"bars": notebook(cell(PARAMETERS, "parameters"))})
    render = load_plan(tmp_path)[0]
    folder = tmp_path / "figures" / "bars-fr"
    folder.mkdir(parents=True)
    (folder / make.NOTEBOOK).write_text(json.dumps(executed("fr", claims)), encoding="utf-8")
    make.share_plotly(tmp_path / "figures")
    made = make.make(
        render,
        folder,
        everything=[render],
        read={},
        ran=receipt.Ran("papermill"),
        seconds={},
        browser=None,
        no_images="none here",
        figures=tmp_path / "figures",
    )
    assert made.images == "none here"
    return folder / "index.html"


def test_a_page_without_images_has_description_and_data_for_a_reader_without_javascript(unpictured: Path) -> None:
    page = unpictured.read_text(encoding="utf-8")
    assert "La figure ne peut pas être tracée ici." in page
    for absent in ("<img", ".png", "hreflang", "Graphique interactif"):
        assert absent not in page


@BROWSER
@pytest.mark.parametrize(("width", "sheet", "height"), [(1280, "wide", 420), (390, "narrow", 320)])
def test_a_page_without_images_draws_its_charts_at_once_in_room_that_was_kept(
    unpictured: Path, browser: Any, width: int, sheet: str, height: int
) -> None:
    with opened(browser, unpictured, width) as (page, _, wrong):
        assert page.locator(".canvas").bounding_box()["height"] == pytest.approx(height, abs=1)
        page.locator(f'figure[data-drawn="{sheet}"]').wait_for()
        assert page.locator(".plot svg.main-svg").first.bounding_box()["height"] == pytest.approx(height, abs=1)
        assert page.locator(".canvas").bounding_box()["height"] == pytest.approx(height, abs=1)
        assert wrong == []


def test_the_only_script_of_a_page_is_known_by_its_hash_and_takes_plotly_from_beside_the_page(figures: Path) -> None:
    page = (figures / "bars-fr" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script([^>]*)>", page) == [f' data-plotly="../{PLOTLY_FILE}"']
    assert policy(script()).replace("'", "&#39;") in page
    assert len(page) < 200_000


def test_the_mime_types_are_those_that_charts_display() -> None:
    assert {PLOTLY_MIME, CHART_MIME, TABLE_MIME} <= {harvest.PLOTLY_MIME, harvest.CHART_MIME, harvest.TABLE_MIME}
    assert issubclass(Chart, go.Figure)
