"""What the warm engine does beyond papermill's own: the truth, whole files, equal bytes, secrets, events."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError
from warm_notebooks import code, comparable, execute, notebook, run, said

from malirussia.render.notebook.secret import HIDDEN, Secrets
from malirussia.render.warm import shared
from malirussia.render.warm.forks import command_of
from malirussia.render.warm.wire import send_request

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize(
    ("cell", "how"),
    [
        ("import os; os.kill(os.getpid(), 9)", "ended by SIGKILL"),
        ("import os; os._exit(3)", "ended with status 3"),
        ("import ctypes; ctypes.string_at(0)", "ended by SIGSEGV"),
    ],
)
def test_a_kernel_that_dies_is_told_as_dead_and_its_cell_as_failed(cell: str, how: str, tmp_path: Path) -> None:
    ran = run(notebook("1", f"print('before', flush=True)\n{cell}", "2"), tmp_path / "out.ipynb")
    assert isinstance(ran.error, DeadKernelError)
    assert how in str(ran.error)
    assert ran.statuses() == ["completed", "failed", "pending"]
    assert ran.notebook.metadata.papermill.exception is True
    assert said(ran, 1) == "before\n"


def test_a_kernel_that_cannot_begin_leaves_every_cell_pending(tmp_path: Path) -> None:
    resources = {"metadata": {"path": str(tmp_path / "absent")}}
    ran = run(notebook("1", "2"), tmp_path / "out.ipynb", resources=resources)
    assert isinstance(ran.error, DeadKernelError)
    assert ran.statuses() == ["failed", "pending"]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    cells = [code("lang = 'fr'", "parameters"), "import warnings; warnings.warn(lang)", "import pandas as pd"]
    for name in ("a", "b"):
        execute(notebook(*cells, "pd.DataFrame({'x': [1]})"), tmp_path / "out.ipynb", parameters={"lang": "en"})
        (tmp_path / "out.ipynb").rename(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert nbformat.read(tmp_path / "a", 4).cells[1].id == "injected-parameters"


@pytest.mark.parametrize("ids", [{}, {"id": "same"}], ids=["none", "double"])
def test_two_runs_of_a_file_without_ids_of_its_own_give_the_same_bytes(ids: dict[str, str], tmp_path: Path) -> None:
    made = notebook(code("lang = 'fr'", "parameters"), "lang", "1")
    made.cells = [{name: part for name, part in cell.items() if name != "id"} | ids for cell in made.cells]
    (tmp_path / "in.ipynb").write_text(json.dumps(made | {"nbformat_minor": 5 if ids else 4}))
    options = {"engine_name": "malirussia-warm", "progress_bar": False}
    for name in ("a", "b"):
        papermill.execute_notebook(tmp_path / "in.ipynb", tmp_path / "out.ipynb", {"lang": "en"}, **options)
        (tmp_path / "out.ipynb").rename(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_times_are_kept_where_they_are_asked_for(tmp_path: Path) -> None:
    kept = run(notebook("1"), tmp_path / "out.ipynb", keep_times=True).notebook
    assert kept.cells[0].metadata.papermill.duration > 0
    assert "iopub.execute_input" in kept.cells[0].metadata.execution
    left = run(notebook("1"), tmp_path / "out.ipynb").notebook
    assert left.cells[0].metadata.papermill == {"exception": False, "status": "completed"}
    assert "execution" not in left.cells[0].metadata


def test_readers_see_the_old_notebook_or_the_new_one(tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    execute(notebook("'x' * 300_000"), out)
    seen: list[int] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            seen.append(len(json.loads(out.read_text(encoding="utf-8"))["cells"]))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(3):
            execute(notebook("'x' * 300_000", "2"), out, save_cells=True)
    finally:
        over.set()
        reader.join()
    assert set(seen) <= {1, 2}
    assert len(seen) > 10
    assert [path.name for path in tmp_path.iterdir()] == ["out.ipynb"]


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ipynb")
    with subprocess.Popen(["cat", str(tmp_path / "pipe.ipynb")], stdout=subprocess.PIPE) as reader:
        execute(notebook("1"), tmp_path / "pipe.ipynb", request_save_on_cell_execute=False)
        assert reader.stdout is not None
        assert json.loads(reader.stdout.read())["cells"][0]["execution_count"] == 1
    assert stat.S_ISFIFO((tmp_path / "pipe.ipynb").stat().st_mode)


def test_nothing_is_written_before_the_end_unless_cells_are_saved(tmp_path: Path) -> None:
    look = "import pathlib; pathlib.Path('out.ipynb').exists()"
    resources = {"metadata": {"path": str(tmp_path)}}
    for save_cells in (False, True):
        ran = run(notebook(look), tmp_path / "out.ipynb", resources=resources, save_cells=save_cells)
        assert ran.notebook.cells[0].outputs[0].data["text/plain"] == str(save_cells)
        (tmp_path / "out.ipynb").unlink()


def test_events_are_appended_as_cells_begin_and_end(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    log.write_text('{"event": "older"}\n', encoding="utf-8")
    with pytest.raises(PapermillExecutionError):
        execute(notebook("1", "1 / 0", "2"), None, event_log=log)
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(event["event"], event.get("number"), event.get("status")) for event in events] == [
        ("older", None, None),
        ("start", None, None),
        ("cell", 1, "running"),
        ("cell", 1, "completed"),
        ("cell", 2, "running"),
        ("cell", 2, "failed"),
        ("end", None, None),
    ]
    assert events[-1]["failed"] is True


@pytest.mark.parametrize("cell", ["token = ''  # secret: key of the archive", "token = ''"])
def test_a_secret_is_used_and_nowhere_written(cell: str, tmp_path: Path) -> None:
    secret = 's3kr"ét\\x'
    named = {} if "# secret" in cell else {"secrets": ["token"]}
    cells = [
        code(f"lang = 'fr'\n{cell}", "parameters"),
        "len(token), lang",
        "print(token); [token]",
        "1 / len('') if token else 0",
    ]
    out = tmp_path / "out.ipynb"
    ran = run(notebook(*cells), out, parameters={"token": secret, "lang": "en"}, **named)
    text = out.read_text(encoding="utf-8")
    assert isinstance(ran.error, PapermillExecutionError)
    assert "s3kr" not in text
    assert "s3kr" not in str(ran.error)
    # Papermill puts a cell that tells of the error in front.
    assert f'token = "{HIDDEN}"' in ran.notebook.cells[2].source.replace("'", '"')
    assert 'lang = "en"' in ran.notebook.cells[2].source
    assert ran.notebook.metadata.papermill.parameters == {"token": HIDDEN, "lang": "en"}
    assert ran.notebook.cells[3].outputs[0].data["text/plain"] == f"({len(secret)}, 'en')"


def test_a_short_secret_is_hidden_as_parameter_and_not_sought_in_outputs() -> None:
    made = notebook(code("pin = '12'", "injected-parameters"), "1")
    made.metadata.papermill = {"parameters": {"pin": "12"}}
    made.cells[1].outputs = [nbformat.v4.new_output("stream", text="12 months\n")]
    secrets = Secrets(made, {"pin"})
    secrets.hide(made)
    assert made.cells[0].source == f"pin = {HIDDEN!r}"
    assert secrets.really(made.cells[0].source) == "pin = '12'"
    assert made.cells[1].outputs[0].text == "12 months\n"


def test_another_kernel_is_left_to_papermills_own_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = {"argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--quiet"]}
    folder = tmp_path / "kernels" / "particular"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(json.dumps(spec | {"display_name": "p", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    executed = execute(notebook("import os; 'JPY_PARENT_PID' in os.environ"), None, kernel_name="particular")
    assert executed.cells[0].outputs[0].data["text/plain"] == "True"


def test_where_nothing_can_be_forked_papermills_own_engine_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "available", lambda: False)
    executed = execute(notebook("import os; 'JPY_PARENT_PID' in os.environ"), None)
    assert executed.cells[0].outputs[0].data["text/plain"] == "True"


def test_the_papermill_command_finds_the_engine(tmp_path: Path) -> None:
    nbformat.write(notebook(code("lang = 'fr'", "parameters"), "lang"), tmp_path / "in.ipynb")
    command = [sys.executable, "-m", "papermill", "--engine", "malirussia-warm", "-p", "lang", "en"]
    subprocess.run([*command, "in.ipynb", "out.ipynb"], cwd=tmp_path, check=True, capture_output=True)
    executed = nbformat.read(tmp_path / "out.ipynb", 4)
    assert executed.cells[2].outputs[0].data["text/plain"] == "'en'"
    assert "start_time" not in executed.metadata.papermill


DEAF = """
import nbformat, papermill
from malirussia.render.warm import client
client.INTERRUPT_SECONDS = 0.2
cell = "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); time.sleep(600)"
made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
made.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
try:
    papermill.execute_notebook(made, None, engine_name="malirussia-warm", progress_bar=False, execution_timeout=1)
