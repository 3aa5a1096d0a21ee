"""Readers' pages keep to the words of docs/words.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from malirussia.language import catalogue

# The pages of the site itself, and one of the web that was cited.
PAGES = {
    "The whole page",
    "What was read, run and written to make this page:",
    "Imports given on a web page, 2021",
    "Source: no page of the malirussia ledger.",
    "No source had appeared by then: this page rests on none.",
}
ENGLISH = re.compile(r"\b(rungs?|claims?(?! so\b)|voices?|was known)\b|(?<!\{)\bpages?\b", re.IGNORECASE)
FRENCH = re.compile(r"\b(barreaux?|affirmations?|voix|l’on savait)\b|(?<!\{)\bpages?\b", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\{[^}]*\}")


@pytest.mark.parametrize(("words", "side"), [(ENGLISH, 0), (FRENCH, 1)])
def test_no_sentence_of_a_page_uses_a_word_of_the_code(words: re.Pattern[str], side: int) -> None:
    found = []
    for message, forms in catalogue("fr").messages.items():
        texts = (message,) if side == 0 else forms
        found += [text for text in texts if message not in PAGES and words.search(PLACEHOLDER.sub("", text))]
    assert found == []


def test_the_glossary_says_each_idea_once() -> None:
    text = (Path(__file__).parent.parent / "docs" / "words.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:5] for line in text.splitlines() if line.startswith("| ") and "English" not in line]
    english = [row[1].strip() for row in rows]
    assert len(english) == len(set(english)) >= 10
