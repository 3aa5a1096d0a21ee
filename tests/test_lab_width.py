"""In JupyterLab a chart takes the width it is given: the sheet is scaled as a whole, and answers the pointer still."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chart_boxes import open_page
from playwright.sync_api import Page

import malirussia as mr
from malirussia.charts.paper.chart import PLOTLY_MIME, Chart

EXTENSION = Path("malirussia") / "labextension"
# As JupyterLab nests the output of a cell beside its prompt, and as its plotly renderer draws.
CELL = """
([figure, width]) => {
  document.body.innerHTML = `<div id="cell" style="display:flex; width:${width}px; overflow:hidden">
    <div style="flex:0 0 64px"></div>
    <div id="figure" class="jp-RenderedPlotly jp-OutputArea-output" style="width:100%; overflow:auto"></div></div>`;
  return Plotly.react("figure", figure.data, figure.layout);
}
"""
ACTIVATE = "() => _JUPYTERLAB.malirussia.get('./extension').then((made) => made().default.activate())"
# Two frames: one for the watcher, one for what it sets.
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
BOX = "(name) => { const {left, right, top, bottom} = document.querySelector(name).getBoundingClientRect(); \
return [left, right, top, bottom].map(Math.round); }"


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    root = Path(__file__).resolve().parent.parent
    with open_page() as opened:
        opened.add_script_tag(content=(root / EXTENSION / "static" / "remoteEntry.js").read_text(encoding="utf-8"))
        yield opened


@pytest.fixture(scope="module")
def chart() -> Chart:
    ds = mr.load()
    return mr.charts.network(mr.network(ds), lang="en")


def show(page: Page, figure: Any, width: int) -> None:
    page.evaluate(CELL, [json.loads(json.dumps(figure)), width])
    page.evaluate(ACTIVATE)
    page.evaluate(SETTLED)


def test_a_sheet_wider_than_its_cell_is_scaled_into_it(page: Page, chart: Chart) -> None:
    sheet = chart.bundle()[PLOTLY_MIME]
    assert sheet["layout"]["width"] == 1280
    show(page, sheet, 912)
    left, right, top, bottom = page.evaluate(BOX, ".svg-container")
    assert (left, right) == (64, 912)
    assert bottom - top == pytest.approx(sheet["layout"]["height"] * 848 / 1280, abs=1)
    # Nothing is left empty below it.
    assert page.evaluate(BOX, "#cell")[3] == bottom


def test_a_scaled_mark_answers_the_pointer(page: Page, chart: Chart) -> None:
    show(page, chart.bundle()[PLOTLY_MIME], 912)
    place = page.locator("#figure .scatterlayer .point").first.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.wait_for_selector(".hovertext", timeout=5_000)


def test_a_cell_that_widens_has_the_sheet_at_its_own_size_and_others_are_left_alone(page: Page, chart: Chart) -> None:
    show(page, chart.bundle()[PLOTLY_MIME], 912)
    page.evaluate("() => { document.querySelector('#cell').style.width = '1390px'; }")
    page.evaluate(SETTLED)
    left, right, *_ = page.evaluate(BOX, ".svg-container")
    assert (left, right) == (64, 64 + 1280)

    plain = chart.table.head(3).plot.bar(x=chart.table.columns[0], backend="plotly", template=mr.theme())
    show(page, plain.to_plotly_json() | json.loads(plain.to_json()), 700)
    assert page.evaluate("() => document.querySelector('#figure').style.transform") == ""
    assert page.evaluate(BOX, ".svg-container")[:2] == [64, 700]


def test_the_extension_is_installed_where_jupyterlab_looks_and_bears_the_version(checkout: Path) -> None:
    package = json.loads((checkout / EXTENSION / "package.json").read_text(encoding="utf-8"))
    assert package["version"] == mr.__version__
    build = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    place = build["targets"]["wheel"]["shared-data"][EXTENSION.as_posix()]
    assert place == "share/jupyter/labextensions/malirussia"
    assert (checkout / EXTENSION / package["jupyterlab"]["_build"]["load"]).is_file()
