"""Words as cues and names are compared: no accents, no capitals, and where a cue stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from malirussia.evidence.words import words


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A counted word without its accents."""
    return "".join(
        character for character in unicodedata.normalize("NFKD", word) if not unicodedata.combining(character)
    )


@lru_cache(maxsize=8192)
def _parts(cue: str) -> tuple[tuple[str, bool], ...]:
    starred = [part.rstrip("*") if part.endswith("*") else part + "\0" for part in cue.split()]
    pieces: list[tuple[str, bool]] = []
    for part in starred:
        exact = part.endswith("\0")
        run = [folded(word) for word in words(part.rstrip("\0"))] or [part.rstrip("\0")]
        pieces.extend((word, True) for word in run[:-1])
        pieces.append((run[-1], exact))
    return tuple(pieces)


def cues_in(run: Sequence[str], cues: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Each cue that stands in a run of folded words, with the index of its first word."""
    places: dict[str, list[int]] = {}
    for i, word in enumerate(run):
        places.setdefault(word, []).append(i)
    for cue in cues:
        parts = _parts(cue)
        head, exact = parts[0]
        starts = places.get(head, []) if exact else [i for i, word in enumerate(run) if word.startswith(head)]
        at = next((start for start in starts if len(parts) == 1 or _stands(run, start, parts)), None)
        if at is not None:
            yield cue, at


def _stands(run: Sequence[str], at: int, parts: tuple[tuple[str, bool], ...]) -> bool:
    if at + len(parts) > len(run):
        return False
    return all(run[at + i] == part if exact else run[at + i].startswith(part) for i, (part, exact) in enumerate(parts))
