"""Have the jobs of a run executed by the workers of a cluster, from inside an event loop.

A task of Dask is one attempt at one job on one worker. Dask's scheduler carries it there; when a worker is gone, its
attempts are cancelled here and their jobs wait for another worker, so a job runs in one place at a time and what ends
twice can't be. An attempt that comes home after it was given up is not looked at.
"""

from __future__ import annotations

import asyncio
import io
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from distributed import Client, Future, KilledWorker
from distributed.client import FutureCancelledError

from malirussia import paths
from malirussia.errors import RenderError, one_line
from malirussia.render.cluster import alike, parcel, worker
from malirussia.render.cluster.turns import Turns
from malirussia.render.notebook.job import Event, Job

Tell = Callable[[tuple[Job, Event]], None]

# How often is asked which workers there are.
_LOOK_SECONDS = 0.5
_ENVIRONMENT = "start scheduler and workers from the environment of this checkout, extra [cluster] included"


@dataclass
class _Place:
    """One worker process.

    Attributes:
        address: Where Dask reaches it.
        slots: How many jobs it runs at a time.
        state: `new`, `asked`, `ready` or `refused`.
        open: Whether it takes work now.
    """

    address: str
    slots: int
    state: str = "new"
    open: bool = True


@dataclass
class _Attempt:
    """A job on a worker."""

    job: int
    number: int
    place: str
    started: bool = False
    task: asyncio.Task[None] | None = field(default=None, repr=False)


class LostError(RenderError):
    """The connection to the scheduler was lost."""

    def __init__(self, where: str) -> None:
        super().__init__(
            where, "the connection to the scheduler was lost", "what is rendered stays; start the rest anew"
        )


