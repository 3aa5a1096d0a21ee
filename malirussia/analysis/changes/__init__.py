"""What changed for a reader between two renders.

    before = snapshot(ds, "2025-10-24")            a picture of the ledger on a day, kept as JSON in a receipt
    after = snapshot(mr.load(), "2025-12-01")
    for change in compare(before, after):          sources, facts, statuses, conflicts, promises, reference figures
        print(change.kind, change.what, change.id, change.cause)
    compare_figures({"ties": "8f3a…"}, {"ties": "11bc…"})    charts, by the hash of their data

The words are in `malirussia.charts.changes.words`.
"""

from __future__ import annotations

from malirussia.analysis.changes.change import KINDS, WHAT, Cause, Change
from malirussia.analysis.changes.charts import compare_figures
from malirussia.analysis.changes.comparing import compare
from malirussia.analysis.changes.picture import VERSION, Snapshot, snapshot

__all__ = ["KINDS", "VERSION", "WHAT", "Cause", "Change", "Snapshot", "compare", "compare_figures", "snapshot"]
