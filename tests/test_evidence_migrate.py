"""Pointers of words/1 made anew in words/2."""

from __future__ import annotations

import hashlib

import pytest
from small_evidence import TEXT, SmallEvidence

from malirussia.errors import EvidenceError
from malirussia.evidence import load
from malirussia.evidence.migrate import main, migrate, write
from malirussia.evidence.passages import misprints, point, verify
from malirussia.evidence.words import words

SOURCE = "sources/la-revue-2025.yaml"
# Three quantities whose signs words/1 does not count, at both edges of a passage.
SIGNS = TEXT.replace("15 000 tonnes", "15 000 tonnes (−2,5 %)").replace("en 2026", "pour 5 %")


@pytest.fixture
def old(small: SmallEvidence) -> SmallEvidence:
    """Evidence whose pointers are of words/1."""
    small.copy.write_text(SIGNS, encoding="utf-8")
    path = small.folder / SOURCE
    text = path.read_text(encoding="utf-8").replace("  scheme: words/2\n", "")
    for first, last, was in (
        ("Le Moulin", "Coopérative Bleue", ("Le Moulin", "Coopérative Bleue")),
        ("L’accord, dit", "à Valmont", ("L’accord, dit", "à Valmont")),
        ("La Coopérative Bleue se", "pour 5", ("La Coopérative Bleue se", "en 2026")),
    ):
        before, now = point(TEXT, *was), point(SIGNS, first, last, "words/1")
        text = text.replace(
            f"first: {before.first}, words: {before.words}, sha256: {before.sha256}",
            f"first: {now.first}, words: {now.words}, sha256: {now.sha256}",
        )
    text = text.replace(hashlib.sha256(TEXT.encode()).hexdigest(), hashlib.sha256(SIGNS.encode()).hexdigest())
    path.write_text(
        text.replace(f"n_words: {len(words(TEXT))}", f"n_words: {len(words(SIGNS, 'words/1'))}"), encoding="utf-8"
    )
    small.edit("ignored.yaml", "first: 60", "first: 62")
    return small


def states(small: SmallEvidence) -> list[str]:
    return [check.state for check in verify(load(small.folder), small.corpus)]


def test_old_pointers_verify_and_do_not_see_another_sign(old: SmallEvidence) -> None:
    assert states(old) == ["verified"] * 3
    old.copy.write_text(SIGNS.replace("−2,5", "+2,5").replace("5 %", "5 ‰"), encoding="utf-8")
    assert states(old) == ["verified"] * 3


def test_what_is_migrated_verifies_and_sees_another_sign(old: SmallEvidence) -> None:
    ledger = load(old.folder)
    write(migrate(ledger, old.corpus), ledger, old.corpus)
    again = load(old.folder)
    assert again.sources["la-revue-2025"].scheme == "words/2"
    assert again.sources["la-revue-2025"].n_words == len(words(SIGNS))
    assert states(old) == ["verified"] * 3
    for sign, other, passage in (("−2,5", "2,5", 0), ("5 %)", "5 ‰)", 0), ("2,5", "2.5", 0), ("5 %.", "5 ‰.", 2)):
        old.copy.write_text(SIGNS.replace(sign, other), encoding="utf-8")
        assert [state == "missing" for state in states(old)] == [place == passage for place in range(3)], (sign, other)


def test_nothing_but_the_pointers_changes(old: SmallEvidence) -> None:
    before = (old.folder / SOURCE).read_text(encoding="utf-8").splitlines()
    ledger = load(old.folder)
    migrated = migrate(ledger, old.corpus)
    after = migrated.files[old.folder / SOURCE].splitlines()
    assert [line for line in after if line not in before and "first:" not in line] == [
        "  scheme: words/2",
        f"  n_words: {len(words(SIGNS))}",
    ]
    assert len(after) == len(before) + 1
    assert migrated.sources == ["la-revue-2025"]
    assert migrate(load(old.folder), old.corpus).files.keys() == {old.folder / SOURCE, old.folder / "ignored.yaml"}


def test_an_ignored_range_keeps_its_words(old: SmallEvidence) -> None:
    ledger = load(old.folder)
    write(migrate(ledger, old.corpus), ledger, old.corpus)
    run, one = words(SIGNS), words(SIGNS, "words/1")
    before, two = ledger.ignored[1], load(old.folder).ignored[1]
    assert run[two.first : two.first + two.words] == one[before.first : before.first + before.words]


def test_a_passage_that_is_not_in_the_copy_stops_the_migration_with_its_line(old: SmallEvidence) -> None:
    old.copy.write_text(SIGNS.replace("farine", "semoule"), encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"la-revue-2025\.yaml:\d+: passage la-revue-2025\.p01 is not in the copy"):
        migrate(load(old.folder), old.corpus)


def test_the_command_tells_and_writes_only_when_asked(
    old: SmallEvidence, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MALIRUSSIA_DATA", str(old.folder.parent))
    before, ignored = ((old.folder / name).read_bytes() for name in (SOURCE, "ignored.yaml"))
    assert main([str(old.corpus)]) == 0
    assert "1 sources, 3 passages in words/2: 2 files would be written" in capsys.readouterr().out
    assert (old.folder / SOURCE).read_bytes() == before
    assert main([str(old.corpus), "--write"]) == 0
    assert load(old.folder).sources["la-revue-2025"].scheme == "words/2"
    old.copy.unlink()
    (old.folder / SOURCE).write_bytes(before)
    (old.folder / "ignored.yaml").write_bytes(ignored)
    assert main([str(old.corpus)]) == 1
    assert "is not in the copy" in capsys.readouterr().err


def test_a_figure_as_printed_is_held_to_its_signs_in_either_scheme(old: SmallEvidence) -> None:
    old.edit(SOURCE, "as_printed: 12 000 à 15 000 tonnes", "as_printed: '+2,5 %'")
    old.edit(SOURCE, "  value: {low: 12000, high: 15000, unit: t, per: month}\n", "")
    old.edit(SOURCE, "predicate: tonnage", "predicate: opens")
    assert [problem.found for problem in misprints(load(old.folder), old.corpus)] == [
        "'+2,5 %' is not printed in passage la-revue-2025.p01"
    ]
    old.edit(SOURCE, "'+2,5 %'", "'−2,5 %'")
    assert misprints(load(old.folder), old.corpus) == []
