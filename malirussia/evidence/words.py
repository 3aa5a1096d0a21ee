"""The words of a text, scheme ``words/1``.

A text is put into Unicode form NFKC, casefolded, and cut into its maximal runs of letters or digits: those runs are
its words. Apostrophes, hyphens, spaces of every kind and punctuation only separate. A passage is counted and hashed in
these words, so it survives other spacing, other apostrophes and a page's furniture.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

SCHEME = "words/1"

# In Python's `re`, \w is a letter, a digit or the underscore.
_RUN = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """One word and where it stands.

    Attributes:
        start: offset of its first character in the original text.
        end: offset after its last character.
        text: the word as printed, ``original[start:end]``.
        word: the word as counted and hashed (NFKC, casefolded).
    """

    start: int
    end: int
    text: str
    word: str


def words(text: str) -> list[str]:
    """The words of a text, as they are counted and hashed."""
    return _RUN.findall(unicodedata.normalize("NFKC", text).casefold())


def spans(text: str) -> list[Word]:
    """The words of a text, each with the run of the original text it came from.

    The words are those of `words`, in the same order. Where one character makes two words ("½" is 1 and 2) both come
    from that character; where a character's fold is cut by a combining mark ("İ" folds to i and a dot) each part comes
    from the character it began in.
    """
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _pieces(text):
        piece = _fold(text[start:end])
        folded.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    found = []
    for run in _RUN.finditer("".join(folded)):
        start, end = starts[run.start()], ends[run.end() - 1]
        found.append(Word(start, end, text[start:end], run.group()))
    return found


def digest(run: Sequence[str]) -> str:
    """SHA-256, in hex, of words joined by one space, as UTF-8."""
    return hashlib.sha256(" ".join(run).encode()).hexdigest()


def _pieces(text: str) -> list[tuple[int, int]]:
    """Cuts a text where no character changes the form of its neighbour: a base character with its combining marks."""
    cuts = [0]
    for i in range(1, len(text)):
        if _begins(text[i]) and _apart(text[cuts[-1] : i], text[i]):
            cuts.append(i)
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True)) if text else []


def _begins(character: str) -> bool:
    """Whether a character's decomposition begins with a base character, so that no mark is reordered across it."""
    return character.isascii() or unicodedata.combining(unicodedata.normalize("NFKD", character)[0]) == 0


def _apart(before: str, character: str) -> bool:
    """Whether a base character composes with nothing before it, as Hangul letters and some Indic vowels do."""
    return character.isascii() or _fold(before + character) == _fold(before) + _fold(character)


@lru_cache(maxsize=4096)
def _fold(piece: str) -> str:
    return unicodedata.normalize("NFKC", piece).casefold()
