"""What a process asks of Linux, and of nothing else where there is none."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_TASKS = Path("/proc/self/task")


def can_fork() -> bool:
    """Say whether warm kernels can be had: macOS has os.fork, but its own libraries don't survive it."""
    return sys.platform == "linux" and hasattr(os, "fork")


def die_with_parent(number: int) -> None:
    """Have a signal sent to this process when the thread that started it ends.

    Raises:
        OSError: Linux refuses.
    """
    _prctl(_PR_SET_PDEATHSIG, number)


def adopt_orphans() -> None:
    """Become the parent of what the children of this process leave running, in whatever group or session it is.

    Raises:
        OSError: Linux refuses.
    """
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def end_orphans(known: Container[int] = ()) -> None:
    """Kill the children of this process that aren't known, and what those leave in turn, until there are none."""
    while orphans := [pid for pid in _children() if pid not in known]:
        for pid in orphans:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _children() -> list[int]:
    found: list[int] = []
    for task in _TASKS.iterdir():
        with suppress(OSError):  # a thread that has ended, or a Linux built without such lists
            found += map(int, (task / "children").read_text().split())
    return found


def _prctl(*numbers: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(*numbers, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl{numbers}")


def threads() -> list[str]:
    """Give the names of this process's threads as the system knows them, those of C libraries too."""
    return sorted((task / "comm").read_text().strip() for task in _TASKS.iterdir())
