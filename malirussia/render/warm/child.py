"""What a forked process sets before it runs anything: all that it must not share with its siblings."""

from __future__ import annotations

import locale
import os
import random
import signal
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress

from malirussia.render.notebook import memory, orphans
from malirussia.render.warm import linux

# Read from the environment, once, when the interpreter or a library begins: they belong to the parent of the forks.
PINNED = {
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_SIGNALS = (signal.SIGCHLD, signal.SIGTERM, signal.SIGUSR1, signal.SIGUSR2)


def settle(
    parent: int, environment: Mapping[str, str], folder: str, close: Iterable[int], most: int | None = None
) -> None:
    """Make a forked process a process of its own.

    Args:
        parent: The process it was forked from; this one ends with it.
        environment: Its environment, whole.
        folder: Its working folder.
        close: File descriptors of the parent that are none of its business.
        most: The memory that it may ask for, in bytes, shared with nobody; None for no bound.

    Raises:
        OSError: The folder doesn't exist.
    """
    os.setsid()
    linux.die_with_parent(signal.SIGKILL)
    orphans.adopt()  # those of a notebook stay its own, until it ends and they are the stem's
    if os.getppid() != parent:
        os._exit(1)  # the parent ended before the line above
    for descriptor in close:
        os.close(descriptor)
    if most is not None:
        memory.limit(most)
    signal.set_wakeup_fd(-1)
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]
    for name, value in environment.items():
        if os.environ.get(name) != value:
            os.environ[name] = value
    os.chdir(folder)
    time.tzset()
    locale.setlocale(locale.LC_ALL, "C")
    with suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "")  # as Python does when it begins
    reseed()


def reseed() -> None:
    """Give this process random numbers of its own; NumPy's old global generator doesn't see to it by itself."""
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()


def choose_renderer() -> None:
    """Set the renderer that plotly would choose if it were imported now.

    Plotly asks for its surroundings at its import. Without a shell it chooses a browser, and figures then come out of
    a notebook as nothing.
    """
    if "plotly.io" in sys.modules:
        sys.modules["plotly.io"].renderers.default = os.environ.get("PLOTLY_RENDERER") or "plotly_mimetype"
