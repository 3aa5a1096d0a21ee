"""Parts of a network that ties join, and how many pairs of actors of the two sides meet in one part.

Parts can be joined and parted again, the last first (union by size, without shortening the ways to the root). So the
pairs without each of many groups of ties are counted in one descent: to leave out one half of the groups the other half
is joined, and within the half again, until one group is left out. Every tie is joined once a level, not once a group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Edge = tuple[str, str]


class Parts:
    """Parts of a network, each entity a part of its own to begin with.

    Args:
        acts: Entity → whether it is an actor of the one side, and whether it is one of the other.
    """

    def __init__(self, acts: Mapping[str, tuple[bool, bool]]) -> None:
        self._above = {node: node for node in acts}
        self._size = dict.fromkeys(acts, 1)
        self._one = {node: int(first) for node, (first, _) in acts.items()}
        self._other = {node: int(other) for node, (_, other) in acts.items()}
        self._joins: list[str] = []
        self.joined = 0
        """Pairs of an actor of the one side and one of the other that are in one part."""

    def __len__(self) -> int:
        """Count the joins made."""
        return len(self._joins)

    def join(self, left: str, right: str) -> None:
        """Make one part of those of two entities."""
        over, under = self._root(left), self._root(right)
        if over == under:
            return
        if self._size[over] < self._size[under]:
            over, under = under, over
        self._above[under] = over
        self._size[over] += self._size[under]
        self.joined += self._one[over] * self._other[under] + self._one[under] * self._other[over]
        self._one[over] += self._one[under]
        self._other[over] += self._other[under]
        self._joins.append(under)

    def part(self, joins: int) -> None:
        """Take back joins, the last first, until so many are left."""
        while len(self._joins) > joins:
            under = self._joins.pop()
            over = self._above[under]
            self._above[under] = under
            self._size[over] -= self._size[under]
            self._one[over] -= self._one[under]
            self._other[over] -= self._other[under]
            self.joined -= self._one[over] * self._other[under] + self._one[under] * self._other[over]

    def joined_with(self, ties: Iterable[Edge]) -> int:
        """Count the joined pairs as if these ties were there too."""
        joins = len(self)
        for left, right in ties:
            self.join(left, right)
        pairs = self.joined
        self.part(joins)
        return pairs

    def _root(self, node: str) -> str:
        while (above := self._above[node]) != node:
            node = above
        return node


def joined_without(parts: Parts, groups: Sequence[Sequence[Edge]]) -> list[int]:
    """Count the joined pairs without each group of ties in turn, all the others being there.

    Args:
        parts: With the ties of no group joined; it is left as it was.
        groups: The ties of each group.
    """
    pairs = [0] * len(groups)

    def descend(first: int, last: int) -> None:
        if last - first == 1:
            pairs[first] = parts.joined
            return
        middle = (first + last) // 2
        for left_out, joined in (((first, middle), (middle, last)), ((middle, last), (first, middle))):
            joins = len(parts)
            for group in groups[slice(*joined)]:
                for left, right in group:
                    parts.join(left, right)
            descend(*left_out)
            parts.part(joins)

    if groups:
        descend(0, len(groups))
    return pairs
