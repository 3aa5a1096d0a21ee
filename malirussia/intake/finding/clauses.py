"""Sentences and the clauses in them, as runs of words: what a passage may be."""

from __future__ import annotations

import re

from malirussia.evidence.corpus import Copy

SHORTEST = 6
"""Words of a clause at least: a shorter one stays with its neighbour."""
_SENTENCE = re.compile(r"\n|[.!?…]+[»”\"'’)]*\s+(?=[«“\"'(]?\s?[^\W\d_])|[.!?…]+[»”\"]*\s*$")
_ABBREVIATED = re.compile(r"(?:\b(?:M|MM|Mme|Dr|Pr|Gén|Col|St|Mr|Mrs|Ms|No|n|art|U\.S|[A-Z]))\.$")
_CLAUSE = re.compile(r"[,;:–—]\s|\s[–—]\s|»,?\s")

Run = tuple[int, int]


def sentences(copy: Copy) -> list[Run]:
    """The sentences of a copy, as (first word, number of words), in order."""
    return _cut(copy, 0, len(copy.spans), _SENTENCE, 1)


def clauses(copy: Copy, sentence: Run) -> list[Run]:
    """A sentence parted where a comma, semicolon, colon or dash parts it, each part of six words or more."""
    first, count = sentence
    return _cut(copy, first, first + count, _CLAUSE, SHORTEST)


def _cut(copy: Copy, start: int, stop: int, at: re.Pattern[str], least: int) -> list[Run]:
    runs: list[Run] = []
    first = start
    for i in range(start, stop - 1):
        gap = copy.text[copy.spans[i].end : copy.spans[i + 1].start + 1]
        if at.search(gap) is None or i + 1 - first < least or stop - i - 1 < least:
            continue
        if "\n" not in gap and _ABBREVIATED.search(copy.text[max(0, copy.spans[i].end - 12) : copy.spans[i].end + 1]):
            continue
        runs.append((first, i + 1 - first))
        first = i + 1
    if first < stop:
        runs.append((first, stop - first))
    return runs
