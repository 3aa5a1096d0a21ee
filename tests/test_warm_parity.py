"""Engine against engine: what the warm engine makes of awkward notebooks is what papermill's own makes."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from nbclient.exceptions import CellTimeoutError
from warm_notebooks import Ran, code, comparable, markdown, notebook, run

from malirussia.render.run.stack import STACK

pytestmark = pytest.mark.filterwarnings("ignore")

STREAMS = [
    "import os, subprocess, sys, time\nprint('out'); print('err', file=sys.stderr); print('out again'); 1 + 1",
    "print('a', end=''); print('b', file=sys.stderr, end=''); print('c', flush=True); print('d', file=sys.stderr)",
    "for i in range(3):\n    print(i); time.sleep(0.25)",
    "print('é√∞ \U0001f600'); sys.stdout.write('no newline')",
    "print('x' * 100_000)",
    "subprocess.run(['sh', '-c', 'echo sub; echo suberr >&2']); time.sleep(0.3)",
    "!echo shell; echo shell-err >&2",
    "lines = !echo taken\nlines",
    "os.system('echo système'); time.sleep(0.3)",
    "os.write(1, 'é√∞'.encode() * 3); time.sleep(0.3)",
    "os.write(2, b'low\\n'); time.sleep(0.3)",
    "%%bash\necho in bash; echo err >&2",
    "import threading\ndef told():\n    print('from a thread'); display('shown by a thread')\n"
    "t = threading.Thread(target=told); t.start(); t.join()",
    "import multiprocessing\np = multiprocessing.get_context('fork').Process(target=print, args=('from a child',))\n"
    "p.start(); p.join(); time.sleep(0.3); p.exitcode",
    "if os.fork() == 0:\n    print('forked'); sys.stdout.flush(); os._exit(0)\nos.wait()[1]; time.sleep(0.3)",
    "import logging; logging.warning('logged'); logging.getLogger('x').error('too')",
    "import warnings; warnings.warn('careful')",
]
DISPLAYS = [
    "from IPython.display import *\nhandle = display('first', display_id='one')\ndisplay(HTML('<b>é</b>'))",
    "handle.update('second'); display('other', display_id='two')",
    "update_display({'text/plain': 'raw'}, display_id='one', raw=True); handle.update(HTML('<i>x</i>'))",
    "print('gone'); clear_output(); print('stays')",
    "print('gone'); clear_output(wait=True); print('stays')",
    "print('kept'); clear_output(wait=True)",
    "display(1, 'two', [3.0, None]); Latex('$x$')",
    "display(JSON({'a': [1]}), Markdown('# é'), Javascript('1'))",
    "Image(data=b'\\x89PNG\\r\\n\\x1a\\n' + b'0' * 40)",
    "display({'application/json': {'x': float('nan')}}, raw=True); float('inf'), {'a': float('nan')}",
    "class Rich:\n    def _repr_html_(self): return '<i>r</i>'\n    def __repr__(self): return 'R!'\nRich()",
    code(
        "class Half:\n    def _repr_html_(self): 1 / 0\n    def __repr__(self): return 'H!'\nHalf()", "raises-exception"
    ),
    code("class Mute:\n    def __repr__(self): raise RuntimeError('no words')\nMute()", "raises-exception"),
    "import pandas as pd; pd.DataFrame({'é': [1.5, None]})",
    "import plotly.graph_objects as go; figure = go.Figure(go.Bar(x=[1], y=[2])); figure",
    "figure.show()",
    "1;",
    "None",
    "'\\ud800'",
]
SHELL = [
    "40 + 2",
    "_ * 10",
    "Out, In[-2:]",
    "_1, _i2, __, ___",
    "",
    "   ",
    "# a remark and no more",
    "%who",
    "%config",
    "%history -n 1-3",
    code("%nosuchmagic", "raises-exception"),
    "print?",
    "help(len)",
    "%%capture kept\nprint('hidden')",
    "kept.stdout",
    "%%html\n<b>1</b>",
    "from IPython.core.magic import register_line_magic\n@register_line_magic\ndef twice(line): return line * 2",
    "%twice ab",
    "get_ipython().execution_count, type(get_ipython()).__name__, __name__",
    "import sys; kernel = get_ipython().kernel; kernel, get_ipython().parent, get_ipython().compile, sys.displayhook",
    "sys.stdout, sys.stderr, kernel.iopub_thread, kernel.iopub_socket, kernel.session",
    "import sys; sys.modules['__main__'].__dict__ is globals()",
    "get_ipython().set_next_input('x')",
    "breakpoint()\n'went on'",
    "import inspect\ndef f(): pass\ninspect.getsource(f)",
    "import asyncio\nawait asyncio.sleep(0.01)\n'after'",
    "async def tick():\n    for i in range(3):\n        print('tick', i); await asyncio.sleep(0.05)\n"
    "task = asyncio.create_task(tick())",
    "await task; task.done()",
    "import contextvars; v = contextvars.ContextVar('v'); v.set(1); None",
    "v.get()",
]
ERRORS = [
    "import os, signal, sys, time",
    *(
        code(source, "raises-exception")
        for source in (
            "%xmode Verbose\ninput('?')",
            "%debug",
            "%xmode Context\nraise ValueError('ünï')",
            "def f():\n    g()\ndef g():\n    1 / 0\nf()",
            "x ==",
            "input('?')",
            "import getpass; getpass.getpass()",
            "raise KeyboardInterrupt",
            "os.kill(os.getpid(), signal.SIGINT); time.sleep(5)",
            "import asyncio\nasync def hang():\n    os.kill(os.getpid(), signal.SIGINT); await asyncio.sleep(5)\n"
            "await hang()",
            "nap = asyncio.sleep(0)\ntry:\n    asyncio.run(nap)\nfinally:\n    nap.close()",
            "raise BaseException('base')",
            "assert 1 == 2, 'why'",
            "raise ExceptionGroup('both', [ValueError(1), TypeError(2)])",
            "try:\n    1 / 0\nexcept Exception as error:\n    raise KeyError('k') from error",
            "import json; json.loads('{')",
            "exec(compile('1/0', '<made>', 'exec'))",
            "%nosuchmagic",
            "undefined",
            "sys.exit(3)",
        )
    ),
    "'last'",
]
WIDGETS = [
    "from comm import create_comm\n"
    "cell = get_ipython().kernel.get_parent()['header']['msg_id']\n"
    "state = {'_model_module': '@jupyter-widgets/output', '_model_name': 'OutputModel', 'outputs': [], 'msg_id': ''}\n"
    "w = create_comm(target_name='jupyter.widget', data={'state': state, 'buffer_paths': []}, comm_id='cafe')\n"
    "w.send({'method': 'update', 'state': {'msg_id': cell}, 'buffer_paths': []})\n"
    "print('into the widget'); display(1)\n"
    "w.send({'method': 'update', 'state': {'msg_id': ''}, 'buffer_paths': []})\n"
    "print('beside it')",
    "data = {'state': {'_model_module': 'm', '_model_name': 'n', 'x': 1}, 'buffer_paths': [['data']]}\n"
    "create_comm(target_name='jupyter.widget', data=data, buffers=[b'abc'], comm_id='beef').comm_id",
]


def both(made: Any, folder: Path, **options: Any) -> tuple[Ran, Ran]:
    """What papermill's own engine makes, and what ours makes."""
    options = {"execution_timeout": 60, **options}
    warm = run(made, folder / "warm.ipynb", preload=STACK, **options)
    for _ in range(3):
        stock = run(made, folder / "stock.ipynb", None, **options)
        # ipykernel over ZeroMQ falls silent now and then after a widget's message; that is not what is compared.
        if not isinstance(stock.error, CellTimeoutError) or isinstance(warm.error, CellTimeoutError):
            break
    return stock, warm