except Exception as error:
    print(type(error).__name__)
"""


def test_a_cell_that_no_interrupt_stops_leaves_no_task_behind() -> None:
    done = subprocess.run([sys.executable, "-c", DEAF], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "CellTimeoutError"
    assert "pending" not in done.stderr


def test_papermill_starts_without_importing_the_engine() -> None:
    program = (
        "import sys, malirussia.warm_engine; print({'malirussia.render', 'papermill', 'ipykernel'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_kernel_serves_a_caller_that_has_an_event_loop_of_its_own(tmp_path: Path) -> None:
    import asyncio

    async def inside() -> object:
        return execute(notebook("6 * 7"), None).cells[0].outputs[0].data["text/plain"]

    assert asyncio.run(inside()) == "42"


def test_several_threads_may_run_notebooks_at_once() -> None:
    found: dict[int, object] = {}

    def one(number: int) -> None:
        found[number] = execute(notebook(f"import time; time.sleep(0.3); {number}"), None).cells[0].outputs[0].data

    threads = [threading.Thread(target=one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: {"text/plain": str(number)} for number in range(4)}


def test_stdout_can_be_logged_and_filed_as_with_papermill(tmp_path: Path) -> None:
    with (tmp_path / "out.txt").open("w") as out, (tmp_path / "err.txt").open("w") as err:
        made = notebook("import sys; print('said'); print('cried', file=sys.stderr)")
        papermill.execute_notebook(
            made, None, engine_name="malirussia-warm", progress_bar=False, stdout_file=out, stderr_file=err
        )
    assert (tmp_path / "out.txt").read_text() == "said\n"
    assert (tmp_path / "err.txt").read_text() == "cried\n"


def test_every_message_of_a_fast_writer_arrives(tmp_path: Path) -> None:
    ran = run(notebook("import os\nfor i in range(20_000):\n    os.write(1, b'%d\\n' % i)"), tmp_path / "out.ipynb")
    assert said(ran, 0).split() == [str(i) for i in range(20_000)]


def test_letters_stay_whole_however_the_descriptor_is_written(tmp_path: Path) -> None:
    # Papermill's own engine reads a thousand bytes at a time and breaks the letter in between.
    ran = run(notebook("import os\nos.write(1, b'x' * 999 + 'é'.encode())"), tmp_path / "out.ipynb")
    assert said(ran, 0) == "x" * 999 + "é"


def test_what_was_written_below_python_comes_before_what_is_displayed_after_it(tmp_path: Path) -> None:
    ran = run(
        notebook("import os\nfor i in range(50):\n    os.write(1, b'%d' % i); display(i)"), tmp_path / "out.ipynb"
    )
    found = [output.get("text") or output.data["text/plain"] for output in ran.notebook.cells[0].outputs]
    assert found == [str(i) for i in range(50) for _ in range(2)]


def test_what_was_written_below_python_comes_before_what_is_printed_after_it(tmp_path: Path) -> None:
    cell = "import os\nfor i in range(50):\n    os.write(1, b'%d ' % i); print(i)"
    assert said(run(notebook(cell), tmp_path / "out.ipynb"), 0) == "".join(f"{i} {i}\n" for i in range(50))


def test_a_signal_may_print_while_a_cell_prints(tmp_path: Path) -> None:
    cell = """
