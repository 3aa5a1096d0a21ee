"""From any id down to claims, passages and sources, as a tree.

    fact petroleum-deliveries.monthly_tonnage: single, 1 claim, 1 origin group, 160000–200000 t per month
    └─ claim la-revue-2025-10-24.c13: According to … (reported by alexey-koylikov, discussed, 2025-10-24; fact …)
       └─ passage la-revue-2025-10-24.p06: words 152–174
          └─ source la-revue-2025-10-24: La Revue, 2025-10-24, …

With a corpus, a passage carries its words and some of those around them. They are read for the screen and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from malirussia.errors import printable
from malirussia.tables.excerpt import Excerpt


@dataclass(frozen=True)
class Trace:
    """One thing and what it stands on.

    Attributes:
        kind: fact, claim, relation, conflict, commitment, entity, passage or source.
        id: Its id.
        text: What it says, on one line.
        below: What it stands on.
        excerpt: Of a passage where a copy of its source is at hand, its words in their context.
    """

    kind: str
    id: str
    text: str
    below: tuple[Trace, ...] = field(default=())
    excerpt: Excerpt | None = None

    def __str__(self) -> str:
        return "\n".join(self._lines("", ""))

    def _lines(self, first: str, rest: str) -> Iterator[str]:
        # What somebody wrote into the ledger, or printed in an article, is not for the terminal to obey.
        yield first + printable(f"{self.kind} {self.id}: {self.text}")
        if self.excerpt is not None:
            yield f"{rest}{'│  ' if self.below else '   '}{printable(str(self.excerpt))}"
        for place, child in enumerate(self.below):
            last = place == len(self.below) - 1
            yield from child._lines(rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  "))

    def to_dict(self) -> dict[str, Any]:
        """Return the tree as plain data, for JSON. An excerpt is in it only where a corpus was given."""
        return {
            "kind": self.kind,
            "id": self.id,
            "text": self.text,
            **({} if self.excerpt is None else {"excerpt": self.excerpt.to_dict()}),
            "below": [child.to_dict() for child in self.below],
        }
