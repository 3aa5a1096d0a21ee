"""Passages and the articles they point into: what is there, what moved, what is missing.

A passage is found word for word or not at all. `point` makes a pointer, `link` an address that opens at a passage.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from malirussia.errors import Problem
from malirussia.evidence import corpus as copies
from malirussia.evidence.corpus import Copy, CopyState
from malirussia.evidence.ledger import Ledger, source_of
from malirussia.evidence.model import Passage, Source
from malirussia.evidence.pointers import find, link, places, point
from malirussia.evidence.words import words

__all__ = [
    "PassageCheck",
    "SourceCheck",
    "find",
    "link",
    "misprints",
    "passages_of",
    "point",
    "verify",
    "verify_sources",
]

PassageState = Literal["verified", "moved", "missing"]


class PassageCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one passage.

    Attributes:
        passage_id: The passage.
        source_id: Its source.
        state: verified (where it says), moved (elsewhere, word for word) or missing (not in this copy).
        first: The index of its first word, as coded.
        words: How many words.
        found: The index of its first word in the copy; of several places, the nearest to `first`. None if missing.
        copy: Whether the copy is the one that was coded.
    """

    passage_id: str
    source_id: str
    state: PassageState
    first: int
    words: int
    found: int | None
    copy: CopyState


class SourceCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one source's copy.

    Attributes:
        source_id: The source.
        file: The copy's name in the corpus folder.
        copy: same (the bytes that were coded), changed or absent.
        n_words: Words of the copy that was coded.
        found_words: Words of this copy; None if absent.
    """

    source_id: str
    file: str
    copy: CopyState
    n_words: int
    found_words: int | None


def verify(ledger: Ledger, corpus: Path) -> list[PassageCheck]:
    """Looks for every passage of a ledger in a folder of copies.

    Raises:
        MaliRussiaError: If a copy is not UTF-8, or leaves the folder.
    """
    checks = []
    for source, pointers, copy in _read(ledger, corpus):
        first_of = {} if copy is None else find(copy.words, pointers)
        for passage_id, passage in pointers.items():
            at = first_of.get(passage_id)
            checks.append(
                PassageCheck(
                    passage_id=passage_id,
                    source_id=source.id,
                    state="missing" if at is None else "verified" if at == passage.first else "moved",
                    first=passage.first,
                    words=passage.words,
                    found=at,
                    copy=copies.state(copy, source),
                )
            )
    return checks


def verify_sources(ledger: Ledger, corpus: Path) -> list[SourceCheck]:
    """Compares the copies in a folder with those that were coded.

    Raises:
        MaliRussiaError: If a copy is not UTF-8, or leaves the folder.
    """
    checks = []
    for source, _, copy in _read(ledger, corpus):
        checks.append(
            SourceCheck(
                source_id=source.id,
                file=source.file,
                copy=copies.state(copy, source),
                n_words=source.n_words,
                found_words=None if copy is None else len(copy.words),
            )
        )
    return checks


def misprints(ledger: Ledger, corpus: Path) -> list[Problem]:
    """Lists names and figures kept "as printed" that their passage does not print, where the passage can be found.

    Raises:
        MaliRussiaError: If a copy is not UTF-8, or leaves the folder.
    """
    problems = []
    for source, pointers, copy in _read(ledger, corpus):
        if copy is None:
            continue
        first_of = find(copy.words, pointers)
        for section, i, passage_id, as_printed in _as_printed(ledger, source.id):
            first = first_of.get(passage_id)
            if first is None or _prints(copy, first, pointers[passage_id].words, as_printed):
                continue
            where = ledger.where(f"sources/{source.id}.yaml", section, i, "as_printed")
            unprinted = f"{as_printed!r} is not printed in passage {passage_id}"
            problems.append(Problem(where, unprinted, "copy it from the text, or name the passage that prints it"))
    return problems


def _read(ledger: Ledger, corpus: Path) -> Iterator[tuple[Source, dict[str, Passage], Copy | None]]:
    """Yield each source with the pointers of its passages and its copy; None where the folder has none."""
    for source in ledger.sources.values():
        pointers = passages_of(ledger, source.id)
        yield source, pointers, copies.read(corpus, source, pointers)


def _prints(copy: Copy, first: int, count: int, as_printed: str) -> bool:
    """Whether a run of words prints a name or figure with its signs, also where words/1 counted none of them."""
    around = copy.spans[first - 1 : first] + copy.spans[first + count : first + count + 1]
    before = around[0].end if first > 0 else 0
    after = around[-1].start if first + count < len(copy.spans) else len(copy.text)
    return bool(places(words(copy.text[before:after]), words(as_printed)))


def _as_printed(ledger: Ledger, source_id: str) -> Iterator[tuple[str, int, str, str]]:
    """What one source's file keeps as printed, as (section, index in it, passage id, words)."""
    names = [name for name in ledger.names if source_of(name.passage) == source_id]
    for i, name in enumerate(names):
        yield "names", i, name.passage, name.as_printed
    claims = [claim for claim in ledger.claims.values() if source_of(claim.id) == source_id]
    for i, claim in enumerate(claims):
        if claim.as_printed is not None:
            yield "claims", i, claim.passage, claim.as_printed


def passages_of(ledger: Ledger, source_id: str) -> dict[str, Passage]:
    """The passages of one source, by passage id."""
    return {key: passage for key, passage in ledger.passages.items() if source_of(key) == source_id}
