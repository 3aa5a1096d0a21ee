"""Which words of an article are covered, proposed or open."""

from __future__ import annotations

from collections.abc import Mapping

from malirussia.intake.draft import TAKEN, Candidate, Draft

OPEN, PROPOSED, COVERED, IGNORED = 0, 1, 2, 3


def marks(draft: Draft, candidates: Mapping[str, Candidate], n_words: int) -> list[int]:
    """Mark every word: 2 where a taken candidate stands on it, 3 where it is ignored, 1 where one is proposed, else 0.

    Args:
        draft: The draft, for what is ignored.
        candidates: Its candidates, each with a pointer where it has a passage.
        n_words: The words of the copy.
    """
    marked = [OPEN] * n_words
    for candidate in candidates.values():
        if candidate.state == "proposed":
            _raise(marked, candidate.first, candidate.words, PROPOSED)
    for ignored in draft.ignored.values():
        _raise(marked, ignored.first, ignored.words, IGNORED)
    for candidate in candidates.values():
        if candidate.state in TAKEN:
            _raise(marked, candidate.first, candidate.words, COVERED)
    return marked


def _raise(marked: list[int], first: int | None, words: int | None, mark: int) -> None:
    if first is None or words is None:
        return
    stop = min(first + words, len(marked))
    marked[first:stop] = [mark] * max(0, stop - first)
