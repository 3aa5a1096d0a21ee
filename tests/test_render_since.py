"""A page that tells what has changed tells it against the last edition made of another ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from render_project import PARAMETERS, cell, notebook, write_project

from malirussia.render import render
from malirussia.render.receipt import history
from malirussia.render.run.options import Options

SHOW = "from IPython.display import Markdown, display\ndisplay(Markdown(f'# Page {lang}\\n\\nSome text.'))"
PLAN = """\
defaults:
  each: {lang: [fr, en]}
  parameters: {as_of: 2025-06-30}
renders:
  page:
    notebook: page.ipynb
    title: {fr: Une page, en: A page}
    about: {fr: Une ligne., en: One line.}
    changes: true
"""


def go(project: Path, plan: str, force: bool = False) -> tuple[str, str]:
    """Render both pages; give them."""
    write_project(project, {"page": notebook(cell(PARAMETERS, "parameters"), cell(SHOW))}, plan)
    outcomes = render(options=Options(draw=False, force=force))
    assert [one.error for one in outcomes] == [None, None]
    french, english = ((project / "figures" / f"page-{lang}" / "index.html").read_text() for lang in ("fr", "en"))
    return french.replace("\N{NO-BREAK SPACE}", " "), english.replace("\N{NO-BREAK SPACE}", " ")


def told(project: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((project / "figures" / "page-fr" / "receipt.json").read_text())
    return content


def test_a_page_tells_what_has_changed_behind_the_news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    french, english = go(tmp_path, PLAN)
    assert "Ce qui a changé depuis la dernière édition" not in french
    first = told(tmp_path)
    assert first["since"] is None

    later = PLAN.replace("2025-06-30", "2025-10-24")
    french, english = go(tmp_path, later)
    assert french.index("Ce qui a changé depuis la dernière édition") > french.index("Some text.")
    assert "The ledger is the same; only the day has moved, from 30 June 2025 to 24 October 2025." in english
    assert "Petroleum product deliveries" in english[english.index("Some text.") :]
    second = told(tmp_path)
    assert second["since"] == {"ledger": first["ledger"], "finished": first["times"]["finished"]}
    assert second["ledger"] != first["ledger"]

    # Made again of the same ledger, it says the same: what it is told against has not moved.
    assert go(tmp_path, later, force=True) == (french, english)
    assert told(tmp_path)["since"] == second["since"]
    for digest in (first["ledger"], second["ledger"]):
        assert history.ledger(tmp_path / "figures", digest) is not None
