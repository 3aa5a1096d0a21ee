"""The parent of forks that all warm runs of a process share."""

from __future__ import annotations

import atexit
import logging
import os
import sys
import threading
from collections.abc import Mapping, Sequence

from malirussia.errors import RenderError
from malirussia.render.warm.child import PINNED
from malirussia.render.warm.forks import Forks, Parent, available

# What the interpreter and libraries read once, when they begin. A run with other values needs another parent.
_READ_AT_START = (
    "ARROW_", "HOME", "IPYTHON", "JUPYTER", "LD_", "MALIRUSSIA_", "MALLOC_", "MPL", "PATH", "PLOTLY_", "PYTHON", "XDG_",
)  # fmt: skip

# Papermill's, without the seconds that importing papermill takes.
logger = logging.getLogger("papermill")

_parents: dict[tuple[object, ...], Parent] = {}
_lock = threading.Lock()


def environment() -> dict[str, str]:
    """Give this process's environment with one thread for BLAS: several notebooks may run side by side."""
    return {**os.environ, **PINNED}


def forks(kernel_name: str, wanted: Mapping[str, str], preload: Sequence[str]) -> Forks | None:
    """Give the parent to fork a kernel from; None where papermill's own engine must do.

    Args:
        kernel_name: The kernel a notebook asks for.
        wanted: The environment of the kernel.
        preload: What the parent imports.
    """
    if not available():
        return None
    if not _is_this_python(kernel_name):
        logger.warning(f"Kernel {kernel_name} isn't the Python that runs papermill: the stock engine runs it")
        return None
    return parent(wanted, preload)


def parent(wanted: Mapping[str, str], preload: Sequence[str]) -> Parent:
    """Give the parent for kernels with some environment, ready to fork.

    Raises:
        RenderError: An import failed in it.
    """
    kept = started(wanted, preload)
    try:
        kept.ready()
    except RenderError:
        with _lock:
            for key in [key for key, other in _parents.items() if other is kept]:
                del _parents[key]
                kept.close()
        raise
    return kept


def started(wanted: Mapping[str, str], preload: Sequence[str]) -> Parent:
    """Give the parent for kernels with some environment, started if need be; it may still be importing."""
    start = tuple(sorted((name, value) for name, value in wanted.items() if name.startswith(_READ_AT_START)))
    key = (start, tuple(preload))
    with _lock:
        kept = _parents.get(key)
        if kept is not None and (not kept.alive() or kept.stale()):
            kept.close()
            kept = None
        if kept is None:
            _parents[key] = kept = Parent(wanted, preload)
    return kept


def close() -> None:
    """End the shared parents, and every kernel forked from them."""
    with _lock:
        for parent in _parents.values():
            parent.close()
        _parents.clear()


def _anew() -> None:
    """After a fork: the parents are those of the process that forked, and its other threads hold the lock no more."""
    global _lock
    _lock = threading.Lock()
    _parents.clear()


atexit.register(close)
os.register_at_fork(after_in_child=_anew)


def _is_this_python(kernel_name: str) -> bool:
    """Whether a kernel is ipykernel on this interpreter with nothing special about it."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        spec = KernelSpecManager().get_kernel_spec(kernel_name)
    except NoSuchKernel:
        return False
    program, *arguments = spec.argv
    plain = arguments == ["-m", "ipykernel_launcher", "-f", "{connection_file}"] and not spec.env
    # Not the real path: that of two virtual environments may be one and the same.
    return plain and program in ("python", "python3", sys.executable)
