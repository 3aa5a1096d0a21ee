"""The project's own notebooks on a warm kernel.

What is committed is what a stock kernel says: `pytest --nbval notebooks` holds it against one in the same `make test`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from warm_notebooks import Ran, code, comparable, run

from malirussia.language import LANGS
from malirussia.render.run.stack import STACK

CHECKOUT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((CHECKOUT / "notebooks").glob("*.ipynb"))
# Engine against engine in another language than the committed one; `make soak` takes every notebook in every language.
SOAK = "MALIRUSSIA_SOAK" in os.environ
RUNS = [(path, lang) for path in NOTEBOOKS for lang in LANGS] if SOAK else [(NOTEBOOKS[0], "en")]

pytestmark = pytest.mark.filterwarnings("ignore")


def told(ran: Ran, first: int = 0) -> list[dict[str, Any]]:
    """Source, count and outputs of each cell, counted as if `first` cells had not gone before."""
    cells = [
        {key: cell[key] for key in ("source", "execution_count", "outputs") if key in cell} for cell in comparable(ran)
    ]
    for counted in (*cells, *(output for cell in cells for output in cell.get("outputs", []))):
        if counted.get("execution_count") is not None:
            counted["execution_count"] -= first
    return cells


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_warm_kernel_says_what_is_committed_and_its_parent_has_imported_all(path: Path, tmp_path: Path) -> None:
    committed = nbformat.read(path, 4)
    made = nbformat.read(path, 4)
    made.cells.insert(0, code("import sys\nbefore = {*sys.modules}"))
    made.cells.append(code("sorted({*sys.modules} - before)"))
    warm = run(made, tmp_path / "warm.ipynb", preload=STACK, resources={"metadata": {"path": str(path.parent)}})
    assert warm.error is None
    assert told(warm, 1)[1:-1] == told(Ran(committed, None))
    assert warm.notebook.cells[-1].outputs[0].data["text/plain"] == "[]"


@pytest.mark.parametrize(("path", "lang"), RUNS, ids=lambda part: part if isinstance(part, str) else part.stem)
def test_a_notebook_says_the_same_through_both_engines(path: Path, lang: str, tmp_path: Path) -> None:
    options = {"parameters": {"lang": lang}, "resources": {"metadata": {"path": str(path.parent)}}}
    stock = run(nbformat.read(path, 4), tmp_path / "stock.ipynb", None, **options)
    warm = run(nbformat.read(path, 4), tmp_path / "warm.ipynb", preload=STACK, **options)
    assert stock.error is None
    assert comparable(warm) == comparable(stock)
