"""The project's own notebooks, engine against engine."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from warm_notebooks import Ran, code, comparable, execute, run

from malirussia.language import LANGS
from malirussia.render.run.stack import STACK

CHECKOUT = Path(__file__).resolve().parent.parent
SOAK = "MALIRUSSIA_SOAK" in os.environ
NOTEBOOKS = sorted((CHECKOUT / "notebooks").glob("*.ipynb"))

pytestmark = pytest.mark.filterwarnings("ignore")


# One language each, in turn; `make soak` takes both.
RUNS = [(path, lang) for i, path in enumerate(NOTEBOOKS) for lang in (LANGS if SOAK else LANGS[i % 2 : i % 2 + 1])]


@pytest.mark.parametrize(("path", "lang"), RUNS, ids=lambda part: part if isinstance(part, str) else part.stem)
def test_a_notebook_says_the_same_through_both_engines(path: Path, lang: str, tmp_path: Path) -> None:
    options = {"parameters": {"lang": lang}, "resources": {"metadata": {"path": str(path.parent)}}}
    stock = run(nbformat.read(path, 4), tmp_path / "stock.ipynb", None, **options)
    warm = run(nbformat.read(path, 4), tmp_path / "warm.ipynb", preload=STACK, **options)
    assert stock.error is None
    assert comparable(warm) == comparable(stock)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_imports_nothing_that_the_parent_has_not_imported(path: Path) -> None:
    made = nbformat.read(path, 4)
    made.cells.insert(0, code("import sys\nbefore = {*sys.modules}"))
    made.cells.append(code("sorted({*sys.modules} - before)"))
    executed = execute(made, None, preload=STACK, resources={"metadata": {"path": str(path.parent)}})
    assert Ran(executed, None).notebook.cells[-1].outputs[0].data["text/plain"] == "[]"
