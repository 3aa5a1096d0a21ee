from __future__ import annotations

import hashlib
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malirussia.evidence.invisible import seen
from malirussia.evidence.words import SCHEMES, Scheme, digest, spans, words

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
        ("ﬁne 2ᵉ", ["fine", "2e"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("", []),
        ("— … !", []),
        ("fa\u00adri\u200bne \ufeff\u202bépi\u202c", ["farine", "épi"]),
        ("fari\ufe0fne fa\u034frine fa\x00rine", ["farine", "farine", "farine"]),
    ],
)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_are_the_folded_runs_of_letters_or_digits_that_one_sees(
    text: str, expected: list[str], scheme: Scheme
) -> None:
    assert words(text, scheme) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("½", ["1", "2"]),
        ("İzmir", ["i", "zmir"]),
        ("kɔ\u0300rɔ", ["kɔ", "rɔ"]),
        ("−2,5 % de 10⁶ €", ["2", "5", "de", "106"]),
    ],
)
def test_words_1_counts_no_sign_and_parts_a_word_at_a_mark_that_does_not_compose(
    text: str, expected: list[str]
) -> None:
    assert words(text, "words/1") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("−2,5 %", "- 2 , 5 %"),
        ("de -5 à +5", "de - 5 à + 5"),
        ("160-200", "160 – 200"),
        ("160 — 200", "160 – 200"),
        ("5%−7 %", "5 % – 7 %"),
        ("covid-19, G-7", "covid 19 g 7"),
        ("– 12 tonnes", "12 tonnes"),
        ("100 € 100$ £5", "100 € 100 $ £ 5"),
        ("-$5", "- $ 5"),
        ("5 ‰ 5 ％", "5 ‰ 5 %"),
        ("≥ 10 ⩾ 10 ≤ 10", "≥ 10 ≥ 10 ≤ 10"),
        ("< 5 > 5", "< 5 > 5"),
        ("10⁶ 10^6 10¹²", "10 ^ 6 10 ^ 6 10 ^ 12"),
        ("m² ㎡ s⁻¹", "m ^ 2 m ^ 2 s ^ -1"),
        ("2½ ½ 1⁄2 1/2", "2 1 / 2 1 / 2 1 / 2 1 / 2"),
        ("160.000 160,000 160 000", "160 . 000 160 , 000 160 000"),
        ("p.5 .5", "p 5 . 5"),
        ("3×4 3*4 3·4", "3 × 4 3 × 4 3 × 4"),
        ("5 °C, n° 5", "5 ° c n 5"),
        ("kɔ\u0300rɔ İ", "kɔ\u0300rɔ i\u0307"),
        ("Bleue™", "bleue"),
        ("Accueil | Mali → suite", "accueil mali suite"),
        ("> un accord\n> de 5 t", "un accord de 5 t"),
        ("<moulin@example.org>", "moulin example org"),
    ],
)
def test_words_2_keeps_the_signs_that_change_a_quantity(text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "`", "\u00a0"])
def test_apostrophes_only_separate(apostrophe: str) -> None:
    assert words(f"l{apostrophe}usine") == ["l", "usine"]


@settings(max_examples=600)
@given(texts.map("".join))
def test_spans_have_the_words_of_the_text_whatever_the_characters(text: str) -> None:
    assert [span.word for span in spans(text, "words/1")] == words(text, "words/1")


@settings(max_examples=300)
@given(texts.map("".join), st.sampled_from(SCHEMES))
def test_every_span_is_a_run_of_the_original_text_in_order(text: str, scheme: Scheme) -> None:
    found = spans(text, scheme)
    assert all(text[span.start : span.end] == span.text != "" for span in found)
    assert all(before.start <= span.start and before.end <= span.end for before, span in pairwise(found))


@given(texts.map("".join))
def test_the_run_of_a_word_holds_the_word(text: str) -> None:
    for span in spans(text, "words/1"):
        assert span.word in unicodedata.normalize("NFKC", seen(span.text)).casefold()


@settings(max_examples=300)
@given(texts.map("".join))
def test_words_2_has_every_letter_and_figure_that_words_1_has(text: str) -> None:
    one, two = ("".join(filter(str.isalnum, "".join(words(text, scheme)))) for scheme in SCHEMES)
    assert one == two or any(character in text for character in "™℠")


def test_a_character_that_makes_two_words_is_the_run_of_both() -> None:
    assert [(span.text, span.word) for span in spans("½ t")] == [("½", "1"), ("½", "/"), ("½", "2"), ("t", "t")]


def test_a_mark_that_cuts_a_word_leaves_each_part_its_own_run() -> None:
    assert [(span.text, span.word) for span in spans("à İzmir", "words/1")] == [
        ("à", "à"),
        ("İ", "i"),
        ("zmir", "zmir"),
    ]


def test_a_letter_and_its_combining_accent_are_one_run() -> None:
    assert [(span.start, span.end, span.word) for span in spans("E\u0301pi e\u0301")] == [(0, 4, "épi"), (5, 7, "é")]


def test_the_digest_is_of_the_words_joined_by_one_space() -> None:
    assert digest(["12", "000", "été"]) == hashlib.sha256("12 000 été".encode()).hexdigest()
