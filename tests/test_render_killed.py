"""Whatever instant a run is killed at, readers find every page whole; the next run goes on and clears up.

`make soak` kills a hundred times, `make test` a few.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from render_project import PARAMETERS, cell, notebook, small_data, write_project

from malirussia.render.cold.processes import environment
from malirussia.render.receipt import receipt

TIMES = int(os.environ.get("MALIRUSSIA_SOAK", "4"))
SHOW = """
from IPython.display import Markdown, display
display(Markdown(f'# Page {number} {lang}\\n\\n' + 'x' * 200_000))
"""
PLAN = """\
defaults:
  each: {lang: [fr, en], number: [1, 2, 3]}
renders:
  page:
    notebook: page.ipynb
    title: {fr: Une page, en: A page}
    about: {fr: Une ligne., en: One line.}
"""
PAGES = {f"page-{lang}-{number}" for lang in ("fr", "en") for number in (1, 2, 3)}
COMMAND = [sys.executable, "-c", "from malirussia.cli import main; main()", "render", "--no-images"]


def begin(project: Path, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *options],
        cwd=project,
        env=environment(project),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def torn(figures: Path) -> list[str]:
    """What in the folder of renders is not as its receipt says."""
    found = []
    for folder in figures.glob("page-*"):
        told = json.loads((folder / receipt.NAME).read_text(encoding="utf-8"))
        if {path.name for path in folder.iterdir()} != {*told["wrote"], receipt.NAME}:
            found.append(f"{folder.name}: other files")
        for name, one in told["wrote"].items():
            if receipt.sha256((folder / name).read_bytes()) != one["sha256"]:
                found.append(f"{folder.name}/{name}")
    return found


def at_work_in(folder: Path) -> list[int]:
    """The processes that have their working folder in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").resolve().is_relative_to(folder):
                found.append(int(process.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_run_killed_at_any_instant_leaves_every_page_whole(tmp_path: Path) -> None:
    parameters = PARAMETERS + "number = 1\n"
    write_project(tmp_path, {"page": notebook(cell(parameters, "parameters"), cell(SHOW))}, PLAN)
    small_data(tmp_path)
    figures = tmp_path / "figures"
    start = time.monotonic()
    assert begin(tmp_path).wait() == 0
    whole = time.monotonic() - start
    rng = random.Random(20251125)
    for _ in range(TIMES):
        killed = begin(tmp_path, "--force")
        # A run is longest in its imports, and most at risk at its end.
        time.sleep(whole * rng.uniform(0.3, 1.0))
        os.killpg(killed.pid, signal.SIGKILL)
        killed.wait()
        assert torn(figures) == []
        assert {path.name for path in figures.glob("page-*")} == PAGES
        end = time.monotonic() + 30
        while at_work_in(tmp_path) and time.monotonic() < end:
            time.sleep(0.05)
        assert at_work_in(tmp_path) == []
    shutil.rmtree(figures / "page-fr-2")
    assert begin(tmp_path).wait() == 0
    assert torn(figures) == []
    assert {path.name for path in figures.iterdir()} == {
        ".lock",
        "index.html",
        "plotly.min.js",
        "assets",
        "data",
        "en",
        "fr",
        *PAGES,
    }


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting a small disk takes root")
@pytest.mark.parametrize(
    ("mount", "found"),
    [
        ("size=256k", "No space left on device; make room on the disk at"),
        ("size=100k", "page.ipynb: it could not be written: No space left on device; make room on the disk at"),
        ("nr_inodes=8", "; make room on the disk at"),
        ("ro", "Read-only file system"),
    ],
)
def test_a_disk_that_takes_no_more_is_told_in_one_line(tmp_path: Path, mount: str, found: str) -> None:
    write_project(tmp_path, {"page": notebook(cell(PARAMETERS, "parameters"), cell(SHOW.replace("{number} ", "")))})
    figures = tmp_path / "figures"
    figures.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", mount, "none", str(figures)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("this machine lets nobody mount")
    try:
        done = subprocess.run(
            [*COMMAND, "page-fr"], cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True
        )
    finally:
        subprocess.run(["umount", "-l", str(figures)], check=True)
    assert done.returncode == 1
    assert found in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
