"""Have papermill write notebooks whole or not at all."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Any

from papermill.iorw import LocalHandler, papermill_io

from malirussia import paths


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
