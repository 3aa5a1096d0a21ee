"""Run many notebooks on a cluster, with the events of the pools of this machine.

The event loop that speaks with the scheduler runs in a thread of its own, so that workers are kept busy however long
the caller takes over an event.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any

from malirussia.errors import RenderError, one_line
from malirussia.render.cluster.address import checked
from malirussia.render.notebook.job import Event, Job

CONNECT_SECONDS = 10.0
WORKER_SECONDS = 60.0
ANSWER_SECONDS = 30.0
# Who makes renders tries a job that died once more when the others have ended.
DEATHS = 2
_CLOSE_SECONDS = 5
# Dask tells on standard error what is told here in one line.
_LOGGERS = ("distributed", "distributed.client")


def _warn(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def run(
    jobs: Sequence[Job],
    address: str,
    *,
    connect_seconds: float = CONNECT_SECONDS,
    worker_seconds: float = WORKER_SECONDS,
    answer_seconds: float = ANSWER_SECONDS,
    deaths: int = DEATHS,
    preload: Sequence[str] = (),
    without_tls: bool = False,
    warn: Callable[[str], None] = _warn,
) -> Generator[tuple[Job, Event], None, None]:
    """Execute notebooks on a Dask cluster.

    Args:
        jobs: What to execute, in order. Outputs are written here, whole.
        address: The scheduler's: `tcp://host:port` or `tls://host:port`.
        connect_seconds: How long the scheduler may take to be reached.
        worker_seconds: How long it may take until a job runs, while none does.
        answer_seconds: How long the scheduler may be silent.
        deaths: How many workers may die of one job before it has failed.
        preload: What a worker imports before it forks kernels, see `malirussia.render.warm.preload`.
        without_tls: Whether `tcp://` may lead to another machine: whoever is on the way runs code here and there.
        warn: Called with a line for each worker that is left out.

    Yields:
        The events with their job, as they come: `start` once, `cell`, then one `done` or `failed` a job. Where a job
        began anew because its worker died, its cells are told again. If the iterator is closed, what runs is ended.

    Raises:
        RenderError: The address is none, Dask isn't installed, the scheduler can't be reached or is lost, no worker
            comes, or none of them is fit.
    """
    checked(address, without_tls=without_tls)
    if not jobs:
        return
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise RenderError(f"--on {address}", "Dask isn't installed", "pip install 'malirussia[cluster]'") from None

    told: SimpleQueue[tuple[Job, Event] | BaseException | None] = SimpleQueue()
    loop = asyncio.new_event_loop()
    # A worker that dies while its result is fetched leaves a task of Dask's behind, of which asyncio would write.
    loop.set_exception_handler(lambda _loop, _context: None)
    bounds = {"worker_seconds": worker_seconds, "answer_seconds": answer_seconds, "deaths": deaths, "preload": preload}
    work = loop.create_task(_dispatch(jobs, address, connect_seconds, told.put, warn, bounds))

    def go() -> None:
        try:
            with _quiet():
                loop.run_until_complete(work)
        except asyncio.CancelledError:
            pass
        except BaseException as error:
            told.put(error)
        finally:
            told.put(None)
            loop.close()

    thread = Thread(target=go, name="malirussia-cluster", daemon=True)
    thread.start()
    try:
        while (event := told.get()) is not None:
            if isinstance(event, BaseException):
                raise event
            yield event
    finally:
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(work.cancel)
        thread.join()


async def _dispatch(
    jobs: Sequence[Job],
    address: str,
    connect_seconds: float,
    tell: Callable[[Any], None],
    warn: Callable[[str], None],
    bounds: dict[str, Any],
) -> None:
    from distributed import Client

    from malirussia.render.cluster.dispatch import Dispatch

    client = Client(address, asynchronous=True, set_as_default=False, name="malirussia", timeout=connect_seconds)
    try:
        try:
            await client
        except (OSError, TimeoutError):
            fault = f"no scheduler answers within {connect_seconds:g} s"
            todo = f"start one with dask scheduler, or see whether the address is right: {address}"
            raise RenderError(f"--on {address}", fault, todo) from None
        except (ImportError, TypeError, ValueError, RuntimeError) as error:
            # Certificates that are missing, or a Dask too different to speak with.
            fault = one_line(str(error)) or type(error).__name__
            raise RenderError(f"--on {address}", fault, "see docs/cluster.md") from None
        await Dispatch(client, address, jobs, tell, warn, **bounds).go()
    finally:
        with suppress(Exception):
            await client.close(timeout=_CLOSE_SECONDS)


@contextmanager
def _quiet() -> Iterator[None]:
    before = {name: logging.getLogger(name).level for name in _LOGGERS}
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
