"""What stands beside the pages: locks, what a killed run left, history and failures, and receipts that are damaged."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from render_project import PARAMETERS, cell, notebook, write_project
from typer.testing import CliRunner

from malirussia import cli, paths
from malirussia.alone import alone
from malirussia.render import render
from malirussia.render.receipt import history
from malirussia.render.run.hold import hold
from malirussia.render.run.options import Options
from malirussia.render.run.outcome import Outcome

QUIET = Options(draw=False)
PAGE = notebook(
    cell(PARAMETERS, "parameters"), cell("from IPython.display import Markdown\nMarkdown(f'# {lang}\\n\\nText.')")
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a page that was made."""
    folder = write_project(tmp_path_factory.mktemp("places"), {"page": PAGE})
    shutil.copytree(paths.data_dir(), folder / "data", ignore=shutil.ignore_patterns("corpus"))
    return folder


@pytest.fixture
def rendered(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That project as the working folder."""
    monkeypatch.chdir(project)
    monkeypatch.setenv(paths.DATA_VARIABLE, str(project / "data"))
    assert go("page-fr")["page-fr"].ok
    return project


def go(*names: str) -> dict[str, Outcome]:
    return {one.render: one for one in render(names, options=QUIET)}


def states(outcomes: dict[str, Outcome]) -> dict[str, str]:
    return {name: one.state for name, one in outcomes.items()}


DEEP = b'{"receipt": 2, "read": ' + b"[" * 100_000


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: DEEP,
        lambda whole: b"\xff\xfe",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole.replace(b'"warnings": []', b'"warnings": null'),
        lambda whole: whole.replace(b'"peak":', b'"peak": "much", "then":'),
        lambda whole: whole.replace(b'"kernel":', b'"kernel": "quick", "then":'),
        lambda whole: whole.replace(b'"finished": "20', b'"finished": "../20'),
        lambda whole: whole.replace(b'"read": {', b'"read": [], "then": {'),
        lambda whole: whole.replace(b'"receipt": 2', b'"receipt": 1'),
    ],
)
def test_a_damaged_receipt_is_one_line_and_its_page_is_made_again(
    damage: Callable[[bytes], bytes], rendered: Path
) -> None:
    figures = rendered / "figures"
    place = figures / "page-fr" / "receipt.json"
    kept = next((rendered / "figures-log" / "history" / "page-fr").glob("*.json"))
    whole = kept.read_bytes()
    for path in (place, kept):
        path.write_bytes(damage(whole))
        assert path.read_bytes() != whole
        told = CliRunner().invoke(cli.app, ["render", "--history", "page-fr"])
        assert (told.exit_code, told.stderr.count("\n")) == (1, 1), told.output
        assert told.stderr.startswith("/".join(path.parts[-3:])) and "; remove it" in told.stderr
        path.write_bytes(whole)
    place.write_bytes(damage(whole))
    from malirussia.render.plan.renders import load
    from malirussia.render.run.due import due, last

    renders = load(rendered)
    assert next(one.why for one in due(renders, renders, rendered, figures, QUIET)) == "never rendered"
    assert last(figures, "page-fr")[0] == math.inf
    place.write_bytes(whole)


def test_what_a_killed_run_left_goes_with_the_next_though_nothing_is_due(rendered: Path) -> None:
    figures = rendered / "figures"
    (figures / ".making-1a2b" / "browser-x").mkdir(parents=True)
    (figures / ".held-by.json").write_text('{"process": 0}', encoding="utf-8")
    (figures / ".index.html.999999999-00ff.part").touch()
    with alone(figures, 0, "another run"):
        assert states(go("page-fr")) == {"page-fr": "fresh"}
        assert (figures / ".making-1a2b").is_dir()
    assert states(go("page-fr")) == {"page-fr": "fresh"}
    assert {path.name for path in figures.iterdir()} == {".lock", "page-fr", "plotly.min.js"}


def test_history_and_failures_of_an_earlier_version_move_out_of_what_is_served(rendered: Path) -> None:
    old, log = rendered / "figures" / ".history", rendered / "figures-log" / "history"
    log.rename(old)
    with hold(rendered / "figures", 0) as making:
        assert making.stat().st_mode & 0o777 == 0o700
    assert not old.exists()
    assert history.receipts(rendered / "figures", "page-fr")
