"""Pointers into a text: made from words, and turned into a link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from malirussia.errors import MaliRussiaError
from malirussia.evidence.corpus import Copy
from malirussia.evidence.find import find
from malirussia.evidence.model import Passage, Source
from malirussia.evidence.words import SCHEME, Scheme, digest, words

__all__ = ["LINK_WORDS", "find", "link", "places", "point"]

LINK_WORDS = 3
"""How many words of a source a link holds at most, at each side of the passage."""
# As Unicode's rules of word boundaries (UAX #29) have it: these marks part nothing between two letters or figures.
_BROWSER_WORD = re.compile(r"\w+(?:[’'.,:;·‧＇．＿]\w+)*")
_REACH = 200


def point(text: str, first_words: str, last_words: str, scheme: Scheme = SCHEME) -> Passage:
    """Makes the pointer to the passage that begins with some words and ends with some.

    Args:
        text: The text of the copy.
        first_words: Its first words, as many as make them the only ones of their kind in the text.
        last_words: Its last words; the first place after (or within) the first words is its end.
        scheme: That of the source; of a new one, words/2.

    Raises:
        MaliRussiaError: If the words are not there, or the first ones stand in more than one place.
    """
    run, head, tail = words(text, scheme), words(first_words, scheme), words(last_words, scheme)
    starts = places(run, head)
    if len(starts) != 1:
        fault = "not in the text" if not starts else f"in {len(starts)} places"
        todo = "copy them from the text" if not starts else "give more of the first words"
        raise MaliRussiaError(f"first words {first_words!r}", fault, todo)
    first = starts[0]
    ends = [i + len(tail) for i in places(run, tail) if i >= first and i + len(tail) >= first + len(head)]
    if not ends:
        raise MaliRussiaError(f"last words {last_words!r}", "not after the first words", "copy them from the text")
    return Passage(first=first, words=ends[0] - first, sha256=digest(run[first : ends[0]]))


def link(source: Source, copy: Copy, passage: Passage) -> str | None:
    """The address that opens the publisher's own page at a passage (a text fragment, `#:~:text=first,last`).

    At most three words a side are told, as this copy prints them, and none across a line end: a browser looks for each
    side within one block of the page. A side begins and ends where a browser's words do: it finds no part of
    *l’énergie*, *2,5* or *plan_final*.

    Args:
        source: The source.
        copy: A copy of it.
        passage: The passage, where `copy` has it.

    Returns:
        The address; None where the source has none.
    """
    if source.url is None:
        return None
    coded = copy.spans[passage.first : passage.first + passage.words]
    half = min(LINK_WORDS, max(1, len(coded) // 2))
    # A line that ends within a side ends the side.
    line = copy.text.find("\n", coded[0].start, coded[half - 1].end)
    head = _widened(copy.text, coded[0].start, coded[half - 1].end if line < 0 else line)
    after_line = copy.text.rfind("\n", coded[-half].start, coded[-1].end) + 1
    tail = _widened(copy.text, after_line or coded[-half].start, coded[-1].end)
    whole = _widened(copy.text, coded[0].start, coded[-1].end)
    short = len(coded) <= LINK_WORDS or head.stop > tail.start
    runs = [whole] if short and "\n" not in copy.text[whole.start : whole.stop] else [head, tail]
    sides = [copy.text[run.start : run.stop] for run in runs]
    mark = ":~:text=" if "#" in source.url else "#:~:text="
    return source.url + mark + ",".join(_encoded(side) for side in sides)


def _widened(text: str, start: int, stop: int) -> range:
    """Return a run of letters, widened to whole words of a browser at both ends."""
    around = [word.span() for word in _BROWSER_WORD.finditer(text, max(0, start - _REACH), stop + _REACH)]
    return range(
        next((first for first, last in around if first < start < last), start),
        next((last for first, last in around if first < stop < last), stop),
    )


def _encoded(side: str) -> str:
    """Percent-encoded for a text fragment, where a comma and a hyphen have a meaning of their own."""
    return quote(re.sub(r"\s+", " ", side).strip(), safe="").replace("-", "%2D")


def places(run: Sequence[str], part: Sequence[str]) -> list[int]:
    """Every index at which `part` stands in `run`."""
    return [i for i in range(len(run) - len(part) + 1) if list(run[i : i + len(part)]) == list(part)] if part else []
