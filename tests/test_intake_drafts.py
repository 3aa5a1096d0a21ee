"""Drafts: saved whole and by one writer at a time, every step taken back, written into the evidence once."""

from __future__ import annotations

import multiprocessing
import os
import resource
from pathlib import Path

import pytest
from intake_project import FIRST, TONNAGE, WORDS, bare_draft, enter

from malirussia import paths, tables
from malirussia.errors import EvidenceError, MaliRussiaError
from malirussia.evidence import load as load_evidence
from malirussia.evidence.model import Entity, Label
from malirussia.evidence.passages import verify
from malirussia.intake import drafts, edits
from malirussia.intake.accept import accept, copy_of
from malirussia.intake.draft import Candidate, Draft, reading_order
from malirussia.intake.problems import Checker, problems

OWN = "gazette-2025-03-04"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that is the working folder."""
    return enter(tmp_path, monkeypatch)


@pytest.fixture
def draft(here: Path) -> Draft:
    """A saved draft with one claim, one name and one ignored range."""
    made, _ = edits.add(bare_draft(), "A. Coder", FIRST, WORDS, **TONNAGE)
    made = edits.name(made, "moulin-du-nord", "name", 11, 3, "A. Coder")
    return drafts.save(edits.ignore(made, 0, 4, "A. Coder", "title", furniture=True))


def test_a_draft_is_read_back_as_it_was_saved(draft: Draft) -> None:
    drafts._kept.clear()
    assert drafts.load(OWN) == draft
    assert draft.revision == 1
    assert drafts.ids() == [OWN]


def test_who_saves_an_older_revision_is_refused_and_nothing_is_lost(draft: Draft) -> None:
    drafts.save(edits.reopen(draft, "k001", "one window"))
    with pytest.raises(drafts.StaleDraftError, match="read it again"):
        drafts.save(edits.reject(draft, "k001", "another window", "no"))
    assert drafts.load(OWN).candidates["k001"].state == "proposed"


def _ignores(folder: str, number: int) -> None:
    os.chdir(folder)
    drafts.change(OWN, lambda newest: edits.ignore(newest, number, 1, f"window {number}", "a test"))


def test_windows_that_write_at_once_lose_none_of_their_work(here: Path, draft: Draft) -> None:
    fork = multiprocessing.get_context("spawn")
    windows = [fork.Process(target=_ignores, args=(str(here), number)) for number in range(4, 7)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert {one.first for one in drafts.load(OWN).ignored.values()} == {0, 4, 5, 6}
    assert drafts.load(OWN).revision == 4


def _finds_the_disk_full(folder: str) -> None:
    os.chdir(folder)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    try:
        drafts.change(OWN, lambda newest: edits.accept(newest, "k001", "me"))
    except OSError as error:
        os._exit(0 if str(error.filename).endswith(f"{OWN}.yaml") else 2)
    os._exit(1)


def test_a_full_disk_leaves_the_draft_that_was_there(here: Path, draft: Draft) -> None:
    before = drafts.path_of(OWN).read_bytes()
    window = multiprocessing.get_context("spawn").Process(target=_finds_the_disk_full, args=(str(here),))
    window.start()
    window.join()
    assert window.exitcode == 0
    assert drafts.path_of(OWN).read_bytes() == before
    assert list(drafts.drafts_dir().glob(".*.part")) == []


def test_every_step_is_taken_back_and_done_again(draft: Draft) -> None:
    entity = Entity(schema="Person", kind="company", fr="Le directeur", en="The director")
    steps = [
        lambda one: edits.edit(one, "k001", "me", modality="planned", value={"high": 14000, "unit": "t"}),
        lambda one: edits.split(one, "k001", "me", FIRST + 9)[0],
        lambda one: edits.merge(one, ["k001", "k002"], "me"),
        lambda one: edits.reject(one, "k002", "me", "said before"),
        lambda one: edits.heed(one, "i001", "me"),
        lambda one: edits.drop_name(one, "n001", "me"),
        lambda one: edits.new_entity(one, "director", entity, "me"),
        lambda one: edits.identity(one, "director", "moulin-du-nord", "different", Label(fr="Non.", en="No."), "me"),
        lambda one: edits.source(one, "me", publisher="La Gazette", authors=["A. B."]),
    ]
    seen = [draft]
    for step in steps:
        seen.append(step(seen[-1]))
    now = seen[-1]
    for before in reversed(seen[:-1]):
        now = edits.undo(now)
        assert _content(now) == _content(before)
    for after in seen[1:]:
        now = edits.redo(now)
        assert _content(now) == _content(after)
    assert edits.redo(now) == now


def _content(draft: Draft) -> tuple[object, ...]:
    return draft.source, draft.candidates, draft.ignored, draft.entities, draft.names, draft.identities


def test_a_wrong_field_is_refused_with_its_name(draft: Draft) -> None:
    with pytest.raises(MaliRussiaError, match="modality"):
        edits.edit(draft, "k001", "me", modality="likely")
    with pytest.raises(MaliRussiaError, match="unknown field"):
        edits.edit(draft, "k001", "me", speaker="moulin-du-nord")
    with pytest.raises(MaliRussiaError, match="follows from the copy"):
        edits.source(draft, "me", n_words=3)
    with pytest.raises(edits.NoSuchPartError):
        edits.accept(draft, "k009", "me")


def test_what_the_evidence_would_refuse_is_told_by_field(draft: Draft) -> None:
    checker = Checker(draft, load_evidence(), copy_of(draft))
    assert checker.check("k001", draft.candidates["k001"]) == []
    wrong = edits.edit(draft, "k001", "me", predicate="tonage", sector="farming", by=None, modality=None)
    told = {one.field: one for one in checker.check("k001", wrong.candidates["k001"])}
    assert set(told) == {"predicate", "sector", "modality"}
    assert "'tonnage'" in told["predicate"].todo
    other = edits.edit(draft, "k001", "me", value={"low": 140, "unit": "t"}).candidates["k001"]
    assert next(one.field for one in checker.check("k001", other)) == "value.low"
    assert [one.field for one in checker.check("k001", Candidate())] == ["first"]


def test_a_quotation_becomes_a_pointer_or_is_refused(draft: Draft) -> None:
    quoted = edits.edit(draft, "k001", "me", first=None, words=None, quote="l'usine  neuve n'ouvrira pas")
    checker = Checker(draft, load_evidence(), copy_of(draft))
    assert [one.field for one in checker.check("k001", quoted.candidates["k001"])] == []
    for words, found in (("l’usine ouvrira", "does not stand in the copy"), ("Valmont", "stands in 2 places")):
        one = edits.edit(draft, "k001", "me", quote=words).candidates["k001"]
        assert [found in problem.found for problem in checker.check("k001", one)] == [True]


def test_passages_that_overlap_keep_a_draft_out(draft: Draft) -> None:
    across, _ = edits.add(draft, "me", FIRST + 2, WORDS, **TONNAGE)
    same, _ = edits.add(draft, "me", FIRST, WORDS, **{**TONNAGE, "date": None})
    ledger, copy = load_evidence(), copy_of(draft)
    assert ["overlaps that of k001" in one.found for one in problems(across, ledger, copy)] == [True]
    assert problems(same, ledger, copy) == []


def test_a_draft_becomes_evidence_once_and_says_what_changed(here: Path, draft: Draft) -> None:
    told = accept(OWN, reviewed_by="A. Second")
    assert (told.passages, told.names, told.claims, told.open) == (1, 1, 1, 0)
    assert [(one.kind, one.id) for one in told.changes] == [("carried", "flour.tonnage"), ("status", "flour")]
    ledger = load_evidence()
    assert ledger.claims[f"{OWN}.c01"].fr == TONNAGE["fr"]
    assert [reading.by for reading in ledger.sources[OWN].coded] == ["A. Coder"]
    assert [reading.by for reading in ledger.sources[OWN].reviewed] == ["A. Second"]
    assert {one.state for one in verify(ledger, here / "data" / "corpus")} == {"verified"}
    assert (OWN, 0, 4) in [(one.source, one.first, one.words) for one in ledger.ignored]
    assert tables.stale(tables.build(ledger, paths.reference_dir()), topic=ledger.topic) == []
    assert accept(OWN).written == []


def test_what_changed_in_the_draft_replaces_what_it_wrote_and_nothing_a_person_wrote(here: Path, draft: Draft) -> None:
    accept(OWN)
    drafts.change(OWN, lambda one: edits.heed(edits.edit(one, "k001", "me", status=None), "i001", "me"))
    accept(OWN)
    ledger = load_evidence()
    assert ledger.claims[f"{OWN}.c01"].status is None
    assert [one for one in ledger.ignored if one.source == OWN] == []
    file = here / "data" / "evidence" / "sources" / f"{OWN}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("14 000 t par", "14 000 t chaque"), encoding="utf-8")
    with pytest.raises(MaliRussiaError, match="--over"):
        accept(OWN)
    assert accept(OWN, over=True).claims == 1


def test_a_draft_that_the_evidence_refuses_changes_no_file(here: Path, draft: Draft) -> None:
    drafts.change(OWN, lambda one: edits.edit(one, "k001", "me", subject="flower"))
    before = {path: path.read_bytes() for path in (here / "data" / "evidence").rglob("*.yaml")}
    with pytest.raises(EvidenceError, match="candidate k001 field subject"):
        accept(OWN)
    drafts.change(OWN, lambda one: edits.ignore(edits.undo(one), FIRST, 2, "me", "across a passage"))
    with pytest.raises(EvidenceError, match=r"evidence/ignored.yaml:\d+: ignored range"):
        accept(OWN)
    assert {path: path.read_bytes() for path in (here / "data" / "evidence").rglob("*.yaml")} == before


def test_new_entities_and_verdicts_go_with_the_source(here: Path, draft: Draft) -> None:
    entity = Entity(schema="Company", kind="company", fr="Usine neuve", en="New plant")
    reason = Label(fr="L’une livre, l’autre ouvrira.", en="One delivers, the other will open.")
    drafts.change(OWN, lambda one: edits.new_entity(one, "new-plant-company", entity, "me"))
    drafts.change(
        OWN, lambda one: edits.identity(one, "new-plant-company", "moulin-du-nord", "different", reason, "me")
    )
    drafts.change(OWN, lambda one: edits.edit(one, "k001", "me", by="new-plant-company"))
    accept(OWN)
    ledger = load_evidence()
    assert ledger.entities["new-plant-company"] == entity
    assert [one.right for one in ledger.identities if one.left == "new-plant-company"] == ["moulin-du-nord"]


def test_a_copy_that_changed_is_not_coded_by_an_old_draft(here: Path, draft: Draft) -> None:
    copy = here / "data" / "corpus" / "gazette.txt"
    copy.write_text("Tout autre chose.", encoding="utf-8")
    with pytest.raises(MaliRussiaError, match="not the copy"):
        accept(OWN)
    copy.unlink()
    with pytest.raises(MaliRussiaError, match="put it back"):
        accept(OWN)


def test_candidates_come_in_reading_order(draft: Draft) -> None:
    later, _ = edits.add(draft, "me", 24, 3)
    earlier, _ = edits.add(later, "me", 0, 3)
    assert [key for key, _ in reading_order(earlier)] == ["k003", "k001", "k002"]


def test_a_draft_of_which_nothing_is_accepted_writes_nothing(here: Path) -> None:
    drafts.save(bare_draft())
    before = sorted((here / "data" / "evidence").rglob("*"))
    with pytest.raises(MaliRussiaError, match="no candidate is accepted yet; set state: accepted in"):
        accept(OWN, coded_by="A. Coder")
    assert sorted((here / "data" / "evidence").rglob("*")) == before
    assert drafts.load(OWN).coded == []
