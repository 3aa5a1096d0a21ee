"""Why something changed: because people changed the ledger, or because the day is another.

Where nothing that people wrote is different, all follows from the day. Else a change follows from the day alone if the
claims that came or went stand in sources that both ledgers hold, word for word, and one of these could be read on one
of the two days only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from malirussia import edtf
from malirussia.analysis.changes.change import Cause
from malirussia.analysis.changes.marks import source_of


class Causes:
    """Tells the cause of changes between two pictures.

    Args:
        before: The earlier picture.
        after: The later one.
    """

    def __init__(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        self._moved = edtf.latest(before["as_of"]) != edtf.latest(after["as_of"])
        self._untouched = before["ledger"] == after["ledger"]
        sources = before["sources"], after["sources"]
        same = {
            source
            for source in sources[0].keys() & sources[1].keys()
            if len({described[source]["mark"] for described in sources}) == 1
        }
        self._same = same
        self._come = {source for source in same if sources[0][source]["known"] != sources[1][source]["known"]}

    @property
    def moved(self) -> bool:
        """Whether the two pictures are of two days."""
        return self._moved

    def by_day(self, came_or_went: Iterable[str]) -> Cause:
        """Return the cause of a change of which these claims came or went."""
        touched = {source_of(claim) for claim in came_or_went}
        by_day = self._untouched or (touched <= self._same and bool(touched & self._come))
        return "as_of" if self._moved and by_day else "ledger"

    def of(self, before: Iterable[str], after: Iterable[str]) -> Cause:
        """Return the cause of a change that rested on some claims and rests on others."""
        return self.by_day(set(before) ^ set(after))
