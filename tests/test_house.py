from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from malirussia import __version__

CHECKOUT = Path(__file__).resolve().parent.parent
BUILT = {".git", ".venv", "figures", "dist", "build"}
BINARY = {".parquet", ".png"}

# Joined from parts, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:" + "|".join(["work", "root", "home", "tmp", "Users"]) + r")/\w")
REGISTRY = re.compile("|".join([r"pypi\.", r"pythonhosted", r"files\.python", r"debian\.org", r"npmjs"]))


def written_files() -> list[Path]:
    """Every file of the project that people wrote or that is committed: what is built or cached is left out."""
    return [
        path
        for path in sorted(CHECKOUT.rglob("*"))
        if path.is_file()
        and not BUILT & set(path.relative_to(CHECKOUT).parts)
        and not any(part.endswith("_cache") or part in ("__pycache__", ".hypothesis") for part in path.parts)
        and path.suffix not in BINARY
        and path.relative_to(CHECKOUT).parts[:2] != ("data", "corpus")
    ]


def test_no_file_holds_a_path_of_one_machine() -> None:
    found = [
        f"{path.relative_to(CHECKOUT)}: {match.group()}"
        for path in written_files()
        if path != Path(__file__)
        for match in MACHINE_PATH.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_lock_names_no_registry_and_hashes_every_package() -> None:
    lock = (CHECKOUT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "index" not in re.findall(r"^--(\w+)", lock, flags=re.MULTILINE)
    assert REGISTRY.search(lock) is None
    pins = re.split(r"^(?=[a-z0-9][a-z0-9._-]*==)", lock, flags=re.MULTILINE)[1:]
    assert len(pins) > 100
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_no_written_file_names_a_registry() -> None:
    places = [CHECKOUT / "Makefile", CHECKOUT / "pyproject.toml", CHECKOUT / ".ci" / "run"]
    places += sorted((CHECKOUT / ".github").rglob("*.yml"))
    assert [path.name for path in places if REGISTRY.search(path.read_text(encoding="utf-8"))] == []


def test_the_lock_holds_every_dependency() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[<>=~!; ]", wish)[0].lower() for wish in wanted} - {"malirussia"}
    lock = (CHECKOUT / "requirements.lock").read_text(encoding="utf-8")
    assert sorted(names - set(re.findall(r"^([a-z0-9._-]+)==", lock, flags=re.MULTILINE))) == []


def imported(path: Path) -> set[str]:
    """The top names of what a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None and node.level == 0:
            names.add(node.module.partition(".")[0])
    return names


def test_every_package_that_is_imported_is_declared() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(wish for extra in extras.values() for wish in extra)]
    declared = {re.split(r"[\[<>=~!; ]", wish)[0].lower().replace("-", "_") for wish in wanted}
    owners = packages_distributions()
    ours = {"malirussia", "benchmarks", "outside", *(path.stem for path in (CHECKOUT / "tests").rglob("*.py"))}
    undeclared = [
        f"{name} in {path.relative_to(CHECKOUT)}"
        for folder in ("malirussia", "tests")
        for path in sorted((CHECKOUT / folder).rglob("*.py"))
        for name in sorted(imported(path) - sys.stdlib_module_names - ours)
        if not declared & {owner.lower().replace("-", "_") for owner in owners.get(name, [])}
    ]
    assert undeclared == []


def test_one_version_stands_everywhere() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    assert f"version: {__version__}" in (CHECKOUT / "CITATION.cff").read_text(encoding="utf-8")
    assert "## [Unreleased]" in (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ["pandas", "plotly", "networkx", "papermill", "pandera", "pyarrow", "nbformat", "babel", "typer"]
    code = f"import sys, malirussia; print(*[name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_help_loads_nothing_heavy() -> None:
    heavy = ["pandas", "plotly", "networkx", "papermill", "pandera", "pyarrow", "nbformat", "numpy"]
    code = (
        "import sys\n"
        "from malirussia.cli import main\n"
        "sys.argv = ['malirussia', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print('heavy:', *[name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split() == ["heavy:"]


def test_what_the_package_exports_is_there() -> None:
    import malirussia

    for name in malirussia.__all__:
        assert getattr(malirussia, name) is not None
    with pytest.raises(AttributeError):
        malirussia.nothing_of_the_kind  # noqa: B018


def test_no_work_is_left_open_in_the_code() -> None:
    marks = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "X" * 3 + r"\b", "NotImplemented" + "Error"]))
    found = [
        f"{path.relative_to(CHECKOUT)}:{number}"
        for path in written_files()
        if path.suffix == ".py" and path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if marks.search(line)
    ]
    assert found == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(CHECKOUT))
        for path in sorted((CHECKOUT / "malirussia").rglob("*.py"))
        if ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]
    assert silent == []


@pytest.mark.parametrize("path", sorted((CHECKOUT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_an_executed_notebook_does_not_tell_when_it_was(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert [cell["metadata"] for cell in cells if "execution" in cell["metadata"]] == []


def test_every_file_that_the_docs_name_is_there() -> None:
    named = {
        (path.name, place)
        for path in [*(CHECKOUT / "docs").glob("*.md"), CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md"]
        for place in re.findall(
            r"(?<![\w./-])(?:tests|malirussia|benchmarks)/[\w/]+\.py", path.read_text(encoding="utf-8")
        )
    }
    assert [(doc, place) for doc, place in sorted(named) if not (CHECKOUT / place).is_file()] == []
