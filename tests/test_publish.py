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


def test_the_index_leads_to_every_page_in_its_language(tmp_path: Path) -> None:
    add(tmp_path, "network-fr", "fr")
    add(tmp_path, "network-en", "en")
    add(tmp_path, "supply-fr", "fr", notebook="40-x.ipynb")
    page = publish(tmp_path).read_text(encoding="utf-8")
    assert publish(tmp_path) == tmp_path / "index.html"
    assert page.count('<div class="row">') == 2
    assert page.index("network-fr") < page.index("network-en") < page.index("supply-fr")
    assert '<article class="card" lang="en">\n<h3><a href="network-en/index.html">' in page
    assert "Au 24 octobre 2025" in page
    assert "As of 24 October 2025" in page
    assert 'href="network-fr/bars.csv"' in page
    assert 'href="network-fr/receipt.json"' in page
    assert 'src="network-fr/bars.png"' in page


def test_the_index_has_no_thumbnail_where_none_was_drawn_and_takes_nothing_from_a_network(tmp_path: Path) -> None:
    add(tmp_path, "network-fr", "fr", wrote={"bars.csv": {}}, title="<script>x</script>")
    page = publish(tmp_path).read_text(encoding="utf-8")
    assert "<img" not in page
    assert "<script>" not in page
    assert "http" not in page.replace('<meta http-equiv="Content-Security-Policy"', "")


def test_a_telephone_takes_the_narrow_picture_where_there_is_one(tmp_path: Path) -> None:
    add(tmp_path, "network-fr", "fr", wrote={"bars.png": {}, "bars-390.png": {}})
    add(tmp_path, "supply-fr", "fr")
    page = publish(tmp_path).read_text(encoding="utf-8")
    assert '<source media="(max-width: 699px)" srcset="network-fr/bars-390.png">' in page
    assert page.count("<source") == 1
    assert 'src="network-fr/bars.png"' in page
    assert 'src="supply-fr/bars.png"' in page


def test_the_same_receipts_give_the_same_index(tmp_path: Path) -> None:
    add(tmp_path, "network-fr", "fr")
    first = publish(tmp_path).read_bytes()
    assert publish(tmp_path).read_bytes() == first


def test_the_usual_render_comes_first_and_its_variants_are_set_small(tmp_path: Path) -> None:
    for lang in ("fr", "en"):
        for name, road in (("a-blockade", "abidjan"), ("supply", "none"), ("supply-low", "none")):
            low = 1 if name == "supply-low" else 2
            add(tmp_path, f"{name}-{lang}", lang, parameters={"lang": lang, "blockade": road, "low": low})
    page = publish(tmp_path).read_text(encoding="utf-8")
    places = [page.index(f'href="{name}/index.html"') for name in ("supply-fr", "a-blockade-fr", "supply-low-fr")]
    assert places == sorted(places)
    assert page.count('class="card variant"') == 4
    assert "supply-fr/bars.png" in page
    assert "a-blockade-fr/bars.png" not in page


def test_every_link_to_data_says_what_it_leads_to(tmp_path: Path) -> None:
    charts, files = {"a": "Titre A", "b": "Titre B"}, {"a.csv": {}, "b.csv": {}}
    add(tmp_path, "network-fr", "fr", charts=charts, wrote=files)
    page = publish(tmp_path).read_text(encoding="utf-8")
    assert 'aria-label="CSV 1, Titre A"' in page
    assert 'aria-label="CSV 2, Titre B"' in page


def test_failed_renders_and_stray_files_are_not_on_the_index(tmp_path: Path) -> None:
    add(tmp_path, "network-fr", "fr")
    (tmp_path / ".failed" / "supply-fr").mkdir(parents=True)
    (tmp_path / "plotly.min.js").write_text("")
    assert "supply" not in publish(tmp_path).read_text(encoding="utf-8")


def test_an_empty_folder_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="no render in it; malirussia render"):
        publish(tmp_path)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"lang": "de"}'])
def test_a_receipt_that_cannot_be_read_is_told_with_its_place(tmp_path: Path, content: str) -> None:
    add(tmp_path, "network-fr", "fr")
    (tmp_path / "network-fr" / "receipt.json").write_text(content)
    with pytest.raises(RenderError, match=r"network-fr/receipt\.json: no receipt of this version"):
        publish(tmp_path)