import signal
signal.signal(signal.SIGALRM, lambda *_: print("!", end=""))
signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
for i in range(20_000):
    print(".", end="")
signal.setitimer(signal.ITIMER_REAL, 0)
"""
    text = said(run(notebook(cell), tmp_path / "out.ipynb", execution_timeout=60), 0)
    assert text.count(".") == 20_000
    assert "!" in text


def test_a_text_sent_by_the_clock_overtakes_nothing_that_was_shown_before_it(tmp_path: Path) -> None:
    cell = """
import time
print("before", flush=True)  # its time comes in a fifth of a second, though it is sent already
shell = get_ipython()
shell.kernel.iopub_thread.schedule(lambda: time.sleep(0.5))
content = {"data": {"text/plain": "shown"}, "metadata": {}}
shell.display_pub.session.send(shell.display_pub.pub_socket, "display_data", content, shell.display_pub.parent_header)
print("after")
"""
    outputs = run(notebook(cell), tmp_path / "out.ipynb").notebook.cells[0].outputs
    assert [one.text if one.output_type == "stream" else one.data["text/plain"] for one in outputs] == [
        "before\n",
        "shown",
        "after\n",
    ]


def test_comparable_notebooks_differ_where_an_output_differs(tmp_path: Path) -> None:
    one, other = (run(notebook(source), tmp_path / "out.ipynb") for source in ("1", "2"))
    assert comparable(one)[0]["outputs"] != comparable(other)[0]["outputs"]


def test_the_iri_format_can_be_declined_before_nbformat_is_imported() -> None:
    program = "import malirussia.without_iri, nbformat, sys; print('rfc3987_syntax' in sys.modules, nbformat.validate)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("False")


@pytest.mark.parametrize(
    "begin", [[sys.executable, "-m", "malirussia.render.cold.process"], command_of()], ids=["worker", "stem"]
)
def test_no_process_of_the_renderer_parses_the_iri_grammar(begin: list[str]) -> None:
    """A worker ends when its input does, a parent of forks when its owner closes the connection."""
    mine, its = socket.socketpair()
    command = [begin[0], "-X", "importtime", *begin[1:], str(its.fileno())]
    with its:
        started = subprocess.Popen(
            command, pass_fds=[its.fileno()], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
    send_request(mine, {"preload": [], "runs": True}, [])
    mine.shutdown(socket.SHUT_WR)
    said = started.communicate(timeout=60)[1]
    mine.close()
    assert "nbformat" in said
    assert "lark" not in said  # with which the grammar is parsed
