"""The receipt of a render: what it read, what ran, and what it wrote.

`receipt.json` is the one file of a render that differs between two runs: times are told here and nowhere else, all
under `times`.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from malirussia import __version__, paths
from malirussia.render.plan import FILE, Render

NAME = "receipt.json"
VERSION = 1

PACKAGES = ("ipykernel", "ipython", "kaleido", "nbclient", "networkx", "pandas", "papermill", "plotly", "pyarrow")
LOCK = "requirements.lock"
_CODE = (".py", ".po", ".html", ".css", ".js")


def sha256(content: bytes) -> str:
    """Give the SHA-256 of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def read_by(render: Render, project: Path) -> dict[str, Any]:
    """Hash everything that a render reads.

    Args:
        render: The render.
        project: The folder that holds the notebooks and the lock file.

    Returns:
        Hashes of the notebook, the plan, every table, the library's code and the lock file (None if there is none).
    """
    lock = project / LOCK
    return {
        "notebook": {render.notebook.name: sha256(render.notebook.read_bytes())},
        "plan": sha256((project / FILE).read_bytes()),
        "tables": tables(paths.tidy_dir()),
        "library": library(),
        "lock": sha256(lock.read_bytes()) if lock.is_file() else None,
    }


def receipt(
    render: Render,
    *,
    title: str,
    charts: Mapping[str, str],
    read: Mapping[str, Any],
    wrote: Mapping[str, bytes],
    images: str,
    warnings: Iterable[str],
    seconds: Mapping[str, float],
) -> dict[str, Any]:
    """Write up a finished render.

    Args:
        render: The render.
        title: The page's title.
        charts: Name to title of its charts, in their order.
        read: What `read_by` gave before it ran.
        wrote: File name to content.
        images: `drawn`, or why there are none.
        warnings: One line each.
        seconds: Phase to seconds.
    """
    return {
        "receipt": VERSION,
        "render": render.name,
        "entry": render.entry,
        "lang": render.lang,
        "title": title,
        "about": render.about,
        "charts": dict(charts),
        "notebook": render.notebook.name,
        "parameters": render.values,
        "read": dict(read),
        "wrote": {name: {"bytes": len(content), "sha256": sha256(content)} for name, content in sorted(wrote.items())},
        "images": images,
        "warnings": list(warnings),
        "versions": versions(),
        "times": {
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "seconds": {phase: round(value, 3) for phase, value in seconds.items()},
        },
    }


def tables(folder: Path) -> dict[str, str]:
    """Hash the built tables and their data package, by file name."""
    return {path.name: sha256(path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file()}


@cache
def library() -> str:
    """Hash the library's own code, words and templates as one."""
    total = hashlib.sha256()
    for path in sorted(paths.PACKAGE.rglob("*")):
        if path.suffix in _CODE and path.is_file():
            total.update(f"{path.relative_to(paths.PACKAGE).as_posix()} {sha256(path.read_bytes())}\n".encode())
    return total.hexdigest()


@cache
def versions() -> dict[str, str | None]:
    """Give the versions of Python, of this package and of those that shape a page; None where one is absent."""
    found: dict[str, str | None] = {"python": platform.python_version(), "malirussia": __version__}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found
