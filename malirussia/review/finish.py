"""The last key: writes a draft into the evidence, and tells what changed, what is overdue since then included."""

from __future__ import annotations

import msgspec

from malirussia import tables
from malirussia.analysis.standing.occurrences import occurrences
from malirussia.errors import MaliRussiaError
from malirussia.intake.accept import Accepted, accept


class Finished(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a draft.

    Attributes:
        accepted: What was written, and what the tables say now that they did not.
        overdue: The promises that are overdue now and were not before.
    """

    accepted: Accepted
    overdue: list[str]


def finish(
    source_id: str, *, coded_by: str | None = None, reviewed_by: str | None = None, over: bool = False
) -> Finished:
    """Write a draft into the evidence, build the tables, and compare.

    Args:
        source_id: The draft.
        coded_by: Who coded it; by default those who took the steps of its log.
        reviewed_by: Who read the coding again, if anybody.
        over: Whether a file of the source that was written or changed by hand is written over.

    Raises:
        EvidenceError: If the evidence would refuse something: every such place, and nothing is written.
        MaliRussiaError: If the draft, or the copy it points into, is not there or not what it was.
    """
    before = _overdue()
    accepted = accept(source_id, coded_by=coded_by, reviewed_by=reviewed_by, over=over)
    return Finished(accepted=accepted, overdue=sorted(_overdue() - before))


def _overdue() -> set[str]:
    """The promises that are overdue on the latest day of the tables, none where there are no tables yet."""
    try:
        ds = tables.load()
        rows = occurrences(ds, as_of=ds.day("latest"))
    except MaliRussiaError:
        return set()
    late = rows[rows["state"] == "overdue"]
    return {f"{name} (due {due})" for name, due in zip(late["commitment_id"], late["due"], strict=True)}
