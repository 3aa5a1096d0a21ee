"""A folder of files that belong together, replaced so that readers see one version of them all.

A new version is written into a hidden folder inside and becomes the present one by one rename, to `.next`; its files
then go to their places one by one. Until they are there, `.next/claims.csv` is what `claims.csv` means. Whoever is
killed on the way leaves a whole version, and whoever comes next moves the rest. Nothing but the folder itself is
written to: it may be all that a service can write, a mount of its own, or shared by a group.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from malirussia import paths
from malirussia.alone import HOLDER, alone
from malirussia.errors import MaliRussiaError

NEXT = ".next"
NEW = ".new-"
PATIENCE_SECONDS = 60.0

T = TypeVar("T")
Identity = tuple[tuple[str, int, int, int], ...]


def place(folder: Path, name: str) -> Path:
    """Give where a file of the present version is; for `steadily`, since it may be moved before it is opened."""
    beside, there = _in_turn(folder, name)
    return beside if beside.is_file() else there


def has(folder: Path, name: str) -> bool:
    """Whether the present version has a file, also while it is moved to its place."""
    return any(path.is_file() for path in _in_turn(folder, name))


def read(folder: Path, name: str) -> bytes:
    """Read one file of the present version, also while it is moved to its place.

    Raises:
        FileNotFoundError: There is none of that name.
    """
    beside, there = _in_turn(folder, name)
    try:
        return beside.read_bytes()
    except FileNotFoundError:
        return there.read_bytes()


def _in_turn(folder: Path, name: str) -> tuple[Path, Path]:
    # In this order: what is no longer in the first has been moved to the second.
    return folder / NEXT / name, folder / name


def files(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder, of one version: name → content. Hidden ones and folders are none of it."""
    return steadily(folder, lambda: {name: place(folder, name).read_bytes() for name in _names(folder)})


def identity(folder: Path) -> Identity:
    """Give what differs as soon as a file of a folder is another one."""
    files = []
    # In this order: a file that is missed in the first, because it has just been moved, is new in the second.
    for inside in (f"{NEXT}/", ""):
        with suppress(FileNotFoundError), os.scandir(folder / inside) as entries:
            for entry in entries:
                if not entry.name.startswith("."):
                    with suppress(FileNotFoundError):
                        told = entry.stat()
                        files.append((inside + entry.name, told.st_ino, told.st_mtime_ns, told.st_size))
    return tuple(sorted(files))


def steadily(folder: Path, read: Callable[[], T]) -> T:
    """Read several files of a folder, once more where another version came meanwhile.

    Args:
        folder: The folder.
        read: Reads them, each at its `place`.

    Raises:
        MaliRussiaError: A new version came at every reading for a minute.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        before = identity(folder)
        try:
            content = read()
        except (MaliRussiaError, OSError):
            # A file that was moved between looking and opening.
            if identity(folder) == before or time.monotonic() > until:
                raise
            continue
        if identity(folder) == before:
            return content
        if time.monotonic() > until:
            raise MaliRussiaError(folder.name, "it is replaced again and again", "wait until the builds have ended")


def settle(folder: Path) -> None:
    """Put the files in their places that a killed process has left on the way, unless another is just doing so.

    Where this user may not write, they stay where they are and are read there.
    """
    _restore(folder)
    with suppress(OSError, MaliRussiaError):
        if any(path.name in (NEXT, HOLDER) or path.name.startswith(NEW) for path in folder.iterdir()):
            with alone(folder, 0, "malirussia build"):
                _clear(folder)


def replace(
    folder: Path, content: Mapping[str, bytes], wait: float, command: str, kind: type[MaliRussiaError]
) -> list[str]:
    """Make a new version of a folder; files that are not named stay as they are.

    Args:
        folder: The folder; it is made if need be.
        content: File name → content.
        wait: How long to wait for another process to end, in seconds.
        command: What is being done, for the error.
        kind: The error to raise.

    Returns:
        The files that were written: those that differed.

    Raises:
        MaliRussiaError: Another process works there all that time.
    """
    settle(folder)
    if not differing(folder, content):
        return []
    paths.make_folder(folder)
    with alone(folder, wait, command, kind):
        _clear(folder)
        names = differing(folder, content)
        beside = Path(tempfile.mkdtemp(prefix=NEW, dir=folder))
        try:
            paths.share(beside)
            for name in names:
                with paths.naming(folder / name):
                    (beside / name).write_bytes(content[name])
                paths.share(beside / name)
            _put_in_place(beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return names


def differing(folder: Path, content: Mapping[str, bytes]) -> list[str]:
    """Name the files that are absent or have another content."""
    return [name for name, wanted in content.items() if not _holds(place(folder, name), wanted)]


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _names(folder: Path) -> Iterable[str]:
    inside = [*folder.iterdir(), *((folder / NEXT).iterdir() if (folder / NEXT).is_dir() else ())]
    return sorted({path.name for path in inside if not path.name.startswith(".") and path.is_file()})


def _put_in_place(beside: Path, folder: Path) -> None:
    if any(beside.iterdir()):
        beside.chmod(stat.S_IMODE(folder.stat().st_mode))
        beside.rename(folder / NEXT)
        _forward(folder)


def _forward(folder: Path) -> None:
    for path in sorted((folder / NEXT).iterdir()):
        path.replace(folder / path.name)
    (folder / NEXT).rmdir()


def _clear(folder: Path) -> None:
    """End what killed processes left, also those of earlier versions: the lock says that nobody is at work."""
    if (folder / NEXT).is_dir():
        _forward(folder)
    earlier = (folder.parent / f".{folder.name}.part", folder.parent / f".{folder.name}.old")
    for left in (*folder.glob(f"{NEW}*"), *earlier):
        shutil.rmtree(left, ignore_errors=True)


def _restore(folder: Path) -> None:
    """Put a folder back that an earlier version of this package was killed while exchanging."""
    old = folder.parent / f".{folder.name}.old"
    if not folder.exists() and old.is_dir():
        with suppress(OSError):
            old.rename(folder)
