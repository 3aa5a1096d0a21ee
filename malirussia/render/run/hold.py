"""Hold the folder of the renders for one run, and clear away what a killed one left."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from malirussia.errors import RenderError

LOCK = ".lock"
MAKING = ".making-"
# As paths.replace_bytes names them; the number is the process that wrote.
_PART = re.compile(r"\..+\.(?P<pid>\d+)-\d+\.part")


@contextmanager
def hold(figures: Path, wait: float) -> Iterator[Path]:
    """Keep other runs out of a folder.

    Args:
        figures: Where renders go; it is made if need be.
        wait: How long to wait for another run to end, in seconds.

    Yields:
        A hidden folder in it to make things in; it is gone afterwards.

    Raises:
        RenderError: Another run works there all that time.
    """
    figures.mkdir(parents=True, exist_ok=True)
    lock = FileLock(figures / LOCK)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        todo = "wait until it ends, or let this one wait: --wait 600"
        raise RenderError("malirussia render", f"another run works in {figures.name}/", todo) from None
    making = figures / f"{MAKING}{os.getpid()}"
    try:
        _clear(figures)
        making.mkdir()
        yield making
    finally:
        shutil.rmtree(making, ignore_errors=True)
        lock.release()


def _clear(figures: Path) -> None:
    """Remove what a killed run left behind: the lock says that nobody makes renders here."""
    for left in figures.glob(f"{MAKING}*"):
        shutil.rmtree(left, ignore_errors=True)
    for pattern in (".*.part", ".history/*/.*.part"):
        for path in figures.glob(pattern):
            found = _PART.fullmatch(path.name)
            # The index is written without the lock: its writer may be at work.
            if found is not None and not _alive(int(found["pid"])):
                path.unlink(missing_ok=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
