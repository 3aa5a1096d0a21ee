"""The headline figure is a fact of the ledger: with another one, no file holds the old."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from changed_ledger import changed_ledger

from malirussia.publish import publish
from malirussia.render import render
from malirussia.render.run.options import Options

# As the files of the ledger write the two ends; what others published of them is changed likewise.
ENDS = {"160": "150", "200": "210"}
CHANGES = {f"{old}{mark}000": f"{new}{mark}000" for old, new in ENDS.items() for mark in ("", " ", ",")}
# 200,000 t of grain stay what they are: of the upper end it is the tonnes of a month that must be gone.
OLD = re.compile(
    r"(?<![\d.#])(160[\s,.\u202f\u00a0_]?000(?!\d)|200[\s,.\u202f\u00a0_]?000\D{0,10}(?:a month|par mois))"
)
NEW = {"fr": "150\u202f000\u00a0à\u00a0210\u202f000\u00a0tonnes par mois", "en": "150,000–210,000\u00a0tonnes a month"}
VARIANT = ("the range is a variant", "la fourchette est une variante")


def plan(folder: Path) -> None:
    """Leave the supply page alone in the plan, with few draws: the range is looked for, not the intervals."""
    path = folder / "notebooks" / "renders.yaml"
    whole = yaml.safe_load(path.read_text(encoding="utf-8"))
    supply = {**whole["renders"]["petroleum-supply"], "parameters": {"draws": 1_000}}
    path.write_text(yaml.safe_dump({**whole, "renders": {"petroleum-supply": supply}}, allow_unicode=True), "utf-8")


def test_with_another_range_in_the_ledger_no_file_holds_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(changed_ledger(tmp_path, monkeypatch, CHANGES, where="160"))
    outcomes = render(options=Options(draw=False))
    assert [one.error for one in outcomes] == [None, None]
    publish(tmp_path / "figures")
    files = [path for path in (tmp_path / "figures").rglob("*") if path.suffix in (".html", ".json", ".csv", ".txt")]
    files += (tmp_path / "figures").rglob("*.ipynb")
    texts = {path.relative_to(tmp_path / "figures").as_posix(): path.read_text(encoding="utf-8") for path in files}
    assert {name: OLD.findall(text) for name, text in texts.items() if OLD.search(text)} == {}
    assert "petroleum-supply-fr/supply-share.csv" in texts
    for lang, said in NEW.items():
        receipt = json.loads(texts[f"petroleum-supply-{lang}/receipt.json"])
        assert receipt["title"].startswith(said)
        assert re.search("150[,\u202f]000[–\u2060]+210[,\u202f]000", texts[f"{lang}/index.html"])
        assert not any(words in texts[f"petroleum-supply-{lang}/index.html"] for words in VARIANT)
