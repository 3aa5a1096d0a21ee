"""What stands beside the pages: locks, what a killed run left, history and failures, and receipts that are damaged."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from render_project import PARAMETERS, cell, notebook, write_project
from typer.testing import CliRunner

from malirussia import cli, paths
from malirussia.alone import alive, alone
from malirussia.cli.doctor import examine
from malirussia.render import render
from malirussia.render.cold import processes
from malirussia.render.notebook.job import Job
from malirussia.render.page import browser
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
    folder = tmp_path_factory.mktemp("places")
    shutil.copytree(paths.data_dir(), folder / "data", ignore=shutil.ignore_patterns("corpus"))
    return write_project(folder, {"page": PAGE})


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
        (said,) = [line for line in told.stderr.splitlines() if not line.startswith("ledger: ")]
        assert told.exit_code == 1
        assert said.startswith("/".join(path.parts[-3:])), said
        assert "; remove it" in said
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


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="being two people takes root")
def test_two_people_of_a_group_render_in_turns_and_clear_up_after_each_other(tmp_path: Path) -> None:
    figures = tmp_path / "figures"
    figures.mkdir()
    os.chown(figures, 0, 4242)
    figures.chmod(0o2775)
    for folder in tmp_path.parents[:-2]:
        folder.chmod(folder.stat().st_mode | 0o011)
    tmp_path.chmod(0o755)
    for number, killed in ((4000, True), (4001, False), (4000, False)):
        code = (
            "from pathlib import Path\nfrom malirussia import paths\nfrom malirussia.render.run.hold import hold\n"
            "from malirussia.render.run.swap import swap\n"
            f"import os; os.setgroups([4242]); os.setgid({number}); os.setuid({number}); os.umask(0o022)\n"
            f"with hold(Path({str(figures)!r}), 0) as making:\n"
            "    paths.make_folder(making / 'page').joinpath('index.html').write_text('x')\n"
            f"    os.kill(os.getpid(), 9) if {killed} else swap(making / 'page', making.parent / 'page')\n"
        )
        environment = {**os.environ, "PYTHONPATH": str(paths.PACKAGE.parent)}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment)
        assert (done.returncode, done.stderr) == (-9 if killed else 0, b"")
    assert {path.name for path in figures.iterdir()} == {".lock", "page"}
    assert (figures / ".lock").stat().st_mode & 0o777 == 0o660


def test_nobody_guesses_a_temporary_file_and_no_link_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []
    opened = os.open

    def watched(path: Path, flags: int, mode: int = 0o777, **more: int) -> int:
        seen.append(Path(path))
        assert flags & os.O_EXCL
        return opened(path, flags, mode, **more)

    monkeypatch.setattr(paths.os, "open", watched)
    for _ in range(2):
        paths.replace_text(tmp_path / "page.html", "x")
    assert len({path.name for path in seen}) == 2
    monkeypatch.undo()
    monkeypatch.setattr(paths, "token_hex", lambda _: "00")
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    (tmp_path / f".page.html.{os.getpid()}-00.part").symlink_to(victim)
    with pytest.raises(FileExistsError):
        paths.replace_text(tmp_path / "page.html", "y")
    assert victim.read_text(encoding="utf-8") == "mine"


DRAW_AND_DIE = """
import os, sys
from pathlib import Path
from malirussia.render.page import images
bars = {"data": [{"type": "bar", "x": [1], "y": [2]}], "layout": {"width": 300, "height": 200}}
with images.Browser(Path(sys.argv[1])) as browser:
    assert browser.draw([images.Drawing("bars", bars)])
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(browser.unavailable() is not None, reason=str(browser.unavailable()))
def test_a_picture_maker_that_is_killed_leaves_profile_and_page_where_the_next_run_clears_them(tmp_path: Path) -> None:
    # The path of Chromium's socket in TMPDIR may not be long.
    with tempfile.TemporaryDirectory() as temporary:
        environment = {**os.environ, "PYTHONPATH": str(paths.PACKAGE.parent), "TMPDIR": temporary}
        done = subprocess.run([sys.executable, "-c", DRAW_AND_DIE, str(tmp_path)], capture_output=True, env=environment)
        assert (done.returncode, done.stderr) == (-9, b"")
        (left,) = tmp_path.iterdir()
        assert (left / "page.html").is_file()
        assert left.stat().st_mode & 0o777 == 0o700
        assert [path.name for path in Path(temporary).iterdir() if "hromium" not in path.name] == []


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells a process of its orphans")
def test_a_session_that_a_notebook_begins_ends_with_it_under_papermills_own_engine(tmp_path: Path) -> None:
    leave = "import pathlib, subprocess\npid = subprocess.Popen(['setsid', 'sleep', '600']).pid\n"
    leave += "pathlib.Path('pid').write_text(str(pid))"
    project = write_project(tmp_path, {"page": notebook(cell(PARAMETERS, "parameters"), cell(leave))})
    job = Job("page", project / "notebooks" / "page.ipynb", {}, tmp_path / "out.ipynb")
    (*_, (_, last)) = processes.run([job], 1, tmp_path)
    assert last["event"] == "done", last
    pid = int((project / "notebooks" / "pid").read_text())
    assert not alive(pid)


def test_history_and_failures_of_an_earlier_version_move_out_of_what_is_served(rendered: Path) -> None:
    old, log = rendered / "figures" / ".history", rendered / "figures-log" / "history"
    log.rename(old)
    with hold(rendered / "figures", 0) as making:
        assert making.stat().st_mode & 0o777 == 0o700
    assert not old.exists()
    assert history.receipts(rendered / "figures", "page-fr")


def test_the_command_of_one_checkout_does_nothing_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(paths.data_dir(), tmp_path / "data", ignore=shutil.ignore_patterns("corpus"))
    write_project(tmp_path, {"page": PAGE})
    paths.replace_text(tmp_path / "malirussia" / "__init__.py", "")
    paths.replace_text(tmp_path / "pyproject.toml", "")
    monkeypatch.chdir(tmp_path)
    for command in (["build"], ["render", "page-fr"], ["schedule", "cron"]):
        told = CliRunner().invoke(cli.app, command)
        assert (told.exit_code, told.stdout) == (1, "")
        assert told.stderr.splitlines()[-1] == (
            f"{tmp_path}: this command is of {paths.PACKAGE.parent}, and this checkout has code of its own; "
            "run .venv/bin/malirussia there; make setup makes it"
        )
    (found,) = [one for one in examine() if one.looked_at == "checkout"]
    assert (found.verdict, found.todo) == ("wrong", "run .venv/bin/malirussia there; make setup makes it")
    # Other code that is no checkout of this package is nobody's business.
    (tmp_path / "pyproject.toml").unlink()
    assert CliRunner().invoke(cli.app, ["render", "--list"]).exit_code == 0
