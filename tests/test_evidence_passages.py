from __future__ import annotations

from html import escape

import msgspec
import pytest
from small_evidence import TEXT, SmallEvidence

from malirussia.errors import MaliRussiaError
from malirussia.evidence import Ledger, load
from malirussia.evidence.corpus import read
from malirussia.evidence.passages import link, misprints, point, verify, verify_sources
from malirussia.evidence.words import SCHEMES, digest, words
from malirussia.tables.excerpt import excerpts
from malirussia.tables.tree import Trace


def states(small: SmallEvidence) -> dict[str, str]:
    return {check.passage_id.partition(".")[2]: check.state for check in verify(load(small.folder), small.corpus)}


def test_a_pointer_is_the_run_from_the_first_words_to_the_last() -> None:
    pointer = point(TEXT, "le moulin", "par mois")
    run = words("Le Moulin du Nord livre de 12 000 à 15 000 tonnes de farine par mois")
    assert (pointer.first, pointer.words, pointer.sha256) == (7, len(run), digest(run))


def test_the_first_words_may_be_the_last_too() -> None:
    assert point(TEXT, "Recettes", "recettes").words == 1
    assert point(TEXT, "Une usine neuve", "usine neuve").words == 3


def test_first_words_in_two_places_are_refused() -> None:
    with pytest.raises(MaliRussiaError, match="'Valmont': in 2 places; give more of the first words"):
        point(TEXT, "Valmont", "2026")


@pytest.mark.parametrize(
    ("first", "last"), [("Le Moulin du Sud", "mois"), ("Une usine", "farine"), ("", "mois"), ("Une usine", "")]
)
def test_words_that_are_not_there_are_refused(first: str, last: str) -> None:
    with pytest.raises(MaliRussiaError, match="copy them from the text"):
        point(TEXT, first, last)


def test_every_passage_of_the_copy_that_was_coded_is_verified(small: SmallEvidence) -> None:
    assert states(small) == {"p01": "verified", "p02": "verified", "p03": "verified"}


def test_passages_survive_html_other_apostrophes_spaces_and_furniture(small: SmallEvidence) -> None:
    text = TEXT.replace("’", "'").replace("12 000", "12\u202f000").replace(" de ", "\u00a0de\n")
    furniture = "".join(f"<li>menu {i}</li>" for i in range(150))
    body = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    small.copy.write_text(f"<html><nav>{furniture}</nav>{body}</html>".replace("Moul", "M<b>o</b>ul"), encoding="utf-8")
    assert states(small) == {"p01": "moved", "p02": "moved", "p03": "moved"}
    assert {check.found - check.first for check in verify(load(small.folder), small.corpus)} == {300}


def test_one_changed_figure_makes_its_passage_missing_and_no_other(small: SmallEvidence) -> None:
    small.copy.write_text(TEXT.replace("15 000", "16 000"), encoding="utf-8")
    assert states(small) == {"p01": "missing", "p02": "verified", "p03": "verified"}


def test_a_lookalike_is_never_taken_for_a_passage(small: SmallEvidence) -> None:
    small.copy.write_text(TEXT.replace("Valmont en", "Valmond en"), encoding="utf-8")
    assert states(small)["p03"] == "missing"


def test_of_two_places_the_nearest_is_told(small: SmallEvidence) -> None:
    small.copy.write_text(f"un deux {TEXT}\n{'mot ' * 400}\n{TEXT}", encoding="utf-8")
    assert {check.found - check.first for check in verify(load(small.folder), small.corpus)} == {2}


def test_where_there_is_no_copy_every_passage_is_missing(small: SmallEvidence) -> None:
    small.copy.unlink()
    assert [(check.state, check.copy) for check in verify(load(small.folder), small.corpus)] == [
        ("missing", "absent")
    ] * 3


def test_an_empty_copy_has_no_passage(small: SmallEvidence) -> None:
    small.copy.write_text("", encoding="utf-8")
    assert set(states(small).values()) == {"missing"}


def test_sources_are_compared_with_the_copy_that_was_coded(small: SmallEvidence) -> None:
    small.copy.write_text(TEXT + " fin", encoding="utf-8")
    (check,) = verify_sources(load(small.folder), small.corpus)
    assert (check.source_id, check.copy, check.n_words, check.found_words) == ("la-revue-2025", "changed", 63, 64)


