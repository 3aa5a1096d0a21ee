"""A forked process that runs jobs: it reads a notebook, has a kernel run the cells, and writes the result.

It is forked from the same parent as the kernels and has papermill imported already. Where several notebooks run side
by side each has a runner of its own: papermill changes the working folder of its process as it goes.
"""

from __future__ import annotations

import json
import socket

import papermill.execute  # noqa: F401  # the parent imports it with this module, once for all runners
from papermill.engines import papermill_engines

from malirussia.render.notebook.execute import execute
from malirussia.render.notebook.job import Event, surroundings
from malirussia.render.warm import engine
from malirussia.render.warm.forks import Forks

papermill_engines.register(engine.NAME, engine.WarmEngine)


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
        job = json.loads(line)
        about = {name: job.get(name) for name in ("event_log", "memory")}
        secrets = job.get("secrets", ())
        environment = surroundings(job)
        tell(execute(job, tell, engine.NAME, forks=forks, environment=environment, secrets=secrets, **about))