@pytest.mark.parametrize("cells", [STREAMS, DISPLAYS, SHELL, ERRORS], ids=["streams", "displays", "shell", "errors"])
def test_awkward_cells_come_out_as_papermill_makes_them(cells: list[Any], tmp_path: Path) -> None:
    stock, warm = both(notebook(*cells), tmp_path)
    for one, other in zip(comparable(stock), comparable(warm), strict=True):
        assert other == one
    # Papermill's marks of an error are cells without a status.
    statuses = [cell.metadata.papermill.status for cell in warm.notebook.cells if "papermill" in cell.metadata]
    assert statuses == ["completed"] * len(cells)  # else those after the first error would be compared unrun


def test_a_recursion_without_end_comes_out_as_papermill_makes_it(tmp_path: Path) -> None:
    # A traceback of a thousand calls takes either engine seconds of a processor; what a time-out leaves differs.
    cells = notebook(code("def f():\n    f()\nf()", "raises-exception"), "print('went on')")
    stock, warm = both(cells, tmp_path, execution_timeout=240)
    assert comparable(warm) == comparable(stock)
    assert "RecursionError" in json.dumps(comparable(warm))


def test_widgets_come_out_as_papermill_makes_them(tmp_path: Path) -> None:
    stock, warm = both(notebook(*WIDGETS), tmp_path)
    assert comparable(warm) == comparable(stock)
    assert warm.notebook.metadata.widgets == stock.notebook.metadata.widgets
    assert "into the widget" in json.dumps(warm.notebook.metadata.widgets)


