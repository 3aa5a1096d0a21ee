"""A project of its own with a changed copy of the ledger, for the tests of what must follow from it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from first_five import FIRST_FIVE, only

from malirussia import evidence, paths
from malirussia.tables import build, write

CHECKOUT = Path(__file__).resolve().parent.parent


def changed_ledger(folder: Path, monkeypatch: pytest.MonkeyPatch, changes: Mapping[str, str]) -> Path:
    """Copy data and notebooks into a folder, change the copies, build the tables of the five articles, and go there.

    Args:
        folder: An empty folder.
        monkeypatch: Sets the data folder and the working folder.
        changes: What stands in data/evidence/sources or data/reference → what is to stand there.

    Returns:
        The folder.
    """
    shutil.copytree(paths.data_dir(), folder / "data", ignore=shutil.ignore_patterns("corpus", "tidy"))
    shutil.copytree(CHECKOUT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    reference = folder / "data" / "reference"
    written = [
        *(folder / f"data/evidence/sources/{name}.yaml" for name in FIRST_FIVE),
        reference / "reference_facts.csv",
        reference / "readings.yaml",
    ]
    for path in written:
        text = path.read_text(encoding="utf-8")
        for old, new in changes.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setenv(paths.DATA_VARIABLE, str(folder / "data"))
    monkeypatch.chdir(folder)
    rebuild()
    return folder


def rebuild() -> None:
    """Build the tables of the five articles as their evidence stands, and of what was added to it by hand."""
    ledger = evidence.load()
    there = {path.stem for path in (CHECKOUT / "data" / "evidence" / "sources").glob("*.yaml")}
    write(build(only(ledger, {*FIRST_FIVE, *(ledger.sources.keys() - there)}), paths.reference_dir()))
