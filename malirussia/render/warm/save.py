"""What a run writes: notebooks, whole or not at all, and an append-only log of its events, one JSON object a line.

    {"event": "start", "cells": 9}
    {"event": "cell", "number": 3, "status": "running"}
    {"event": "cell", "number": 3, "status": "completed", "seconds": 0.21}
    {"event": "end", "failed": false, "seconds": 1.9}

Cells are counted from 1, the Markdown ones too. A line is written in one piece, and none is ever changed.
"""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path
from typing import Any

from papermill.iorw import LocalHandler, papermill_io

from malirussia import paths


class EventLog:
    """Writes events to a file, or nowhere."""

    def __init__(self, path: Path | str | None) -> None:
        """Open the file.

        Args:
            path: The file; what it holds already stays. None for no log.

        Raises:
            OSError: The file can't be written.
        """
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        self._descriptor = None if path is None else os.open(path, flags, 0o644)

    def write(self, **event: Any) -> None:
        """Append an event."""
        if self._descriptor is not None:
            os.write(self._descriptor, (json.dumps(event, ensure_ascii=False) + "\n").encode())

    def close(self) -> None:
        """Close the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def write_whole() -> None:
    """Make papermill's writes to local files atomic in this process. Remote stores see to it themselves."""
    for _, handler in papermill_io._handlers:
        if type(handler) is LocalHandler:
            handler.write = partial(_write, handler)


def _write(handler: Any, buf: str, path: str) -> None:
    place = Path(handler._cwd or "", path)
    if place.exists() and not place.is_file():
        LocalHandler.write(handler, buf, path)  # a pipe or a device, which nobody can put something in the place of
        return
    if not place.parent.is_dir():
        raise FileNotFoundError(f"output folder {os.path.dirname(path)} doesn't exist.")  # noqa: PTH120 - papermill's
    paths.replace_text(place.resolve(), buf)
