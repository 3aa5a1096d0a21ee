"""A real scheduler and real workers on loopback, as a person starts them, for tests and benchmarks."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import IO


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Processes:
    """A scheduler and its workers; what they write goes to `log`."""

    def __init__(self, folder: Path) -> None:
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self.log = folder / "dask.log"
        self._folder = folder
        self._said: IO[bytes] = self.log.open("ab")
        self._running: list[subprocess.Popen[bytes]] = []
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", port)

    def start_workers(self, count: int, *more: str) -> list[subprocess.Popen[bytes]]:
        """Start workers, each with a nanny that starts it anew when it dies; `more` are options of theirs."""
        place = str(self._folder / "scratch")
        options = ("--nthreads", "1", "--host", "127.0.0.1", "--local-directory", place, *more)
        return [self._start("worker", self.address, *options) for _ in range(count)]

    def close(self) -> None:
        """End them all."""
        # Workers that lose their scheduler while they end take Dask eight seconds.
        for processes in (self._running[1:], self._running[:1]):
            for process in processes:
                process.terminate()
            for process in processes:
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        self._said.close()

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard", "--dashboard-address", "127.0.0.1:0"]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
        process = subprocess.Popen(command, stdout=self._said, stderr=self._said, env=environment)
        self._running.append(process)
        return process
