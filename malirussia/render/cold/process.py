"""The process that executes notebooks, one after another, with papermill.

`python -m malirussia.render.cold.process` reads one job a line on its standard input and writes one event a line on its
standard output, both JSON, until its input ends. Papermill, nbformat and jupyter_client are imported here and nowhere
else, once, however many notebooks the process runs.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from malirussia.render.notebook.job import Event


def execute(job: dict[str, Any], tell: Callable[[Event], None]) -> Event:
    """Execute one notebook and write it, normalised.

    Args:
        job: `notebook`, `output` and `folder` (paths), `parameters`, `cell_seconds`, perhaps `memory` (bytes) and
            `secrets` (names).
        tell: Called with an event before each cell.

    Returns:
        The last event, see `malirussia.render.notebook.job`; without the seconds of each cell.
    """
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    from malirussia import paths
    from malirussia.render.cold.engine import NAME, KeepingEngine
    from malirussia.render.notebook import ipynb, memory
    from malirussia.render.notebook.job import first_line, surroundings, unwritten
    from malirussia.render.notebook.normalise import normalise
    from malirussia.render.notebook.secret import Secrets, declared

    begin = time.perf_counter()
    first_cell = begin

    def on_cell(number: int, count: int) -> None:
        nonlocal first_cell
        if number == 1:
            first_cell = time.perf_counter()
        tell({"event": "cell", "number": number, "count": count})

    KeepingEngine.notebook = None
    memory.limit(job.get("memory"))  # the kernel inherits it
    event: Event = {"event": "done"}
    own = dict(os.environ)
    _become(surroundings(job))
    try:
        papermill.execute_notebook(
            # Papermill fills in {…} in a path; this path is meant as it is.
            job["notebook"].replace("{", "{{").replace("}", "}}"),
            None,
            parameters=job["parameters"],
            engine_name=NAME,
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            execution_timeout=job["cell_seconds"],
            resources={"metadata": {"path": job["folder"]}},
            on_cell=on_cell,
        )
    except PapermillExecutionError as error:
        event = {"event": "failed", "cell": error.exec_count, "error": first_line(error.ename, error.evalue)}
    except Exception as error:
        event = {"event": "failed", "cell": None, "error": first_line(type(error).__name__, str(error))}
        if isinstance(error, DeadKernelError):
            event["died"] = True
    finally:
        _become(own)
    executed = time.perf_counter()
    event |= {"seconds": {"kernel": first_cell - begin, "cells": executed - first_cell}, "cells": []}
    if KeepingEngine.notebook is not None:
        made = KeepingEngine.notebook
        secrets = Secrets(made, {*job.get("secrets", ()), *declared(made)})
        secrets.hide(made)
        if "error" in event:
            event["error"] = secrets.without(event["error"])
        notebook = normalise(made)
        try:
            paths.replace_text(Path(job["output"]), ipynb.dumps(notebook))
        except OSError as error:
            event |= {"event": "failed", "cell": None, "error": unwritten(error)}
    return event


def _become(environment: dict[str, str]) -> None:
    """Take on an environment, which the kernel inherits."""
    os.environ.clear()
    os.environ.update(environment)


def main() -> None:
    """Serve jobs until the input ends: the process that gave them has ended, even if it was killed."""
    # Kernels inherit the standard output; the events need one that nothing else can write to.
    events = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    # Ctrl-C is for the process that the person started; it ends this one by SIGTERM.
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def tell(event: Event) -> None:
        events.write(json.dumps(event) + "\n")

    import malirussia.without_iri  # noqa: F401  # first: it spares nbformat's import seconds
    from malirussia.render.cold import engine  # noqa: F401

    jobs: Queue[str] = Queue()
    Thread(target=_listen, args=(jobs,), daemon=True).start()
    while True:
        tell(execute(json.loads(jobs.get()), tell))


def _listen(jobs: Queue[str]) -> None:
    """Pass on the jobs; when they end, whoever gave them is gone, so end this process and its kernel."""
    for line in sys.stdin:
        jobs.put(line)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
