"""A project of its own with a changed copy of the ledger, for the tests of what must follow from it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from malirussia import evidence, paths
from malirussia.tables import build, write

CHECKOUT = Path(__file__).resolve().parent.parent


def changed_ledger(folder: Path, monkeypatch: pytest.MonkeyPatch, changes: Mapping[str, str], where: str = "") -> Path:
    """Copy data and notebooks into a folder, change the copies, build the tables, and go there.

    Args:
        folder: An empty folder.
        monkeypatch: Sets the data folder and the working folder.
        changes: What stands in data/evidence/sources or data/reference → what is to stand there.
        where: Only files that hold this are changed.

    Returns:
        The folder.
    """
    shutil.copytree(paths.data_dir(), folder / "data", ignore=shutil.ignore_patterns("corpus", "tidy"))
    shutil.copytree(CHECKOUT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    reference = folder / "data" / "reference"
    written = [
        *(folder / "data/evidence/sources").iterdir(),
        reference / "reference_facts.csv",
        reference / "readings.yaml",
    ]
    for path in written:
        text = path.read_text(encoding="utf-8")
        for old, new in changes.items() if where in text else ():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setenv(paths.DATA_VARIABLE, str(folder / "data"))
    monkeypatch.chdir(folder)
    rebuild()
    return folder


def rebuild() -> None:
    """Build the tables of the evidence as it stands."""
    write(build(evidence.load(), paths.reference_dir()))
