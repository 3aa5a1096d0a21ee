"""Changes of conflicts: found, gone, decided or no longer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from malirussia.analysis.changes.causes import Causes
from malirussia.analysis.changes.change import Change
from malirussia.analysis.changes.pairing import pairs

Conflict = Mapping[str, Any]


def conflicts(before: dict[str, Any], after: dict[str, Any], causes: Causes) -> Iterator[Change]:
    """Yield the changes of conflicts."""
    for _, was, now in pairs(before["conflicts"], after["conflicts"], lambda _, row: [_claims(row)]):
        what = _what(was, now)
        if what is not None:
            then, there = _claims(was), _claims(now)
            yield Change("conflict", "~".join(there or then), what, was, now, there or then, causes.of(then, there))


def preferred_side(conflict: Conflict | None) -> int | None:
    """Return the place of the side that a person preferred; None where nobody decided."""
    if conflict is None or conflict.get("preferred") is None:
        return None
    return next((n for n, side in enumerate(conflict["sides"]) if side["claim"] == conflict["preferred"]), None)


def _what(was: Conflict | None, now: Conflict | None) -> str | None:
    if was is None or now is None:
        return "new" if was is None else "gone"
    if preferred_side(was) != preferred_side(now):
        return "undecided" if preferred_side(now) is None else "decided"
    return "recast" if was["kind"] != now["kind"] else None


def _claims(conflict: Conflict | None) -> tuple[str, ...]:
    return () if conflict is None else tuple(sorted(side["claim"] for side in conflict["sides"]))
