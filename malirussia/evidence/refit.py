"""Which way to read the words that a line end breaks, so that the passages stand that are sought."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import product

from malirussia.evidence.model import Passage
from malirussia.evidence.readable import breaks, unbroken
from malirussia.evidence.words import Scheme, digest, spans, words

TOGETHER = 5
"""Breaks in one passage that are tried each way; further ones are read as the text tells."""
MOST_TRIED = 200_000
"""Runs of words hashed at most: some seconds."""


def otherwise(text: str, missing: Mapping[str, Passage], scheme: Scheme) -> set[int]:
    """Return the numbers of the breaks that are to be read the other way for missing passages to be found.

    Args:
        text: The text of the copy.
        missing: The passages that are not found as the text is read by itself.
        scheme: Of the passages.
    """
    plain = unbroken(text)
    hyphens = list(breaks(plain))
    run = spans(plain, scheme)
    starts = [word.start for word in run]
    # The word that the second part of a broken one is, by the number of the break.
    seconds = [bisect_left(starts, hyphen.end) for hyphen in hyphens]
    joined = [words(run[place - 1].text + run[place].text, scheme) for place in seconds]
    wanted: dict[int, set[str]] = {}
    for passage in missing.values():
        wanted.setdefault(passage.words, set()).add(passage.sha256)
    changed: set[int] = set()
    tried = 0
    for count, hashes in wanted.items():
        for first in range(len(run) - count + 1):
            inside = range(bisect_right(seconds, first), bisect_left(seconds, first + count + TOGETHER))[:TOGETHER]
            for choice in product((False, True), repeat=len(inside)) if inside else ():
                tried += 1
                if tried > MOST_TRIED:
                    return changed
                joins = {
                    seconds[number]: joined[number]
                    for number, joins_here in zip(inside, choice, strict=True)
                    if joins_here
                }
                made = list(_run([word.word for word in run[first : first + count + TOGETHER]], first, joins))[:count]
                if len(made) == count and digest(made) in hashes:
                    changed |= {
                        n for n, joins_here in zip(inside, choice, strict=True) if joins_here != hyphens[n].joins
                    }
    return changed


def _run(plain: list[str], first: int, joins: Mapping[int, list[str]]) -> Iterator[str]:
    """Yield words from the one numbered `first`, some of them joined with the word before."""
    for place, word in enumerate(plain, first):
        if place + 1 in joins:
            continue
        yield from joins.get(place, [word])
