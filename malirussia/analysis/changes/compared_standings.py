"""Changes of standing: on which rung an agreement, project or delivery is, and how a promise stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from malirussia import edtf
from malirussia.analysis.changes.causes import Causes
from malirussia.analysis.changes.change import Change, behind
from malirussia.analysis.changes.pairing import pairs
from malirussia.analysis.standing.ladder import NO_RUNG, RUNGS
from malirussia.analysis.standing.occurrences import state

Standing = Mapping[str, Any]
_NOT_YET: Standing = {"state": "open"}


def rungs(before: dict[str, Any], after: dict[str, Any], causes: Causes) -> Iterator[Change]:
    """Yield the changes of rungs."""
    named = pairs(before["rungs"], after["rungs"], lambda _, row: [(row["caption_fr"], row["caption_en"])])
    for entity, was, now in named:
        if was is None or now is None:
            then, there = ([] if standing is None else standing["claims"] for standing in (was, now))
            what = "new" if was is None else "gone"
            yield Change("rung", entity, what, was, now, behind(then, there), causes.of(then, there))
            continue
        for what, names in _moves(was, now):
            then, there = ({claim for name in names for claim in standing.get(name, [])} for standing in (was, now))
            yield Change("rung", entity, what, was, now, behind(then, there), causes.of(then, there))


def commitments(before: dict[str, Any], after: dict[str, Any], causes: Causes) -> Iterator[Change]:
    """Yield the changes of promises: one a due date; one for a promise that came or went."""
    same = pairs(before["commitments"], after["commitments"], lambda _, row: [(row["claim_id"], row["what_en"])])
    for promise, was, now in same:
        if was is None or now is None:
            claims = [row["claim_id"] for row in (was, now) if row is not None]
            what = "new" if was is None else "gone"
            yield Change("commitment", promise, what, was, now, tuple(claims), causes.by_day(claims))
            continue
        first = max(min(map(int, row["dates"])) for row in (was, now))
        for n in sorted(was["dates"].keys() | now["dates"].keys(), key=int):
            # What one picture has not unfolded yet lies ahead; what it no longer keeps is past.
            if int(n) >= first:
                then, there = (row["dates"].get(n, _NOT_YET) for row in (was, now))
                yield from _occasion(f"{promise}#{n}", was, now, then, there, after["as_of"], causes)


def _moves(was: Standing, now: Standing) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what happened to a rung, and which lists of claims tell it."""
    off, on = was.get("beside"), now.get("beside")
    if off != on:
        yield (on if on is not None else "resumed"), ("beside_ids",)
    # Where the latest word is a denial, that was told; else a denial may stand behind it.
    if "denied" not in (off, on) and ("denied" in was) != ("denied" in now):
        yield ("denied" if "denied" in now else "undenied"), ("denied_ids",)
    claimed, corroborated = (_height(now[name]) - _height(was[name]) for name in ("claimed", "corroborated"))
    both = ("claimed_ids", "corroborated_ids")
    if claimed != 0:
        yield ("up" if claimed > 0 else "down"), both
    elif corroborated != 0:
        yield ("confirmed" if corroborated > 0 else "unconfirmed"), both
    elif any(was.get(name) != now.get(name) for name in ("claimed_since", "corroborated_since")) or (
        off == on and was.get("beside_since") != now.get("beside_since")
    ):
        yield "dated", (*both, "beside_ids")


def _occasion(
    name: str, was: Standing, now: Standing, then: Standing, there: Standing, as_of: str, causes: Causes
) -> Iterator[Change]:
    """Yield the change of one due date."""
    redated = "due" in then and "due" in there and then["due"] != there["due"]
    if then["state"] == there["state"] and not redated:
        return
    told = [{*standing.get("met_by", []), *standing.get("heard_ids", [])} for standing in (then, there)]
    cause = causes.of(*told)
    if causes.moved and not redated and _by_then(then, there.get("due"), as_of) == there["state"]:
        cause = "as_of"
    what = "redated" if redated else there["state"]
    new = set(there.get("met_by", [])) - set(then.get("met_by", []))
    ids = tuple(sorted(new)) if new else (now["claim_id"],)
    kept = ("by", "to", "what_fr", "what_en", "made", "rhythm", "claim_id")
    words = [
        {**{cell: promise[cell] for cell in kept if cell in promise}, **day}
        for promise, day in ((was, then), (now, there))
    ]
    yield Change("commitment", name, what, words[0], words[1], ids, cause)


def _by_then(then: Standing, due: str | None, as_of: str) -> str:
    """Return how a due date would stand on another day with no word more than was known."""
    heard = then.get("heard")
    since = heard is not None and due is not None and edtf.earliest(heard) > edtf.latest(due)
    return state(due, as_of=as_of, met="met_by" in then, heard_since=since)


def _height(rung: str) -> int:
    return -1 if rung == NO_RUNG else RUNGS.index(rung)