def test_checks_are_read_by_programs(small: SmallEvidence) -> None:
    told = msgspec.to_builtins(verify(load(small.folder), small.corpus))
    assert told[0] == {
        "passage_id": "la-revue-2025.p01",
        "source_id": "la-revue-2025",
        "state": "verified",
        "first": 7,
        "words": 20,
        "found": 7,
        "copy": "same",
    }


def test_a_name_that_its_passage_does_not_print_is_told(small: SmallEvidence) -> None:
    line = small.edit("sources/la-revue-2025.yaml", "as_printed: 12 000 à 15 000 tonnes", "as_printed: 15 000 t")
    (problem,) = misprints(load(small.folder), small.corpus)
    assert str(problem) == (
        f"data/evidence/sources/la-revue-2025.yaml:{line}: '15 000 t' is not printed in passage la-revue-2025.p01; "
        "copy it from the text, or name the passage that prints it"
    )


def linked(ledger: Ledger, small: SmallEvidence, passage_id: str, url: str | None) -> str | None:
    source = msgspec.structs.replace(ledger.sources["la-revue-2025"], url=url)
    copy = read(small.corpus, source)
    assert copy is not None
    return link(source, copy, ledger.passages[f"la-revue-2025.{passage_id}"])


def test_a_link_holds_three_words_a_side_as_printed(small: SmallEvidence) -> None:
    found = linked(load(small.folder), small, "p01", "https://example.org/a")
    sides = "Le%20Moulin%20du,la%20Coop%C3%A9rative%20Bleue"
    assert found == f"https://example.org/a#:~:text={sides}"


def test_a_short_passage_is_linked_whole(small: SmallEvidence) -> None:
    ledger = load(small.folder)
    source = msgspec.structs.replace(ledger.sources["la-revue-2025"], url="https://example.org/a")
    copy = read(small.corpus, source)
    assert copy is not None
    assert link(source, copy, point(TEXT, "Une usine", "neuve")) == "https://example.org/a#:~:text=Une%20usine%20neuve"


def test_a_link_keeps_a_fragment_that_the_address_has(small: SmallEvidence) -> None:
    found = linked(load(small.folder), small, "p01", "https://example.org/a#top")
    assert found is not None and found.startswith("https://example.org/a#top:~:text=Le%20")


def test_a_side_of_a_link_crosses_no_line_end(small: SmallEvidence) -> None:
    ledger = load(small.folder)
    across = point(TEXT, "moulin du nord un accord", "Le Moulin du")
    copy = read(small.corpus, ledger.sources["la-revue-2025"])
    assert copy is not None
    source = msgspec.structs.replace(ledger.sources["la-revue-2025"], url="https://example.org/a")
    found = link(source, copy, across)
    assert found == "https://example.org/a#:~:text=Moulin%20du%20Nord,Le%20Moulin%20du"


def test_a_link_encodes_what_has_a_meaning_in_it(small: SmallEvidence) -> None:
    small.copy.write_text("L’avant-port, dit-on, & la mer\n", encoding="utf-8")
    source = msgspec.structs.replace(load(small.folder).sources["la-revue-2025"], url="https://example.org/a")
    copy = read(small.corpus, source)
    assert copy is not None
    found = link(source, copy, point(copy.text, "L’avant", "la mer"))
    assert found == "https://example.org/a#:~:text=L%E2%80%99avant%2Dport,on%2C%20%26%20la%20mer"


def test_a_source_without_an_address_has_no_link(small: SmallEvidence) -> None:
    assert linked(load(small.folder), small, "p01", None) is None


def test_an_excerpt_is_found_in_either_scheme_and_shows_no_control(small: SmallEvidence) -> None:
    text = TEXT.replace("tonnes", "tonnes (\u221212,5 %) \x1b[2J\u202e").replace("farine", "fa\u00adrine")
    small.copy.write_text(text, encoding="utf-8")
    source = {"source_id": "x", "lang": "fr", "kind": "press", "origin_group": "x", "file": small.copy.name}
    for scheme in SCHEMES:
        pointer = point(text, "Le Moulin", "Bleue", scheme)
        rows = {"x.p01": msgspec.to_builtins(pointer)}
        found = excerpts(source | {"text_sha256": "0" * 64, "n_words": 1}, rows, small.corpus)["x.p01"]
        assert found.state == "verified"
        assert "\u221212,5 %" in found.words
        told = str(Trace("passage", "x.p01", "a\x1b[31m\u202eb", excerpt=found))
        assert all(line.isprintable() for line in told.splitlines())
        assert "a\\x1b[31m\\u202eb" in told
