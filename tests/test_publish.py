from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from malirussia.errors import RenderError
from malirussia.publish import publish


def add(figures: Path, name: str, lang: str, **changes: Any) -> None:
    """Put the receipt of a render into a folder of renders."""
    receipt = {
        "receipt": 1,
        "render": name,
        "entry": name.rsplit("-", 1)[0],
        "lang": lang,
        "title": f"Titre de {name}",
        "about": "Une ligne.",
        "charts": {"bars": "Le graphe"},
        "notebook": "20-x.ipynb",
        "parameters": {"lang": lang, "as_of": "2025-10-24"},
        "wrote": {"bars.png": {}, "bars.csv": {}, "index.html": {}},
    }
    (figures / name).mkdir(parents=True)
    (figures / name / "receipt.json").write_text(json.dumps(receipt | changes), encoding="utf-8")


def front(figures: Path, lang: str) -> str:
    publish(figures)
    return (figures / lang / "index.html").read_text(encoding="utf-8")


def test_a_front_page_leads_to_every_render_of_its_language(tmp_path: Path) -> None:
    add(tmp_path, "network-fr", "fr")
    add(tmp_path, "network-en", "en")
    add(tmp_path, "supply-fr", "fr", notebook="40-x.ipynb")
    assert publish(tmp_path) == tmp_path / "index.html"
    page = front(tmp_path, "fr")
    assert page.index('<h3><a href="../network-fr/index.html">') < page.index('<h3><a href="../supply-fr/index.html">')
    assert "network-en" not in page
    assert 'href="../network-fr/bars.csv"' in page
    assert "../network-en/index.html" in front(tmp_path, "en")


def test_the_first_page_leads_to_both_languages_without_a_script(tmp_path: Path) -> None:
    page = publish(tmp_path).read_text(encoding="utf-8")
    assert 'href="fr/index.html"' in page
    assert 'href="en/index.html"' in page
    assert "<script" not in page


def test_a_site_without_renders_says_that_no_chart_is_drawn(tmp_path: Path) -> None:
    page = front(tmp_path, "en")
    assert "No chart has been drawn yet" in page
    add(tmp_path, "network-en", "en")
    assert "No chart has been drawn yet" not in front(tmp_path, "en")


def test_a_front_page_shows_the_svg_of_a_chart_and_no_picture_where_none_was_drawn(tmp_path: Path) -> None:
    drawn = {"bars.png": {}, "bars.svg": {}, "bars-390.svg": {}}
    add(tmp_path, "network-fr", "fr", wrote=drawn)
    page = front(tmp_path, "fr")
    assert 'src="../network-fr/bars-390.svg"' in page
    assert ".png" not in page
    add(tmp_path, "network-en", "en", wrote={"bars.csv": {}}, title="<script>x</script>")
    page = front(tmp_path, "en")
    assert "<img" not in page
    assert "<script>x" not in page


def test_variants_of_a_render_have_no_picture(tmp_path: Path) -> None:
    for lang in ("fr", "en"):
        for name, road in (("a-blockade", "abidjan"), ("supply", "none"), ("supply-low", "none")):
            low = 1 if name == "supply-low" else 2
            add(tmp_path, f"{name}-{lang}", lang, parameters={"lang": lang, "blockade": road, "low": low})
    page = front(tmp_path, "fr")
    places = [page.index(f'href="../{name}/index.html"') for name in ("supply-fr", "a-blockade-fr", "supply-low-fr")]
    assert places == sorted(places)
    assert "supply-fr/bars.png" in page
    assert "a-blockade-fr/bars.png" not in page


def test_failed_renders_and_stray_files_are_not_on_the_site(tmp_path: Path) -> None:
    add(tmp_path, "network-fr", "fr")
    (tmp_path / ".failed" / "supply-fr").mkdir(parents=True)
    (tmp_path / "plotly.min.js").write_text("")
    assert "supply-fr" not in front(tmp_path, "fr")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"lang": "de"}'])
def test_a_receipt_that_cannot_be_read_is_told_with_its_place(tmp_path: Path, content: str) -> None:
    add(tmp_path, "network-fr", "fr")
    (tmp_path / "network-fr" / "receipt.json").write_text(content)
    with pytest.raises(RenderError, match=r"network-fr/receipt\.json: no receipt of this version"):
        publish(tmp_path)
