"""What is fresh stays as it is, and everything that changes a page makes it anew, with its reason."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from render_project import PARAMETERS, cell, notebook, write_project

from malirussia.errors import RenderError
from malirussia.render import render
from malirussia.render.notebook.job import Bounds
from malirussia.render.receipt import history, receipt
from malirussia.render.run.options import Options
from malirussia.render.run.outcome import Outcome
from malirussia.render.run.progress import Step
from malirussia.render.run.run import processes

SHOW = "from IPython.display import Markdown, display\ndisplay(Markdown(f'# Page {lang}'))"
PLAN = """\
defaults:
  each: {lang: [fr, en]}
renders:
  page:
    notebook: page.ipynb
    title: {fr: Une page, en: A page}
    about: {fr: Une ligne., en: One line.}
"""
QUIET = Options(draw=False)


def page(*cells: str) -> dict[str, Any]:
    return notebook(cell(PARAMETERS, "parameters"), *map(cell, cells or [SHOW]))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project with one page in two languages, its own tables, and the working folder in it."""
    from malirussia import paths

    shutil.copytree(paths.data_dir(), tmp_path / "data", ignore=shutil.ignore_patterns("corpus"))
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path / "data"))
    write_project(tmp_path, {"page": page()}, PLAN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def go(*names: str, options: Options = QUIET, steps: list[Step] | None = None) -> dict[str, Outcome]:
    progress = None if steps is None else steps.append
    return {one.render: one for one in render(names, options=options, progress=progress)}


def states(outcomes: dict[str, Outcome]) -> dict[str, str]:
    return {name: one.state for name, one in outcomes.items()}


def test_what_is_fresh_is_left_and_what_changed_is_made_with_its_reason(project: Path) -> None:
    assert states(go()) == {"page-fr": "made", "page-en": "made"}
    folder = project / "figures" / "page-fr"
    before = (folder / "receipt.json").read_bytes()
    assert states(go()) == {"page-fr": "fresh", "page-en": "fresh"}
    assert (folder / "receipt.json").read_bytes() == before

    (folder / "index.html").write_text("somebody was here")
    assert go("page-*")["page-fr"].why == "index.html is not as it was written"

    with (project / "data" / "tidy" / "claims.csv").open("a", encoding="utf-8") as table:
        table.write("\n")
    # The tables don't fit their description any more, but whether a render is due doesn't hang on that.
    from malirussia.render.plan.renders import load
    from malirussia.render.run.due import due

    renders = load(project)
    assert {one.why for one in due(renders, renders, project, project / "figures", QUIET)} == {
        "tables changed: claims.csv"
    }
    shutil.copy(Path(__file__).parent.parent / "data" / "tidy" / "claims.csv", project / "data" / "tidy")

    write_project(project, {"page": page(SHOW, "1")}, PLAN)
    assert {one.why for one in go().values()} == {"notebook changed: page.ipynb"}
    write_project(project, {"page": page(SHOW, "1")}, PLAN.replace("Une page", "La page"))
    assert {one.why for one in go().values()} == {"plan changed"}
    assert {one.why for one in go(options=Options(draw=False, force=True)).values()} == {"asked for"}


def test_changed_brings_up_to_date_and_makes_nothing_new(project: Path) -> None:
    assert states(go("page-fr")) == {"page-fr": "made"}
    changed = Options(draw=False, changed=True)
    assert states(go(options=changed)) == {"page-fr": "fresh"}
    write_project(project, {"page": page(SHOW, "2")}, PLAN)
    assert states(go(options=changed)) == {"page-fr": "made"}
    assert not (project / "figures" / "page-en").exists()


def test_the_last_receipts_are_kept_and_no_more(project: Path) -> None:
    for number in range(3):
        write_project(project, {"page": page(SHOW, str(number))}, PLAN)
        go("page-fr", options=Options(draw=False, keep=2))
    figures = project / "figures"
    kept = history.receipts(figures, "page-fr")
    assert 1 <= len(kept) <= 2  # two renders in one second share a place
    assert kept[0] == receipt.load(figures / "page-fr")
    assert kept[0]["times"]["peak"] > 10
    assert len(kept[0]["times"]["cells"]) == 5
    with pytest.raises(Exception, match="leaves"):
        history.receipts(figures, "../..")


def test_faults_are_one_line_each_and_stop_nobody(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faults = {
        "a-greedy": "x = bytearray(8_000_000_000)",
        "b-slow": "import time; time.sleep(600)",
        "c-killed": "import os; os.kill(os.getpid(), 9)",
        "d-crash": "import ctypes; ctypes.string_at(0)",
        "e-told": "raise ValueError(token)",
    }
    secret = PARAMETERS + 'token = ""  # secret: a key\n'
    plan = PLAN + "".join(
        f"  {name}:\n    notebook: {name}.ipynb\n    title: {{fr: a, en: b}}\n    about: {{fr: a, en: b}}\n"
        + "    secrets: {token: PRESS_TOKEN}\n"
        for name in faults
    )
    made = {name: notebook(cell(secret, "parameters"), cell(SHOW), cell(text)) for name, text in faults.items()}
    write_project(project, {"page": page(), **made}, plan)
    monkeypatch.delenv("PRESS_TOKEN", raising=False)
    with pytest.raises(RenderError, match="PRESS_TOKEN, which holds the secret token, is not set; set PRESS_TOKEN"):
        go()
    monkeypatch.setenv("PRESS_TOKEN", "open sesame")
    steps: list[Step] = []
    options = Options(draw=False, bounds=Bounds(cell_seconds=4, seconds=60, memory=2 << 30))
    outcomes = go("*-fr", options=options, steps=steps)
    assert states(outcomes) == {"page-fr": "made", **{f"{name}-fr": "failed" for name in faults}}
    errors = {name: one.error or "" for name, one in outcomes.items()}
    assert "a-greedy.ipynb, In [4]: MemoryError" in errors["a-greedy-fr"]
    assert "it may have 2.0 GiB, --memory gives it more" in errors["a-greedy-fr"]
    assert errors["b-slow-fr"] == "b-slow.ipynb: a cell took longer than 4 s; --cell-timeout gives it more"
    assert "its process was ended by SIGKILL" in errors["c-killed-fr"]
    assert "its process was ended by SIGSEGV, twice" in errors["d-crash-fr"]
    assert errors["e-told-fr"] == "e-told.ipynb, In [4]: ValueError: ********"
    assert {name: one.attempts for name, one in outcomes.items()} == {
        "page-fr": 1,
        "a-greedy-fr": 1,
        "b-slow-fr": 1,
        "c-killed-fr": 2,
        "d-crash-fr": 2,
        "e-told-fr": 1,
    }
    assert sorted(step.render for step in steps if step.phase == "again") == ["c-killed-fr", "d-crash-fr"]
    written = [path for path in (project / "figures").rglob("*") if path.is_file()]
    assert [path.name for path in written if b"sesame" in path.read_bytes()] == []


def test_a_notebook_that_takes_too_long_is_ended_and_fail_fast_skips_the_rest(project: Path) -> None:
    write_project(project, {"page": page(SHOW, *["import time; time.sleep(2)"] * 30)}, PLAN)
    options = Options(draw=False, jobs=1, fail_fast=True, bounds=Bounds(seconds=5))
    outcomes = list(go(options=options).values())
    assert sorted(one.state for one in outcomes) == ["failed", "skipped"]
    failed = next(one for one in outcomes if one.state == "failed")
    assert failed.error == "page.ipynb: the notebook took longer than 5 s; --timeout gives it more"


def test_the_stock_engine_makes_the_same_page(project: Path) -> None:
    go("page-en")
    warm = (project / "figures" / "page-en" / "notebook.ipynb").read_bytes()
    go("page-en", options=Options(draw=False, engine="papermill", force=True))
    folder = project / "figures" / "page-en"
    assert (folder / "notebook.ipynb").read_bytes() == warm
    assert json.loads((folder / "receipt.json").read_text())["engine"] == "papermill"
    with pytest.raises(RenderError, match="--engine steam: no such engine"):
        go("page-en", options=Options(draw=False, engine="steam", force=True))


def test_memory_bounds_how_many_run_at_a_time(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from malirussia.render.notebook import memory
    from malirussia.render.plan.renders import load
    from malirussia.render.run.due import due

    renders = load(project)
    wanted = due(renders, renders, project, project / "figures", QUIET)
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    for there, many in ((100 << 20, 1), (1300 << 20, 3), (100 << 30, 8), (None, 8)):
        monkeypatch.setattr(memory, "available", lambda there=there: there)
        assert processes(wanted, project / "figures", QUIET) == many
    assert processes(wanted, project / "figures", Options(jobs=5)) == 5
