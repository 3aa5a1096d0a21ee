"""How a text is looked for: without accents, capitals and signs, by the beginnings of words, with one typing error.

    words("L’accord-cadre de Sénou")         ["l", "accord", "cadre", "de", "senou"]
    match("poutine", "Vladimir Poutine")     3   a word of the text
    match("pout", "Vladimir Poutine")        2   the beginning of one
    match("putine", "Vladimir Poutine")      1   one typing error away from one
    match("lavrov", "Vladimir Poutine")      0   none

The search of the site follows the same rules in its own language; tests/search_cases.json holds both to them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

WORD, BEGINNING, NEAR, NONE = 3, 2, 1, 0
"""How well a word that is looked for is met by a text."""
LEAST = 5
"""Letters that a word has at least before a typing error in it is forgiven."""

# Letters that are written as two without an accent to take off.
_TWO = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})


def fold(text: str) -> str:
    """Return a text without accents, capitals and signs; words stand one space apart."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).lower()).translate(_TWO)
    kept = (letter for letter in plain if not unicodedata.category(letter).startswith("M"))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in kept).split())


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(fold(text).split())


def match(query: str, text: str) -> int:
    """Tell how well a text meets a query: by the word that it meets worst; `NONE` where it meets one not at all.

    Args:
        query: What somebody typed; without a word it meets nothing.
        text: Where it is looked for.
    """
    return match_words(words(query), words(text))


def match_words(query: Sequence[str], text: Iterable[str]) -> int:
    """Tell the same of words that are folded already."""
    there = tuple(text)
    return min((max((_meets(word, other) for other in there), default=NONE) for word in query), default=NONE)


def _meets(word: str, other: str) -> int:
    if other.startswith(word):
        return WORD if len(other) == len(word) else BEGINNING
    if len(word) < LEAST:
        return NONE
    sizes = {min(len(other), size) for size in (len(word) - 1, len(word), len(word) + 1)}
    return NEAR if any(one_error(word, other[:size]) for size in sizes) else NONE


def one_error(a: str, b: str) -> bool:
    """Tell whether two words differ by one letter: another, one more, one less, or two that changed places."""
    if abs(len(a) - len(b)) > 1:
        return False
    first = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if first is None:
        return True
    if len(a) == len(b):
        rest = a[first + 1 :] == b[first + 1 :]
        swapped = a[first : first + 2] == b[first : first + 2][::-1] and a[first + 2 :] == b[first + 2 :]
        return rest or swapped
    long, short = (a, b) if len(a) > len(b) else (b, a)
    return long[first + 1 :] == short[first:]