def test_parameters_of_every_type_arrive_as_with_papermill(tmp_path: Path) -> None:
    given = {
        "whole": 10**30,
        "real": 0.1,
        "not_a_number": math.nan,
        "less_than_all": -math.inf,
        "text": "é\"'\n\\n",
        "nothing": None,
        "yes": True,
        "several": [1, "a", None, [2.5]],
        "named": {"k é": {"x": [1]}},
        "pair": (1, 2),
        "empty": "",
    }
    shown = "[(name, type(value).__name__, value) for name, value in sorted(globals().items()) if name in given]"
    cells = [code("whole = 1  # replaced", "parameters"), f"given = {sorted(given)}", shown]
    stock, warm = both(notebook(*cells), tmp_path, parameters=given)
    assert comparable(warm) == comparable(stock)
    kept = [ran.notebook.metadata.papermill for ran in (stock, warm)]
    assert json.dumps(kept[1]["parameters"]) == json.dumps(kept[0]["parameters"])
    assert kept[1]["version"] == kept[0]["version"]
    assert warm.notebook.metadata.language_info == stock.notebook.metadata.language_info


@pytest.mark.parametrize(
    ("cells", "options"),
    [
        (["1", "raise ValueError(1)", "2"], {}),
        (["1", "import sys; sys.exit()", "2"], {}),
        (["1", "import sys; sys.exit('é')", "2"], {}),
        (["1", "exit()"], {}),
        (["x = 1", "1 / 0", "x"], {"allow_errors": True}),
        (["1", code("2", "skip-execution"), markdown("# é"), "3"], {}),
        (["import time\ntime.sleep(30)", "2"], {"execution_timeout": 4, "interrupt_on_timeout": True}),
    ],
    ids=["error", "sys-exit", "sys-exit-text", "exit", "allowed-error", "skipped", "interrupt-on-timeout"],
)
def test_a_run_ends_where_papermill_ends_it(cells: list[Any], options: dict[str, Any], tmp_path: Path) -> None:
    stock, warm = both(notebook(*cells), tmp_path, **options)
    assert comparable(warm) == comparable(stock)
    assert type(warm.error) is type(stock.error)
    assert str(warm.error) == str(stock.error)


def test_after_a_time_out_outputs_are_those_of_papermill_and_only_the_statuses_differ(tmp_path: Path) -> None:
    cells = ["1", "print('begun')\nimport time; time.sleep(30)", "2"]
    stock, warm = both(notebook(*cells), tmp_path, execution_timeout=2)
    assert type(warm.error) is type(stock.error)
    assert [cell.outputs for cell in warm.notebook.cells] == [cell.outputs for cell in stock.notebook.cells]
    assert warm.notebook.cells[1].outputs[-1].ename == "KeyboardInterrupt"
    assert stock.statuses() == ["completed"] * 3
    assert warm.statuses() == ["completed", "failed", "pending"]


def test_the_interpreter_looks_the_same_from_inside(tmp_path: Path) -> None:
    pinned = "('MKL_NUM_THREADS', 'NUMEXPR_NUM_THREADS', 'OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS')"
    cells = [
        "import gc, locale, logging, os, signal, sys, time\nsys.path",
        f"sorted(n for n in os.environ if n not in {pinned} and n not in ('JPY_PARENT_PID', 'PYDEVD_USE_FRAME_EVAL'))",
        "os.getcwd(), [locale.setlocale(n) for n in range(6)], locale.getpreferredencoding(), time.tzname",
        "[(n, signal.getsignal(n)) for n in sorted(signal.valid_signals())]",
        "sorted(name for name in globals() if not name.startswith('_i'))",
        "sys.argv[0], sys.flags, sys.stdin.read(), sys.executable, sys.gettrace(), sys.getprofile()",
        "logging.getLogger().handlers, logging.getLogger().level, gc.isenabled(), gc.get_threshold()",
        "sys.stdout.encoding, sys.stdout.isatty(), os.getsid(0) == os.getpid(), os.umask(0o22)",
        "[type(one).__name__ for one in get_ipython().configurables]",
        "get_ipython().starting_dir, _dh, get_ipython().profile, get_ipython().history_manager.hist_file",
        "import plotly.io; plotly.io.renderers.default",
        "_, __, ___, sorted(get_ipython().user_ns_hidden)",
        "import datetime\nkept = get_ipython().history_manager\nnumber, start, *rest = kept.get_session_info()\n"
        "number, rest, abs(datetime.datetime.now() - start).total_seconds() < 60, kept.session_number, kept.dir_hist",
        "%reset -f aggressive",
        "import json; json.dumps(1), len(In), len(Out)",
    ]
    stock, warm = both(notebook(*cells), tmp_path)
    assert comparable(warm) == comparable(stock)
