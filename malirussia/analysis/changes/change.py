"""One change, and the order in which changes are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Cause = Literal["ledger", "as_of", "unknown"]

WHAT: dict[str, tuple[str, ...]] = {
    "source": ("new", "gone", "described", "grouped"),
    "fact": ("new", "gone", "told", "announced", "denied", "undenied"),
    "verdict": ("corroborated", "carried", "single", "disputed", "superseded"),
    "voices": ("more", "fewer"),
    "value": ("range",),
    "rung": (
        "new", "up", "down", "confirmed", "unconfirmed", "suspended", "cancelled", "denied", "undenied", "resumed",
        "dated", "gone",
    ),
    "conflict": ("new", "decided", "undecided", "recast", "gone"),
    "commitment": ("due", "overdue", "met", "silent", "new", "open", "redated", "undated", "gone"),
    "reference": ("changed", "graded", "new", "gone"),
    "chart": ("changed", "new", "gone"),
}  # fmt: skip
"""Kind of change → what happened, both in the order in which `compare` tells them.

source      new, gone; described: title, outlet or date are given otherwise; grouped: its origin group is another
fact        new, gone; told: what was only announced is told as so; announced: the other way round; denied: a page
            negates it; undenied: none does any more
verdict     the verdict it has now
voices      more or fewer origin groups speak of a fact whose verdict stays
value       the range of a fact
rung        new: spoken of at all; up, down: the highest claimed rung; confirmed, unconfirmed: the highest corroborated
            rung alone; suspended, cancelled, denied: the word beside the ladder; undenied: no page denies a rung
            any more, whatever else stands there; resumed: no such word any more; dated: the same rung, another date
conflict    new, gone; decided: a person prefers a side, or another side than before; undecided: no longer;
            recast: of another kind
commitment  the state that a due date has now; new: a promise; redated: another due date; gone
reference   changed: the figure; graded: its grade alone; new, gone
chart       changed: its data; new, gone
"""

KINDS = tuple(WHAT)

_PLACE = {pair: place for place, pair in enumerate((kind, what) for kind in WHAT for what in WHAT[kind])}


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was.

    Attributes:
        kind: One of `KINDS`.
        id: Of the source, fact, entity, conflict (`claim~claim`), commitment (`id` or `id#n`, its n-th due date),
            reference figure (its short name) or chart. As it is now; as it was where it has gone.
        what: One of `WHAT[kind]`.
        before: What the snapshot said of it; None where it was not there.
        after: What it says now; None where it has gone.
        claim_ids: The claims behind it: those that came, else all it rests on now, else all it rested on.
        cause: `as_of` where it follows from the other day alone: the same ledger would have said so then. `ledger`
            where people changed the evidence or the reference figures. `unknown` for a chart, of which only the hash
            of its data is known.
    """

    kind: str
    id: str
    what: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    claim_ids: tuple[str, ...] = ()
    cause: Cause = "ledger"

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {**asdict(self), "claim_ids": list(self.claim_ids)}


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Sort changes by kind, by what happened, then by id."""
    return tuple(sorted(changes, key=lambda change: (_PLACE[change.kind, change.what], change.id)))


def behind(before: Iterable[str], after: Iterable[str]) -> tuple[str, ...]:
    """Return the claims that a change rests on: those that came, else all that are there, else all that were."""
    then, now = set(before), set(after)
    return tuple(sorted(now - then or now or then))
