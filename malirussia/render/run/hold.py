"""Hold the folder of the renders for one run, and clear away what a killed one left."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from malirussia import paths
from malirussia.alone import HOLDER, alive, alone
from malirussia.errors import MaliRussiaError, RenderError
from malirussia.render.receipt import history
from malirussia.render.run.outcome import FAILED

MAKING = ".making-"
# As paths.replace_bytes names them; the number is the process that wrote.
_PART = re.compile(r"\..+\.(?P<pid>\d+)-[0-9a-f]+\.part")
_COMMAND = "malirussia render"


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
    paths.make_folder(figures)
    with alone(figures, wait, _COMMAND, RenderError):
        _clear(figures)
        making = Path(tempfile.mkdtemp(prefix=MAKING, dir=figures))
        try:
            paths.share(making)
            yield making
        finally:
            shutil.rmtree(making, ignore_errors=True)


def clear_up(figures: Path) -> None:
    """Remove what a killed run left behind, where there is nothing else to do; not while another run is at work."""
    with suppress(OSError, MaliRussiaError):
        if any(path.name == HOLDER or path.name.startswith(MAKING) or _part(path) for path in figures.iterdir()):
            with alone(figures, 0, _COMMAND):
                _clear(figures)


def _clear(figures: Path) -> None:
    """Remove what a killed run left behind: the lock says that nobody makes renders here."""
    for left in figures.glob(f"{MAKING}*"):
        shutil.rmtree(left, ignore_errors=True)
    for path in (*figures.glob(".*.part"), *history.logs(figures).glob(f"{history.FOLDER}/*/.*.part")):
        # The index is written without the lock: its writer may be at work.
        if _part(path):
            path.unlink(missing_ok=True)
    _move_out(figures)


def _part(path: Path) -> bool:
    """Whether this is a file that was being written by a process that is no more."""
    match = _PART.fullmatch(path.name)
    return match is not None and not alive(int(match["pid"]))


def _move_out(figures: Path) -> None:
    """Take out of the folder what earlier versions kept in it and what its readers have no business with."""
    for name in (history.FOLDER, FAILED):
        old, place = figures / f".{name}", history.logs(figures) / name
        if old.is_dir() and not place.exists():
            with suppress(OSError):
                paths.make_folder(place.parent)
                shutil.move(old, place)
