"""Take out of an executed notebook what differs from one run to the next and from one machine to the next.

Papermill writes when each cell began and ended, where the notebook lay, and a random id for the cell it injects.
ipykernel names the file of a cell, which warnings show, by its process. None of it tells what the notebook says.
Timings stay in the receipt.
"""

from __future__ import annotations

import json
import re
from typing import Any

from malirussia.render.notebook.ipynb import KERNEL, Cell, Notebook, Output, each_text, text

INJECTED = "injected-parameters"
ERROR_MARKER = "papermill-error-cell-tag"
_CELL_FILE = re.compile(r"(?<=[/\\]ipykernel)_\d+(?=[/\\]+\d+\.py)")


def normalise(notebook: Notebook) -> Notebook:
    """Give the same notebook for the same run.

    Args:
        notebook: As papermill left it, in notebook format 4; it stays as it is.

    Returns:
        A new notebook: no times, no paths, cell ids that depend on nothing but the notebook, neighbouring pieces
        of one stream joined, the files of cells named as by the warm engine. Every output is otherwise as it was.
    """
    plain = json.dumps(notebook)
    result: Notebook = json.loads(plain)
    named = "ipykernel_" in plain
    metadata = result["metadata"]
    metadata["kernelspec"] = dict(KERNEL)
    # The patch release of Python is in the receipt; here it would change every notebook on every update.
    metadata["language_info"] = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
    papermill = metadata.get("papermill", {})
    metadata["papermill"] = {key: papermill[key] for key in ("exception", "parameters", "version") if key in papermill}
    taken: set[str] = set()
    for number, cell in enumerate(result["cells"], start=1):
        _clean(cell, named=named)
        cell["id"] = _cell_id(cell, number, taken)
        taken.add(cell["id"])
    result["nbformat"], result["nbformat_minor"] = 4, 5
    return result


def _clean(cell: Cell, *, named: bool) -> None:
    metadata: dict[str, Any] = cell.setdefault("metadata", {})
    papermill = metadata.pop("papermill", {})
    kept = {key: papermill[key] for key in ("exception", "status") if papermill.get(key) is not None}
    if kept:
        metadata["papermill"] = kept
    for key in ("execution", "ExecuteTime"):
        metadata.pop(key, None)
    if "outputs" in cell:
        cell["outputs"] = _joined(cell["outputs"])
        if named:
            cell["outputs"] = each_text(cell["outputs"], lambda said: _CELL_FILE.sub("", said))


def _joined(outputs: list[Output]) -> list[Output]:
    """Join neighbouring pieces of one stream: how many pieces the kernel sends depends on the clock."""
    joined: list[Output] = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output["output_type"] == "stream" and output.get("name") == last.get("name"):
            last["text"] = text(last["text"]) + text(output["text"])
        else:
            joined.append(output)
    return joined


def _cell_id(cell: Cell, number: int, taken: set[str]) -> str:
    """Keep the id of a cell that a person made; name the cells that papermill adds by what they are."""
    tags = cell["metadata"].get("tags", [])
    if INJECTED in tags:
        wanted = INJECTED
    elif ERROR_MARKER in tags:
        wanted = f"error-{number}"
    else:
        wanted = cell.get("id") or f"cell-{number}"
    return wanted if wanted not in taken else f"{wanted[:50]}-{number}"
