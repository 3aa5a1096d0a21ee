"""What a newsroom begins with: a pointer, the file of a source, notebooks of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from small_evidence import SmallEvidence
from typer.testing import CliRunner, Result

from malirussia import cli, evidence, paths
from malirussia.cli.begin import notebooks, stamp
from malirussia.evidence.passages import verify
from malirussia.render.notebook import ipynb


def call(*words: str) -> Result:
    return CliRunner().invoke(cli.app, list(words))


@pytest.fixture
def fresh(small: SmallEvidence, monkeypatch: pytest.MonkeyPatch) -> SmallEvidence:
    """A ledger, and a copy in its corpus that no source has coded."""
    monkeypatch.delenv(paths.DATA_VARIABLE, raising=False)
    monkeypatch.setenv(paths.CORPUS_VARIABLE, str(small.corpus))
    (small.folder / "decisions.yaml").unlink()  # it fits no conflict, and would stop a build
    (small.corpus / "L'Été à 100%.txt").write_text("Un titre\n\nL’été est là : un, deux, trois, quatre, cinq.\n")
    return small


def test_a_pointer_is_printed_as_the_evidence_takes_it(fresh: SmallEvidence) -> None:
    told = call("point", str(fresh.copy), "L’accord, dit", "à Valmont")
    assert told.exit_code == 0
    assert told.stderr == ""
    passage = yaml.safe_load(told.stdout)
    assert passage == json.loads(call("point", "la-revue.txt", "l'accord dit", "à Valmont", "--json").stdout)
    coded = evidence.load().passages["la-revue-2025.p02"]
    assert passage == {"first": coded.first, "words": coded.words, "sha256": coded.sha256}


@pytest.mark.parametrize(
    ("words", "status", "found"),
    [
        (("no-such.txt", "a", "b"), 2, "no file no-such.txt"),
        (("la-revue.txt", "Moulin", "mois"), 1, "in 2 places; give more of the first words"),
        (("la-revue.txt", "La Coopérative Bleue se", "Valmont."), 0, ""),
        (("la-revue.txt", "Voir aussi", "Moulin"), 1, "not after the first words"),
    ],
)
def test_words_that_make_no_pointer_are_told(
    fresh: SmallEvidence, words: tuple[str, ...], status: int, found: str
) -> None:
    told = call("point", *words)
    assert told.exit_code == status
    assert found in told.stderr
    assert told.stderr.count("\n") == (status != 0)


def test_a_new_source_loads_as_it_stands_and_its_pointers_hold(fresh: SmallEvidence) -> None:
    told = call("new-source", "L'Été à 100%.txt")
    assert told.exit_code == 0, told.output
    place = fresh.folder / "sources" / "l-ete-a-100.yaml"
    assert told.stdout.strip().endswith("data/evidence/sources/l-ete-a-100.yaml")
    source = evidence.load().sources["l-ete-a-100"]
    assert (source.file, source.n_words, source.lang) == ("L'Été à 100%.txt", 11, "fr")
    assert call("build").exit_code == 0
    # With the signs taken away and a name on each, every pointer is found where it says.
    text = place.read_text(encoding="utf-8").replace("passages: {}", "passages:").replace("\n#  p", "\n  p")
    names = [f"- {{entity: valmont, as_printed: x, lang: fr, kind: name, passage: p0{n}}}" for n in (1, 2)]
    place.write_text(text.replace("names: []", "names:\n" + "\n".join(names)), encoding="utf-8")
    checks = [check for check in verify(evidence.load(), fresh.corpus) if check.source_id == "l-ete-a-100"]
    assert [check.state for check in checks] == ["verified", "verified"]


def test_a_new_source_keeps_no_sentence_of_its_copy(fresh: SmallEvidence) -> None:
    assert call("new-source", "L'Été à 100%.txt").exit_code == 0
    text = (fresh.folder / "sources" / "l-ete-a-100.yaml").read_text(encoding="utf-8")
    assert "L’été est … trois, quatre, cinq" in text
    assert "là : un" not in text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("la-revue.txt", "--id", "la-revue-2025"), "is there already"),
        (("la-revue.txt", "--id", "La Revue"), "write it as la-revue"),
        (("la-revue.txt", "--lang", "French"), "give two or three small letters"),
        (("data/evidence/entities.yaml",), "not in the corpus folder"),
    ],
)
def test_a_new_source_overwrites_nothing_and_takes_no_copy_from_elsewhere(
    fresh: SmallEvidence, words: tuple[str, ...], found: str
) -> None:
    before = {path: path.read_bytes() for path in fresh.folder.rglob("*.yaml")}
    told = call("new-source", *words)
    assert told.exit_code == 1
    assert found in told.stderr
    assert {path: path.read_bytes() for path in fresh.folder.rglob("*.yaml")} == before


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have become of this process, where `lab` hands it over to JupyterLab."""
    calls: list[list[str]] = []
    monkeypatch.setattr("os.execv", lambda _, words: calls.append(words))
    return calls


def test_a_lab_opens_a_copy_of_the_notebooks_and_leaves_those_of_the_package(
    fresh: SmallEvidence, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert call("lab", "--no-browser").exit_code == 0
    own = fresh.folder.parent.parent / "notebooks"
    assert started[0][1:4] == ["-P", "-m", "jupyterlab"]
    assert started[0][4:] == [f"--notebook-dir={own}", "--no-browser"]
    there = {path.name for path in paths.notebooks_of_the_package().glob("*.ipynb")}
    assert {path.name for path in own.iterdir()} == there
    assert all(not list(ipynb.outputs(ipynb.read(path))) for path in own.iterdir())
    edited = own / "10-evidence.ipynb"
    edited.write_text(edited.read_text(encoding="utf-8").replace("# 10 Evidence", "# Mine"), encoding="utf-8")
    assert call("lab").exit_code == 0
    assert "# Mine" in edited.read_text(encoding="utf-8")


def test_a_lab_without_a_project_copies_the_notebooks_here_and_reads_the_ledger_of_the_package(
    started: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(paths.DATA_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    told = call("lab")
    assert told.exit_code == 0
    assert told.stderr.splitlines()[0] == f"ledger: {paths.data_dir()} (that of the package)"
    assert f"--notebook-dir={tmp_path / 'malirussia-notebooks'}" in started[0]
    assert (tmp_path / "malirussia-notebooks" / "10-evidence.ipynb").is_file()


@pytest.mark.parametrize("word", ["--version", "-h", "--help-all", "--show-config-json"])
def test_a_lab_that_only_says_something_copies_nothing(
    started: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.delenv(paths.DATA_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    assert call("lab", word).exit_code == 0
    assert started[0][-1] == word
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_a_lab_is_told_to_run_as_root_where_it_does(
    fresh: SmallEvidence, started: list[list[str]], monkeypatch: pytest.MonkeyPatch, user: int, allowed: bool
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert call("lab").exit_code == 0
    assert ("--allow-root" in started[0]) == allowed


def test_a_lab_says_when_the_notebooks_show_another_ledger(fresh: SmallEvidence, started: list[list[str]]) -> None:
    own = fresh.folder.parent.parent / "notebooks"
    notebooks.copy(own)
    assert call("build").exit_code == 0
    stamp.put(own)
    assert "make notebooks" not in call("lab").stderr
    fresh.edit("sources/la-revue-2025.yaml", "high: 15000", "high: 16000")
    assert call("build").exit_code == 0
    assert "made of another ledger; make notebooks" in call("lab").stderr
