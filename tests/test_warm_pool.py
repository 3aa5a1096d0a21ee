"""Many notebooks, several at a time: each job ends once, whatever becomes of the others."""

from __future__ import annotations

import json
import os
import time
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import pytest
from warm_notebooks import code, notebook

from malirussia.render.cold import processes as plain
from malirussia.render.notebook.job import LAST, Bounds, Job
from malirussia.render.run.options import Options
from malirussia.render.run.run import executor
from malirussia.render.warm import forks
from malirussia.render.warm.kernels import Pool

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def pool() -> Any:
    """A pool whose parent imports nothing beforehand."""
    with Pool(preload=()) as made:
        yield made


def write(folder: Path, name: str, *cells: Any) -> Path:
    """Write a notebook with a parameter `lang`."""
    path = folder / f"{name}.ipynb"
    nbformat.write(notebook(code('lang = "fr"', "parameters"), *cells), path)
    return path


def job(folder: Path, name: str, *cells: Any, **options: Any) -> Job:
    """A job on a notebook of its own."""
    return Job(name, write(folder, name, *cells), {"lang": "en"}, folder / f"{name}.out.ipynb", **options)


def last(pool: Pool, jobs: list[Any], processes: int = 2) -> dict[str, Any]:
    """Run jobs; give the last event of each, having seen that there is but one."""
    ended: dict[str, Any] = {}
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    for one, event in pool.run(jobs, processes):
        assert one.name not in ended
        if event["event"] in LAST:
            ended[one.name] = event
    return ended


def test_jobs_run_side_by_side_and_each_ends_once(pool: Pool, tmp_path: Path) -> None:
    jobs = [job(tmp_path, f"job-{n}", f"lang * {n}") for n in range(7)]
    ended = last(pool, jobs, 3)
    assert {name: event["event"] for name, event in ended.items()} == dict.fromkeys([one.name for one in jobs], "done")
    for n, one in enumerate(jobs):
        executed = nbformat.read(one.output, 4)
        assert executed.cells[2].outputs[0].data["text/plain"] == repr("en" * n)
        assert len(ended[one.name]["cells"]) == 3


def test_events_are_those_of_the_plain_pool(pool: Pool, tmp_path: Path) -> None:
    path = write(tmp_path, "same", "lang", "1 / 0", "2")
    told = []
    for run, out in ((plain.run, "plain"), (pool.run, "warm")):
        jobs = [Job("same", path, {"lang": "en"}, tmp_path / f"{out}.ipynb")]
        events = [event for _, event in run(jobs, 1)]
        assert events[-1].pop("seconds").keys() == {"kernel", "cells"}
        for name in ("cells", "peak"):
            events[-1].pop(name, None)
        told.append(events)
    assert told[1] == told[0]
    assert (tmp_path / "warm.ipynb").read_bytes() == (tmp_path / "plain.ipynb").read_bytes()


def test_a_failure_is_told_with_its_cell_and_its_notebook_is_kept(pool: Pool, tmp_path: Path) -> None:
    one = job(tmp_path, "fails", "1 / 0")
    event = last(pool, [one])["fails"]
    assert (event["event"], event["cell"], event["error"]) == ("failed", 3, "ZeroDivisionError: division by zero")
    assert nbformat.read(one.output, 4).cells[-1].metadata.papermill.status == "failed"


def test_a_cell_that_hangs_is_told_and_the_others_go_on(pool: Pool, tmp_path: Path) -> None:
    jobs = [job(tmp_path, "hangs", "while True: pass", bounds=Bounds(cell_seconds=1)), job(tmp_path, "goes", "lang")]
    ended = last(pool, jobs, 1)
    assert "CellTimeoutError" in ended["hangs"]["error"]
    assert ended["goes"]["event"] == "done"


def test_a_kernel_that_is_killed_is_told(pool: Pool, tmp_path: Path) -> None:
    event = last(pool, [job(tmp_path, "killed", "import os; os.kill(os.getpid(), 9)")])["killed"]
    assert event["error"] == "DeadKernelError: Kernel died: its process was ended by SIGKILL"


def test_a_runner_that_is_killed_loses_its_job_alone(pool: Pool, tmp_path: Path) -> None:
    kill = "import os, time\nos.kill(RUNNER, 9)\ntime.sleep(600)"
    # The runner is the kernel's sibling that isn't the kernel.
    find = (
        "import os\nparent = os.getppid()\n"
        "siblings = open(f'/proc/{parent}/task/{parent}/children').read().split()\n"
        "RUNNER = min(int(pid) for pid in siblings)"
    )
    jobs = [job(tmp_path, "shot", find, kill), *(job(tmp_path, f"after-{n}", "lang") for n in range(2))]
    ended = last(pool, jobs, 1)
    assert ended["shot"]["error"] == "the notebook stopped: its process was ended by SIGKILL"
    assert [ended[f"after-{n}"]["event"] for n in range(2)] == ["done", "done"]


def test_what_a_caller_leaves_running_is_ended(pool: Pool, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    jobs = [job(tmp_path, "long", f"import time, pathlib; time.sleep(3); pathlib.Path({str(mark)!r}).touch()")]
    events = pool.run(jobs, 1)
    assert next(events)[1]["event"] == "start"
    events.close()
    time.sleep(4)
    assert not mark.exists()


def test_runners_are_kept_busy_while_the_caller_is_slow(pool: Pool, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    jobs = [job(tmp_path, f"job-{n}", "lang", event_log=log) for n in range(3)]
    for _, event in pool.run(jobs, 1):
        if event["event"] == "done":
            # All three have run before the caller has dealt with the first.
            deadline = time.monotonic() + 60
            while log.read_text().count('"end"') < 3 and time.monotonic() < deadline:
                time.sleep(0.05)
            assert log.read_text().count('"end"') == 3
            break


def test_secrets_folder_and_log_of_a_job_are_heeded(pool: Pool, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    made = write(tmp_path, "secret", "token = ''", "import os; os.path.basename(os.getcwd()), token")
    one = Job(
        "secret",
        made,
        {"token": "open sesame"},
        tmp_path / "out.ipynb",
        secrets=("token",),
        folder=elsewhere,
        event_log=tmp_path / "log.jsonl",
    )
    assert last(pool, [one])["secret"]["event"] == "done"
    assert "sesame" not in one.output.read_text()
    assert "elsewhere" in one.output.read_text()
    assert json.loads((tmp_path / "log.jsonl").read_text().splitlines()[-1])["failed"] is False


def test_where_nothing_can_be_forked_the_plain_pool_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forks, "available", lambda: False)
    execute = executor(Options(), tmp_path)
    assert isinstance(execute, partial)
    assert execute.func is plain.run
