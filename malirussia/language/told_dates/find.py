"""Where a text tells a date."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from malirussia.language.told_dates.resolve import resolve
from malirussia.language.told_dates.words import WORDS

# One sign for one: places in the text stay.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "‑": "-", "‐": "-", "\n": " "})
# May, March and some short forms are words of their own in English.
_WORDS_TOO = {
    "en": frozenset(("may", "march", "mar.", "sat.", "sun.", "sun", "sat", "fall")),
    "fr": frozenset(("mars",)),
}


class ToldDate(NamedTuple):
    """A date in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last.
        kind: How it is put: `day`, `adverb`, `ago` …
        value: EDTF; with `~` where it may mean another; None where the text's own day would be needed to tell.
    """

    start: int
    end: int
    kind: str
    value: str | None


def find(text: str, lang: str, day: date | None) -> list[ToldDate]:
    """Find the dates of a text, in their order; none across another.

    Args:
        text: The text.
        lang: `fr` or `en`; of another language only dates in figures are found.
        day: The day of the text, from which *yesterday* is counted; None where nobody knows.
    """
    words = WORDS.get(lang, WORDS["en"])
    plain = text.translate(_PLAIN)
    found: list[tuple[int, int, int, str]] = []
    for rank, (kind, pattern) in enumerate(words.patterns.items()):
        if lang not in WORDS and kind not in ("iso", "slashed", "year"):
            continue
        found.extend((one.start(), -one.end(), rank, kind) for one in pattern.finditer(plain))
    told: list[ToldDate] = []
    reached = 0
    last_value: str | None = None
    for start, minus_end, _, kind in sorted(found):
        if start < reached:
            continue
        one = words.patterns[kind].match(plain, start)
        if one is None or _is_another_word(text[start:-minus_end], kind, lang):
            continue
        value = resolve(kind, one, lang, day, _after(plain, -minus_end), last_value)
        if value == "":
            continue
        if value is not None and kind in ("day", "month_day", "iso", "of_day", "month", "year"):
            last_value = value
        told.append(ToldDate(start, -minus_end, kind, value))
        reached = -minus_end
    return told


def _after(plain: str, end: int) -> str:
    """The rest of the sentence, by whose verb a weekday lies ahead or behind."""
    return plain[max(0, end - 90) : end + 90]


def _is_another_word(printed: str, kind: str, lang: str) -> bool:
    word = printed.strip()
    if kind == "month" and word.casefold() in _WORDS_TOO.get(lang, ()):
        # *may* is a verb; *Mars* a planet and a first name, *mars* a month.
        return word[0].islower() if lang == "en" else word[0].isupper()
    return kind == "of_day" and lang == "en" and word.casefold() in _WORDS_TOO["en"]
