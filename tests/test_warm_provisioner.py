"""The warm kernel for clients that speak ZeroMQ."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import AsyncKernelManager, start_new_kernel
from warm_notebooks import comparable, notebook, run

import malirussia
from malirussia.render.warm import shared

pytestmark = pytest.mark.filterwarnings("ignore")
NAME = "malirussia-warm"
assert malirussia.__file__ is not None
SHIPPED = Path(malirussia.__file__).parent / "render" / "warm" / "jupyter"


@pytest.fixture(autouse=True)
def kernel_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jupyter looks for the kernel where the package has it."""
    monkeypatch.setenv("JUPYTER_PATH", str(SHIPPED))


def another(folder: Path, name: str, preload: list[str]) -> str:
    """A kernel like the shipped one, but that its parent is told what to import."""
    spec = json.loads((SHIPPED / "kernels" / NAME / "kernel.json").read_text())
    spec["metadata"]["kernel_provisioner"]["config"] = {"preload": preload}
    place = folder / "kernels" / name
    place.mkdir(parents=True)
    (place / "kernel.json").write_text(json.dumps(spec))
    return name


@pytest.fixture
def kernel() -> Iterator[tuple[Any, Any]]:
    """A kernel's manager and client."""
    manager, client = start_new_kernel(kernel_name=NAME)
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel()
    assert not manager.is_alive()


def answer(client: Any, code: str) -> Any:
    """What a cell gives."""
    return client.execute_interactive(code, output_hook=lambda _: None, timeout=60)["content"]


def test_a_kernel_is_forked_from_the_shared_parent(kernel: tuple[Any, Any]) -> None:
    manager, _ = kernel
    parents = [parent._process.pid for parent in shared._parents.values()]
    stat = Path(f"/proc/{manager.provisioner.pid}/stat").read_text()
    assert int(stat.rpartition(")")[2].split()[1]) in parents


def test_the_parent_imports_what_the_kernels_specification_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    look = notebook("import sys; [name in sys.modules for name in ('this', 'colorsys', 'pandas')]")
    ran = run(look, tmp_path / "out.ipynb", None, kernel_name=another(tmp_path, "told", ["colorsys"]))
    assert ran.notebook.cells[0].outputs[0].data["text/plain"] == "[False, True, False]"


