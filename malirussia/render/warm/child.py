"""What a forked process sets before it runs anything: all that it must not share with its siblings."""

from __future__ import annotations

import locale
import os
import random
import signal
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from malirussia.render import memory
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


def by_package(names: Iterable[str]) -> dict[str, list[str]]:
    """Give the names of modules by that of the package, or module, at the top."""
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        found.setdefault(name.partition(".")[0], []).append(name)
    return found


def hidden(loaded: Mapping[str, Sequence[str]]) -> list[str]:
    """Name the modules that the parent has imported and that the working folder has under the same name.

    A notebook gets its own, as in a kernel that has imported nothing: the folder goes before installed packages there,
    and behind the standard library.
    """
    with os.scandir() as entries:
        here = {entry.name.partition(".")[0] for entry in entries if _importable(entry)}
    return [name for top in sorted(here & loaded.keys() - sys.stdlib_module_names) for name in loaded[top]]


def _importable(entry: os.DirEntry[str]) -> bool:
    if entry.name.endswith((".py", ".so")):
        return True
    return entry.is_dir() and os.path.isfile(os.path.join(entry.path, "__init__.py"))  # noqa: PTH113, PTH118 - quick


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
