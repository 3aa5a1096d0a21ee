"""The day of a page is the ledger's own, or one that says what it hides; the figures of a title are the ledger's."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from changed_ledger import rebuild
from render_project import cell, notebook, write_project

from malirussia import paths
from malirussia.errors import DateError, RenderError
from malirussia.evidence.appeared import appeared, on
from malirussia.render import load_plan, render
from malirussia.render.plan import tidy
from malirussia.render.plan.day import settled
from malirussia.render.plan.titles import check, filled
from malirussia.render.run.options import Options
from malirussia.render.run.outcome import Outcome
from malirussia.tables import load

LATEST = "2025-10-24"
SOURCES = len(load().sources)
SHOW = "from IPython.display import Markdown, display\nimport malirussia as mr\ndisplay(Markdown(mr.load().day(as_of)))"
PLAN = """\
renders:
  page:
    notebook: page.ipynb
    title: {fr: "{petroleum-deliveries.monthly_tonnage:low} ou plus", en: "{petroleum-deliveries.monthly_tonnage}?"}
    about: {fr: Une ligne., en: "About {petroleum-deliveries.monthly_tonnage:high} {{t}}."}
    parameters: {lang: en, as_of: latest}
"""
# An invented source that appears later.
SOURCE = """\
source:
  id: made-{day}
  title: Une suite
  publisher: Journal inventé
  published: "{day}"
  lang: fr
  kind: press
  origin_group: made-{day}
  file: made-{day}.txt
  text_sha256: {hash}
  n_words: 9
  voice: malikonews
passages:
  p01: {{first: 0, words: 9, sha256: {hash}}}
claims:
- id: c01
  passage: p01
  subject: petroleum-deliveries
  predicate: aims_at
  text: stable-energy-market
  modality: conditional
  sector: energy
  fr: Les livraisons stabiliseraient le marché.
  en: The deliveries would steady the market.
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one page, its own evidence and tables, and the working folder in it."""
    shutil.copytree(paths.data_dir(), tmp_path / "data", ignore=shutil.ignore_patterns("corpus"))
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return planned(tmp_path, PLAN)


def planned(folder: Path, plan: str) -> Path:
    parameters = 'lang = "fr"\nas_of = "latest"\n'
    return write_project(folder, {"page": notebook(cell(parameters, "parameters"), cell(SHOW))}, plan)


def go(folder: Path) -> tuple[Outcome, str, dict[str, Any]]:
    """Render the page; give what became of it, the page and its receipt."""
    (outcome,) = render(options=Options(draw=False))
    assert outcome.error is None
    page = (folder / "figures" / "page" / "index.html").read_text(encoding="utf-8")
    return outcome, page, json.loads((folder / "figures" / "page" / "receipt.json").read_text(encoding="utf-8"))


def add_source(folder: Path, day: str) -> None:
    """Add a source that appears on a day, and build."""
    text = SOURCE.format(day=day, hash="0" * 64)
    (folder / "data" / "evidence" / "sources" / f"made-{day}.yaml").write_text(text, encoding="utf-8")
    rebuild()


def at(folder: Path, as_of: object) -> Any:
    """Plan the page for a day; give its render with that day."""
    planned(folder, PLAN.replace("latest", str(as_of)))
    (one,) = settled(load_plan())
    return one


def test_the_day_is_the_last_that_a_source_appeared_on_and_a_later_source_moves_it(project: Path) -> None:
    outcome, page, receipt = go(project)
    assert "What the articles read by 24 October 2025 say" in page.replace("\u00a0", " ")
    assert outcome.warnings == []
    assert receipt["parameters"]["as_of"] == LATEST
    assert receipt["day"] == {"asked": "latest", "text": LATEST, "known": SOURCES, "later": 0}

    add_source(project, "2026-03-12")
    outcome, page, receipt = go(project)
    assert outcome.why == "the latest day is 2026-03-12, no longer 2025-10-24"
    assert "12 March 2026" in page.replace("\u00a0", " ")
    # The notebook was handed the day: its copy for the reader tells the same for ever.
    assert "2026-03-12</p>" in page
    assert receipt["day"]["known"] == SOURCES + 1

    planned(project, PLAN.replace("latest", LATEST))
    outcome, page, receipt = go(project)
    assert "1 source appeared later and is not told of here." in page
    assert outcome.warnings == ["as_of 2025-10-24 hides 1 source that appeared later; as_of: latest shows all"]
    assert receipt["warnings"] == outcome.warnings


def test_a_day_before_every_source_says_that_the_page_rests_on_none(project: Path) -> None:
    from malirussia.render.page.words import left_out
    from malirussia.render.plan.day import warnings

    day = at(project, "2020").day
    assert left_out(day, "en")[0] == "No source had appeared by then: this page rests on none."
    assert left_out(day, "fr")[1].startswith(f"{SOURCES} sources, parues plus tard,")
    assert [line.split(";")[0] for line in warnings(day)] == [
        "as_of 2020: no source had appeared by then, and the page rests on none",
        f"as_of 2020 hides {SOURCES} sources that appeared later",
    ]


def test_a_year_without_quotes_is_a_day_to_choose(project: Path) -> None:
    one = at(project, 2026)
    assert (one.given["as_of"], one.values["as_of"], one.day.text) == ("2026", "2026", "2026")
    assert load().day(2026) == "2026"
    with pytest.raises(RenderError, match=r"renders\.yaml:6: as_of = 20\.5; as_of is an EDTF date .*, or latest"):
        at(project, 20.5)


def test_the_plan_and_the_tables_know_the_same_day(project: Path) -> None:
    add_source(project, "2026-02")
    assert load().day() == tidy.Days().on("latest").text == "2026-02-28"
    assert load().day("2025-06") == "2025-06"


def test_a_ledger_that_tells_no_day_asks_for_one() -> None:
    days = appeared([("a", None)], [])
    assert on("2025", days).known == 1
    with pytest.raises(DateError, match="no source of the ledger tells a day; give a day"):
        on("latest", days)


def test_a_title_holds_the_figure_of_the_ledger_in_the_language_of_the_page(project: Path) -> None:
    (one,) = load_plan()
    assert one.titles["en"].startswith("{")
    one = filled(one, tidy.facts())
    assert one.titles == {
        "fr": "160\u202f000\u00a0tonnes par mois ou plus",
        "en": "160,000–200,000\u00a0tonnes a month?",
    }
    assert one.abouts["en"] == "About 200,000\u00a0tonnes a month {t}."
    assert go(project)[2]["title"] == one.titles["en"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{petroleum-deliveries.tonnage}", r"yaml:4: the ledger has no fact .*; did you mean petroleum-deliveries\."),
        ("{moussa-bilal.role}", r"yaml:4: the (ledger has no fact|fact .* has no quantity)"),
        ("{petroleum-deliveries.monthly_tonnage:middle}", r"yaml:4: .* names no fact; write {fact\.id}"),
        ("{", r"yaml:4: .*; write {fact\.id}"),
    ],
)
def test_a_title_that_names_no_figure_stops_the_plan_with_its_line(project: Path, text: str, found: str) -> None:
    planned(project, PLAN.replace("{petroleum-deliveries.monthly_tonnage}?", text))
    with pytest.raises(RenderError, match=found):
        check(load_plan())
