"""A forked process that runs jobs: it reads a notebook, has a kernel run the cells, and writes the result.

It is forked from the same parent as the kernels and has papermill imported already. Where several notebooks run side
by side each has a runner of its own: papermill changes the working folder of its process as it goes.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import papermill.execute
from nbclient.exceptions import DeadKernelError
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError

from malirussia import paths
from malirussia.render.notebook import ipynb
from malirussia.render.notebook.job import Event, first_line, surroundings, unwritten
from malirussia.render.notebook.normalise import normalise
from malirussia.render.warm import engine
from malirussia.render.warm.forks import Forks

papermill_engines.register(engine.NAME, engine.WarmEngine)
# Papermill writes the notebook at its end even to nowhere, and validates it for that. It is written here, normalised.
papermill.execute.write_ipynb = lambda *_: None


def run(channel: socket.socket, requests: socket.socket) -> None:
    """Run jobs until there are no more.

    Args:
        channel: Jobs come in and events go out, one JSON object a line.
        requests: The connection to the parent that kernels are asked of.
    """
    forks = Forks(requests)
    lines = channel.makefile("w", encoding="utf-8")

    def tell(event: Event) -> None:
        lines.write(json.dumps(event) + "\n")
        lines.flush()

    for line in channel.makefile("r", encoding="utf-8"):
        tell(execute(json.loads(line), forks, tell))


def execute(job: dict[str, Any], forks: Forks, tell: Callable[[Event], None]) -> Event:
    """Run a job.

    Args:
        job: `notebook`, `output` and `folder` (paths), `parameters`, `cell_seconds`, perhaps `memory` (bytes),
            `secrets` (names) and `event_log` (a path).
        forks: Where its kernel comes from.
        tell: Called with an event before each cell.

    Returns:
        The last event, see `malirussia.render.notebook.job`.
    """
    begin = time.perf_counter()
    first_cell = begin

    def on_cell(number: int, count: int) -> None:
        nonlocal first_cell
        if number == 1:
            first_cell = time.perf_counter()
        tell({"event": "cell", "number": number, "count": count})

    kept: list[engine.Record] = []
    event: Event = {"event": "done"}
    try:
        papermill.execute_notebook(
            # Papermill fills in {…} in a path; this path is meant as it is.
            job["notebook"].replace("{", "{{").replace("}", "}}"),
            None,
            parameters=job["parameters"],
            engine_name=engine.NAME,
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=job["cell_seconds"],
            resources={"metadata": {"path": job["folder"]}},
            secrets=job.get("secrets", ()),
            event_log=job.get("event_log"),
            environment=surroundings(job),
            memory=job.get("memory"),
            forks=forks,
            on_cell=on_cell,
            on_record=kept.append,
        )
    except PapermillExecutionError as error:
        event = {"event": "failed", "cell": error.exec_count, "error": first_line(error.ename, error.evalue)}
    except Exception as error:
        event = {"event": "failed", "cell": None, "error": first_line(type(error).__name__, str(error))}
        if isinstance(error, DeadKernelError):
            event["died"] = True
    executed = time.perf_counter()
    event["seconds"] = {"kernel": first_cell - begin, "cells": executed - first_cell}
    event["cells"] = []
    if kept:
        if "error" in event:
            event["error"] = kept[0].secrets.without(event["error"])
        notebook = normalise(kept[0].nb)
        event["cells"] = [None if one is None else round(one, 3) for one in kept[0].seconds]
        event["peak"] = kept[0].peak
        try:
            paths.replace_text(Path(job["output"]), ipynb.dumps(notebook))
        except OSError as error:
            event |= {"event": "failed", "cell": None, "error": unwritten(error)}
    return event
