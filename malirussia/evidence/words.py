"""The words of a text: scheme ``words/2``, in which new pointers are made, and ``words/1``, which stays readable.

Both leave out what nobody sees, put a text into Unicode form NFKC, casefold it and cut it into runs of letters or
digits: those runs are its words. Apostrophes, hyphens, spaces of every kind and punctuation only separate. A passage is
counted and hashed in these words, so it survives other spacing, other apostrophes and a page's furniture.

In words/2 the signs that change a quantity are words too (see `signs`), and a mark that does not compose with its
letter stays in its word; in words/1 such a mark parts the word.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from malirussia.evidence import signs
from malirussia.evidence.invisible import seen, unseen_at

Scheme = Literal["words/1", "words/2"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
SCHEME: Scheme = "words/2"
"""The scheme of new pointers."""

# In Python's `re`, \w is a letter, a digit or the underscore.
_RUN = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """One word and where it stands.

    Attributes:
        start: offset of its first character in the original text.
        end: offset after its last character.
        text: the word as printed, ``original[start:end]``.
        word: the word as counted and hashed.
    """

    start: int
    end: int
    text: str
    word: str


def words(text: str, scheme: Scheme = SCHEME) -> list[str]:
    """The words of a text, as they are counted and hashed."""
    if scheme == "words/1":
        return _RUN.findall(unicodedata.normalize("NFKC", seen(text)).casefold())
    return [span.word for span in spans(text, scheme)]


def spans(text: str, scheme: Scheme = SCHEME) -> list[Word]:
    """The words of a text, each with the run of the original text it came from.

    The words are those of `words`, in the same order. Where one character makes several words ("½" is 1, / and 2) all
    come from that character; where in words/1 a character's fold is cut by a combining mark ("İ" folds to i and a dot)
    each part comes from the character it began in.
    """
    unseen = set(unseen_at(text))
    places = [place for place in range(len(text)) if place not in unseen] if unseen else range(len(text))
    clean = seen(text)
    fold = _fold if scheme == "words/1" else signs.fold
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _pieces(clean, fold):
        piece = fold(clean[start:end])
        folded.append(piece)
        starts.extend([places[start]] * len(piece))
        ends.extend([places[end - 1] + 1] * len(piece))
    whole = "".join(folded)
    runs = ((run.start(), run.end(), run.group()) for run in _RUN.finditer(whole))
    located = []
    for first, stop, word in runs if scheme == "words/1" else signs.runs(whole):
        start, end = starts[first], ends[stop - 1]
        located.append(Word(start, end, text[start:end], word))
    return located


def digest(run: Sequence[str]) -> str:
    """SHA-256, in hex, of words joined by one space, as UTF-8."""
    return hashlib.sha256(" ".join(run).encode()).hexdigest()


def _pieces(text: str, fold: Callable[[str], str]) -> list[tuple[int, int]]:
    """Cuts a text where no character changes the form of its neighbour: a base character with its combining marks."""
    cuts = [0]
    for i in range(1, len(text)):
        if _begins(text[i]) and _apart(text[cuts[-1] : i], text[i], fold):
            cuts.append(i)
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True)) if text else []


def _begins(character: str) -> bool:
    """Whether a character's decomposition begins with a base character, so that no mark is reordered across it."""
    return character.isascii() or unicodedata.combining(unicodedata.normalize("NFKD", character)[0]) == 0


def _apart(before: str, character: str, fold: Callable[[str], str]) -> bool:
    """Whether a base character composes with nothing before it, as Hangul letters and some Indic vowels do."""
    return character.isascii() or fold(before + character) == fold(before) + fold(character)


@lru_cache(maxsize=4096)
def _fold(piece: str) -> str:
    return unicodedata.normalize("NFKC", piece).casefold()
