"""Charts whose data changed, by the hashes that two receipts keep."""

from __future__ import annotations

from collections.abc import Mapping

from malirussia.analysis.changes.change import Change, in_order


def compare_figures(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """Return the charts whose data changed, that are new, and that have gone.

    Args:
        before: Name of a chart → SHA-256 of its CSV.
        after: The same, now.
    """
    changes = []
    for name in before.keys() | after.keys():
        then, now = before.get(name), after.get(name)
        if then != now:
            what = "new" if then is None else "gone" if now is None else "changed"
            changes.append(Change("chart", name, what, _hash(then), _hash(now), cause="unknown"))
    return in_order(changes)


def _hash(sha256: str | None) -> dict[str, str] | None:
    return None if sha256 is None else {"sha256": sha256}
