"""A passage as the analyst's own copy prints it: in its context, for the screen alone, or as a link to its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from malirussia.evidence.corpus import Copy, read
from malirussia.evidence.model import Passage, Source
from malirussia.evidence.pointers import find, link
from malirussia.evidence.words import SCHEMES

AROUND = 8
"""How many words before and after a passage are shown with it."""
_KNOWN = ("lang", "kind", "origin_group", "file", "text_sha256", "n_words")


@dataclass(frozen=True)
class Excerpt:
    """A passage and the words around it.

    Attributes:
        state: verified (the passage is where it says) or moved (elsewhere, word for word).
        before: Some words before it.
        words: The passage.
        after: Some words after it.
    """

    state: str
    before: str
    words: str
    after: str

    def __str__(self) -> str:
        return f"{self.state}: … {self.before} [{self.words}] {self.after} …"

    def to_dict(self) -> dict[str, str]:
        """Return the excerpt as plain data."""
        return {"state": self.state, "before": self.before, "words": self.words, "after": self.after}


def excerpts(source: dict[str, Any], passages: dict[str, dict[str, Any]], corpus: Path) -> dict[str, Excerpt]:
    """Return the passages of a source as its copy prints them, by passage id; those that are not found are left out.

    Args:
        source: A row of the sources table.
        passages: The rows of the passages table that are of this source, by passage id.
        corpus: The folder of the copies.

    Raises:
        MaliRussiaError: If the copy leaves the folder or is not UTF-8.
    """
    found = _found(source, passages, corpus)
    if found is None:
        return {}
    copy, pointers, first_of = found
    return {passage_id: _excerpt(copy, pointers[passage_id], first) for passage_id, first in first_of.items()}


def links(source: dict[str, Any], passages: dict[str, dict[str, Any]], corpus: Path) -> dict[str, str]:
    """Return the addresses that open the publisher's own page at the passages of a source, by passage id.

    Those that the copy does not have are left out; arguments and errors are those of `excerpts`.
    """
    found = None if source["url"] is None else _found(source, passages, corpus)
    if found is None:
        return {}
    copy, pointers, first_of = found
    known = {name: source[name] for name in (*_KNOWN, "url")}
    own = Source(id=source["source_id"], title=None, **known)
    placed = {
        passage_id: link(own, copy, Passage(first=first, words=pointers[passage_id].words, sha256=""))
        for passage_id, first in first_of.items()
    }
    return {passage_id: address for passage_id, address in placed.items() if address is not None}


def _found(
    source: dict[str, Any], passages: dict[str, dict[str, Any]], corpus: Path
) -> tuple[Copy, dict[str, Passage], dict[str, int]] | None:
    """Return a copy, the pointers into it, and where each that is found begins; None where there is no copy."""
    if source["file"] is None:
        return None
    known = {name: source[name] for name in _KNOWN}
    pointers = {
        passage_id: Passage(first=int(row["first"]), words=int(row["words"]), sha256=row["sha256"])
        for passage_id, row in passages.items()
    }
    # The tables do not say in which scheme a pointer is; of the wrong one its hash is nowhere.
    best: tuple[Copy, dict[str, int]] | None = None
    for scheme in reversed(SCHEMES):
        copy = read(corpus, Source(id=source["source_id"], title=None, scheme=scheme, **known), pointers)
        first_of = {} if copy is None else find(copy.words, pointers)
        if copy is not None and (best is None or len(first_of) > len(best[1])):
            best = copy, first_of
        if len(first_of) == len(pointers):
            break
    return None if best is None else (best[0], pointers, best[1])


def _excerpt(copy: Copy, passage: Passage, first: int) -> Excerpt:
    end = first + passage.words
    return Excerpt(
        "verified" if first == passage.first else "moved",
        _printed(copy, max(0, first - AROUND), first),
        _printed(copy, first, end),
        _printed(copy, end, min(end + AROUND, len(copy.spans))),
    )


def _printed(copy: Copy, start: int, end: int) -> str:
    """Return a run of words as printed, on one line."""
    return "" if start >= end else " ".join(copy.text[copy.spans[start].start : copy.spans[end - 1].end].split())
