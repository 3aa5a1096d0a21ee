"""Renders on a real Dask cluster on loopback: every job is done once, whatever becomes of the workers."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import dask
import nbformat
import psutil
import pytest
import yaml
from dask_processes import Processes, free_port
from render_project import PARAMETERS, cell, fuel_notebook, write_project
from render_project import notebook as made_notebook
from warm_notebooks import code, notebook

from malirussia import load, paths
from malirussia.errors import MaliRussiaError, RenderError
from malirussia.render import cluster, render
from malirussia.render.cluster import alike, parcel
from malirussia.render.cluster.turns import Turns
from malirussia.render.notebook.job import LAST, Job
from malirussia.render.receipt import receipt
from malirussia.render.run import run as render_run
from malirussia.render.run.options import Options
from malirussia.render.warm.kernels import Pool

pytestmark = pytest.mark.filterwarnings("ignore")

# The heart of a cell that is cut off the first time it runs and gets through the second time.
ONCE = """
import os, pathlib, time
mark = pathlib.Path({mark!r})
if not mark.exists():
    mark.with_suffix(".part").write_text(str(os.getppid()))
    mark.with_suffix(".part").rename(mark)
    time.sleep(600)
"""
# A kernel's parent is the parent of the forks, and that one's is the Dask worker.
KILL_THE_WORKER = """
import os, pathlib, signal, time
stem = pathlib.Path(f"/proc/{os.getppid()}/status").read_text()
os.kill(int(stem.partition("PPid:")[2].split()[0]), signal.SIGKILL)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """A scheduler that has no workers yet."""
    made = Processes(tmp_path_factory.mktemp("dask"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def workers(processes: Processes) -> Processes:
    """The same with two workers."""
    processes.start_workers(2)
    return processes


@pytest.fixture(autouse=True)
def as_a_kernel_needs_it() -> None:
    """ipykernel doesn't read file descriptors where it sees this variable."""
    os.environ.pop("PYTEST_CURRENT_TEST", None)


def job(folder: Path, name: str, *cells: Any, **options: Any) -> Job:
    """A job on a notebook of its own."""
    path = folder / f"{name}.ipynb"
    nbformat.write(notebook(code('lang = "fr"', "parameters"), *cells), path)
    return Job(name, path, options.pop("parameters", {"lang": "en"}), folder / f"{name}.out.ipynb", **options)


def run(processes: Processes, jobs: list[Job], **options: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Run jobs on workers that import nothing beforehand."""
    yield from cluster.run(jobs, processes.address, **{"preload": (), **options})


def last(events: Iterator[tuple[Any, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Give the last event of each job, having seen that there is one `start` and nothing after the last."""
    begun, ended = set(), {}
    for one, event in events:
        assert one.name not in ended
        if event["event"] == "start":
            assert one.name not in begun
        begun.add(one.name)
        if event["event"] in LAST:
            ended[one.name] = event
    assert begun == set(ended)
    return ended


def until(true: Callable[[], object]) -> None:
    """Wait for something that will be so before long."""
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline, "it never was so"
        time.sleep(0.02)


def parent(pid: int) -> int:
    """The process that a process was started by."""
    return int(Path(f"/proc/{pid}/status").read_text().partition("PPid:")[2].split()[0])


def refused(call: Callable[[], object]) -> str:
    """The one line of a RenderError."""
    with pytest.raises(RenderError) as raised:
        call()
    line = str(raised.value)
    assert "\n" not in line
    return line


# What needs no worker


@pytest.mark.parametrize(
    "address",
    ["", "scheduler:8786", "http://scheduler:8786", "tcp://scheduler", "tcp://:8786", "tcp://scheduler:0",
     "tcp://scheduler:99999", "tcp://scheduler:port", "tcp://scheduler:8786/x", "tcp://me@scheduler:8786",
     "tcp://sche duler:8786", "tcp://scheduler:8786\n"],
)  # fmt: skip
def test_what_is_no_address_is_refused_before_anything_else(address: str) -> None:
    line = refused(lambda: list(cluster.run([], address)))
    assert "write it as tcp://host:8786" in line


@pytest.mark.parametrize(
    "address",
    ["tcp://localhost:8786", "tcp://127.0.0.2:8786", "tcp://[::1]:8786", "tls://10.0.0.1:1", "tls://far:8786"],
)
def test_an_address_is_taken(address: str) -> None:
    assert cluster.checked(address) == address


@pytest.mark.parametrize(
    "address", ["tcp://scheduler:8786", "tcp://10.0.0.1:1", "tcp://localhost.evil:1", "tcp://0.0.0.0:1"]
)
def test_another_machine_is_spoken_to_with_tls_unless_somebody_says_otherwise(address: str) -> None:
    line = refused(lambda: list(cluster.run([], address)))
    assert line.startswith(f"--on {address}: another machine without TLS")
    assert line.endswith("or say --without-tls")
    assert cluster.checked(address, without_tls=True) == address


def docs_block(first: str) -> str:
    """The block of docs/cluster.md that begins with some words."""
    text = (Path(paths.PACKAGE).parent / "docs" / "cluster.md").read_text(encoding="utf-8")
    return next(block for block in text.split("```")[1::2] if block.strip().startswith(first))


def listening(*processes: subprocess.Popen[bytes]) -> set[str]:
    """The addresses that some processes and all that they started listen on."""
    family = [psutil.Process(process.pid) for process in processes]
    everybody = [*family, *(child for one in family for child in one.children(recursive=True))]
    found = set()
    for one in everybody:
        with suppress(psutil.NoSuchProcess):  # a kernel that ends
            found |= {each.laddr.ip for each in one.net_connections("inet") if each.status == psutil.CONN_LISTEN}
    return found


def start_as_printed(block: str, port: int, folder: Path, more: dict[str, str]) -> list[subprocess.Popen[bytes]]:
    """Start scheduler and worker by the lines of a block, on another port and with less to do."""
    started = []
    for line in block.strip().splitlines():
        words = line.partition("#")[0].replace("8786", str(port)).replace(":8787", ":0").split()
        words = ["1" if before == "--nworkers" else word for before, word in pairwise(["", *words])]
        command = [sys.executable, "-m", "dask", *words[1:]]
        environment = {**os.environ, "PYTHONPATH": str(paths.PACKAGE.parent), **more}
        started.append(subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL))
    return started


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl on this machine")
def test_the_printed_lines_open_nothing_but_loopback_and_the_tls_recipe_renders(tmp_path: Path) -> None:
    import distributed  # noqa: F401 - it brings the defaults of the configuration

    made = subprocess.run(["sh", "-e"], input=docs_block("umask").encode(), cwd=tmp_path, capture_output=True)
    assert made.returncode == 0, made.stderr
    assert {path.stat().st_mode & 0o077 for path in tmp_path.glob("*-key.pem")} == {0}
    asked = yaml.safe_load(docs_block("yaml").removeprefix("yaml").replace("/etc/malirussia/tls", str(tmp_path)))
    (tmp_path / "dask.yaml").write_text(yaml.safe_dump(asked), encoding="utf-8")
    port = free_port()
    block = (
        docs_block(".venv/bin/dask scheduler --host 127")
        .replace("tcp://", "tls://")
        .replace("--host ", "--host tls://")
    )
    started = start_as_printed(block, port, tmp_path, {"DASK_CONFIG": str(tmp_path / "dask.yaml")})
    try:
        tls = asked["distributed"]["comm"]["tls"]
        told = {"require-encryption": True, **{f"tls.{name}": value for name, value in tls.items()}}
        with dask.config.set({f"distributed.comm.{name}": value for name, value in told.items()}):
            jobs = [job(tmp_path, "one", "print('over TLS')")]
            events = [
                event["event"]
                for _, event in cluster.run(jobs, f"tls://127.0.0.1:{port}", connect_seconds=60, preload=())
            ]
        assert events[-1] == "done"
        assert listening(*started) == {"127.0.0.1"}
        with dask.config.set({"distributed.comm.tls.ca-file": str(tmp_path / "authority.pem")}):
            line = refused(lambda: list(cluster.run(jobs, f"tls://127.0.0.1:{port}", connect_seconds=1)))
        assert line.startswith(f"--on tls://127.0.0.1:{port}: ")
    finally:
        for process in started[::-1]:
            process.terminate()
            process.wait(30)


def test_dask_is_imported_by_those_who_ask_for_a_cluster() -> None:
    program = (
        "import sys, malirussia, malirussia.cli, malirussia.render, malirussia.render.cluster\n"
        "print([name for name in ('dask', 'distributed') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_dask_the_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    line = refused(lambda: list(cluster.run([job(tmp_path, "one")], "tcp://127.0.0.1:1")))
    assert "pip install 'malirussia[cluster]'" in line


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    line = refused(lambda: list(cluster.run([job(tmp_path, "one")], address, connect_seconds=0.5)))
    assert line.startswith(f"--on {address}: no scheduler answers within 0.5 s; ")


def test_tls_without_certificates_is_told(tmp_path: Path) -> None:
    address = f"tls://127.0.0.1:{free_port()}"
    line = refused(lambda: list(cluster.run([job(tmp_path, "one")], address, connect_seconds=0.5)))
    assert line.startswith(f"--on {address}: ")
    assert "docs/cluster.md" in line


def test_a_cluster_without_workers_is_told(processes: Processes, tmp_path: Path) -> None:
    line = refused(lambda: list(run(processes, [job(tmp_path, "one")], worker_seconds=0.5)))
    assert line == (
        f"{processes.address}: no worker came within 0.5 s; start workers: dask worker {processes.address} --nthreads 1"
    )


# What a parcel is, and whose turn it is


def test_a_parcel_shows_nobody_what_is_in_it(tmp_path: Path) -> None:
    content = parcel.job(job(tmp_path, "one", parameters={"token": "open sesame"}))
    made = parcel.packed(content)
    assert "sesame" not in repr(made)
    assert parcel.opened(made) == content


def test_what_is_no_parcel_fails_and_raises_nothing() -> None:
    from malirussia.render.cluster import worker

    assert worker.execute(io.BytesIO(b"rubbish"))["last"]["event"] == "failed"
    assert "refused" in worker.prepare(io.BytesIO(b"rubbish"), None)


def test_the_data_travel_without_the_articles_and_keep_their_hash(tmp_path: Path) -> None:
    for name in ("tidy/claims.csv", "evidence/sources/a.yaml", "corpus/article.txt", "tidy/.hidden"):
        paths.replace_text(tmp_path / "data" / name, name)
    sent = parcel.data(tmp_path / "data")
    assert sorted(sent.files) == ["evidence/sources/a.yaml", "tidy/claims.csv"]
    assert parcel.made_of(parcel.opened(parcel.packed(sent.files))).sha256 == sent.sha256
    sent.unpack(tmp_path / "there")
    assert parcel.data(tmp_path / "there").sha256 == sent.sha256
    paths.replace_text(tmp_path / "data" / "tidy" / "claims.csv", "other")
    assert parcel.data(tmp_path / "data").sha256 != sent.sha256


def test_a_file_that_would_leave_its_folder_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(MaliRussiaError):
        parcel.made_of({"../out.txt": b"x"}).unpack(tmp_path / "there")
    assert [path.name for path in tmp_path.rglob("*")] == []


def test_the_first_difference_that_is_told_is_that_of_packages() -> None:
    home = {"library": "a" * 64, "versions": {"python": "3.11.2", "pandas": "3.0.1"}}
    assert alike.difference(home, home) is None
    found, todo = alike.difference(home, {"library": "b" * 64, "versions": {"python": "3.11.2"}}) or ("", "")
    assert found == "it has pandas missing, here 3.0.1"
    assert "make setup" in todo
    found, todo = alike.difference(home, home | {"library": "b" * 64}) or ("", "")
    assert found == "its malirussia has other code (bbbbbbbbbbbb, here aaaaaaaaaaaa)"
    assert "same commit" in todo


def test_jobs_have_their_turn_in_order_and_a_worker_no_more_than_it_can_take() -> None:
    turns = Turns(4, deaths=3)
    assert [turns.next("a", 2), turns.next("a", 2), turns.next("a", 2)] == [0, 1, None]
    assert turns.next("b", 1) == 2
    turns.ended(0)
    assert [turns.next("a", 2), turns.next("b", 1), turns.left] == [3, None, 3]


def test_a_job_whose_worker_died_runs_alone_and_is_to_blame_in_the_end() -> None:
    turns = Turns(3, deaths=3)
    for job_ in (0, 1):
        assert turns.next("a", 2) == job_
    assert turns.died(0)
    assert turns.died(1)
    # The one that killed nobody isn't put beside the other, nor is a third.
    assert turns.next("b", 2) == 1
    assert turns.next("b", 2) is None
    turns.ended(1)
    assert turns.next("b", 2) == 0
    assert turns.died(0)
    assert turns.next("b", 2) == 0
    assert not turns.died(0)
    assert [turns.next("b", 2), turns.left] == [2, 1]


# What workers do


def test_outputs_and_events_are_those_of_the_pool_on_this_machine(workers: Processes, tmp_path: Path) -> None:
    shows = "import malirussia as mr, os; print(len(mr.load().claims)); os.path.basename(os.getcwd())"
    read = "open('../data/tidy/claims.csv').readline()"
    jobs = [
        job(tmp_path, "shows", shows, read, "from IPython.display import Markdown; Markdown(lang)"),
        job(tmp_path, "fails", "1 / 0", "2"),
        job(tmp_path, "secret", "token = ''", "token * 2", parameters={"token": "open sesame"}, secrets=("token",)),
        job(tmp_path, "killed", "import os; os.kill(os.getpid(), 9)"),
    ]
    there = list(run(workers, jobs))
    bytes_there = {one.name: one.output.read_bytes() for one in jobs}
    # The notebook lies in notebooks/ beside data/ there; here it must, for the same words to come out.
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "data").symlink_to(paths.data_dir())
    at_home = []
    with Pool(preload=()) as pool:
        for one in jobs:
            again = Job(**{**vars(one), "folder": tmp_path / "notebooks"})
            at_home += list(pool.run([again], 1))
    assert {one.name: one.output.read_bytes() for one in jobs} == bytes_there
    for one in jobs:
        told = [_comparable(event) for other, event in there if other.name == one.name]
        assert told == [_comparable(event) for other, event in at_home if other.name == one.name]
    ended = last(iter(there))
    assert (ended["fails"]["cell"], ended["fails"]["error"]) == (3, "ZeroDivisionError: division by zero")
    assert ended["killed"]["died"] is True
    assert "died" not in ended["fails"]
    assert len(ended["shows"]["cells"]) == 5
    assert b"sesame" not in bytes_there["secret"]
    assert "sesame" not in workers.log.read_text()


def _comparable(event: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in event.items() if key not in ("seconds", "cells", "died", "peak")}
    return kept | ({"phases": sorted(event["seconds"])} if "seconds" in event else {})


def test_data_are_sent_to_a_worker_once(workers: Processes, tmp_path: Path) -> None:
    for number in range(2):
        assert last(run(workers, [job(tmp_path, f"job-{number}-{n}", "lang") for n in range(3)]))
    held = parcel.data(paths.data_dir()).sha256
    kept = list((workers.log.parent / "scratch").rglob(f"malirussia-data-{held}"))
    assert len(kept) == 2
    times = {path: path.stat().st_ctime_ns for path in kept}
    assert last(run(workers, [job(tmp_path, f"more-{n}", "lang") for n in range(3)]))
    assert {path: path.stat().st_ctime_ns for path in kept} == times


def test_a_log_of_events_comes_home(workers: Processes, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("{}\n")
    assert last(run(workers, [job(tmp_path, "one", "lang", event_log=log)]))["one"]["event"] == "done"
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert lines[0] == {}
    assert lines[-1]["failed"] is False


def test_a_notebook_that_is_not_there_fails_and_the_others_go_on(workers: Processes, tmp_path: Path) -> None:
    jobs = [job(tmp_path, "gone"), job(tmp_path, "stays", "lang")]
    jobs[0].notebook.unlink()
    ended = last(run(workers, jobs))
    assert ended["gone"]["error"].startswith("FileNotFoundError")
    assert ended["stays"]["event"] == "done"


def test_a_worker_with_other_code_or_packages_refuses(
    workers: Processes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(receipt, "library", lambda: "0" * 64)
        line = refused(lambda: list(run(workers, [job(tmp_path, "one")])))
    assert line.startswith("worker tcp://127.0.0.1:")
    assert f"other code ({receipt.library()[:12]}, here 000000000000); check out the same commit" in line
    versions = receipt.versions() | {"pandas": "0.1", "kaleido": None}
    monkeypatch.setattr(receipt, "versions", lambda: versions)
    line = refused(lambda: list(run(workers, [job(tmp_path, "one")])))
    pandas = alike.difference({"library": "", "versions": {}}, {"library": "", "versions": {"pandas": "0.1"}})
    assert pandas is not None
    assert ", here 0.1; run make setup there" in line
    assert "kaleido" not in line


def test_a_worker_that_refuses_is_left_out_and_the_others_go_on(workers: Processes, tmp_path: Path) -> None:
    other = tmp_path / "other_code.py"
    other.write_text("from malirussia.render.receipt import receipt\nreceipt.library = lambda: 'f' * 64\n")
    [odd] = workers.start_workers(1, "--preload", str(other))
    lines: list[str] = []
    # It comes while the run goes on, so the run goes on until it has come.
    wait = f"import pathlib, time\nwhile not pathlib.Path({str(tmp_path / 'told')!r}).exists(): time.sleep(0.05)"
    jobs = [job(tmp_path, "waits", wait), *(job(tmp_path, f"job-{n}", "lang") for n in range(3))]

    def warn(line: str) -> None:
        lines.append(line)
        (tmp_path / "told").touch()

    ended = last(run(workers, jobs, warn=warn))
    odd.terminate()
    odd.wait()
    assert {event["event"] for event in ended.values()} == {"done"}
    assert len(lines) == 1
    assert f"other code (ffffffffffff, here {receipt.library()[:12]})" in lines[0]
    assert lines[0].endswith("; the others go on without it")


def test_pages_and_receipts_are_those_of_renders_on_this_machine(
    workers: Processes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = list(load().claims["claim_id"][:3])
    raises = made_notebook(cell(PARAMETERS, "parameters"), cell("1 / 0"))
    monkeypatch.chdir(write_project(tmp_path, {"fuel": fuel_notebook(claims), "raises": raises}))
    told: dict[str, dict[str, Any]] = {}
    with Pool(preload=()) as pool:
        executors = {"here": pool.run, "there": lambda jobs, _: run(workers, jobs)}
        for place, executor in executors.items():
            monkeypatch.setattr(render_run, "executor", lambda *_, chosen=executor: chosen)
            outcomes = render(["*-en"], options=Options(draw=False), figures=tmp_path / place)
            assert [outcome.ok for outcome in outcomes] == [True, False]
            files = [path for path in (tmp_path / place / "fuel-en").rglob("*") if path.name != receipt.NAME]
            note = json.loads((tmp_path / place / "fuel-en" / receipt.NAME).read_text())
            told[place] = {
                "files": {path.name: path.read_bytes() for path in files},
                "receipt": {key: value for key, value in note.items() if key != "times"},
                "times": sorted(note["times"]),
                "error": outcomes[1].error,
                "failed": (tmp_path / f"{place}-log" / "failed" / "raises-en" / "notebook.ipynb").read_bytes(),
            }
    assert told["there"] == told["here"]
    assert len(told["there"]["files"]) > 5


def test_a_worker_killed_in_the_middle_costs_time_and_nothing_else(workers: Processes, tmp_path: Path) -> None:
    mark, finished = tmp_path / "mark", tmp_path / "finished"
    write = f"open({str(finished)!r}, 'a').write(NAME + '\\n'); NAME"
    jobs = [job(tmp_path, f"job-{n}", f"NAME = 'job-{n}'", "sum(range(10))", write) for n in range(6)]
    jobs[1] = job(tmp_path, "long", "NAME = 'long'", ONCE.format(mark=str(mark)), write)
    ended: dict[str, dict[str, Any]] = {}
    killed = 0
    for one, event in run(workers, jobs):
        assert one.name not in ended
        if event["event"] in LAST:
            ended[one.name] = event
        # A whole notebook, or none: never a part of one. An event may come in after the file that it led to.
        if event["event"] in LAST or one.output.exists():
            assert nbformat.read(one.output, 4).cells[-1].outputs
        if one.name == "long" and event == {"event": "cell", "number": 4, "count": 5} and not killed:
            until(mark.exists)
            stem = int(mark.read_text())
            killed = parent(stem)
            os.kill(killed, signal.SIGKILL)
    assert {name: event["event"] for name, event in ended.items()} == dict.fromkeys([one.name for one in jobs], "done")
    assert sorted(finished.read_text().split()) == sorted(one.name for one in jobs)
    # Nothing of the killed worker is left running.
    until(lambda: not Path(f"/proc/{stem}").exists())
    there = {one.name: one.output.read_bytes() for one in jobs}
    with Pool(preload=()) as pool:
        last(pool.run(jobs, 2))
    assert {one.name: one.output.read_bytes() for one in jobs} == there


def test_a_job_that_kills_every_worker_fails_and_takes_no_other_down(workers: Processes, tmp_path: Path) -> None:
    jobs = [job(tmp_path, "kills", KILL_THE_WORKER), *(job(tmp_path, f"job-{n}", "lang") for n in range(5))]
    ended = last(run(workers, jobs))
    killer = ended.pop("kills")
    assert (killer["event"], killer["died"]) == ("failed", True)
    assert killer["error"].startswith("the notebook stopped: tcp://127.0.0.1:")
    assert killer["error"].endswith(" was the last of 2 workers that died of it")
    assert {event["event"] for event in ended.values()} == {"done"}


def test_what_a_caller_leaves_running_is_ended(workers: Processes, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    tell = f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid()))"
    jobs = [job(tmp_path, "long", tell, "time.sleep(600)")]
    events = run(workers, jobs)
    for _, event in events:
        if event["event"] == "cell" and event["number"] == 4:
            break
    events.close()  # type: ignore[attr-defined]
    kernel = int(mark.read_text())
    until(lambda: not Path(f"/proc/{kernel}").exists())
    assert not jobs[0].output.exists()


# The last two leave the scheduler in no state to go on


def test_a_scheduler_that_falls_silent_is_told(workers: Processes, tmp_path: Path) -> None:
    events = run(workers, [job(tmp_path, "long", "import time; time.sleep(600)")], answer_seconds=1)
    assert next(events)[1] == {"event": "start"}
    workers.scheduler.send_signal(signal.SIGSTOP)
    line = refused(lambda: list(events))
    workers.scheduler.send_signal(signal.SIGCONT)
    assert line.startswith(f"{workers.address}: the scheduler didn't answer for 1 s; ")


def test_a_scheduler_that_is_lost_is_told(workers: Processes, tmp_path: Path) -> None:
    events = run(workers, [job(tmp_path, "long", "import time; time.sleep(600)")])
    assert next(events)[1] == {"event": "start"}
    workers.scheduler.kill()
    line = refused(lambda: list(events))
    assert line.startswith(f"{workers.address}: the connection to the scheduler was lost; ")
