"""How much memory there is, and how much a process may ask for."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from malirussia.errors import RenderError

MIB = 1 << 20
_MEMINFO = Path("/proc/meminfo")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?", re.IGNORECASE)


def available() -> int | None:
    """Give the memory that new processes can have, in bytes; None where the system doesn't tell."""
    with suppress(OSError):
        match = re.search(r"^MemAvailable:\s+(\d+) kB$", _MEMINFO.read_text(), re.MULTILINE)
        if match is not None:
            return int(match[1]) * 1024
    return None


def limit(most: int | None) -> None:
    """Bound what this process, and every process that it starts from now on, may ask for.

    Args:
        most: Bytes that it shares with nobody; None takes the bound away again, as far as the system's own.
    """
    try:
        import resource
    except ImportError:
        return  # Windows has other means, and the stock engine runs there without
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard if most is None else most, hard))


def parse(text: str) -> int:
    """Read a size such as `800M` or `4G`.

    Args:
        text: A number and K, M, G or T, each 1024 times the one before; without a letter it is bytes.

    Returns:
        Bytes.

    Raises:
        RenderError: It is no size, or 0.
    """
    match = _SIZE.fullmatch(text.strip())
    size = 0 if match is None else int(float(match[1]) * 1024 ** " KMGT".index(match[2].upper() or " "))
    if size == 0:
        raise RenderError(f"size {text!r}", "no size", "write one such as 800M or 4G")
    return size


def words(size: float) -> str:
    """Write a number of bytes for a person."""
    return f"{size / MIB:,.0f} MiB" if size < 1024 * MIB else f"{size / MIB / 1024:.1f} GiB"
