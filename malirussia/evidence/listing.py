"""Lists the numbers, dates and capitalised names of a text.

- a number: a word with a digit in it (160, 2ᵉ, 3e), or a number in letters.
- a date: what `language.told_dates` finds (23 juin, hier, la semaine dernière), and the name of a month or weekday in
  the text's language, with the numbers beside it.
- a capitalised name: a word printed with a capital, with those beside it. One exception: a capital at the head of a
  sentence, line or quotation, where the word is a function word (article, pronoun, preposition, conjunction …: a closed
  class) or is known to stand in lower case. There the place makes the capital, not the word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from malirussia.evidence.closed_words import FUNCTION_WORDS, NUMBER_WORDS
from malirussia.evidence.corpus import Copy
from malirussia.evidence.words import Word, words
from malirussia.language import told_dates

Listed = Literal["number", "date", "name"]

# What may stand between a sentence, line or quotation and what is before it.
_HEAD = re.compile(r"\n|[.!?…:;«“”\"•–—]\s*\Z|\s['‘’`-]+\s*\Z")
# What may stand between the words of one name, date or number.
_BESIDE = re.compile(r"[ \t\u00a0\u202f\u2009]*[-‐‑–'’]?[ \t\u00a0\u202f\u2009]*")


_ARTICLES = frozenset(("l", "le", "la", "les", "du", "de", "d", "des", "au", "aux", "à", "en", "the", "on", "in", "of"))


def listed(copy: Copy, lang: str, small: Collection[str], done: Collection[int]) -> Iterator[tuple[int, int, Listed]]:
    """Every number, date and capitalised name of a text that is not done, as (first word, words, kind).

    Args:
        copy: The text.
        lang: Its language.
        small: Folded words known to stand in lower case.
        done: The indexes of the words that are accounted for.
    """
    pairs = pairwise([None, *copy.spans])
    dated = _dated(copy, lang)
    kinds: list[Listed | None] = [
        None if i in done or word is None else "date" if i in dated else _kind(copy.text, before, word, lang, small)
        for i, (before, word) in enumerate(pairs)
    ]
    first = 0
    while first < len(kinds):
        stop = first + 1
        while stop < len(kinds) and _alike(kinds[first], kinds[stop]) and _beside(copy, stop):
            stop += 1
        run = [kind for kind in kinds[first:stop] if kind is not None]
        if run:
            yield first, stop - first, "date" if "date" in run else run[0]
        first = stop


def _dated(copy: Copy, lang: str) -> set[int]:
    """The words of the dates that the text tells, without the article before one; *now* is none."""
    starts = [span.start for span in copy.spans]
    dated: set[int] = set()
    for one in told_dates.find(copy.text, lang, None):
        first, stop = bisect_left(starts, one.start), bisect_left(starts, one.end)
        while first < stop - 1 and copy.words[first] in _ARTICLES:
            first += 1
        if one.kind != "now":
            dated.update(range(first, stop))
    return dated


def _kind(text: str, before: Word | None, word: Word, lang: str, small: Collection[str]) -> Listed | None:
    if any(character.isnumeric() for character in word.word) or word.word in NUMBER_WORDS.get(lang, ()):
        return "number"
    if word.word in _calendar(lang):
        return "date"
    if not (word.text[0].isupper() or word.text[0].istitle()):
        return None
    head = before is None or _HEAD.search(text, before.end, word.start) is not None
    common = word.word in small or word.word in FUNCTION_WORDS.get(lang, ())
    return None if head and common else "name"


def _alike(kind: Listed | None, other: Listed | None) -> bool:
    """Whether two words may be of one name, or of one date or number."""
    return kind is not None and other is not None and (kind == "name") == (other == "name")


def _beside(copy: Copy, index: int) -> bool:
    before, word = copy.spans[index - 1], copy.spans[index]
    return _BESIDE.fullmatch(copy.text, before.end, max(before.end, word.start)) is not None


@lru_cache(maxsize=8)
def _calendar(lang: str) -> frozenset[str]:
    """The names of the months and weekdays of a language, folded; none for a language without a calendar in CLDR."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale(lang)
    except UnknownLocaleError:
        return frozenset()
    names = [*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values()]
    return frozenset(word for name in names for word in words(name))
