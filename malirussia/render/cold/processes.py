"""Keep a few worker processes busy with notebooks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread, Timer
from typing import IO

from malirussia import paths
from malirussia.render.notebook.job import LAST, Event, Job, too_long

# What a notebook must not depend on. Threads are pinned because several notebooks run side by side.
FIXED = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "NO_COLOR": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "TZ": "UTC",
    "JUPYTER_NO_CONFIG": "1",
    "JUPYTER_PREFER_ENV_PATH": "1",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
# How the folder begins that notebooks have for their home; no render is named so.
HOME = ".malirussia-"
# A person's own startup files and display settings.
REMOVED = ("CLICOLOR_FORCE", "FORCE_COLOR", "LANGUAGE", "PLOTLY_RENDERER", "PYTHONSTARTUP")


def environment(home: Path) -> dict[str, str]:
    """Give the variables a notebook runs under: the caller's, less what would make it differ between machines.

    Args:
        home: An empty folder for what IPython writes, so that nobody's start-up files are read.
    """
    kept = {name: value for name, value in os.environ.items() if name not in REMOVED}
    added = {"IPYTHONDIR": str(home), paths.DATA_VARIABLE: str(paths.data_dir())}
    checkout = paths.PACKAGE.parent
    if (checkout / "pyproject.toml").is_file():
        # The notebook sees the library that renders it, though another one be installed.
        added["PYTHONPATH"] = os.pathsep.join([str(checkout), *filter(None, [kept.get("PYTHONPATH")])])
    return kept | FIXED | added


def run(jobs: Sequence[Job], processes: int, scratch: Path | None = None) -> Generator[tuple[Job, Event], None, None]:
    """Execute notebooks, several at a time.

    Args:
        jobs: What to execute, in order.
        processes: How many worker processes, at least 1.
        scratch: A folder for what is thrown away; the system's own if None.

    Yields:
        The events of `malirussia.render.notebook.job` with their job, as they come.
        A worker that dies is replaced, and only the job it had fails.
    """
    events: Queue[tuple[Job, Event]] = Queue()
    waiting: Queue[Job] = Queue()
    for job in jobs:
        waiting.put(job)
    with tempfile.TemporaryDirectory(dir=scratch, prefix=HOME) as home:
        workers = [_Worker(Path(home), waiting, events) for _ in range(min(processes, len(jobs)))]
        try:
            left = len(jobs)
            while left:
                job, event = events.get()
                left -= event["event"] in LAST
                yield job, event
        finally:
            for worker in workers:
                worker.stop()


class _Worker(Thread):
    """A thread that feeds one worker process."""

    def __init__(self, home: Path, waiting: Queue[Job], events: Queue[tuple[Job, Event]]) -> None:
        super().__init__(daemon=True)
        self._home = home
        self._waiting = waiting
        self._events = events
        self._stopped = False
        self._process: subprocess.Popen[str] | None = None
        self._said: IO[bytes] = tempfile.TemporaryFile(dir=home)  # noqa: SIM115 - closed by stop()
        self.start()

    def run(self) -> None:
        while not self._stopped:
            try:
                job = self._waiting.get_nowait()
            except Empty:
                break
            self._events.put((job, {"event": "start"}))
            self._events.put((job, self._execute(job)))

    def stop(self) -> None:
        """End the process, and with it the kernel that it may be running."""
        self._stopped = True
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self.join(10)
        self._said.close()

    def _execute(self, job: Job) -> Event:
        """Send one job to the process and pass on its events up to the last, which is returned."""
        process = self._process
        if process is None or process.poll() is not None:
            process = self._process = self._begin()
        assert process.stdin is not None
        assert process.stdout is not None
        late = Timer(job.bounds.seconds, process.terminate)
        late.start()
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(job.line())
                process.stdin.flush()
                for line in process.stdout:
                    event: Event = json.loads(line)
                    if event["event"] in LAST:
                        return event
                    self._events.put((job, event))
            status = process.wait()
        finally:
            over = not late.is_alive()
            late.cancel()
        if over:
            return too_long(job)
        return {"event": "failed", "cell": None, "error": self._last_words(status), "seconds": {}, "died": True}

    def _begin(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "malirussia.render.cold.process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=environment(self._home),
            encoding="utf-8",
            start_new_session=True,
        )

    def _last_words(self, status: int) -> str:
        """Say how the process ended: by which signal, or with what as the last line of its standard error."""
        if status < 0:
            return f"the process that ran the notebook was ended by signal {-status}"
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return f"the process that ran the notebook ended with status {status}: {lines[-1] if lines else 'no message'}"
