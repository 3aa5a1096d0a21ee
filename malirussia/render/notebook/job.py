"""One notebook to execute, within which bounds, and what is heard of it.

Whoever executes jobs (`malirussia.render.cold.processes`, `malirussia.render.warm.kernels`, a cluster) gives events,
each a JSON object with its job:

    {"event": "start"}
    {"event": "cell", "number": 3, "count": 9}                          before each cell, counted from 1
    {"event": "done", "seconds": {"kernel": 0.1, "cells": 0.4}, "cells": [null, 0.2], "peak": 212}
    {"event": "failed", "cell": 3, "error": "ValueError: no", "seconds": {…}, "cells": [null, 0.2]}

`cells` are the seconds of each cell, `peak` the memory of the kernel in MiB. The last event of a job is `done` or
`failed`; a failed one carries `"died": true` where a process ended that nobody had asked to end.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from malirussia.errors import os_problem

Event = dict[str, Any]
LAST = ("done", "failed")

# What executes jobs, so many at a time, and gives their events; closing it ends what still runs.
Executor = Callable[[Sequence["Job"], int], Generator[tuple["Job", Event], None, None]]


@dataclass(frozen=True)
class Bounds:
    """What one render may take.

    Attributes:
        cell_seconds: The longest one cell may take. The slowest of our own takes seconds.
        seconds: The longest the whole notebook may take.
        memory: The most memory its kernel may ask for, in bytes; None for as much as there is.
    """

    cell_seconds: int = 600
    seconds: float = 1800
    memory: int | None = None


@dataclass(frozen=True)
class Job:
    """One notebook to execute.

    Attributes:
        name: The render's name.
        notebook: The notebook.
        parameters: Checked values by name.
        output: Where the executed notebook goes.
        bounds: What it may take.
        secrets: Parameters whose values are not written.
        event_log: A file that events are appended to; only warm kernels heed it.
        folder: The kernel's working folder; the notebook's own if None, as in JupyterLab.
        variables: The environment variables that hold the secrets of this render.
        withheld: Those that hold the secrets of other renders: its kernel does not get them.
    """

    name: str
    notebook: Path
    parameters: dict[str, Any]
    output: Path
    bounds: Bounds = field(default_factory=Bounds)
    secrets: tuple[str, ...] = ()
    event_log: Path | None = None
    folder: Path | None = None
    variables: dict[str, str] = field(default_factory=dict)
    withheld: tuple[str, ...] = ()

    def line(self) -> str:
        """The job as the process that runs it reads it."""
        message = {
            "notebook": str(self.notebook),
            "folder": str(self.notebook.parent if self.folder is None else self.folder),
            "parameters": self.parameters,
            "output": str(self.output),
            "cell_seconds": self.bounds.cell_seconds,
            "memory": self.bounds.memory,
            "secrets": self.secrets,
            "variables": self.variables,
            "withheld": self.withheld,
            "event_log": None if self.event_log is None else str(self.event_log),
        }
        return json.dumps(message) + "\n"


def surroundings(job: Mapping[str, Any]) -> dict[str, str]:
    """Give the environment of a job's kernel: this process's own, less the secrets of other renders.

    Args:
        job: As `Job.line` writes it.
    """
    kept = {name: value for name, value in os.environ.items() if name not in job.get("withheld", ())}
    return {**kept, **job.get("variables", {})}


def first_line(kind: str, message: str) -> str:
    """Give the kind of an error and the first line of what it says, if it says anything."""
    said = [line for line in message.splitlines() if line.strip()]
    return f"{kind}: {said[0]}" if said else kind


def unwritten(error: OSError) -> str:
    """Say why an executed notebook couldn't be written, and what to do about it."""
    problem = os_problem(error, "")
    return f"it could not be written: {problem.found}; {problem.todo}"


def too_long(job: Job) -> Event:
    """Give the last event of a job that was ended because it took too long."""
    error = f"the notebook took longer than {job.bounds.seconds:g} s; --timeout gives it more"
    return {"event": "failed", "cell": None, "error": error, "seconds": {}, "cells": []}
