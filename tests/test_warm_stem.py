"""The parent of the forks and its children: nothing is shared that must not be, and nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbclient.exceptions import DeadKernelError
from warm_notebooks import execute, notebook

from malirussia.errors import RenderError
from malirussia.render.run.stack import STACK
from malirussia.render.warm import shared
from malirussia.render.warm.engine import WarmEngine
from malirussia.render.warm.forks import Parent, how_it_ended
from malirussia.render.warm.streams import Sender
from malirussia.render.warm.wire import Unpacker, pack

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def parent() -> Iterator[Parent]:
    """A parent that imports NumPy and nothing else of size."""
    made = Parent(shared.environment(), ["numpy", "numpy.random"])
    made.ready()
    yield made
    made.close()


def test_a_flush_is_over_only_when_what_it_sends_is_sent() -> None:
    mine, its = socket.socketpair()
    sender, gate, order = Sender(), threading.Event(), []
    with mine, its:
        sender.open(its)
        sender.schedule(gate.wait)
        sender.schedule(lambda: sender.schedule(lambda: order.append("sent")))
        sender.schedule(lambda: order.append("flushed"))
        gate.set()
        sender.finish(60)
    assert order == ["sent", "flushed"]


REAPED_FIRST = """
import os, selectors, socket
from malirussia.render.warm.stem import Stem, _Life
owner, its_owner = socket.socketpair()
stem = Stem(its_owner, None, {})
held, life = socket.socketpair()
pid = os.fork() or os._exit(0)
os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
stem._lives[pid] = _Life(pid, life)
stem._selector.register(life, selectors.EVENT_READ, stem._heed)
held.close()
stem._reap(stem._bell)
stem._heed(life)
owner.close()
stem.serve()
"""


def test_a_process_that_ends_as_its_holder_lets_go_does_not_end_the_parent() -> None:
    done = subprocess.run([sys.executable, "-c", REAPED_FIRST], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def value(source: str, parent: Parent, **options: Any) -> str:
    """What the last line of a cell shows."""
    executed = WarmEngine.execute_notebook(
        _started(notebook(source)), "python3", progress_bar=False, forks=parent, **options
    )
    shown: str = executed.cells[0].outputs[-1].data["text/plain"]
    return shown


def _started(made: Any) -> Any:
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    made.metadata.papermill = {}
    return made


def until(holds: Callable[[], bool], seconds: float = 20) -> bool:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def running(pid: int) -> bool:
    """Whether a process runs; a zombie doesn't."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_siblings_draw_random_numbers_of_their_own(parent: Parent) -> None:
    draws = "import random, numpy as np; random.random(), np.random.rand(), np.random.default_rng().random()"
    first, second = (value(draws, parent).strip("()").split(", ") for _ in range(2))
    assert all(one != other for one, other in zip(first, second, strict=True))


def test_siblings_share_no_module_state(parent: Parent) -> None:
    assert value("import numpy; numpy.left_here = 1; 1", parent) == "1"
    assert value("import numpy; hasattr(numpy, 'left_here')", parent) == "False"


def test_environment_folder_zone_and_locale_are_those_of_the_run(parent: Parent, tmp_path: Path) -> None:
    environment = {**shared.environment(), "ONLY_HERE": "é", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}
    environment.pop("LANG", None)
    resources = {"metadata": {"path": str(tmp_path)}}
    look = (
        "import os, time, locale\n"
        "[os.environ['ONLY_HERE'], os.getcwd(), time.tzname, locale.setlocale(0), 'LANG' in os.environ]"
    )
    found = value(look, parent, environment=environment, resources=resources)
    assert found.replace("\n", "") == str(["é", str(tmp_path), ("JST", "JST"), "C.UTF-8", False])
    assert "ONLY_HERE" not in value("import os; sorted(os.environ)", parent)


def test_the_hash_seed_is_the_one_that_the_environment_names() -> None:
    for seed in ("0", "7"):
        with_seed = {**shared.environment(), "PYTHONHASHSEED": seed}
        expected = subprocess.run(
            [sys.executable, "-c", "print(hash('Mali'))"], env=with_seed, capture_output=True, text=True, check=True
        )
        executed = execute(notebook("hash('Mali')"), None, environment=with_seed, preload=())
        assert executed.cells[0].outputs[0].data["text/plain"] == expected.stdout.strip()


