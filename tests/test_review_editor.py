"""A draft in an editor: real processes that change the file, and what is told line by line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from intake_project import FIRST, TONNAGE, WORDS, bare_draft, enter
from typer.testing import CliRunner

from malirussia.cli import app
from malirussia.errors import EvidenceError, MaliRussiaError, Problem
from malirussia.intake import compile, drafts, edits  # noqa: A004
from malirussia.intake.accept import copy_of
from malirussia.intake.draft import Draft
from malirussia.review.editor import edit

OWN = "gazette-2025-03-04"
QUOTE = "L’usine neuve n’ouvrira pas à Valmont"


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Draft:
    enter(tmp_path, monkeypatch)
    made, _ = edits.add(bare_draft(), "A. Coder", FIRST, WORDS, **TONNAGE)
    saved = drafts.save(edits.reopen(made, "k001", "A. Coder"))
    drafts._kept.clear()
    return saved


def editor(folder: Path, *rounds: tuple[str, str]) -> str:
    """An editor that replaces a text by another, another pair each time it is opened."""
    script = folder / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        f"rounds = {rounds!r}\n"
        "count = pathlib.Path(__file__).with_suffix('.count')\n"
        "n = int(count.read_text()) if count.exists() else 0\n"
        "count.write_text(str(n + 1))\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "text = file.read_text(encoding='utf-8')\n"
        "assert rounds[n][0] in text, text\n"
        "file.write_text(text.replace(*rounds[n], 1), encoding='utf-8')\n",
        encoding="utf-8",
    )
    return f"{sys.executable} {script}"


def never(wrong: list[Problem]) -> bool:
    raise AssertionError(wrong)


def test_what_is_changed_in_an_editor_is_one_step_that_can_be_taken_back(tmp_path: Path, draft: Draft) -> None:
    command = editor(tmp_path, ("  k001:", "  k001:\n    state: accepted"))
    saved, changed = edit(OWN, never, command)
    assert changed
    assert saved.candidates["k001"].state == "accepted"
    assert saved.log[-1].did == "edit"
    assert edits.undo(saved).candidates["k001"].state == "proposed"
    assert [path.name for path in drafts.drafts_dir().glob(".*edited*")] == []


def test_a_quotation_becomes_a_pointer_and_one_that_does_not_stand_there_is_told_by_its_line(
    tmp_path: Path, draft: Draft
) -> None:
    new = f"candidates:\n  k009:\n    quote: {QUOTE}x\n    subject: flour"
    told: list[Problem] = []

    def again(wrong: list[Problem]) -> bool:
        told.extend(wrong)
        return True

    saved, _ = edit(OWN, again, editor(tmp_path, ("candidates:", new), (f"{QUOTE}x", QUOTE)))
    (problem,) = told
    assert "does not stand in the copy" in problem.found
    assert problem.where.startswith(f"data/drafts/.{OWN}.edited.yaml:")
    made = saved.candidates["k009"]
    assert made.quote is None
    assert compile.printed(copy_of(saved), made.first or 0, made.words or 0) == QUOTE


def test_a_word_that_the_evidence_does_not_know_is_told_by_its_line_and_may_be_kept(
    tmp_path: Path, draft: Draft
) -> None:
    drafts.change(OWN, lambda newest: edits.accept(newest, "k001", "me"))
    told: list[Problem] = []

    def enough(wrong: list[Problem]) -> bool:
        told.extend(wrong)
        place = Path(wrong[0].where.rpartition(":")[0])
        number = int(wrong[0].where.rpartition(":")[2])
        assert place.read_text().splitlines(keepends=True)[number - 1].lstrip() == "predicate: tonnag\n"
        return False

    saved, _ = edit(OWN, enough, editor(tmp_path, ("predicate: tonnage", "predicate: tonnag")))
    assert "tonnage" in told[0].todo
    assert saved.candidates["k001"].predicate == "tonnag"


def test_what_cannot_be_read_leaves_the_draft_and_is_kept_for_the_next_time(tmp_path: Path, draft: Draft) -> None:
    with pytest.raises(EvidenceError, match="kept as you left it"):
        edit(OWN, lambda wrong: False, editor(tmp_path, ("subject: flour", "subject: [flour")))
    assert drafts.load(OWN).revision == draft.revision
    (tmp_path / "editor.count").unlink()
    saved, _ = edit(OWN, never, editor(tmp_path, ("subject: [flour", "subject: flour")))
    assert saved.candidates == draft.candidates


def test_another_window_is_not_written_over(tmp_path: Path, draft: Draft) -> None:
    slow = editor(tmp_path, ("subject: flour", "subject: moulin-du-nord"))
    script = Path(slow.split()[1])
    script.write_text(
        script.read_text()
        + "from malirussia.intake import drafts, edits\n"
        + f"drafts.change({OWN!r}, lambda newest: edits.reject(newest, 'k001', 'another', 'no'))\n"
    )
    with pytest.raises(drafts.StaleDraftError, match="k001"):
        edit(OWN, never, slow)
    assert drafts.load(OWN).candidates["k001"].state == "rejected"
    assert "moulin-du-nord" in (drafts.drafts_dir() / f".{OWN}.edited.yaml").read_text()
    with pytest.raises(drafts.StaleDraftError, match="delete it"):
        edit(OWN, never, slow)
    assert drafts.load(OWN).candidates["k001"].state == "rejected"


def test_what_follows_from_the_copy_is_not_changed_by_hand(tmp_path: Path, draft: Draft) -> None:
    with pytest.raises(EvidenceError, match="follows from the copy"):
        edit(OWN, lambda wrong: False, editor(tmp_path, ("file: gazette.txt", "file: other.txt")))


def test_the_command_asks_again_until_it_is_right(
    tmp_path: Path, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor(tmp_path, ("subject: flour", "subject: [flour"), ("[flour", "flour")))
    done = CliRunner().invoke(app, ["intake", "--edit", OWN], input="y\n")
    assert done.exit_code == 0, done.output
    assert "not YAML" in done.stderr
    assert "Edit again?" in done.stderr
    assert "nothing changed" in done.stdout
    monkeypatch.delenv("EDITOR")
    with pytest.raises(MaliRussiaError, match="set EDITOR"):
        edit(OWN, never)
