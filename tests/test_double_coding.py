"""Two codings of one article: what both found, and how far they agree on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from intake_project import project
from typer.testing import CliRunner

from malirussia import paths
from malirussia.cli import app
from malirussia.evidence.double_coding import alpha


def test_alpha_is_that_of_the_textbook() -> None:
    # Krippendorff (2011), two coders and nominal answers, example B: 0.692.
    left = ["a", "a", "b", "b", "d", "c", "c", "c", "e", "d", "d", "a"]
    right = ["b", "a", "b", "b", "b", "c", "c", "c", "e", "d", "d", "d"]
    assert alpha(list(zip(left, right, strict=True))) == pytest.approx(0.692, abs=0.0005)


def test_alpha_is_one_where_all_agree_and_undefined_where_nothing_differs() -> None:
    assert alpha([("a", "a"), ("b", "b")]) == 1
    assert alpha([("a", "a"), ("a", "a")]) is None
    assert alpha([]) is None
    worse = alpha([("a", "b"), ("b", "a")])
    assert worse is not None
    assert worse < 0


def test_a_second_coding_is_compared_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.DATA_VARIABLE, raising=False)
    monkeypatch.chdir(project(tmp_path))
    run = CliRunner()
    assert "no second coding" in run.invoke(app, ["check", "--agreement"]).stderr
    coded = (tmp_path / "data" / "evidence" / "sources" / "la-revue-2025.yaml").read_text(encoding="utf-8")
    second = coded.replace("  status: signed\n", "  status: pledged\n").replace("predicate: named", "predicate: opens")
    (tmp_path / "data" / "recoded").mkdir()
    (tmp_path / "data" / "recoded" / "la-revue-2025.yaml").write_text(
        second.replace("  text: golden-ear\n", ""), encoding="utf-8"
    )
    told = json.loads(run.invoke(app, ["check", "--agreement", "--json"]).stdout)
    assert told["sources"] == [{"source_id": "la-revue-2025", "first": 4, "second": 4, "both": 3, "found_by_both": 0.6}]
    assert told["alpha"]["modality"] == 1
    assert told["alpha"]["status"] < 1
    assert "la-revue-2025" in run.invoke(app, ["check", "--agreement"]).stdout
