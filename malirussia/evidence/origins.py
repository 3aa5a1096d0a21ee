"""Which sources may carry one dispatch: how much of one body stands word for word in another.

Only proposed, as dispatches are rewritten and official titles repeated: `origin_group` decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from itertools import combinations
from pathlib import Path

import msgspec

from malirussia.evidence import corpus as copies
from malirussia.evidence.ledger import Ledger
from malirussia.evidence.passages import passages_of
from malirussia.evidence.words import words

RUN = 6
"""Words of one run: long enough that few runs but quotations, offices and official titles stand in two bodies."""
HASH_SIGNS = 16
"""Hexadecimal signs of the hash of a run that is kept."""
PROPOSED = 0.25
"""The share of runs from which one origin is proposed."""


class Overlap(msgspec.Struct, frozen=True, kw_only=True):
    """What two bodies have in common.

    Attributes:
        left: A source.
        right: Another.
        shared: How many different runs of six words stand in both bodies.
        containment: Their share of the runs of the body that has fewer.
        proposed: Whether that is so much that one origin is proposed.
        decided: Whether the ledger has them in one origin group.
    """

    left: str
    right: str
    shared: int
    containment: float
    proposed: bool
    decided: bool


class Origins(msgspec.Struct, frozen=True, kw_only=True):
    """What is proposed of the origins of the sources.

    Attributes:
        overlaps: Each pair of sources that could be compared, those with most in common first.
        absent: The sources of which there is no copy with the words that were coded.
    """

    overlaps: list[Overlap]
    absent: list[str]


def origins(ledger: Ledger, corpus: Path) -> Origins:
    """Compares the bodies of all sources, two and two.

    Args:
        ledger: The ledger; the body of a source is all its words but those ignored as furniture.
        corpus: The folder of the copies that were coded.

    Raises:
        MaliRussiaError: If a copy is not UTF-8, or leaves the folder.
    """
    runs = {source_id: _runs(ledger, source_id, corpus) for source_id in sorted(ledger.sources)}
    told = {source_id: body for source_id, body in runs.items() if body is not None}
    overlaps = []
    for left, right in combinations(told, 2):
        shared = len(told[left] & told[right])
        containment = shared / max(1, min(len(told[left]), len(told[right])))
        overlaps.append(
            Overlap(
                left=left,
                right=right,
                shared=shared,
                containment=containment,
                proposed=containment >= PROPOSED,
                decided=ledger.sources[left].origin_group == ledger.sources[right].origin_group,
            )
        )
    overlaps.sort(key=lambda overlap: (-overlap.containment, overlap.left, overlap.right))
    return Origins(overlaps=overlaps, absent=[source_id for source_id in runs if source_id not in told])


def hashed_runs(body: Sequence[str]) -> frozenset[str]:
    """The different runs of six words of a body as hashes of eight bytes, in hex, of which no text can be made.

    Args:
        body: Words as words/1 counts them.
    """
    runs = {" ".join(body[i : i + RUN]) for i in range(len(body) - RUN + 1)}
    return frozenset(hashlib.sha256(run.encode()).hexdigest()[:HASH_SIGNS] for run in runs)


def share(left: Collection[str], right: Collection[str]) -> float:
    """Which part of the runs of the shorter of two bodies stands in the other, too."""
    return len(set(left) & set(right)) / max(1, min(len(left), len(right)))


def body_of(ledger: Ledger, source_id: str, corpus: Path) -> list[str] | None:
    """The words of a body, as words/1 counts them; None where the copy has not the words that were coded."""
    copy = copies.read(corpus, ledger.sources[source_id], passages_of(ledger, source_id))
    if copy is None or len(copy.words) != ledger.sources[source_id].n_words:
        return None
    furniture = [run for run in ledger.ignored if run.source == source_id and run.furniture]
    left_out = {i for run in furniture for i in range(run.first, run.first + run.words)}
    kept = [span for i, span in enumerate(copy.spans) if i not in left_out]
    # Two sources may be of two schemes: what they have in common is counted in letters and figures.
    return [word for span in kept for word in words(span.text, "words/1")]


def _runs(ledger: Ledger, source_id: str, corpus: Path) -> set[tuple[str, ...]] | None:
    """The different runs of six words of a body; None where the copy has not the words that were coded."""
    body = body_of(ledger, source_id, corpus)
    return None if body is None else {tuple(body[i : i + RUN]) for i in range(len(body) - RUN + 1)}
