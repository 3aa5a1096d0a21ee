from __future__ import annotations

import pytest
from small_evidence import TEXT, SmallEvidence

from malirussia.evidence import load
from malirussia.evidence.corpus import Copy
from malirussia.evidence.coverage import Coverage, cover
from malirussia.evidence.listing import listed


def covered(small: SmallEvidence) -> Coverage:
    return cover(load(small.folder), small.corpus)


def listing(text: str, small: set[str] = frozenset(), lang: str = "fr") -> list[tuple[str, str]]:
    copy = Copy(text=text, sha256="")
    found = listed(copy, lang, small, frozenset())
    return [(kind, " ".join(copy.words[first : first + count])) for first, count, kind in found]


def test_numbers_dates_and_names_are_listed_each_as_one() -> None:
    assert listing("on vend 12 000 sacs à Port-Bleu Nord le lundi 3 mars 2025, soit deux mille, la 2ᵉ fois") == [
        ("number", "12 000"),
        ("name", "port bleu nord"),
        ("date", "lundi 3 mars 2025"),
        ("number", "deux mille"),
        ("number", "2e"),
    ]


def test_a_month_alone_is_a_date() -> None:
    assert listing("on vend en novembre") == [("date", "novembre")]


def test_what_punctuation_parts_is_listed_apart() -> None:
    assert listing("à Valmont, Port-Bleu et Nord") == [("name", "valmont"), ("name", "port bleu"), ("name", "nord")]


@pytest.mark.parametrize(
    "text", ["Le port", "vu. Cette mer", "vu ! « Nous", "vu\nSelon lui", "vu : “Un port", "vu. 'Il va"]
)
def test_a_function_word_at_the_head_of_a_sentence_is_no_name(text: str) -> None:
    assert listing(text) == []


def test_a_word_known_in_lower_case_is_no_name_at_the_head_of_a_sentence_alone() -> None:
    assert listing("Farine vendue", {"farine"}) == []
    assert listing("Farine vendue") == [("name", "farine")]
    assert listing("on vend la Farine", {"farine"}) == [("name", "farine")]


def test_a_capital_behind_an_elision_is_a_name() -> None:
    assert listing("un sac d’Affaires", {"affaires"}) == [("name", "affaires")]


def test_a_language_without_word_lists_lists_every_capital() -> None:
    assert listing("Le port", lang="xx") == [("name", "le")]


def test_all_of_the_small_evidence_is_accounted_for(small: SmallEvidence) -> None:
    coverage = covered(small)
    (article,) = coverage.articles
    assert coverage.complete
    assert (article.words, article.body, article.covered) == (63, 56, 53)
    assert article.share == 53 / 56


def test_what_nothing_covers_is_told_with_its_place(small: SmallEvidence) -> None:
    small.edit("ignored.yaml", "- {source: la-revue-2025, first: 60, words: 3, reason: a teaser}\n", "")
    small.edit("ignored.yaml", "first: 0, words: 7", "first: 3, words: 4")
    coverage = covered(small)
    assert not coverage.complete
    assert [(one.first, one.words, one.kind, one.printed) for one in coverage.uncovered] == [
        (0, 1, "name", "Moulin"),
        (2, 1, "name", "Nord"),
        (60, 1, "name", "Voir"),
        (62, 1, "name", "Recettes"),
    ]


def test_the_context_is_six_words_at_most(small: SmallEvidence) -> None:
    small.edit("ignored.yaml", "first: 60, words: 3", "first: 60, words: 2")
    (one,) = covered(small).uncovered
    assert one.context == "Voir aussi : Recettes"
    small.edit("ignored.yaml", "first: 0, words: 7", "first: 0, words: 1")
    assert covered(small).uncovered[0].context == "Moulin du Nord : un accord de"


def test_a_copy_with_other_words_cannot_be_told_of(small: SmallEvidence) -> None:
    small.copy.write_text("un mot " + TEXT, encoding="utf-8")
    (article,) = covered(small).articles
    assert (article.told, article.copy, article.words, article.share) == (False, "changed", 0, None)
    assert not covered(small).complete


def test_a_copy_with_other_bytes_and_the_same_words_can(small: SmallEvidence) -> None:
    small.copy.write_text(TEXT.replace("’", "'"), encoding="utf-8")
    (article,) = covered(small).articles
    assert (article.told, article.copy, article.words) == (True, "changed", 63)


def test_an_absent_copy_cannot_be_told_of(small: SmallEvidence) -> None:
    small.copy.unlink()
    (article,) = covered(small).articles
    assert (article.told, article.copy) == (False, "absent")
