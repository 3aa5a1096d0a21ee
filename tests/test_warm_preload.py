"""What the parent of the forks imports, and what it must not take for it."""

from __future__ import annotations

import re
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest
from warm_notebooks import execute, notebook

from malirussia.errors import RenderError
from malirussia.render.run.options import Options
from malirussia.render.run.run import preload
from malirussia.render.run.stack import STACK
from malirussia.render.warm import forks, shared
from malirussia.render.warm.forks import IPYKERNEL, Parent
from malirussia.render.warm.preload import load

pytestmark = pytest.mark.filterwarnings("ignore")
SHADOWS = ("calendar", "random", "email", "queue", "token", "select", "socket", "types", "signal", "ipykernel", "zmq")


def shown(cell: str, **options: object) -> str:
    """What a cell shows."""
    text: str = execute(notebook(cell), None, **options).cells[0].outputs[0].data["text/plain"]
    return text


def test_the_engine_imports_nothing_that_it_was_not_told_to() -> None:
    assert shown("import sys; {'pandas', 'plotly', 'numpy', 'malirussia.tables'} & {*sys.modules}") == "set()"
    assert shown("import sys; 'colorsys' in sys.modules", preload=["colorsys"]) == "True"


def test_a_function_is_called_and_what_it_gives_is_shown_to_nobody(tmp_path: Path) -> None:
    (tmp_path / "first_use.py").write_text("called = []\ndef use():\n    called.append(1)\n    return ['shown?']\n")
    environment = {**shared.environment(), "PYTHONPATH": str(tmp_path)}
    cell = "import first_use; first_use.called, _, Out"
    assert shown(cell, environment=environment, preload=["first_use:use"]) == "([1], '', {})"


def test_a_package_with_a_star_is_imported_however_deep() -> None:
    assert load(["xml.dom.*"]) == []
    assert "xml.dom.expatbuilder" in sys.modules


def test_a_call_goes_before_the_plan_and_the_plan_before_our_own_stack() -> None:
    assert preload(Options(), []) == STACK
    assert preload(Options(preload=[]), []) == ()


@pytest.mark.parametrize(("installed", "fits"), [("7.4.0", True), ("7.4.9", True), ("7.5.0", False), ("8.4.0", False)])
def test_only_the_ipykernel_whose_insides_are_known_is_forked(
    installed: str, fits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forks, "version", {"ipykernel": installed}.__getitem__)
    assert forks.available() is fits


def test_the_package_asks_for_that_ipykernel_and_no_other() -> None:
    [asked] = [one for one in requires("malirussia") or [] if re.match(r"ipykernel\W", one)]
    assert asked == f"ipykernel~={IPYKERNEL}.0"


def test_files_of_the_working_folder_do_not_stand_in_for_those_of_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*SHADOWS, "malirussia"):
        (tmp_path / f"{name}.py").write_text("1 / 0")
    monkeypatch.chdir(tmp_path)
    begun = Parent(shared.environment(), ["numpy"])
    try:
        begun.ready()
    finally:
        begun.close()


def test_a_notebook_imports_from_its_folder_what_the_parent_imported_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "mistune.py").write_text("own = True")
    (tmp_path / "markupsafe").mkdir()
    (tmp_path / "markupsafe" / "__init__.py").write_text("own = True")
    (tmp_path / "tqdm").mkdir()  # an empty folder is no package
    (tmp_path / "colorsys.py").write_text("own = True")  # Python's own go before those of the folder, as ever
    told = ["mistune", "markupsafe", "tqdm", "colorsys"]
    cell = f"import {', '.join(told)}; [hasattr(one, 'own') for one in ({', '.join(told)})]"
    resources = {"metadata": {"path": str(tmp_path)}}
    stock = execute(notebook(cell), None, None, resources=resources).cells[0].outputs[0].data["text/plain"]
    assert shown(cell, preload=told, resources=resources) == stock == "[True, True, False, False]"
    assert shown(cell, preload=told) == "[False, False, False, False]"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("raise ImportError('no such thing here')", "no such thing here"),
        ("import os; os.kill(os.getpid(), 9)", "ended by SIGKILL"),
        ("import os; os._exit(3)", "ended with status 3"),
    ],
)
def test_a_parent_that_dies_early_tells_its_last_words(source: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "fatal.py").write_text(source)
    dying = Parent({**shared.environment(), "PYTHONPATH": str(tmp_path)}, ["fatal"])
    try:
        with pytest.raises(RenderError, match=words):
            dying.ready()
    finally:
        dying.close()


def test_a_parent_that_dies_before_it_reads_its_orders_tells_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it left unread makes the system answer that the connection was reset."""
    monkeypatch.setattr(forks, "_COMMAND", "import sys; sys.exit('not today')")
    dying = Parent(shared.environment(), ["x" * 100_000])
    try:
        with pytest.raises(RenderError, match="not today"):
            dying.ready()
    finally:
        dying.close()
