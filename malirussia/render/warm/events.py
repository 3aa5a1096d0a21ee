"""An append-only log of what a run does, one JSON object a line.

    {"event": "start", "cells": 9}
    {"event": "cell", "number": 3, "status": "running"}
    {"event": "cell", "number": 3, "status": "completed", "seconds": 0.21}
    {"event": "end", "failed": false, "seconds": 1.9}

Cells are counted from 1, the Markdown ones too. A line is written in one piece, and none is ever changed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


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
