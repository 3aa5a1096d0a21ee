"""Whole renders: real notebooks, real kernels, the real ledger."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from render_project import PARAMETERS, PROSE, cell, fuel_notebook, notebook, write_project

from malirussia import load
from malirussia.errors import RenderError
from malirussia.render import render
from malirussia.render.cold.processes import environment
from malirussia.render.page import browser, images
from malirussia.render.page.annex import annex, unknown
from malirussia.render.run.options import Options
from malirussia.render.run.outcome import Outcome
from malirussia.render.run.progress import Step

BROWSER = pytest.mark.skipif(browser.unavailable() is not None, reason=browser.unavailable() or "")


@pytest.fixture(scope="module")
def claims() -> list[str]:
    """Three claims of the ledger, of two sources."""
    of_source = load().claims.groupby("source_id", sort=True)["claim_id"]
    return [*of_source.first().iloc[:2], of_source.last().iloc[0]]


@dataclasses.dataclass
class Run:
    """One run over three notebooks, two of which fail."""

    project: Path
    outcomes: dict[str, Outcome]
    steps: list[Step]

    @property
    def failed(self) -> Path:
        return self.project / "figures-log" / "failed"

    def folder(self, name: str) -> Path:
        return self.project / "figures" / name

    def text(self, name: str, file: str = "index.html") -> str:
        return (self.folder(name) / file).read_text(encoding="utf-8")

    def receipt(self, name: str) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.text(name, "receipt.json"))
        return content


def go(project: Path, *names: str, draw: bool = False, figures: Path | None = None) -> dict[str, Outcome]:
    before = Path.cwd()
    os.chdir(project)
    try:
        return {outcome.render: outcome for outcome in render(names, options=Options(draw=draw), figures=figures)}
    finally:
        os.chdir(before)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, claims: list[str]) -> Iterator[Run]:
    killed = "import os, signal\nprint('so far', flush=True)\nos.kill(os.getpid(), signal.SIGKILL)"
    project = write_project(
        tmp_path_factory.mktemp("project"),
        {
            "fuel": fuel_notebook(claims),
            "raises": notebook(cell(PARAMETERS, "parameters"), cell("1 / 0"), cell("print('never')")),
            "killed": notebook(cell(PARAMETERS, "parameters"), cell(killed), cell("print('never')")),
        },
    )
    (project / "figures" / ".making-1" / "fuel-fr").mkdir(parents=True)
    steps: list[Step] = []
    before = Path.cwd()
    os.chdir(project)
    try:
        outcomes = render(["fuel-*", "raises-fr", "killed-en"], progress=steps.append)
    finally:
        os.chdir(before)
    yield Run(project, {outcome.render: outcome for outcome in outcomes}, steps)


def test_one_failing_notebook_does_not_stop_the_others(run: Run) -> None:
    assert {name: outcome.ok for name, outcome in run.outcomes.items()} == {
        "fuel-fr": True,
        "fuel-en": True,
        "raises-fr": False,
        "killed-en": False,
    }


def test_a_failure_is_told_in_one_line_with_its_cell(run: Run) -> None:
    assert run.outcomes["raises-fr"].error == "raises.ipynb, In [3]: ZeroDivisionError: division by zero"
    killed = run.outcomes["killed-en"].error
    assert killed is not None
    assert re.fullmatch(r"killed\.ipynb: DeadKernelError: Kernel died.*", killed)


def test_the_notebook_of_a_failure_is_kept_and_tells_the_truth_about_its_cells(run: Run) -> None:
    for name in ("raises-fr", "killed-en"):
        kept = json.loads((run.failed / name / "notebook.ipynb").read_text(encoding="utf-8"))
        told = [
            made["metadata"]["papermill"]["status"]
            for made in kept["cells"]
            if made["cell_type"] == "code" and "papermill" in made["metadata"]
        ]
        assert told == ["completed", "completed", "failed", "pending"]
        assert (run.failed / name / "error.txt").read_text().startswith(run.outcomes[name].error or "?")
    assert not run.folder("raises-fr").exists()


def test_nothing_is_left_lying_about(run: Run) -> None:
    kept = {".lock", "fuel-en", "fuel-fr", "plotly.min.js"}
    assert {path.name for path in run.folder("").iterdir()} == kept


def test_every_step_is_told(run: Run) -> None:
    assert [step.phase for step in run.steps if step.render == "fuel-fr" and step.phase != "cell"] == [
        "start",
        "images",
        "rendered",
    ]
    cells = [(step.number, step.count) for step in run.steps if step.render == "fuel-fr" and step.phase == "cell"]
    assert cells == [(number, 7) for number in range(1, 8)]
    assert sorted(step.number for step in run.steps if step.phase in ("rendered", "failed")) == [1, 2, 3, 4]


def test_the_executed_notebook_carries_its_parameters_and_no_time_or_path(run: Run) -> None:
    text = run.text("fuel-en", "notebook.ipynb")
    made = json.loads(text)
    assert made["metadata"]["papermill"]["parameters"] == {"lang": "en", "as_of": "2025-10-24"}
    assert [one["id"] for one in made["cells"]][:4] == ["c0", "c1", "injected-parameters", "c2"]
    assert [one["execution_count"] for one in made["cells"] if one["cell_type"] == "code"] == [1, 2, 3, 4, 5, 6]
    assert re.search(r"duration|start_time|end_time", text) is None
    assert str(run.project) not in text


def test_the_page_is_in_its_language_and_leads_to_the_other(run: Run) -> None:
    french, english = run.text("fuel-fr"), run.text("fuel-en")
    assert '<html lang="fr">' in french
    assert "<h1>Le titre</h1>" in french
    assert "Ce que disent les articles lus au 24 octobre 2025" in french
    assert '<a href="../fuel-en/index.html" hreflang="en" lang="en">English version</a>' in french
    assert "<h1>The title</h1>" in english
    assert "What the articles read by 24 October 2025 say" in english
    assert "1\u202f234\u202f567,5" in french
    assert "1,234,567.5" in english


def test_the_page_shows_neither_code_nor_printed_lines_nor_notes(run: Run) -> None:
    for hidden in ("import pandas", "for the analyst only", "Reads nothing", "show_table"):
        assert hidden not in run.text("fuel-fr")


def test_hostile_text_stays_text(run: Run) -> None:
    for page in (run.text("fuel-fr"), run.text("fuel-fr", "fuel.html")):
        assert "<script>fr" not in page
        assert "<script>cell" not in page
        assert "<img src=x" not in page
        assert "Essence &lt;script&gt;fr&lt;/script&gt;" in page
        assert "&lt;script&gt;cell&lt;/script&gt;" in page
    assert "&lt;b&gt;un&lt;/b&gt;" in run.text("fuel-fr")


def test_the_data_are_safe_in_a_spreadsheet(run: Run, claims: list[str]) -> None:
    lines = run.text("fuel-fr", "fuel.csv").splitlines()
    assert lines[0] == "\ufeffMesure;kt;claim_ids"
    assert lines[1] == f"'=cmd|' /C calc'!A0;160,5;\"{';'.join(claims)}\""
    assert lines[3].startswith("'-1+1;;")


def test_every_claim_leads_to_its_fact(run: Run, claims: list[str]) -> None:
    page = run.text("fuel-fr")
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'<li id="claim-([^"]+)"', page)) == set(claims)
    to_fact = re.compile(r'<a href="\.\./fr/fact/([^"#]+)\.html#([^"]+)" title=')
    facts = load().claims.set_index("claim_id")["fact_id"]
    alone = run.text("fuel-fr", "fuel.html")
    for text in (page, alone):
        assert set(to_fact.findall(text)) == {(facts[claim], claim) for claim in claims}
    said = load().claims.set_index("claim_id")["says_fr"]
    for claim in claims:
        assert said[claim].replace("'", "&#39;") in page.replace("\u00a0", " ")


def test_the_receipt_tells_what_was_read_and_written(run: Run) -> None:
    receipt = run.receipt("fuel-fr")
    assert receipt["parameters"] == {"lang": "fr", "as_of": "2025-10-24"}
    assert receipt["charts"] == {"fuel": "Essence <script>fr</script>"}
    assert set(receipt["wrote"]) == {path.name for path in run.folder("fuel-fr").iterdir()} - {"receipt.json"}
    assert "claims.parquet" in receipt["read"]["tables"]
    assert set(receipt["times"]["seconds"]) == {"kernel", "cells", "harvest", "images", "pages"}
    assert receipt["versions"]["papermill"] is not None


def test_a_second_render_gives_the_same_bytes_whatever_the_surroundings(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"TZ": "Asia/Kolkata", "PYTHONHASHSEED": "77", "LC_ALL": "C", "COLUMNS": "40"}.items():
        monkeypatch.setenv(name, value)
    drawn = run.outcomes["fuel-fr"].images == "drawn"
    assert go(run.project, "fuel-fr", draw=drawn, figures=tmp_path / "elsewhere")["fuel-fr"].ok
    again = tmp_path / "elsewhere" / "fuel-fr"
    assert {path.name for path in again.iterdir()} == {path.name for path in run.folder("fuel-fr").iterdir()}
    for path in again.iterdir():
        if path.name == "receipt.json":
            one, other = json.loads(path.read_bytes()), run.receipt("fuel-fr")
            assert one.pop("times") != other.pop("times")
            assert one == other
        else:
            assert path.read_bytes() == (run.folder("fuel-fr") / path.name).read_bytes(), path.name


def test_a_failure_leaves_the_old_render_in_place(tmp_path: Path) -> None:
    good = notebook(cell(PARAMETERS, "parameters"), cell("from IPython.display import Markdown, display"), cell(PROSE))
    write_project(tmp_path, {"fuel": good})
    assert go(tmp_path, "fuel-fr")["fuel-fr"].ok
    place = tmp_path / "figures" / "fuel-fr"
    before = {path.name: path.read_bytes() for path in place.iterdir()}

    broken = notebook(*good["cells"][1:], cell("raise ValueError('no')"))
    write_project(tmp_path, {"fuel": broken})
    outcome = go(tmp_path, "fuel-fr")["fuel-fr"]
    assert outcome.error == "fuel.ipynb, In [5]: ValueError: no"
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before
    assert (tmp_path / "figures-log" / "failed" / "fuel-fr" / "notebook.ipynb").is_file()

    write_project(tmp_path, {"fuel": good})
    assert go(tmp_path, "fuel-fr")["fuel-fr"].ok
    assert not (tmp_path / "figures-log" / "failed" / "fuel-fr").exists()


def test_a_notebook_that_shows_its_reader_nothing_is_a_failure(tmp_path: Path) -> None:
    write_project(tmp_path, {"empty": notebook(cell(PARAMETERS, "parameters"), cell("print(1)"))})
    error = go(tmp_path, "empty-fr")["empty-fr"].error
    assert error == "empty.ipynb: shows its reader nothing; display a chart, a table or Markdown"


def test_a_wrong_parameter_stops_the_call_before_anything_runs(tmp_path: Path) -> None:
    write_project(tmp_path, {"fuel": notebook(cell('lang = "fr"', "parameters"), cell("1/0"))})
    with pytest.raises(RenderError, match="has no parameter 'as_of'"):
        go(tmp_path)
    assert not (tmp_path / "figures").exists()


def test_a_killed_run_takes_its_kernels_with_it_and_stops_nobody(tmp_path: Path) -> None:
    good = notebook(cell(PARAMETERS, "parameters"), cell("from IPython.display import Markdown, display"), cell(PROSE))
    slow = "import os, pathlib, time\npathlib.Path('pid').write_text(str(os.getpid()))\ntime.sleep(300)"
    write_project(tmp_path, {"fuel": good, "slow": notebook(cell(PARAMETERS, "parameters"), cell(slow))})
    code = "from malirussia.render import render; render(['slow-fr'])"
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    variables = {**environment(tmp_path), "TMPDIR": str(scratch)}
    started = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, env=variables)
    pid = tmp_path / "notebooks" / "pid"
    wait(lambda: pid.is_file() and pid.read_text() != "")
    kernel = int(pid.read_text())
    started.kill()
    started.wait()
    wait(lambda: not alive(kernel))
    assert list(scratch.iterdir()) == []

    assert go(tmp_path, "fuel-fr")["fuel-fr"].ok
    assert {path.name for path in (tmp_path / "figures").iterdir()} == {".lock", "fuel-fr", "plotly.min.js"}


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["int", "term"])
@pytest.mark.parametrize("engine", ["malirussia-warm", "papermill"])
def test_a_run_that_is_stopped_clears_up_and_says_so(
    tmp_path: Path, engine: str, number: signal.Signals, status: int
) -> None:
    slow = "import os, pathlib, time\npathlib.Path('pid').write_text(str(os.getpid()))\ntime.sleep(300)"
    write_project(tmp_path, {"slow": notebook(cell(PARAMETERS, "parameters"), cell(slow))})
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, "-m", "malirussia", "render", "slow-fr", "--engine", engine]
    variables = {**environment(tmp_path), "TMPDIR": str(scratch)}
    started = subprocess.Popen(command, cwd=tmp_path, env=variables, stderr=subprocess.PIPE, text=True)
    pid = tmp_path / "notebooks" / "pid"
    wait(lambda: pid.is_file() and pid.read_text() != "")
    started.send_signal(number)
    said = started.communicate(timeout=60)[1]
    assert (started.returncode, said.splitlines()[1:]) == (status, ["malirussia: stopped; nothing more was done"])
    wait(lambda: not alive(int(pid.read_text())))
    assert [path.name for path in (tmp_path / "figures").iterdir()] == [".lock"]
    assert [path for path in scratch.iterdir() if path.name.startswith((".malirussia-", "malirussia-"))] == []


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    # An orphan that nobody has reaped is dead all the same.
    return not status.is_file() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def wait(done: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def test_two_runs_in_one_folder_are_kept_apart(tmp_path: Path) -> None:
    write_project(tmp_path, {"fuel": notebook(cell(PARAMETERS, "parameters"), cell("1/0"))})
    (tmp_path / "figures").mkdir()
    with FileLock(tmp_path / "figures" / ".lock"), pytest.raises(RenderError, match="another run works in figures/"):
        go(tmp_path, "fuel-fr")


@BROWSER
def test_images_are_drawn_at_both_widths_and_named_in_the_page(run: Run) -> None:
    folder = run.folder("fuel-fr")
    sizes = {name: (folder / name).read_bytes()[16:24] for name in ("fuel.png", "fuel-390.png")}
    assert {name: int.from_bytes(size[:4]) for name, size in sizes.items()} == {"fuel.png": 2560, "fuel-390.png": 780}
    for name in ("fuel.svg", "fuel-390.svg"):
        assert (folder / name).read_text(encoding="utf-8").startswith('<svg class="main-svg"')
        assert "<script" not in (folder / name).read_text(encoding="utf-8")
    assert '<a href="fuel.svg" download>SVG</a>' in run.text("fuel-fr")
    assert run.receipt("fuel-fr")["images"] == "drawn"


def test_a_browser_that_does_not_open_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_: object) -> None:
        raise RuntimeError("It closed at once.", "Try something.", "Or something else.")

    monkeypatch.setattr(images.Browser, "_open", fail)
    told = r"^images: the browser failed: It closed at once; render with --no-images, or set BROWSER_PATH to another"
    with images.Browser() as browser, pytest.raises(RenderError, match=told):
        browser.draw([images.Drawing("bars", {})])


@BROWSER
def test_an_image_does_not_depend_on_what_was_drawn_before() -> None:
    layout = {"width": 400, "height": 300}
    bars = {
        "data": [{"type": "bar", "x": [1, 2], "y": [3, 4], "marker": {"pattern": {"shape": "/"}}}],
        "layout": layout,
    }
    lines = {"data": [{"type": "scatter", "x": [1, 2], "y": [3, 4], "fill": "tozeroy"}], "layout": layout}
    wanted = [images.Drawing("bars", bars), images.Drawing("lines", lines)]
    with images.Browser() as browser:
        once = browser.draw(wanted)
        assert browser.draw(wanted[::-1]) == once
    assert re.search(r'id="defs-[0-9a-f]{6}"', once["bars.svg"].decode()) is not None


def test_a_machine_without_a_browser_skips_images_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    monkeypatch.setattr(browser, "NAMES", ("no-such-browser",))
    monkeypatch.setattr(browser, "PLACES", ())
    reason = browser.unavailable()
    assert reason is not None
    assert "images are skipped" in reason


def test_a_named_browser_that_does_not_exist_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.VARIABLE, "no-such-browser")
    with pytest.raises(RenderError, match="BROWSER_PATH: no-such-browser is no program"):
        browser.unavailable()


def test_hostile_evidence_stays_text_and_no_link_runs_code(claims: list[str]) -> None:
    tables = load()
    hostile = dataclasses.replace(
        tables,
        sources=tables.sources.assign(title="<script>t</script>", url="javascript:alert(1)", publisher=None),
        claims=tables.claims.assign(says_en="<script>s</script>", as_printed="=cmd"),
    )
    found = annex(hostile, claims, "en")
    assert {source.url for source in found} == {None}
    assert {source.publisher for source in found} == {"publisher not known"}
    assert [claim.number for source in found for claim in source.claims] == [1, 2, 3]


def test_a_claim_that_the_tables_do_not_have_is_told(claims: list[str]) -> None:
    assert unknown(load(), [*claims, "nobody-2025.c01"]) == ["nobody-2025.c01"]
