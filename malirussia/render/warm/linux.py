"""What a process asks of Linux, and of nothing else where there is none."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_TASKS = Path("/proc/self/task")


def can_fork() -> bool:
    """Say whether warm kernels can be had: macOS has os.fork, but its own libraries don't survive it."""
    return sys.platform == "linux" and hasattr(os, "fork")


def die_with_parent(number: int) -> None:
    """Have a signal sent to this process when the thread that started it ends.

    Raises:
        OSError: Linux refuses.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, number) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")


def threads() -> list[str]:
    """Give the names of this process's threads as the system knows them, those of C libraries too."""
    return sorted((task / "comm").read_text().strip() for task in _TASKS.iterdir())