def test_blas_runs_in_one_thread_and_the_notebook_can_see_why(parent: Parent) -> None:
    cell = "import os, numpy as np; np.ones((500, 500)) @ np.ones((500, 500)); os.environ['OMP_NUM_THREADS']"
    assert value(cell, parent) == "'1'"
    names = "[open(f'/proc/self/task/{t}/comm').read() for t in os.listdir('/proc/self/task')]"
    # The main thread, the one that sends, and the two that read the descriptors.
    assert value(f"import os, numpy as np; np.ones((500, 500)) @ np.ones((500, 500)); len({names})", parent) == "4"


def test_a_kernel_holds_no_socket_of_its_parent(parent: Parent) -> None:
    look = (
        "import os\n"
        "def link(n):\n"
        "    try:\n        return os.readlink(f'/proc/self/fd/{n}')\n"
        "    except OSError:\n        return ''\n"
        "sum(link(n).startswith('socket:') for n in os.listdir('/proc/self/fd'))"
    )
    # Its own connection, and the pair that its event loop wakes itself with.
    assert value(look, parent) == "3"


def test_figures_come_out_though_plotly_was_imported_before_the_notebook_began() -> None:
    made = notebook(
        "import sys; before = 'plotly.io._renderers' in sys.modules; before",
        "import plotly.graph_objects as go; go.Figure()",
    )
    executed = execute(made, None, preload=STACK)
    assert executed.cells[0].outputs[0].data["text/plain"] == "True"
    assert "application/vnd.plotly.v1+json" in executed.cells[1].outputs[0].data


def test_the_renderer_that_the_environment_names_is_used(tmp_path: Path) -> None:
    environment = {**shared.environment(), "PLOTLY_RENDERER": "json"}
    executed = execute(
        notebook("import plotly.io; plotly.io.renderers.default"), None, environment=environment, preload=["plotly.io"]
    )
    assert executed.cells[0].outputs[0].data["text/plain"] == "'json'"


