"""End what a notebook leaves running in sessions and groups of its own, daemons included; on Linux, nowhere else."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_TASKS = Path("/proc/self/task")


def adopt() -> None:
    """Become the parent of what the children of this process leave running, whatever they made of it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end(known: Container[int] = ()) -> None:
    """Kill the children of this process that aren't known, and what those leave in turn, until there are none."""
    while orphans := [pid for pid in _children() if pid not in known]:
        for pid in orphans:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _children() -> list[int]:
    pids: list[int] = []
    for task in _TASKS.iterdir() if _TASKS.is_dir() else ():
        with suppress(OSError):  # a thread that has ended, or a Linux built without such lists
            pids += map(int, (task / "children").read_text().split())
    return pids
