from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from built_wheel import bare

CHECKOUT = Path(__file__).resolve().parent.parent

LOOK = """
import json, malirussia as mr
ds = mr.load()
print(json.dumps({
    "package": mr.__file__, "folder": str(ds.folder), "claims": len(ds.claims),
    "title": mr.charts.network(mr.network(ds), lang="fr").title,
    "french": mr.charts.__name__ and __import__("malirussia.language").language.day("2025-06", "fr"),
}))
"""


def test_a_wheel_holds_the_package_with_its_tables_evidence_and_notebooks_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    code = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "malirussia").rglob("*") if path.is_file()}
    tables = {f"malirussia/_data/tidy/{path.name}" for path in (CHECKOUT / "data" / "tidy").glob("[!.]*")}
    assert "malirussia/_data/tidy/datapackage.json" in tables
    ledger = CHECKOUT / "data" / "evidence"
    evidence = {f"malirussia/_data/evidence/{p.relative_to(ledger).as_posix()}" for p in ledger.rglob("*.yaml")}
    assert "malirussia/_data/evidence/vocabulary.yaml" in evidence
    notebooks = {f"malirussia/_data/notebooks/{path.name}" for path in (CHECKOUT / "notebooks").glob("*.ipynb")}
    assert "malirussia/_data/notebooks/10-evidence.ipynb" in notebooks
    expected = {name for name in code if "__pycache__" not in name} | tables | evidence | notebooks
    shared = {name.partition(".data/data/")[2] for name in names if ".data/" in name}
    lab = "malirussia/labextension/"
    place = "share/jupyter/labextensions/malirussia/"
    assert shared == {name.replace(lab, place, 1) for name in expected if name.startswith(lab)}
    assert {name for name in names if ".dist-info/" not in name and ".data/" not in name} == expected
    assert {name.rpartition("/")[2] for name in names if "/licenses/" in name} == {"LICENSE", "LICENSE-DATA"}


def test_a_wheel_is_the_same_from_one_build_to_the_next(wheel: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_an_installed_wheel_loads_its_own_tables(site: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=tmp_path,
        env=bare(site),
        check=True,
        capture_output=True,
        text=True,
    )
    told = json.loads(done.stdout)
    assert Path(told["package"]) == site / "malirussia" / "__init__.py"
    assert Path(told["folder"]) == site / "malirussia" / "_data" / "tidy"
    assert told["claims"] > 0
    assert told["french"] == "juin 2025"