def test_whoever_starts_a_kernel_goes_on_while_its_parent_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parent's import waits for what the event loop does meanwhile."""
    beat = tmp_path / "beat"
    (tmp_path / "waits.py").write_text(
        "import pathlib, time\n"
        "until = time.monotonic() + 20\n"
        f"while not pathlib.Path({str(beat)!r}).exists():\n"
        "    assert time.monotonic() < until, 'nobody else could go on'\n"
        "    time.sleep(0.01)\n"
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    manager = AsyncKernelManager(kernel_name=another(tmp_path, "waits", ["waits"]))

    async def both() -> None:
        starting = asyncio.create_task(manager.start_kernel())
        while not starting.done() and not any(parent._files is None for parent in shared._parents.values()):
            await asyncio.sleep(0)
        beat.touch()
        await starting
        await manager.shutdown_kernel(now=True)

    asyncio.run(both())


FORKS = """
import asyncio, os, sys
from jupyter_client.manager import start_new_kernel

def answer():
    manager, client = start_new_kernel(kernel_name="malirussia-warm")
    seen = []
    client.execute_interactive("6 * 7", output_hook=lambda said: seen.append(said["content"].get("data")), timeout=60)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return {"text/plain": "42"} in seen

loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print("first", answer())
loop.run_until_complete(asyncio.to_thread(int))  # a loop that has run, with a thread that no child has
sys.stdout.flush()
children = []
for name in ("a", "b"):
    child = os.fork()
    if not child:
        print(name, answer(), flush=True)
        os._exit(0)
    children.append(child)
print("parent", answer(), flush=True)
assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
"""


def test_a_process_that_was_forked_starts_kernels_of_its_own(tmp_path: Path) -> None:
    """Pools that fork, as nbclient's tests do: loop, locks and parents of the kernels come from another process."""
    done = subprocess.run(
        [sys.executable, "-c", FORKS], cwd=tmp_path, capture_output=True, text=True, timeout=150, check=False
    )
    assert sorted(done.stdout.splitlines()) == ["a True", "b True", "first True", "parent True"], done.stderr


def test_two_threads_start_kernels_on_one_new_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both wait for one import, and one alone hears that it has ended."""
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    name = another(tmp_path, "two", ["calendar"])
    said = []

    def start() -> None:
        manager, client = start_new_kernel(kernel_name=name)
        said.append(answer(client, "1")["status"])
        client.stop_channels()
        manager.shutdown_kernel(now=True)

    threads = [threading.Thread(target=start, daemon=True) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(90)
    assert said == ["ok", "ok"]


def test_a_kernel_can_be_interrupted_and_restarted(kernel: tuple[Any, Any]) -> None:
    manager, client = kernel
    request = client.execute("import time; time.sleep(60)")
    time.sleep(1)
    manager.interrupt_kernel()
    while (reply := client.get_shell_msg(timeout=60))["parent_header"]["msg_id"] != request:
        pass
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    first = manager.provisioner.pid
    manager.restart_kernel()
    client.wait_for_ready(timeout=60)
    assert manager.provisioner.pid != first
    assert answer(client, "x = 1")["status"] == "ok"


def test_a_kernel_can_be_debugged_as_any_other(kernel: tuple[Any, Any]) -> None:
    """JupyterLab asks for what it calls the debugger; a cell stops at a breakpoint and goes on."""
    _, client = kernel

    def ask(command: str, **arguments: Any) -> Any:
        content = {"type": "request", "seq": 1, "command": command, "arguments": arguments}
        request = client.session.msg("debug_request", content)
        client.control_channel.send(request)
        while (reply := client.get_control_msg(timeout=60))["parent_header"]["msg_id"] != request["header"]["msg_id"]:
            pass
        assert reply["content"]["success"], reply["content"]
        return reply["content"].get("body")

    assert "debugger" in client.kernel_info(reply=True, timeout=60)["content"]["supported_features"]
    ask("initialize", clientID="test", adapterID="")
    ask("attach")
    cell = "x = 6\ny = x * 7"
    source = {"path": ask("dumpCell", code=cell)["sourcePath"]}
    assert ask("setBreakpoints", source=source, breakpoints=[{"line": 2}])["breakpoints"][0]["verified"]
    ask("configurationDone")
    client.execute(cell)
    while True:
        said = client.get_iopub_msg(timeout=60)
        if said["msg_type"] == "debug_event" and said["content"]["event"] == "stopped":
            break
    ask("continue", threadId=said["content"]["body"]["threadId"])
    assert client.get_shell_msg(timeout=60)["content"]["status"] == "ok"


def test_a_kernel_that_dies_is_seen_as_dead(kernel: tuple[Any, Any]) -> None:
    manager, client = kernel
    client.execute("import os; os._exit(3)")
    deadline = time.monotonic() + 30
    while manager.is_alive() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not manager.is_alive()


def test_papermills_own_engine_makes_the_same_with_either_kernel(tmp_path: Path) -> None:
    cells = [
        "import sys\nprint('a'); print('b', file=sys.stderr); [1]",
        "_",
        "import plotly.graph_objects as go; go.Figure()",
    ]
    stock = run(notebook(*cells), tmp_path / "stock.ipynb", None)
    warm = run(notebook(*cells), tmp_path / "warm.ipynb", None, kernel_name=NAME)
    assert comparable(warm) == comparable(stock)


def test_nbval_passes_in_a_warm_kernel_what_the_warm_engine_made(tmp_path: Path) -> None:
    run(notebook("6 * 7", "print('é')", "import pandas as pd; pd.DataFrame({'x': [1.5]})"), tmp_path / "made.ipynb")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval"]
    for kernel in (NAME, "python3"):
        done = subprocess.run(
            [*command, "--nbval-kernel-name", kernel, "made.ipynb"], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout
        assert "3 passed" in done.stdout


def test_the_kernel_is_named_in_the_notebook_as_any_other(tmp_path: Path) -> None:
    made = notebook("1")
    made.metadata.kernelspec = {"name": NAME, "display_name": "Python 3 (warm)", "language": "python"}
    nbformat.write(made, tmp_path / "in.ipynb")
    assert run(made, tmp_path / "out.ipynb", None).notebook.cells[0].outputs[0].data["text/plain"] == "1"
