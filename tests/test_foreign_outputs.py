"""What other libraries display: shown where a page can show it safely, and told in a warning where it can't."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from render_project import PARAMETERS, cell, notebook, write_project

from malirussia.render import render
from malirussia.render.notebook.foreign import Html, Image, sanitised
from malirussia.render.notebook.harvest import harvest
from malirussia.render.run.options import Options

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 40).decode()
SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


def shown(data: dict[str, Any], metadata: dict[str, Any] | None = None) -> tuple[list[Any], list[str]]:
    """The parts and the warnings of a notebook that displays one thing."""
    output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
    found = harvest({"cells": [{"cell_type": "code", "source": "", "outputs": [output]}]})
    return found.parts, found.warnings


def test_a_data_frame_is_shown_as_a_table_and_not_remarked_upon() -> None:
    frame = pd.DataFrame({"ville": ["Ségou", "<script>x</script>"], "t": [160000, 1]})
    [part], warnings = shown({"text/html": frame.to_html(), "text/plain": "…"})
    assert isinstance(part, Html)
    assert part.html.count("<td>") == 4
    assert "Ségou" in part.html
    assert "<script" not in part.html
    [part], jupyter = shown({"text/html": frame._repr_html_(), "text/plain": "…"})
    assert warnings == jupyter == []


def test_a_style_that_may_mean_something_is_told_when_it_is_left_out() -> None:
    styled = pd.DataFrame({"t": [1, 2]}).style.highlight_max().to_html()
    [part], warnings = shown({"text/html": styled})
    assert "<table" in part.html
    assert warnings == ["cell 1: <style> in HTML is left out of the page"]


@pytest.mark.parametrize(
    ("html", "kept", "told"),
    [
        ("<b>lost</b>", "<b>lost</b>", []),
        ("<p onclick=alert(1)>x</p>", "<p>x</p>", []),
        ("x<script>alert(1)</script>", "x", ["<script>"]),
        ("<iframe src=https://example.org></iframe>", "", ["<iframe>"]),
        ("<a href='javascript:alert(1)'>x</a>", '<a rel="noreferrer">x</a>', []),
        ("<a href='data:text/html,x'>x</a>", '<a rel="noreferrer">x</a>', []),
        ("<img src=https://example.org/x.png onerror=alert(1)>", "", ["<img> from elsewhere"]),
        (f"<img src='data:image/png;base64,{PNG}'>", f'<img src="data:image/png;base64,{PNG}">', []),
        ("<img src='data:text/html,x'>", "", ["<img> from elsewhere"]),
        ("<p style='color:red;background:url(//x)'>x</p>", '<p style="color:red">x</p>', []),
        ("<svg><script>1</script></svg>x", "x", ["<script>", "<svg>"]),
        ("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "", ["<math>"]),
        ("<video src=x></video>&nbsp;", "", ["<video>"]),
        ("<![x", "", []),
    ],
)
def test_html_keeps_what_is_safe_and_tells_what_is_left_out(html: str, kept: str, told: list[str]) -> None:
    clean, left = sanitised(html)
    assert clean == kept
    assert set(told) <= set(left)
    assert "alert" not in clean


@pytest.mark.parametrize("mime", ["image/png", "image/svg+xml"])
def test_an_image_is_shown_with_its_description_and_one_without_is_told(mime: str) -> None:
    content = PNG if mime == "image/png" else SVG
    [image], warnings = shown({mime: content}, {mime: {"alt": "Two bars."}})
    assert isinstance(image, Image)
    assert image.address.startswith(f"data:{mime};base64,")
    assert (image.alt, warnings) == ("Two bars.", [])
    _, warnings = shown({mime: [content[:9], content[9:]]})
    assert "no description" in warnings[0]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"text/latex": "$x$", "text/plain": "x"}, "a formula in LaTeX"),
        ({"application/vnd.vegalite.v5+json": {}, "text/plain": "v"}, "a Vega chart"),
        ({"application/vnd.jupyter.widget-view+json": {}, "text/plain": "w"}, "a widget"),
        ({"application/javascript": "1"}, "JavaScript"),
        ({"application/pdf": "JVBERi0="}, "a PDF"),
        ({"application/geo+json": {}}, "a map"),
        ({"application/x-else": "1"}, "an output of type application/x-else"),
        ({"image/png": "no image"}, "an output of type image/png"),
        ({"image/svg+xml": "no image"}, "an output of type image/svg"),
        ({"text/plain": "42"}, "a value in plain text"),
        ({"application/vnd.plotly.v1+json": {}, "text/html": "<script>1</script>"}, "a plotly figure without source"),
    ],
)
def test_what_a_page_cannot_show_is_told_with_its_cell(data: dict[str, Any], name: str) -> None:
    parts, [warning] = shown(data)
    assert parts == []
    assert warning.startswith(f"cell 1: {name}")
    assert warning.endswith("left out of the page")


def test_the_page_shows_them_and_the_receipt_has_the_warnings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = (
        "from IPython.display import HTML, SVG, Latex, Markdown, display\n"
        "display(Markdown('# T'), HTML('<table><tr><td>Ségou</td></tr></table><script>alert(1)</script>'))\n"
        f"display(SVG({SVG!r}), Latex('$x$'))"
    )
    project = write_project(tmp_path, {"mixed": notebook(cell(PARAMETERS, "parameters"), cell(source))})
    monkeypatch.chdir(project)
    [outcome] = render(["mixed-fr"], options=Options(draw=False, preload=()))
    assert outcome.ok, outcome.error
    written = (outcome.folder / "index.html").read_text(encoding="utf-8")
    assert "<td>Ségou</td>" in written
    assert 'alt="Image sans description"' in written
    assert "alert(1)" not in written
    assert len(outcome.warnings) == 3
    assert json.loads((outcome.folder / "receipt.json").read_text(encoding="utf-8"))["warnings"] == outcome.warnings
