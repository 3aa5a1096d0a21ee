"""Quotations, and who is said to speak."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from malirussia.evidence.corpus import Copy
from malirussia.evidence.model import CueWords
from malirussia.intake.finding.clauses import Run
from malirussia.intake.finding.folded import cues_in, folded
from malirussia.intake.finding.names import Named

_QUOTED = re.compile(r"«[^»]{3,1500}»|“[^”]{3,1500}”|\"[^\"\n]{3,1500}\"")


class Quotation(NamedTuple):
    """Attributes: first, words: its words; speaker: the entity, None where the sentence names none."""

    first: int
    words: int
    speaker: str | None


def find(copy: Copy, sentences: list[Run], named: list[Named], speech: CueWords, lang: str) -> list[Quotation]:
    """Find the quotations of a copy, each with the person or body that its sentence lets speak."""
    starts = [span.start for span in copy.spans]
    quotations = []
    for quoted in _QUOTED.finditer(copy.text):
        first, stop = bisect_left(starts, quoted.start()), bisect_left(starts, quoted.end())
        if stop > first:
            quotations.append(
                Quotation(first, stop - first, speaker(copy, _around(sentences, first, stop), named, speech, lang))
            )
    return quotations


def speaker(copy: Copy, run: Run, named: list[Named], speech: CueWords, lang: str) -> str | None:
    """Who speaks in a run of words: the one named nearest to a verb of speech; None where there is no such verb."""
    first, count = run
    said = [
        at for _, at in cues_in([folded(word) for word in copy.words[first : first + count]], getattr(speech, lang, []))
    ]
    if not said:
        return None
    verb = first + min(said)
    known = [name for name in named if first <= name.first < first + count and len(name.entities) == 1]
    # In *a salué le président X* the one after the verb is spoken of: the one before it speaks, if there is one.
    before = [name for name in known if name.first < verb]
    persons = [name for name in before if name.person]
    chosen = persons[-1] if persons else before[0] if before else None
    if chosen is None:
        after = [name for name in known if name.first > verb]
        chosen = next((name for name in after if name.person), after[0] if after else None)
    return None if chosen is None else chosen.entities[0]


def _around(sentences: list[Run], first: int, stop: int) -> Run:
    """The sentences that hold a quotation."""
    held = [run for run in sentences if run[0] < stop and run[0] + run[1] > first]
    start = held[0][0] if held else first
    return start, (sum(held[-1]) if held else stop) - start
