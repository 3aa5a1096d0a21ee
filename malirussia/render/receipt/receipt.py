"""The receipt of a render: what it read, what ran, and what it wrote.

`receipt.json` is the one file of a render that differs between two runs: times are told here and nowhere else, all
under `times`.
"""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any, NotRequired, TypedDict

import msgspec

from malirussia import __version__, paths
from malirussia import versions as versions_of_files
from malirussia.errors import RenderError
from malirussia.render.plan.renders import Render

NAME = "receipt.json"
VERSION = 2
DRAWN = "drawn"

Receipt = dict[str, Any]

PACKAGES = ("ipykernel", "ipython", "kaleido", "nbclient", "networkx", "pandas", "papermill", "plotly", "pyarrow")
LOCK = "requirements.lock"
_CODE = (".py", ".po", ".html", ".css", ".js")


class _Written(TypedDict):
    bytes: int
    sha256: str


class _Times(TypedDict):
    finished: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$")]
    seconds: dict[str, float]
    cells: list[float | None]
    peak: int | None


class _Shape(TypedDict):
    """What readers of a receipt rely on; it may hold more."""

    receipt: int
    render: str
    lang: str
    title: str
    about: str
    charts: dict[str, str]
    notebook: str
    parameters: dict[str, Any]
    read: dict[str, Any]
    wrote: dict[str, _Written]
    images: str
    pictures: NotRequired[dict[str, str]]
    warnings: list[str]
    versions: dict[str, str | None]
    commit: str | None
    ledger: str | None
    since: dict[str, str] | None
    times: _Times


@dataclass(frozen=True)
class Ran:
    """What is known of the run of a notebook.

    Attributes:
        engine: What executed it.
        commit: The commit that the project stood at.
        ledger: The digest of what the ledger said, see `malirussia.render.receipt.history`.
        since: The `ledger` and `finished` of the render that the page tells the changes since.
        cells: Seconds of each cell; None for one that isn't code.
        peak: The most memory that its kernel held, in MiB; None if that isn't known.
    """

    engine: str
    commit: str | None = None
    ledger: str | None = None
    since: dict[str, str] | None = None
    cells: list[float | None] = field(default_factory=list)
    peak: int | None = None


def sha256(content: bytes) -> str:
    """Give the SHA-256 of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def shared(project: Path) -> dict[str, Any]:
    """Hash what all renders read.

    Args:
        project: The folder that holds the notebooks and the lock file.

    Returns:
        Hashes of every table, the evidence, the library's code and the lock file (None if there is none).
    """
    lock = project / LOCK
    return {
        "tables": tables(paths.tidy_dir()),
        "evidence": _together(paths.evidence_dir(), ("",)) if paths.evidence_dir().is_dir() else None,
        "library": library(),
        "lock": sha256(lock.read_bytes()) if lock.is_file() else None,
    }


def read_by(render: Render, other: Render | None, shared: Mapping[str, Any]) -> dict[str, Any]:
    """Tell everything that a render reads.

    Args:
        render: The render.
        other: The same page in the other language, which the page links to.
        shared: What all renders read.

    Returns:
        Hashes of the notebook and of what the plan says of the render, beside the shared ones.
    """
    said = [render.titles, render.abouts, render.given, render.secrets, render.changes, other and other.name]
    return {
        "notebook": {render.notebook.name: sha256(render.notebook.read_bytes())},
        "plan": sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()),
        **shared,
    }


def load(folder: Path) -> Receipt | None:
    """Read the receipt of a render; None where there is none of this version, or a damaged one."""
    try:
        return read(folder / NAME)
    except (OSError, RenderError):
        return None


def read(path: Path) -> Receipt:
    """Read a receipt.

    Raises:
        RenderError: It is damaged, or of another version.
        OSError: It can't be read.
    """
    content = path.read_bytes()
    try:
        told: Receipt = msgspec.json.decode(content)
        shape = msgspec.convert(told, _Shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        fault = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    else:
        if shape["receipt"] == VERSION and isinstance(told["read"].get("library"), str):
            return told
        fault = f"it is of version {shape['receipt']}, this is {VERSION}"
    where = "/".join(path.parts[-3:])
    raise RenderError(where, f"no receipt: {fault}", "remove it; a page gets a new one: malirussia render")


def commit(project: Path) -> str | None:
    """Name the commit that the project stands at, with `+` where files differ from it; None outside a checkout."""
    if not (project / ".git").exists():
        return None
    git = ["git", "-C", str(project)]
    try:
        head = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
        status = [*git, "status", "--porcelain", "--untracked-files=no"]
        changed = subprocess.run(status, capture_output=True, text=True, check=True).stdout != ""
    except (OSError, subprocess.CalledProcessError):
        return None
    return f"{head}+" if changed else head


def receipt(
    render: Render,
    *,
    title: str,
    charts: Mapping[str, str],
    read: Mapping[str, Any],
    wrote: Mapping[str, bytes],
    images: str,
    pictures: Mapping[str, str],
    warnings: Iterable[str],
    ran: Ran,
    seconds: Mapping[str, float],
) -> Receipt:
    """Write up a finished render.

    Args:
        render: The render.
        title: The page's title.
        charts: Name to title of its charts, in their order.
        read: What `read_by` gave before it ran.
        wrote: File name to content.
        images: `drawn`, or why there are none.
        pictures: Stem of its pictures to the digest of what they are drawn of, where that could be told.
        warnings: One line each.
        ran: What is known of the run.
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
        # `asked` may be latest, where the parameter as_of tells the day that this was.
        "day": None if render.day is None else asdict(render.day),
        "read": dict(read),
        "wrote": {name: {"bytes": len(content), "sha256": sha256(content)} for name, content in sorted(wrote.items())},
        "images": images,
        "pictures": dict(pictures),
        "warnings": list(warnings),
        "versions": versions(),
        "engine": ran.engine,
        "commit": ran.commit,
        "ledger": ran.ledger,
        "since": ran.since,
        "times": {
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "seconds": {phase: round(value, 3) for phase, value in seconds.items()},
            "cells": ran.cells,
            "peak": ran.peak,
        },
    }


def tables(folder: Path) -> dict[str, str]:
    """Hash the built tables and their data package, all of one build, by file name."""
    versions_of_files.settle(folder)
    return {name: sha256(content) for name, content in versions_of_files.files(folder).items()}


@cache
def library() -> str:
    """Hash the library's own code, words and templates as one."""
    return _together(paths.PACKAGE, _CODE)


def _together(folder: Path, endings: tuple[str, ...]) -> str:
    """Hash the files of a folder that end so, however deep, as one."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(endings) and path.is_file():
            total.update(f"{path.relative_to(folder).as_posix()} {sha256(path.read_bytes())}\n".encode())
    return total.hexdigest()


@cache
def versions() -> dict[str, str | None]:
    """Give the versions of Python, of this package and of those that shape a page; None where one is absent."""
    installed: dict[str, str | None] = {"python": platform.python_version(), "malirussia": __version__}
    for name in PACKAGES:
        try:
            installed[name] = version(name)
        except PackageNotFoundError:
            installed[name] = None
    return installed
