"""The range that a scenario is about: what the ledger has, or what somebody gives instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malirussia.analysis.supply.stamp import announced
from malirussia.errors import ScenarioError

if TYPE_CHECKING:
    from malirussia.tables import Dataset

ENDS = ("low", "high")


def discussed(
    ds: Dataset,
    as_of: str | None = None,
    *,
    low: float | None = None,
    high: float | None = None,
    end: str | None = None,
) -> tuple[float | None, float | None]:
    """Return the two ends of the range, tonnes a month.

    Before any source had spoken of the deliveries, the range is the one the ledger has now: the stamp says that nobody
    had.

    Args:
        ds: The tables.
        as_of: EDTF date of which the ledger is asked; all of it where None.
        low: The lower end; the ledger's where None.
        high: The upper end; the ledger's where None.
        end: `low` or `high` for that end of the range alone; the whole range where None.

    Raises:
        ScenarioError: If the ledger is asked for an end that it does not have, or `end` is neither.
    """
    if end not in (None, *ENDS):
        raise ScenarioError(f"scenario end={end!r}", "unknown", f"use one of {' '.join(ENDS)}, or None for the range")
    if low is None or high is None:
        told = announced(ds, as_of)
        if told == (None, None):
            told = announced(ds, None)
        low, high = (stated if given is None else given for given, stated in zip((low, high), told, strict=True))
    for name, value in zip(ENDS, (low, high), strict=True):
        if value is None and end in (None, name):
            found_none = "the ledger has none for the deliveries"
            raise ScenarioError(f"scenario {name}", found_none, f"give {name}=…, in tonnes a month")
    return {"low": (low, low), "high": (high, high)}.get(end or "", (low, high))
