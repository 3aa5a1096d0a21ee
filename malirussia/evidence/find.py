"""Passages in the words of a text, found by hashing windows of words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import accumulate

from malirussia.evidence.model import Passage


def find(run: Sequence[str], passages: Mapping[str, Passage]) -> dict[str, int]:
    """Finds passages in the words of a text: where they say, else by hashing every window of their length.

    Returns:
        The index of the first word of each passage that is there; of several places, the nearest to where it says.
    """
    text = " ".join(run).encode()
    offsets = [0, *accumulate(len(word.encode()) + 1 for word in run)]

    def sha256(first: int, count: int) -> str:
        return hashlib.sha256(text[offsets[first] : offsets[first + count] - 1]).hexdigest()

    first_of: dict[str, int] = {}
    elsewhere: dict[int, dict[str, list[str]]] = {}
    for key, passage in passages.items():
        if passage.first + passage.words <= len(run) and sha256(passage.first, passage.words) == passage.sha256:
            first_of[key] = passage.first
        else:
            elsewhere.setdefault(passage.words, {}).setdefault(passage.sha256, []).append(key)
    for count, wanted in elsewhere.items():
        for first in range(len(run) - count + 1):
            for key in wanted.get(sha256(first, count), ()):
                said = passages[key].first
                if key not in first_of or abs(first - said) < abs(first_of[key] - said):
                    first_of[key] = first
    return first_of
