"""Run many notebooks, several at a time, each in a process of its own.

    with Pool(preload=["pandas"]) as pool:
        for job, event in pool.run(jobs, processes=2):
            print(job.name, event["event"])

The events are those of `malirussia.render.notebook.job`.
"""

from __future__ import annotations

import json
import selectors
import socket
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Any, Self

from malirussia.errors import RenderError
from malirussia.render.notebook.job import LAST, Event, Job, too_long
from malirussia.render.warm import shared
from malirussia.render.warm.child import PINNED
from malirussia.render.warm.forks import Life, Parent, how_it_ended

PULSE = "pulse"
_CHUNK = 1 << 16
# How long the parent may take to say how a process ended that says nothing more.
_LAST_SECONDS = 5


class _Runner:
    """A process that runs jobs, one after another."""

    def __init__(self, channel: socket.socket, life: Life) -> None:
        self.channel = channel
        self.job: Job | None = None
        self.ended = False
        self.until = 0.0
        self._life = life
        self._text = b""

    def begin(self, job: Job) -> tuple[Job, Event]:
        """Give it a job; give the first event."""
        self.job = job
        self.until = time.monotonic() + job.bounds.seconds
        with suppress(OSError):  # it has ended; its events will tell
            self.channel.sendall(job.line().encode())
        return job, {"event": "start"}

    def events(self) -> Iterator[tuple[Job, Event]]:
        """Give the events that have come. Once the last of a job is given, the runner has no job any more."""
        try:
            data = self.channel.recv(_CHUNK)
        except ConnectionError:
            data = b""
        *lines, self._text = (self._text + data).split(b"\n")
        self.ended = not data
        for event in [json.loads(line) for line in lines] if data else [self._end()]:
            job = self.job
            if event["event"] in LAST:
                self.job = None
            if job is not None:
                yield job, event

    def _end(self) -> Event:
        try:
            self._life.begun()
            error = f"the notebook stopped: {how_it_ended(self._life.ended(_LAST_SECONDS))}"
        except RenderError as refused:
            error = str(refused)
        return {"event": "failed", "cell": None, "error": error, "seconds": {}, "cells": [], "died": True}

    def overdue(self) -> tuple[Job, Event] | None:
        """Give the last event of a job that has run too long; its process is to be closed."""
        if self.job is None or time.monotonic() < self.until:
            return None
        self.ended = True
        return self.job, too_long(self.job)

    def close(self) -> None:
        """End the process, and with it the kernel that it uses."""
        self.channel.close()
        self._life.close()


class Pool:
    """A parent of forks that runs jobs, for as long as it is open."""

    def __init__(self, environment: Mapping[str, str] | None = None, preload: Sequence[str] = ()) -> None:
        """Start it; it imports while this process goes on.

        Args:
            environment: What the notebooks run under; this process's own if None.
            preload: What is imported before the forks, see `malirussia.render.warm.preload`.
        """
        self._folder = Path.cwd()
        self._environment = shared.environment() if environment is None else {**environment, **PINNED}
        self._parent = Parent(self._environment, preload, runs=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End everything."""
        self._parent.close()

    def ready(self) -> None:
        """Wait until the parent has imported everything.

        Raises:
            RenderError: A module can't be imported.
        """
        self._parent.ready()

    def alive(self) -> bool:
        """Whether the parent runs; without it no job can."""
        return self._parent.alive()

    def run(
        self, jobs: Sequence[Job], processes: int, pulse: float | None = None
    ) -> Generator[tuple[Job, Event], None, None]:
        """Execute notebooks.

        Args:
            jobs: What to execute, in order; at least one if there is a pulse.
            processes: How many at a time, at least 1.
            pulse: Seconds after which, if nothing happened, an event `pulse` is given with the first job, so that the
                caller may close the iterator meanwhile; None for no such events.

        Yields:
            The events with their job, as they come.

        Raises:
            RenderError: A module can't be imported before the forks.
        """
        self.ready()
        told: SimpleQueue[tuple[Job, Event] | BaseException | None] = SimpleQueue()
        stop, stopped = socket.socketpair()
        # A thread keeps the runners busy, however long the caller takes over an event.
        thread = Thread(target=self._keep_busy, args=(jobs, processes, told.put, stopped), daemon=True)
        thread.start()
        try:
            while True:
                try:
                    event = told.get(timeout=pulse)
                except Empty:
                    event = jobs[0], {"event": PULSE}
                if event is None:
                    return
                if isinstance(event, BaseException):
                    raise event
                yield event
        finally:
            stop.close()
            thread.join()
            stopped.close()

    def _keep_busy(
        self, jobs: Sequence[Job], processes: int, tell: Callable[[Any], None], stopped: socket.socket
    ) -> None:
        waiting = list(reversed(jobs))
        runners: list[_Runner] = []
        with selectors.DefaultSelector() as selector:
            selector.register(stopped, selectors.EVENT_READ)
            try:
                while waiting or any(runner.job is not None for runner in runners):
                    while waiting and len(runners) < processes:
                        runners.append(_Runner(*self._parent.fork("runner", self._environment, self._folder)))
                        selector.register(runners[-1].channel, selectors.EVENT_READ, runners[-1])
                    for runner in runners:
                        if runner.job is None and waiting:
                            tell(runner.begin(waiting.pop()))
                    soonest = min(runner.until for runner in runners if runner.job is not None)
                    for key, _ in selector.select(max(0.0, soonest - time.monotonic())):
                        if key.fileobj is stopped:
                            return
                        for event in key.data.events():
                            tell(event)
                    for runner in [*runners]:
                        late = runner.overdue()
                        if late is not None:
                            tell(late)
                        if runner.ended:
                            selector.unregister(runner.channel)
                            runners.remove(runner)
                            runner.close()
            except BaseException as error:
                tell(error)
            finally:
                for runner in runners:
                    runner.close()
                tell(None)
