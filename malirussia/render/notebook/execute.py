"""Execute one notebook with papermill, and write it normalised; the same whichever engine runs the cells."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from malirussia import paths
from malirussia.errors import MaliRussiaError
from malirussia.render.notebook import ipynb
from malirussia.render.notebook.job import Event, first_line, unwritten
from malirussia.render.notebook.normalise import normalise
from malirussia.render.notebook.secret import Secrets


class Kept(Protocol):
    """What an engine keeps of a run, whatever becomes of it."""

    nb: Any
    """The notebook as far as it came, an nbformat node."""
    seconds: list[float | None]
    """What each cell took; empty where nobody measures it."""
    peak: int | None
    """The most memory that the kernel held, in MiB; None where nobody knows."""

    def hide(self) -> Secrets:
        """Hide the secrets in the notebook."""
        ...


def execute(job: dict[str, Any], tell: Callable[[Event], None], engine: str, **options: Any) -> Event:
    """Execute a notebook and write it.

    Args:
        job: `notebook`, `output` and `folder` (paths), `parameters` and `cell_seconds`.
        tell: Called with an event before each cell.
        engine: The name of a papermill engine that takes `on_cell` and calls `on_record` with what it keeps.
        options: What the engine takes besides.

    Returns:
        The last event, see `malirussia.render.notebook.job`.
    """
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    begin = time.perf_counter()
    first_cell = begin

    def on_cell(number: int, count: int) -> None:
        nonlocal first_cell
        if number == 1:
            first_cell = time.perf_counter()
        tell({"event": "cell", "number": number, "count": count})

    records: list[Kept] = []
    event: Event = {"event": "done"}
    try:
        _run(job, engine, on_cell=on_cell, on_record=records.append, **options)
    except PapermillExecutionError as error:
        event = {"event": "failed", "cell": error.exec_count, "error": first_line(error.ename, error.evalue)}
    except MaliRussiaError as error:
        event = {"event": "failed", "cell": None, "error": str(error)}
    except Exception as error:
        event = {"event": "failed", "cell": None, "error": first_line(type(error).__name__, str(error))}
        if isinstance(error, DeadKernelError):
            event["died"] = True
    executed = time.perf_counter()
    event |= {"seconds": {"kernel": first_cell - begin, "cells": executed - first_cell}, "cells": []}
    for kept in records:
        event |= _write(kept, event, Path(job["output"]))
    return event


def _run(job: dict[str, Any], engine: str, **options: Any) -> None:
    """Do what `papermill.execute_notebook` does with a notebook at hand, and write nothing."""
    import nbformat
    from papermill.engines import papermill_engines
    from papermill.execute import raise_for_execution_errors, remove_error_markers
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    kernel = {"kernel_name": ipynb.KERNEL["name"], "language": ipynb.KERNEL["language"]}
    fit = ipynb.fit(ipynb.read(Path(job["notebook"])))
    notebook = load_notebook_node(nbformat.from_dict(fit))  # type: ignore[no-untyped-call]
    if job["parameters"]:
        notebook = parameterize_notebook(notebook, job["parameters"], engine_name=engine, **kernel)
    notebook = papermill_engines.execute_notebook_with_engine(
        engine,
        remove_error_markers(notebook),
        kernel_name=kernel["kernel_name"],
        progress_bar=False,
        execution_timeout=job["cell_seconds"],
        resources={"metadata": {"path": job["folder"]}},
        **options,
    )
    raise_for_execution_errors(notebook, None)


def _write(kept: Kept, event: Event, output: Path) -> Event:
    """Write what was kept of a run; give what is to be told of it besides."""
    secrets = kept.hide()
    told: Event = {
        "cells": [None if seconds is None else round(seconds, 3) for seconds in kept.seconds],
        "peak": kept.peak,
    }
    if "error" in event:
        told["error"] = secrets.without(event["error"])
    notebook = normalise(kept.nb)
    secrets.hide(notebook)  # once more, in what has been joined
    try:
        paths.replace_text(output, ipynb.dumps(notebook))
    except OSError as error:
        told |= {"event": "failed", "cell": None, "error": unwritten(error)}
    return told
