from __future__ import annotations

import hashlib
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malirussia.evidence.words import digest, spans, words

# Characters that change form, grow, or join the one before them: rare in ordinary text, and the mapping must bear them.
AWKWARD = [
    character
    for character in map(chr, range(sys.maxunicode + 1))
    if not 0xD800 <= ord(character) <= 0xDFFF
    and (
        unicodedata.decomposition(character)
        or unicodedata.combining(character)
        or character.casefold() != character
        or 0x1100 <= ord(character) < 0x1200
        or 0x0980 <= ord(character) < 0x0E00
    )
]
texts = st.lists(st.sampled_from(AWKWARD) | st.characters(codec="utf-8") | st.sampled_from("aé1 _'-\n"), max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’usine d'Épi-Val", ["l", "usine", "d", "épi", "val"]),
        ("12\u00a0000\u202ft", ["12", "000", "t"]),
        ("snake_case", ["snake", "case"]),
        ("E\u0301pi", ["épi"]),
        ("ﬁne 2ᵉ ½", ["fine", "2e", "1", "2"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("İzmir", ["i", "zmir"]),
        ("", []),
        ("— … !", []),
    ],
)
def test_words_are_the_folded_runs_of_letters_or_digits(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "`", "\u00a0"])
def test_apostrophes_only_separate(apostrophe: str) -> None:
    assert words(f"l{apostrophe}usine") == ["l", "usine"]


@settings(max_examples=600)
@given(texts.map("".join))
def test_spans_have_the_words_of_the_text_whatever_the_characters(text: str) -> None:
    assert [span.word for span in spans(text)] == words(text)


@settings(max_examples=600)
@given(texts.map("".join))
def test_every_span_is_a_run_of_the_original_text_in_order(text: str) -> None:
    found = spans(text)
    assert all(text[span.start : span.end] == span.text != "" for span in found)
    assert all(before.start <= span.start and before.end <= span.end for before, span in pairwise(found))


@given(texts.map("".join))
def test_the_run_of_a_word_holds_the_word(text: str) -> None:
    for span in spans(text):
        assert span.word in "".join(unicodedata.normalize("NFKC", span.text).casefold())


def test_a_character_that_makes_two_words_is_the_run_of_both() -> None:
    assert [(span.text, span.word) for span in spans("½ t")] == [("½", "1"), ("½", "2"), ("t", "t")]


def test_a_mark_that_cuts_a_word_leaves_each_part_its_own_run() -> None:
    assert [(span.text, span.word) for span in spans("à İzmir")] == [("à", "à"), ("İ", "i"), ("zmir", "zmir")]


def test_a_letter_and_its_combining_accent_are_one_run() -> None:
    assert [(span.start, span.end, span.word) for span in spans("E\u0301pi e\u0301")] == [(0, 4, "épi"), (5, 7, "é")]


def test_the_digest_is_of_the_words_joined_by_one_space() -> None:
    assert digest(["12", "000", "été"]) == hashlib.sha256("12 000 été".encode()).hexdigest()
