"""What changed from edition to edition: an edition is a ledger that pages were made of, as the receipts keep it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from malirussia.analysis.changes import VERSION, Change, Snapshot, compare
from malirussia.evidence.appeared import LATEST
from malirussia.render.receipt import history, receipt

LINES = 40
"""Lines of one edition at most; the last one says how much more there is."""
# What the calendar alone does to a promise is no correction.
_BY_CALENDAR = ("due", "overdue", "silent", "open")


@dataclass(frozen=True)
class Edition:
    """One edition.

    Attributes:
        digest: The name by which its ledger is kept.
        finished: When the first page of it was made, ISO 8601.
        after: What the ledger said.
        before: What it said in the edition before; None for the first that is kept.
        corrected: Changes of what had been told already.
        news: The other changes.
    """

    digest: str
    finished: str
    after: Snapshot
    before: Snapshot | None
    corrected: tuple[Change, ...] = ()
    news: tuple[Change, ...] = ()


def editions(figures: Path) -> list[Edition]:
    """Read the editions that are kept, the latest first.

    Args:
        figures: The folder of the renders. Only those of the latest day count: a page of a fixed day is no news.
    """
    first: dict[str, str] = {}
    for path in sorted(figures.glob(f"*/{receipt.NAME}")):
        for note in history.receipts(figures, path.parent.name):
            digest, finished = note.get("ledger"), note["times"]["finished"]
            if digest is not None and (note.get("day") or {}).get("asked") == LATEST:
                first[digest] = min(first.get(digest, finished), finished)
    kept = [
        (finished, digest, ledger)
        for finished, digest in sorted((finished, digest) for digest, finished in first.items())
        if (ledger := history.ledger(figures, digest)) is not None and ledger.get("snapshot") == VERSION
    ]
    found = []
    before: Snapshot | None = None
    for finished, digest, after in kept:
        changes = [] if before is None else list(compare(before, after))
        corrected = [change for change in changes if before is not None and is_correction(change, before)]
        found.append(
            Edition(
                digest,
                finished,
                after,
                before,
                tuple(corrected),
                tuple(change for change in changes if change not in corrected),
            )
        )
        before = after
    return found[::-1]


def is_correction(change: Change, before: Snapshot) -> bool:
    """Tell whether a change mends what had been told, and is no news of an article that came since.

    Args:
        change: The change.
        before: The edition before.
    """
    if change.cause != "ledger" or change.before is None or change.what in _BY_CALENDAR:
        return False
    return not came(change.claim_ids, before)


def came(claim_ids: Iterable[str], before: Snapshot) -> bool:
    """Tell whether one of some statements stands in an article that an edition had not."""
    known = {name for name, row in before["sources"].items() if row["known"]}
    return any(claim.rpartition(".")[0] not in known for claim in claim_ids)
