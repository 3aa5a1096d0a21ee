"""Small awkward notebooks, run by two engines, and what is compared of them."""

from __future__ import annotations

import os
import re
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from malirussia.render.notebook.normalise import normalise

KERNELSPEC = {"name": "python3", "display_name": "Python 3", "language": "python"}


def code(source: str, *tags: str) -> Any:
    """A code cell with tags."""
    return new_code_cell(source, metadata={"tags": list(tags)} if tags else {})


def markdown(source: str) -> Any:
    """A Markdown cell."""
    return new_markdown_cell(source)


def notebook(*cells: Any) -> Any:
    """A notebook of cells, or of sources of code cells."""
    made = new_notebook(cells=[code(cell) if isinstance(cell, str) else cell for cell in cells])
    made.metadata.kernelspec = dict(KERNELSPEC)
    made.metadata.language_info = {"name": "python"}
    for number, cell in enumerate(made.cells):
        cell.id = f"cell-{number}"
    return made


@dataclass(frozen=True)
class Ran:
    """A run: what stands in the file afterwards, and the error that came of it."""

    notebook: Any
    error: Exception | None

    def statuses(self) -> list[str]:
        """How each cell ended."""
        return [cell.metadata.papermill.status for cell in self.notebook.cells]


def run(made: Any, out: Path, engine: str | None = "malirussia-warm", **options: Any) -> Ran:
    """Run a notebook to its end or to its error."""
    error = None
    try:
        execute(made, out, engine, **options)
    except Exception as raised:
        error = raised
    return Ran(nbformat.read(out, 4), error)


def execute(made: Any, out: Path | None, engine: str | None = "malirussia-warm", **options: Any) -> Any:
    """Run a notebook with papermill."""
    # ipykernel doesn't read file descriptors where it sees this.
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    return papermill.execute_notebook(
        deepcopy(made), None if out is None else str(out), engine_name=engine, progress_bar=False, **options
    )


def comparable(ran: Ran) -> list[dict[str, Any]]:
    """What two engines must agree on: every cell with its count, status and outputs.

    Left out are times and ids, addresses of objects, and into how many pieces a stream was cut, which depends on the
    clock.
    """
    plain = normalise(ran.notebook)
    cells = []
    for cell in plain["cells"]:
        kept = {key: cell[key] for key in ("cell_type", "source", "execution_count", "outputs") if key in cell}
        kept["papermill"] = cell["metadata"].get("papermill")
        kept["tags"] = cell["metadata"].get("tags", [])
        cells.append(_each_text(kept))
    return cells


def said(ran: Ran, number: int) -> str:
    """All that a cell, counted from 0, wrote on its streams."""
    return "".join(output.text for output in ran.notebook.cells[number].outputs if output.output_type == "stream")


def _each_text(node: Any) -> Any:
    if isinstance(node, str):
        return re.sub(r"\b0x[0-9a-f]{8,}\b", "0x…", node)
    if isinstance(node, list):
        return [_each_text(part) for part in node]
    if isinstance(node, dict):
        return {key: _each_text(part) for key, part in node.items()}
    return node
