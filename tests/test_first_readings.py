"""Articles that were coded once stay out of the tables, and would build beside the ledger as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import malirussia as mr
from malirussia import evidence, tables
from malirussia.paths import reference_dir

HERE = Path(__file__).resolve().parent.parent / "data"
PLACES = {"entities": "entities:", "identities": "identities:", "ignored": "ignored:", "vocabulary": "predicates:"}


def test_a_first_reading_is_in_no_table() -> None:
    first = {path.stem for path in (HERE / "first_readings" / "sources").glob("*.yaml")}
    assert first
    assert not first & set(mr.load().sources["source_id"])


def test_all_first_readings_would_build_beside_the_ledger(tmp_path: Path) -> None:
    shutil.copytree(HERE / "evidence", tmp_path / "evidence")
    for path in (HERE / "first_readings" / "sources").glob("*.yaml"):
        shutil.copy(path, tmp_path / "evidence" / "sources")
    for name, head in PLACES.items():
        more = (HERE / "first_readings" / f"{name}.yaml").read_text(encoding="utf-8").partition(f"{head}\n")[2]
        there = tmp_path / "evidence" / f"{name}.yaml"
        before, found, after = there.read_text(encoding="utf-8").partition(f"\n{head}\n")
        assert found
        there.write_text(f"{before}\n{head}\n{more}{after}", encoding="utf-8")
    ledger = evidence.load(tmp_path / "evidence")
    built = tables.build(ledger, reference_dir())
    assert len(built["sources"]) == 18
    assert built["sources"]["copy"].eq("part").sum() == 7
    assert built["claims"]["source_id"].nunique() == 18
    assert len(built["claims"]) == len(mr.load().claims) + 204
