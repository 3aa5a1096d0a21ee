"""An article comes in as a draft: read as a person reads it, listed, with claims proposed and their reasons."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from intake_project import ARTICLE, enter, new_article
from typer.testing import CliRunner

from malirussia.cli import app
from malirussia.errors import MaliRussiaError
from malirussia.evidence import load as load_evidence
from malirussia.intake import drafts, edits
from malirussia.intake.accept import accept, copy_of
from malirussia.intake.draft import Draft
from malirussia.intake.take import Told, take

OWN = "la-gazette-2025-03-04"
TOLD = Told(publisher="La Gazette", voice="la-revue")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that is the working folder, and a new article in it."""
    enter(tmp_path, monkeypatch)
    new_article(tmp_path)
    return tmp_path


def taken(named: str = "new.txt", told: Told = TOLD) -> Draft:
    draft = take(named, told).draft
    assert draft is not None
    return draft


def test_an_article_becomes_a_draft_with_its_copy(here: Path) -> None:
    draft = taken()
    assert draft.source.id == OWN
    assert (draft.source.published, draft.source.lang, draft.source.voice) == ("2025-03-04", "fr", "la-revue")
    copy = copy_of(draft)
    assert copy.sha256 == draft.source.text_sha256
    assert len(copy.words) == draft.source.n_words
    printed = {" ".join(copy.words[one.first : one.first + one.words]): one for one in draft.found}
    assert printed["14 000"].value == "14000"
    assert printed["le 4 mars 2025"].value == "2025-03-04"
    assert printed["moulin du nord"].entity == "moulin-du-nord"


def test_a_claim_is_proposed_with_what_it_resembles(here: Path) -> None:
    draft = taken()
    found = [one for one in draft.candidates.values() if (one.subject, one.predicate) == ("flour", "tonnage")]
    assert next((one.kind, one.of) for one in found[0].why) == ("resembles", "la-revue-2025.c02")
    assert ("joins", "flour.tonnage") in [(one.kind, one.of) for one in found[0].why]
    assert {one.state for one in draft.candidates.values()} == {"proposed"}
    # The sentence of the resembled claim tells 12,000–15,000: that is not what this passage says.
    assert (found[0].fr, found[0].en) == ("Farine, tonnage\u00a0: 14\u00a0000.", "Flour, tonnage: 14,000.")


def test_the_very_text_is_not_taken_in_twice(here: Path) -> None:
    taken()
    assert take("new.txt", Told(id="again")).same_as == OWN
    (here / "old.txt").write_bytes((here / "data" / "corpus" / "la-revue.txt").read_bytes() + b"\n\n")
    assert take("old.txt").same_as == "la-revue-2025"
    assert drafts.ids() == [OWN]


def test_another_text_at_a_known_address_is_another_version(here: Path) -> None:
    first = taken(told=Told(id="one", url="https://gazette.example/farine/"))
    (here / "new.txt").write_text(ARTICLE.replace("14 000", "15 000"), encoding="utf-8")
    second = taken(told=Told(id="two", url="http://www.gazette.example/farine"))
    assert (first.taken.replaces, second.taken.replaces) == (None, "one")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_reads_alike(here: Path, encoding: str) -> None:
    (here / "coded.txt").write_bytes(ARTICLE.replace("\n", "\r\n").encode(encoding))
    assert copy_of(taken("coded.txt")).text == ARTICLE


def test_what_nobody_sees_is_not_read(here: Path) -> None:
    torn = (
        ARTICLE.replace("tonnes", "ton\u00adnes")
        .replace("Coopérative", "Coope\u0301rative")
        .replace("farine par", "fa-\nrine par")
    )
    (here / "torn.txt").write_text(torn, encoding="utf-8")
    assert "14 000 tonnes de farine par mois" in " ".join(copy_of(taken("torn.txt")).text.split())


def test_what_is_no_article_is_refused_in_one_line(here: Path) -> None:
    (here / "empty.txt").write_text(" \n", encoding="utf-8")
    (here / "noise.bin").write_bytes(bytes(range(256)) * 8)
    for named, told in (("empty.txt", "no words"), ("noise.bin", "no text"), ("missing.txt", "cannot be read")):
        with pytest.raises(MaliRussiaError, match=told):
            take(named)
    for wrong in (Told(lang="de"), Told(published="4 mars"), Told(id="No Id")):
        with pytest.raises(MaliRussiaError):
            take("new.txt", wrong)