class Dispatch:
    """The jobs of a run, on their way."""

    def __init__(
        self,
        client: Client,
        address: str,
        jobs: Sequence[Job],
        tell: Tell,
        warn: Callable[[str], None],
        *,
        worker_seconds: float,
        answer_seconds: float,
        deaths: int,
        preload: Sequence[str],
    ) -> None:
        self._client = client
        self._address = address
        self._jobs = jobs
        self._tell = tell
        self._warn = warn
        self._worker_seconds = worker_seconds
        self._answer_seconds = answer_seconds
        self._deaths = deaths
        self._turns = Turns(len(jobs), deaths)
        self._data = parcel.data(paths.data_dir())
        self._asked = {"home": alike.here(), "data": self._data.sha256, "preload": list(preload)}
        self._run = uuid.uuid4().hex
        self._numbers = [0] * len(jobs)
        self._begun = [False] * len(jobs)
        self._places: dict[str, _Place] = {}
        self._refusals: dict[str, RenderError] = {}
        self._attempts: dict[int, _Attempt] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._error: BaseException | None = None
        self._wake = asyncio.Event()
        self._idle_since = time.monotonic()

    async def go(self) -> None:
        """Run all jobs.

        Raises:
            RenderError: The scheduler or the workers are gone, or none of them is fit.
        """
        self._client.subscribe_topic(worker.TOPIC, self._heard)
        self._spawn(self._watch())
        try:
            while self._turns.left and self._error is None:
                self._place_jobs()
                self._check_patience()
                self._wake.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), _LOOK_SECONDS)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._error is not None:
            raise self._error

    def _spawn(self, work: Any) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None and self._error is None:
            self._error = error
        self._wake.set()

    # The workers

    async def _watch(self) -> None:
        """Keep the list of workers."""
        while True:
            try:
                if self._client.scheduler is None:
                    raise LostError(self._address)
                identity = await asyncio.wait_for(self._client.scheduler.identity(n_workers=-1), self._answer_seconds)
            except TimeoutError:  # which is an OSError
                said = f"the scheduler didn't answer for {self._answer_seconds:g} s"
                raise RenderError(self._address, said, "see what it does; what is rendered stays") from None
            except OSError:
                raise LostError(self._address) from None
            self._see(identity["workers"])
            self._wake.set()
            await asyncio.sleep(_LOOK_SECONDS)

    def _see(self, workers: dict[str, dict[str, Any]]) -> None:
        # The address of a worker that was started anew may be that of the one before; its folder isn't.
        there = {f"{address} {about['local_directory']}": (address, about) for address, about in workers.items()}
        for name in set(self._places) - set(there):
            del self._places[name]
            self._refusals.pop(name, None)
            for attempt in [attempt for attempt in self._attempts.values() if attempt.place == name]:
                self._gone(attempt)
        for name, (address, about) in there.items():
            place = self._places.setdefault(name, _Place(address, about["nthreads"]))
            place.open = about["status"] == "running"

    def _check_patience(self) -> None:
        places = self._places.values()
        if places and all(place.state == "refused" for place in places):
            raise next(iter(self._refusals.values()))
        if any(attempt.started for attempt in self._attempts.values()):
            self._idle_since = time.monotonic()
        if time.monotonic() - self._idle_since > self._worker_seconds:
            fault = "no worker came" if not self._places else f"none of {len(self._places)} workers was free"
            todo = f"start workers: dask worker {self._address} --nthreads 1"
            raise RenderError(self._address, f"{fault} within {self._worker_seconds:g} s", todo)

    async def _prepare(self, name: str, place: _Place) -> None:
        """Ask a worker to get ready; send it the data if it has none of them yet."""
        result = await self._result(self._submit(worker.prepare, place, "ready", parcel.packed(self._asked), None))
        if "lacks" in result:
            data = parcel.packed(self._data.files)
            result = await self._result(self._submit(worker.prepare, place, "ready", parcel.packed(self._asked), data))
        if name not in self._places:
            return
        if "ready" in result:
            place.state = "ready"
            return
        if "died" in result or "left" in result:
            place.state = "new"
            return
        fault, todo = result.get("refused") or (result["broken"], _ENVIRONMENT)
        place.state = "refused"
        self._refusals[name] = RenderError(f"worker {place.address}", fault, todo)
        if any(other.state != "refused" for other in self._places.values()):
            self._warn(f"{self._refusals[name]}; the others go on without it")

    # The jobs

    def _place_jobs(self) -> None:
        for name, place in self._places.items():
            if place.state == "new":
                place.state = "asked"
                self._spawn(self._prepare(name, place))
        # One a worker, then a second one: two jobs on two workers are done sooner than on one.
        while sum(self._place_job(name, place) for name, place in self._places.items()):
            pass

    def _place_job(self, name: str, place: _Place) -> bool:
        if place.state != "ready" or not place.open or (job := self._turns.next(name, place.slots)) is None:
            return False
        self._numbers[job] += 1
        attempt = self._attempts[job] = _Attempt(job, self._numbers[job], name)
        attempt.task = self._spawn(self._execute(attempt, place))
        return True

    async def _execute(self, attempt: _Attempt, place: _Place) -> None:
        job = self._jobs[attempt.job]
        about = {"run": self._run, "job": attempt.job, "attempt": attempt.number}
        try:
            content = {**self._asked, **parcel.job(job), "about": about}
            del content["home"]
        except (OSError, TypeError, ValueError) as error:
            self._end(attempt, {"last": _failed(f"{type(error).__name__}: {error}")})
            return
        result = await self._result(self._submit(worker.execute, place, attempt.number, parcel.packed(content)))
        if "last" in result:
            self._end(attempt, result)
        elif "broken" in result:
            self._end(attempt, {"last": _failed(result["broken"])})
        elif "died" in result:
            # Its worker, or on it the parent of all kernels; that one has to be made anew.
            attempt.started = True
            place.state = "new"
            self._gone(attempt)
        else:
            if "unready" in result:
                place.state = "new"
            attempt.started = False
            self._gone(attempt)

    def _heard(self, said: tuple[float, dict[str, Any]]) -> None:
        """Pass on what a worker tells of a job, if the job runs there."""
        _, about = said
        attempt = self._attempts.get(about["job"]) if about["run"] == self._run else None
        if attempt is not None and attempt.number == about["attempt"]:
            attempt.started = True
            self._begin(attempt.job)
            if about["event"]["event"] != "start":
                self._tell((self._jobs[attempt.job], about["event"]))

    def _begin(self, job: int) -> None:
        """Tell once that a job runs, however often it begins."""
        if not self._begun[job]:
            self._begun[job] = True
            self._tell((self._jobs[job], {"event": "start"}))

    def _end(self, attempt: _Attempt, result: dict[str, Any]) -> None:
        """Take a result home."""
        job = self._jobs[attempt.job]
        del self._attempts[attempt.job]
        self._turns.ended(attempt.job)
        event = result["last"]
        try:
            if result.get("output") is not None:
                paths.replace_bytes(job.output, result["output"])
            if result.get("log") is not None and job.event_log is not None:
                with job.event_log.open("ab") as log:
                    log.write(result["log"])
        except OSError as error:
            event = {**_failed(f"{type(error).__name__}: {error}"), "seconds": event["seconds"]}
        self._begin(attempt.job)
        self._tell((job, event))
        self._idle_since = time.monotonic()

    def _gone(self, attempt: _Attempt) -> None:
        """Give up an attempt whose worker has it no more; the job waits again, or has failed."""
        del self._attempts[attempt.job]
        if attempt.task is not None and attempt.task is not asyncio.current_task():
            attempt.task.cancel()
        if not attempt.started:
            self._turns.back(attempt.job)
        elif not self._turns.died(attempt.job):
            address = attempt.place.partition(" ")[0]
            last = "" if self._deaths == 1 else f"was the last of {self._deaths} workers that "
            self._begin(attempt.job)
            error = f"the notebook stopped: {address} {last}died of it"
            self._tell((self._jobs[attempt.job], {**_failed(error), "died": True}))

    # Dask

    def _submit(self, function: Callable[..., Any], place: _Place, number: object, *parcels: io.BytesIO | None) -> Any:
        key = f"malirussia-{function.__name__}-{number}-{uuid.uuid4().hex}"
        return self._client.submit(function, *parcels, key=key, workers=[place.address], pure=False)

    async def _result(self, future: Future[dict[str, Any]]) -> dict[str, Any]:
        """Wait for what a task gives.

        Returns:
            That; `{"died": True}` if its worker died and Dask tries no more, `{"broken": line}` if it never ran.

        Raises:
            LostError: The scheduler has forgotten the task.
        """
        try:
            result: dict[str, Any] = await future
            return result
        except KilledWorker:
            return {"died": True}
        except FutureCancelledError:
            raise LostError(self._address) from None
        except Exception as error:
            cause = error.__cause__ or error
            said = f"{type(cause).__name__}: {str(cause).strip().splitlines()[0] if str(cause).strip() else ''}"
            return {"broken": one_line(f"Dask couldn't run it there: {said}")}
        finally:
            if future.status != "finished":
                with suppress(Exception):  # the client may be closed
                    await self._client.cancel([future])


def _failed(error: str) -> Event:
    return {"event": "failed", "cell": None, "error": error, "seconds": {}, "cells": []}
