"""Say what a picture is drawn of, so that one that stands need not be drawn again.

A picture follows from its figure, the fonts and their settings, the browser, plotly.js, and the code that draws. Where
one of these can't be told, as the fonts where there is no fontconfig, every picture is drawn.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from malirussia.render.page.browser import find_browser

_SECONDS = 20
_VERSION = re.compile(r"\d+(\.\d+){2,}")
# `fc-conflist` has one file a line: + where it is read, - where it is not, the path, its description.
_CONFIGURED = re.compile(r"^[+-] (.*?): ", re.MULTILINE)


def surroundings(code: Iterable[Path]) -> str | None:
    """Give a digest of everything but the figure that a picture is drawn of; None where that can't be told.

    Args:
        code: The files of the code that draws.
    """
    from plotly.offline import get_plotlyjs

    browser, fonts = _browser(), _fonts()
    if browser is None or fonts is None:
        return None
    read = [*(path.read_bytes() for path in code), get_plotlyjs().encode()]
    makers = [version("kaleido"), version("choreographer")]
    return _digest(json.dumps([browser, fonts, makers, *(_digest(part) for part in read)]).encode())


def key(figure: dict[str, Any], around: str) -> str:
    """Give a digest of everything that a picture is drawn of.

    Args:
        figure: Plotly JSON.
        around: As `surroundings` gives it.
    """
    told = json.dumps(figure, ensure_ascii=False, separators=(",", ":"))
    return _digest(f"{around}\n{told}".encode())


def _browser() -> str | None:
    """Give path and version of the browser; None where it doesn't tell, as on Windows, where it would open a window."""
    path = find_browser()
    told = None if path is None or os.name == "nt" else _asked(path, "--version")
    return f"{path} {told}" if told is not None and _VERSION.search(told) else None


def _fonts() -> list[tuple[str, int, int, int]] | None:
    """Identify every file of a font, and of the settings of fonts, that there is."""
    fonts, settings = _asked("fc-list", "--format", "%{file}\n"), _asked("fc-conflist")
    if not fonts or not settings:
        return None
    return [*_identified(fonts.splitlines()), *_identified(_CONFIGURED.findall(settings))]


def _identified(files: Iterable[str]) -> Iterable[tuple[str, int, int, int]]:
    for file in sorted(set(files)):
        try:
            told = Path(file).stat()
        except OSError:
            # Fontconfig names files that it would read if they were there.
            yield file, 0, 0, 0
        else:
            yield file, told.st_ino, told.st_mtime_ns, told.st_size


def _asked(*command: str) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode(errors="replace").strip()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
