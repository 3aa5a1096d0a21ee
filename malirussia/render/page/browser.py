"""Find a browser that can draw."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

from malirussia.errors import RenderError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
VARIABLE = "BROWSER_PATH"


def find_browser() -> str | None:
    """Find a Chrome or Chromium: the one that BROWSER_PATH names, else one on the PATH, else in a usual place.

    Raises:
        RenderError: BROWSER_PATH names no program.
    """
    named = os.environ.get(VARIABLE, "")
    if named != "":
        if shutil.which(named) is None:
            raise RenderError(VARIABLE, f"{named} is no program", "name a Chrome or Chromium, or unset it")
        return shutil.which(named)
    return next((path for path in (*map(shutil.which, NAMES), *map(shutil.which, PLACES)) if path is not None), None)


def unavailable() -> str | None:
    """Say in one line why no image can be drawn on this machine; None if they can."""
    if find_spec("kaleido") is None:
        return "kaleido is not installed: images are skipped; pip install 'malirussia[images]'"
    if find_browser() is None:
        return f"no Chrome or Chromium found: images are skipped; install one, or set {VARIABLE}"
    return None
