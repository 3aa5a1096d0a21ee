"""Put a finished folder in the place of an old one, in one step."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

_EXCHANGE = 2  # RENAME_EXCHANGE of <linux/fs.h>
_HERE = -100  # AT_FDCWD of <fcntl.h>


def swap(new: Path, place: Path) -> None:
    """Put the folder `new` at `place` and remove what was there.

    Whoever reads `place` meanwhile sees the old folder whole or the new one whole. Where the system can't exchange
    two folders in one step (only Linux can), there is a moment in which it sees none, and never a mix.

    Args:
        new: A complete folder, on the same file system as `place`.
        place: Where it belongs. It need not exist.
    """
    if not place.exists():
        new.rename(place)
    elif _exchange(new, place):
        shutil.rmtree(new, ignore_errors=True)
    else:
        old = new.with_name(f"{new.name}-old")
        place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step; False where the system or the file system can't."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(renameat2(_HERE, os.fsencode(first), _HERE, os.fsencode(second), _EXCHANGE) == 0)
