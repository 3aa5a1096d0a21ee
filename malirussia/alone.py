"""One process at a time in a folder, whoever it runs as and wherever its temporary folder is.

The lock stands in the folder that it guards: whoever may write there, and nobody else, can take it. Beside it stands
who holds it, for those who wait in vain.
"""

from __future__ import annotations

import getpass
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from malirussia import paths
from malirussia.errors import MaliRussiaError

LOCK = ".lock"
HOLDER = ".held-by.json"
_OURS_ALONE = 0o600


@contextmanager
def alone(folder: Path, wait: float, command: str, kind: type[MaliRussiaError] = MaliRussiaError) -> Iterator[None]:
    """Keep other processes out of a folder that this package writes to.

    Args:
        folder: The folder, which is there.
        wait: How long to wait for another process to end, in seconds.
        command: What is being done, for the error.
        kind: The error to raise.

    Raises:
        MaliRussiaError: Another process works there all that time; it says who.
        OSError: The lock belongs to somebody who shares it with nobody.
    """
    place = folder / LOCK
    lock = FileLock(place, mode=_OURS_ALONE)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        todo = "wait until it ends, or let this one wait: --wait 600"
        raise kind(command, f"another run works in {folder.name}/{_holder(folder)}", todo) from None
    try:
        paths.share(place)
        (folder / HOLDER).unlink(missing_ok=True)
        # A new file or none: nothing is written through a link that somebody put there.
        with (folder / HOLDER).open("x", encoding="utf-8") as holder:
            holder.write(json.dumps(_this_process()) + "\n")
        yield
    finally:
        with suppress(OSError):
            (folder / HOLDER).unlink(missing_ok=True)
        lock.release()


def alive(pid: int) -> bool:
    """Whether a process of this machine runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _this_process() -> dict[str, str | int]:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a number without a name
        user = str(os.getuid())
    since = datetime.now(UTC).isoformat(" ", "minutes")
    return {"process": os.getpid(), "user": user, "host": socket.gethostname(), "since": since}


def _holder(folder: Path) -> str:
    """Say who holds the lock; nothing where that isn't known, or where who wrote it has ended."""
    try:
        told = json.loads((folder / HOLDER).read_text(encoding="utf-8"))
        process, user, host, since = int(told["process"]), str(told["user"]), str(told["host"]), str(told["since"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return ""
    if host == socket.gethostname() and not alive(process):
        return ""
    return f": process {process} of {user} on {host}, since {since}"
