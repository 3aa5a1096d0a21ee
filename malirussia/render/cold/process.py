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
from collections.abc import Callable
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from malirussia.render.notebook.job import Event


def run(job: dict[str, Any], tell: Callable[[Event], None]) -> Event:
    """Execute one notebook and write it, normalised.

    Args:
        job: As `malirussia.render.notebook.execute` takes it, perhaps with `memory` (bytes) and `secrets` (names).
        tell: Called with an event before each cell.

    Returns:
        The last event, see `malirussia.render.notebook.job`; without the seconds of each cell.
    """
    from malirussia.render.cold.engine import NAME
    from malirussia.render.notebook import memory, orphans
    from malirussia.render.notebook.execute import execute
    from malirussia.render.notebook.job import surroundings

    memory.limit(job.get("memory"))  # the kernel inherits it
    before = dict(os.environ)
    _become(surroundings(job))
    try:
        return execute(job, tell, NAME, autosave_cell_every=0, secrets=job.get("secrets", ()))
    finally:
        _become(before)
        orphans.end()


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
    from malirussia.render.notebook import orphans

    orphans.adopt()
    jobs: Queue[str] = Queue()
    Thread(target=_listen, args=(jobs,), daemon=True).start()
    while True:
        tell(run(json.loads(jobs.get()), tell))


def _listen(jobs: Queue[str]) -> None:
    """Pass on the jobs; when they end, whoever gave them is gone, so end this process and its kernel."""
    for line in sys.stdin:
        jobs.put(line)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
