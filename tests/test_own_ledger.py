"""Which ledger a command works in."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from small_evidence import SmallEvidence
from typer.testing import CliRunner, Result

from malirussia import __version__, cli, paths


def call(*words: str) -> Result:
    return CliRunner().invoke(cli.app, list(words))


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.DATA_VARIABLE, raising=False)
    monkeypatch.delenv(paths.CORPUS_VARIABLE, raising=False)


@pytest.mark.parametrize(
    "words",
    [
        ("build",),
        ("verify",),
        ("check",),
        ("trace", "mali"),
        ("new-source", "README.md"),
        ("render",),
        ("render", "--list"),
        ("schedule", "cron"),
        ("publish",),
        ("doctor",),
    ],
)
def test_outside_a_project_a_command_says_so_in_one_line_with_status_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").touch()
    result = call(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no data/evidence here or above; malirussia init" in result.stderr
    assert result.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


def test_the_first_line_says_which_ledger_is_read(small: SmallEvidence) -> None:
    told = call("check")
    assert told.stderr.splitlines()[0] == f"ledger: {small.folder.parent}"
    assert "\n" not in told.stdout.strip()
    as_json = call("check", "--json")
    assert as_json.stderr == ""
    assert json.loads(as_json.stdout)["ledger"] == str(small.folder.parent)


def test_a_build_writes_beside_the_evidence_it_read_and_needs_no_figures_from_outside(small: SmallEvidence) -> None:
    (small.folder / "decisions.yaml").unlink()
    assert call("build").exit_code == 0
    assert (small.folder.parent / "tidy" / "datapackage.json").is_file()
    traced = call("trace", "LA-Revue-2025.C01")
    assert traced.exit_code == 0
    assert "claim la-revue-2025.c01" in traced.stdout


@pytest.mark.parametrize("named", [False, True])
def test_a_folder_can_be_named_and_comes_before_the_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, small: SmallEvidence, named: bool
) -> None:
    other = tmp_path / "elsewhere" / "data"
    (other / "evidence").mkdir(parents=True)
    monkeypatch.chdir(other)
    if named:
        monkeypatch.setenv(paths.DATA_VARIABLE, str(other))
        assert call("check").stderr.splitlines()[0] == f"ledger: {other} ({paths.DATA_VARIABLE})"
    told = call("-C", str(small.folder), "check")
    assert told.exit_code == 0, told.output
    assert told.stderr.splitlines()[0] == f"ledger: {small.folder.parent}"
    assert Path.cwd() == other
    assert (paths.DATA_VARIABLE in os.environ) == named


def test_the_version_is_told() -> None:
    told = call("--version")
    assert (told.exit_code, told.stdout) == (0, f"malirussia {__version__}\n")
