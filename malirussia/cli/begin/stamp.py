"""The mark in a committed notebook of the tables that its outputs were made of.

`make notebooks` ends with `python -m malirussia.cli.begin.stamp notebooks`; `malirussia lab` compares.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from malirussia import paths, versions
from malirussia.errors import RenderError
from malirussia.render.notebook import ipynb

KEY = "malirussia"


def tables() -> str:
    """Hash the tables of the project, as CSV: Parquet has other bytes with another pyarrow."""
    content = versions.files(paths.tidy_dir())
    digests = [hashlib.sha256(content[name]).digest() for name in sorted(content) if name.endswith(".csv")]
    return hashlib.sha256(b"".join(digests)).hexdigest()


def stale(folder: Path) -> bool:
    """Tell whether a notebook of a folder bears the mark of other tables; one without a mark says nothing."""
    marks = {_mark(path) for path in folder.glob("*.ipynb")} - {None}
    return bool(marks) and marks != {tables()}


def put(folder: Path) -> None:
    """Mark every notebook of a folder as made of the present tables."""
    for path in sorted(folder.glob("*.ipynb")):
        notebook = ipynb.read(path)
        notebook["metadata"][KEY] = {"tables": tables()}
        paths.replace_text(path, ipynb.dumps(notebook))


def _mark(path: Path) -> str | None:
    try:
        mark = ipynb.read(path)["metadata"][KEY]["tables"]
    except (RenderError, LookupError, TypeError):
        return None
    return mark if isinstance(mark, str) else None


if __name__ == "__main__":
    put(Path(sys.argv[1]))