def test_no_figure_opens_a_browser_but_those_of_a_notebook(tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\ntouch {tmp_path}/opened\n")
    browser.chmod(0o755)
    environment = {**shared.environment(), "PLOTLY_RENDERER": "browser", "BROWSER": str(browser)}
    executed = execute(notebook("1 + 1"), None, environment=environment, preload=STACK)
    assert executed.cells[0].outputs[0].data["text/plain"] == "2"
    assert not (tmp_path / "opened").exists()


def test_jsonschema_is_whole_in_a_notebook() -> None:
    check = "import jsonschema; 'iri' in jsonschema.FormatChecker.checkers"
    stock = execute(notebook(check), None, None).cells[0].outputs
    assert execute(notebook(check), None, preload=STACK).cells[0].outputs == stock


def test_nothing_is_forked_from_a_process_with_a_second_thread(tmp_path: Path) -> None:
    (tmp_path / "starts_a_thread.py").write_text(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
    )
    made = Parent({**shared.environment(), "PYTHONPATH": str(tmp_path)}, ["starts_a_thread"])
    try:
        made.ready()
        _, life = made.fork("kernel", shared.environment(), tmp_path)
        with pytest.raises(RenderError, match="a thread was started before the fork"):
            life.begun()
    finally:
        made.close()


def test_an_import_that_fails_is_told(tmp_path: Path) -> None:
    (tmp_path / "breaks.py").write_text("raise ValueError('on purpose')\n")
    made = Parent({**shared.environment(), "PYTHONPATH": str(tmp_path)}, ["breaks"])
    try:
        with pytest.raises(RenderError, match="on purpose"):
            made.ready()
    finally:
        made.close()


def test_a_parent_notices_that_a_source_file_has_changed(tmp_path: Path) -> None:
    module = tmp_path / "changes.py"
    module.write_text("x = 1\n")
    made = Parent({**shared.environment(), "PYTHONPATH": str(tmp_path)}, ["changes"])
    try:
        made.ready()
        assert not made.stale()
        os.utime(module, (1, 1))
        assert made.stale()
    finally:
        made.close()


def test_processes_that_a_notebook_leaves_running_end_with_it(parent: Parent) -> None:
    pid = int(value("import subprocess; subprocess.Popen(['sleep', '600']).pid", parent))
    assert until(lambda: not running(pid))


LEAVER = """
import os, subprocess
print(subprocess.Popen(["setsid", "sleep", "600"], stdout=subprocess.DEVNULL).pid, flush=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        print(os.getpid(), flush=True)
        os.close(1)
        os.execvp("sleep", ["sleep", "600"])
    os._exit(0)
os.wait()
"""
LEAVE = f"""
import os, pathlib, subprocess, sys
said = subprocess.run([sys.executable, "-S", "-c", {LEAVER!r}], stdout=subprocess.PIPE, text=True).stdout
[os.kill(int(pid), 0) for pid in said.split()]
pathlib.Path("pids").write_text(said)
"""


@pytest.mark.parametrize("end", ["1", "os.kill(os.getpid(), 9)"])
def test_daemons_end_with_the_notebook_that_left_them_and_no_sooner(end: str, parent: Parent, tmp_path: Path) -> None:
    with suppress(DeadKernelError):
        value(LEAVE + end, parent, resources={"metadata": {"path": str(tmp_path)}})
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    assert len(pids) == 2
    assert until(lambda: not any(map(running, pids)))


def test_what_a_notebook_leaves_undone_is_done_at_its_end(parent: Parent, tmp_path: Path) -> None:
    cell = (
        "import atexit, pathlib, threading, time, zipfile\n"
        "open_file = open('open.txt', 'w'); open_file.write('all of it')\n"
        "archive = zipfile.ZipFile('open.zip', 'w'); archive.writestr('a', 'b')\n"
        "atexit.register(lambda: pathlib.Path('atexit.txt').write_text('ran'))\n"
        "def late():\n    time.sleep(0.3); pathlib.Path('thread.txt').write_text('ran')\n"
        "threading.Thread(target=late).start(); 1"
    )
    value(cell, parent, resources={"metadata": {"path": str(tmp_path)}})
    assert (tmp_path / "open.txt").read_text() == "all of it"
    assert (tmp_path / "atexit.txt").read_text() == "ran"
    assert (tmp_path / "thread.txt").read_text() == "ran"
    assert (tmp_path / "open.zip").stat().st_size > 0


OWNER = """
import json, os, socket, sys, time
from pathlib import Path
from malirussia.render.warm import shared
from malirussia.render.warm.forks import Parent

if __name__ == "__main__":
    parent = Parent(shared.environment(), [])
    parent.ready()
    channel, life = parent.fork("kernel", shared.environment(), Path.cwd())
    print(json.dumps([parent._process.pid, life.begun()]), flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_parent_and_kernels_end_with_their_owner(number: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "owner.py").write_text(OWNER)
    with subprocess.Popen([sys.executable, "owner.py"], cwd=tmp_path, stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        pids = json.loads(owner.stdout.readline())
        assert all(running(pid) for pid in pids)
        owner.send_signal(number)
    assert until(lambda: not any(running(pid) for pid in pids))


def test_a_kernel_ends_with_its_parent(tmp_path: Path) -> None:
    made = Parent(shared.environment(), [])
    try:
        made.ready()
        _, life = made.fork("kernel", shared.environment(), tmp_path)
        pid = life.begun()
        made._process.kill()
        assert until(lambda: not running(pid))
        assert life.ended() == -signal.SIGKILL
    finally:
        made.close()


def test_a_process_that_ended_is_told_in_words() -> None:
    assert how_it_ended(-signal.SIGSEGV) == "its process was ended by SIGSEGV"
    assert how_it_ended(3) == "its process ended with status 3"
    assert how_it_ended(None) == "it no longer answers"


@given(st.lists(st.lists(st.binary(max_size=50), max_size=5), max_size=5), st.integers(1, 40))
def test_messages_arrive_whole_however_they_are_cut(messages: list[list[bytes]], size: int) -> None:
    data = b"".join(map(pack, messages))
    unpacker = Unpacker()
    arrived = [message for at in range(0, len(data), size) for message in unpacker.feed(data[at : at + size])]
    assert arrived == messages


def test_a_kernel_can_be_signalled_by_its_holder_from_the_first_moment(parent: Parent, tmp_path: Path) -> None:
    channel, life = parent.fork("kernel", shared.environment(), tmp_path)
    assert running(life.begun())
    life.signal(signal.SIGTERM)
    assert life.ended(20) == -signal.SIGTERM
    life.signal(signal.SIGTERM)  # nothing happens
    life.close()
    assert isinstance(channel, socket.socket)
    channel.close()
