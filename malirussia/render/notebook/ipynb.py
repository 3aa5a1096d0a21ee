"""Read and write notebooks as plain JSON, without the cost of importing nbformat.

A notebook is a dict of the notebook format 4.5. Papermill and nbformat do the executing and the validating, in a
process of their own; planning, harvesting and pages only look, and a dict is enough for that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import chain, count
from pathlib import Path
from typing import Any

from malirussia.errors import NotebookError, RenderError

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_KINDS = ("code", "markdown", "raw")
_DEEPEST = 100
_ID = re.compile(r"[a-zA-Z0-9-_]{1,64}")

Notebook = dict[str, Any]
Cell = dict[str, Any]
Output = dict[str, Any]


def read(path: Path, where: str | None = None) -> Notebook:
    """Read a notebook.

    Args:
        path: An `.ipynb` file.
        where: How errors name the place that asked for it; the file itself if None.

    Raises:
        RenderError: The file is absent.
        NotebookError: It can't be read, or is not a notebook of format 4.
    """
    try:
        if path.exists() and not path.is_file():
            raise NotebookError(where or path.name, f"{path.name} is no file", "name a notebook")
        content = path.read_bytes()
    except FileNotFoundError:
        raise RenderError(where or path.name, f"no notebook {path.name}", "correct the name or add the file") from None
    except OSError as error:
        raise NotebookError(path.name, f"can't be read ({error.strerror})", "make the file readable") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotebookError(f"{path.name}:{line}", "not UTF-8", "save it as UTF-8, as JupyterLab does") from None
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"{path.name}:{error.lineno}"
        raise NotebookError(place, f"no JSON: {error.msg}", "mend it, or take an older copy") from None
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; values in values without end
        said = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise NotebookError(path.name, said, "open and save it in JupyterLab") from None
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4 or not isinstance(notebook.get("cells"), list):
        said = f"{path.name} is not a notebook of format 4"
        raise NotebookError(where or path.name, said, "open and save it in JupyterLab")
    fault = _fault(notebook.setdefault("metadata", {}))
    if fault is not None:
        raise NotebookError(path.name, fault, "open and save it in JupyterLab")
    for number, cell in enumerate(notebook["cells"], start=1):
        fault = _cell_fault(cell)
        if fault is not None:
            raise NotebookError(f"{path.name}, cell {number}", fault, "open and save the notebook in JupyterLab")
    return notebook


def _cell_fault(cell: Any) -> str | None:
    """Say what is wrong with a cell; None if nothing is."""
    if not isinstance(cell, dict):
        return "it is no object"
    if cell.get("cell_type") not in _KINDS:
        return f"cell_type is none of {', '.join(_KINDS)}"
    if not _is_text(cell.get("source")):
        return "source is no text"
    if not isinstance(cell.get("attachments", {}), dict):
        return "attachments are no object"
    if not isinstance(cell.get("outputs", []), list):
        return "outputs are no list"
    return _fault(cell.setdefault("metadata", {}))


def _fault(metadata: Any) -> str | None:
    if not isinstance(metadata, dict):
        return "metadata are no object"
    tags = metadata.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        return "tags are no list of texts"
    return "metadata are nested too deep" if _deep(metadata) else None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(line, str) for line in value))


def _deep(value: Any, left: int = _DEEPEST) -> bool:
    if not isinstance(value, dict | list):
        return False
    return left == 0 or any(_deep(part, left - 1) for part in (value.values() if isinstance(value, dict) else value))


def fit(notebook: Notebook) -> Notebook:
    """Give a notebook as it is to be executed: on this Python, without what an earlier run left, every cell with an id.

    Where the file has no id, or one twice, nbformat would make one up that differs from run to run.

    Args:
        notebook: Of format 4.0 to 4.5, whatever kernel it names; it stays as it is.
    """
    metadata = {name: value for name, value in notebook["metadata"].items() if name != "papermill"}
    metadata |= {"kernelspec": dict(KERNEL), "language_info": {"name": KERNEL["language"]}}
    cells = [_without_outputs(cell) for cell in notebook["cells"]]
    used = {cell.get("id") for cell in cells if isinstance(cell.get("id"), str)}
    seen: set[str] = set()
    for number, cell in enumerate(cells, start=1):
        kept = cell.get("id")
        if not isinstance(kept, str) or not _ID.fullmatch(kept) or kept in seen:
            names = chain([f"cell-{number}"], (f"cell-{number}-{more}" for more in count(2)))
            cell["id"] = next(name for name in names if name not in used)
            used.add(cell["id"])
        seen.add(cell["id"])
    return {"metadata": metadata, "cells": cells, "nbformat": 4, "nbformat_minor": 5}


def _without_outputs(cell: Cell) -> Cell:
    kept = {**cell, "metadata": {name: value for name, value in cell["metadata"].items() if name != "papermill"}}
    return kept | {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else kept


def dumps(notebook: Notebook) -> str:
    """Write a notebook as nbformat does: one space of indent, sorted keys, letters as they are, a final newline.

    Halves of letters, which no encoding takes, are written as JSON escapes them.
    """
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": ")) + "\n"
    return text.encode("utf-8", "backslashreplace").decode()


def text(value: str | list[str] | None) -> str:
    """Join a multi-line field, which the format stores as one text or as a list of lines."""
    if value is None:
        return ""
    return value if isinstance(value, str) else "".join(value)


def tagged(notebook: Notebook, tag: str) -> tuple[int, Cell] | None:
    """Find the first cell that carries a tag, with its number counted from 1; None if there is none."""
    for number, cell in enumerate(notebook["cells"], start=1):
        if tag in cell.get("metadata", {}).get("tags", []):
            return number, cell
    return None


def outputs(notebook: Notebook) -> Iterator[tuple[int, Output]]:
    """Go through the outputs of all code cells in order, each with the number of its cell counted from 1."""
    for number, cell in enumerate(notebook["cells"], start=1):
        for output in cell.get("outputs", []):
            yield number, output


def each_text(node: Any, change: Callable[[str], str]) -> Any:
    """Give a part of a notebook with every text in it changed, and its keys as they are."""
    if isinstance(node, str):
        return change(node)
    if isinstance(node, list):
        return [each_text(part, change) for part in node]
    if isinstance(node, dict):
        return type(node)({key: each_text(part, change) for key, part in node.items()})
    return node
