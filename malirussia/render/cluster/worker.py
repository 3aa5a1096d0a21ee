"""What runs in a worker of the cluster: it gets ready once, and then has notebooks run in processes of their own.

Dask runs `prepare` and `execute` in a thread of the worker. The notebooks run in processes forked from one parent,
which the worker keeps between jobs (`malirussia.render.warm.kernels`), so nothing that a notebook does is done to the
worker. The data stand in a folder named by their hash in the worker's local directory.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from distributed import Worker, get_worker

from malirussia import paths
from malirussia.errors import RenderError
from malirussia.render.cluster import alike, parcel
from malirussia.render.cold import processes as plain
from malirussia.render.notebook.job import LAST
from malirussia.render.warm.forks import available
from malirussia.render.warm.kernels import PULSE, Pool

# The topic of Dask's events on which cells are told. One for all runs: the scheduler keeps topics for ever.
TOPIC = "malirussia-render"
# How soon a job that nobody waits for any more is ended.
_PULSE_SECONDS = 0.25

_LOADED = alike.here()
_lock = Lock()
_kept: dict[tuple[str, ...], _Ready] = {}


@dataclass
class _Ready:
    """Data and the processes that read them.

    Attributes:
        folder: Where the data are.
        pool: Runs the notebooks.
        busy: How many run now.
    """

    folder: Path
    pool: Pool
    busy: int = 0


def prepare(asked: io.BytesIO, data: io.BytesIO | None) -> dict[str, Any]:
    """Get ready for the jobs of a run.

    Args:
        asked: `home` (what `alike.here` gives there), `data` (the hash), `preload` (modules).
        data: The files by path; None to ask whether they are here already.

    Returns:
        `{"ready": True}`, `{"lacks": True}` if the data must be sent, or `{"refused": [found, todo]}`.
    """
    try:
        content = parcel.opened(asked)
        refused = alike.difference(content["home"], _LOADED) or _unfit()
        if refused is not None:
            return {"refused": list(refused)}
        with _lock:
            return _prepare(_key(content), data)
    except RenderError as error:
        return {"refused": [error.found, error.todo]}
    except Exception as error:  # Dask would write the whole task in its log
        return {"refused": [f"it can't get ready: {type(error).__name__}: {error}", "see to that and start it anew"]}


def execute(job: io.BytesIO) -> dict[str, Any]:
    """Run a job.

    Args:
        job: What `parcel.job` gives, with `data` and `preload` as above, and what its events are to carry, `about`.

    Returns:
        `last` (its last event), `output` and `log` (bytes, or None if there are none); or `{"unready": True}` if the
        worker isn't prepared, `{"left": True}` if nobody waits for the job, `{"died": True}` if the parent of the
        processes died of it.
    """
    try:
        return _execute(parcel.opened(job))
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        return {"last": {"event": "failed", "cell": None, "error": said, "seconds": {}, "cells": []}}


def _key(content: dict[str, Any]) -> tuple[str, ...]:
    return (content["data"], *content["preload"])


def _unfit() -> tuple[str, str] | None:
    if not available():
        return "it can't fork warm kernels", "use workers on Linux, with the ipykernel of requirements.lock"
    if alike.fresh() != _LOADED["library"]:
        return "its malirussia has changed since it began", "start the scheduler and its workers anew"
    return None


def _prepare(key: tuple[str, ...], data: io.BytesIO | None) -> dict[str, Any]:
    ready = _kept.get(key)
    if ready is not None and ready.pool.alive():
        return {"ready": True}
    folder = Path(get_worker().local_directory, f"malirussia-data-{key[0]}")
    if not folder.is_dir():
        if data is None:
            return {"lacks": True}
        sent = parcel.made_of(parcel.opened(data))
        if sent.sha256 != key[0]:
            raise RenderError("worker", "the data didn't arrive whole", "try again")
        sent.unpack(folder)
    _clear_out(folder)
    pool = Pool(_environment(folder), key[1:])
    try:
        pool.ready()
    except RenderError:
        pool.close()
        raise
    _kept[key] = _Ready(folder, pool)
    return {"ready": True}


def _clear_out(needed: Path) -> None:
    """End what an earlier run with other data or code left, unless it is at work."""
    for key, ready in list(_kept.items()):
        if ready.busy == 0:
            del _kept[key]
            ready.pool.close()
            if ready.folder != needed and all(other.folder != ready.folder for other in _kept.values()):
                shutil.rmtree(ready.folder, ignore_errors=True)


def _environment(folder: Path) -> dict[str, str]:
    home = folder.with_name("malirussia-home")
    home.mkdir(mode=0o700, exist_ok=True)
    made = {**plain.environment(home), paths.DATA_VARIABLE: str(folder)}
    # The articles are on some machines and not on others; a page must not depend on that.
    made.pop(paths.CORPUS_VARIABLE, None)
    return made


@contextmanager
def _held(key: tuple[str, ...]) -> Iterator[_Ready | None]:
    """Give what was prepared, which stays meanwhile; None if nothing was."""
    with _lock:
        ready = _kept.get(key)
        if ready is not None and not ready.pool.alive():
            ready = None
        if ready is not None:
            ready.busy += 1
    try:
        yield ready
    finally:
        if ready is not None:
            with _lock:
                ready.busy -= 1


def _execute(content: dict[str, Any]) -> dict[str, Any]:
    worker = get_worker()
    task = worker.get_current_task()
    with _held(_key(content)) as ready:
        if ready is None:
            return {"unready": True}
        with _folder(worker) as place:
            job = parcel.laid_out(content, place, ready.folder)
            with closing(ready.pool.run([job], 1, _PULSE_SECONDS)) as events:
                for _, event in events:
                    if not _wanted(worker, task):
                        return {"left": True}
                    if event["event"] in LAST:
                        break
                    if event["event"] != PULSE:
                        worker.log_event(TOPIC, {**content["about"], "event": event})
            if event["event"] == "failed" and not ready.pool.alive():
                return {"died": True}
            return {"last": event, "output": _bytes(job.output), "log": _bytes(job.event_log)}


@contextmanager
def _folder(worker: Worker) -> Iterator[Path]:
    """Give an empty folder for one job."""
    inside, name = worker.local_directory, "malirussia-job-"
    # What a notebook left running may still write while the folder is removed.
    with tempfile.TemporaryDirectory(dir=inside, prefix=name, ignore_cleanup_errors=True) as made:
        yield Path(made)


def _wanted(worker: Worker, task: Any) -> bool:
    """Whether somebody still waits for a task of this worker: not if it was cancelled or its client is gone."""
    state = worker.state.tasks.get(task)
    return state is not None and state.state != "cancelled" and worker.status.name in ("running", "paused")


def _bytes(path: Path | None) -> bytes | None:
    return path.read_bytes() if path is not None and path.is_file() else None