def test_from_a_file_to_the_evidence_on_the_command_line(here: Path) -> None:
    run = CliRunner()
    told = run.invoke(app, ["intake", "new.txt", "--publisher", "La Gazette", "--voice", "la-revue"])
    assert told.exit_code == 0, told.output
    assert "candidate claims" in told.stdout
    assert run.invoke(app, ["accept", OWN]).exit_code == 1
    key = next(
        key for key, one in drafts.load(OWN).candidates.items() if (one.subject, one.predicate) == ("flour", "tonnage")
    )
    drafts.change(
        OWN, lambda one: edits.edit(one, key, "me", fr="Le moulin promet 14 000 t par mois.", en="14,000 t a month.")
    )
    done = run.invoke(app, ["accept", OWN, "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["claims"] == 1
    claim = load_evidence().claims[f"{OWN}.c01"]
    assert claim.value is not None
    assert (claim.value.low, claim.value.unit, claim.value.per) == (14000, "t", "month")


def test_one_dispatch_is_recognised_by_hashes_without_its_text(here: Path) -> None:
    taken()
    key = next(iter(drafts.load(OWN).candidates))
    said = {"fr": "Le moulin promet 14 000 t par mois.", "en": "The mill promises 14,000 t a month."}
    amount = {"value": {"low": 14000, "unit": "t", "per": "month"}, "object": None, "text": None}
    what = {"subject": "flour", "predicate": "tonnage", **amount, **said}
    drafts.change(OWN, lambda one: edits.edit(one, key, "me", **what))
    assert f"data/evidence/runs/{OWN}.txt" in accept(OWN).written
    hashes = (here / "data" / "evidence" / "runs" / f"{OWN}.txt").read_text(encoding="ascii").split()
    assert hashes == sorted(hashes)
    assert {len(one) for one in hashes} == {16}
    (here / "data" / "corpus" / f"{OWN}.txt").unlink()
    (here / "other.txt").write_text("La Coopérative Bleue attend. " + ARTICLE, encoding="utf-8")
    other = taken("other.txt", Told(id="other"))
    assert [(one.source, one.proposed) for one in other.origins] == [(OWN, True)]
    assert other.source.origin_group == OWN


def test_another_version_tells_what_moved_and_what_is_missing(here: Path) -> None:
    coded = here / "data" / "evidence" / "sources" / "la-revue-2025.yaml"
    text = coded.read_text(encoding="utf-8")
    coded.write_text(text.replace("  kind: press", "  kind: press\n  url: https://revue.example/a"), encoding="utf-8")
    before = (here / "data" / "corpus" / "la-revue.txt").read_text(encoding="utf-8")
    (here / "again.txt").write_text("Mise à jour. " + before.replace("six mois", "sept mois"), encoding="utf-8")
    came = take("again.txt", Told(id="again", url="https://revue.example/a"))
    assert came.draft is not None
    assert came.draft.taken.replaces == "la-revue-2025"
    assert (came.moved, came.missing) == (["la-revue-2025.p01", "la-revue-2025.p02"], ["la-revue-2025.p03"])


ENGLISH = """The flour of Valmont

On Tuesday the manager of the Moulin du Nord said that the Coopérative Bleue would receive between 12,000 and 14,000
tonnes of flour a month. Three lorries left last week.
"""


def test_an_english_article_is_read_with_its_own_numbers_and_days(here: Path) -> None:
    (here / "english.txt").write_text(ENGLISH, encoding="utf-8")
    draft = taken("english.txt", Told(id="english", published="2025-03-07"))
    copy = copy_of(draft)
    told = {" ".join(copy.words[one.first : one.first + one.words]): one.value for one in draft.found}
    assert draft.source.lang == "en"
    assert told["12 , 000 and 14 , 000"] == "12000/14000"
    assert told["on tuesday"] == "2025-03-04"
    assert told["three"] == "3"
    assert told["last week"] == "2025-02-24/2025-03-02"
