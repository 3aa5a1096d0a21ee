"""Compare two pictures of a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from malirussia.analysis.changes.causes import Causes
from malirussia.analysis.changes.change import Change, in_order
from malirussia.analysis.changes.compared_conflicts import conflicts
from malirussia.analysis.changes.compared_facts import facts, same_amount
from malirussia.analysis.changes.compared_standings import commitments, rungs
from malirussia.analysis.changes.pairing import with_sources_renamed
from malirussia.analysis.changes.picture import VERSION, Snapshot, figure
from malirussia.errors import MaliRussiaError


def compare(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """Return what changed for a reader between two snapshots.

    A thing that bears another id and is the same (a fact, a source whose outlet is now known, an entity) is no change;
    nor is one more claim of a voice that had spoken, a range in another unit, or a sentence put otherwise.

    Args:
        before: The earlier snapshot.
        after: The later one.

    Returns:
        In the order of `WHAT`, then of the ids.

    Raises:
        MaliRussiaError: If one of them is a snapshot of another version, or none.
    """
    for name, picture in (("before", before), ("after", after)):
        if picture.get("snapshot") != VERSION:
            raise MaliRussiaError(
                f"snapshot {name}",
                f"version {picture.get('snapshot')!r}, not {VERSION}",
                "take it anew with snapshot()",
            )
    before = with_sources_renamed(before, after)
    causes = Causes(before, after)
    parts = (_sources, facts, rungs, conflicts, commitments)
    return in_order([*(change for part in parts for change in part(before, after, causes)), *_reference(before, after)])


def _sources(before: dict[str, Any], after: dict[str, Any], causes: Causes) -> Iterator[Change]:
    then, there = (_readable(picture["sources"]) for picture in (before, after))
    stayed = sorted(then.keys() & there.keys())
    for source in then.keys() | there.keys():
        was, now, cause = then.get(source), there.get(source), causes.by_day([source])
        if was is None or now is None:
            yield Change("source", source, "new" if was is None else "gone", was, now, cause=cause)
            continue
        if any(was.get(name) != now.get(name) for name in ("publisher", "title", "published")):
            yield Change("source", source, "described", was, now, cause=cause)
        # The name of a group tells nothing; whose voice it shares does.
        peers = [
            {name for name in stayed if sources[name].get("origin_group") == sources[source].get("origin_group")}
            for sources in (then, there)
        ]
        if was.get("origin_group") != now.get("origin_group") and peers[0] != peers[1]:
            yield Change("source", source, "grouped", was, now, cause=cause)


def _reference(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for name in before["reference"].keys() | after["reference"].keys():
        was, now = (figure(picture, name) for picture in (before, after))
        if was is None or now is None:
            yield Change("reference", name, "new" if was is None else "gone", was, now)
        elif not same_amount(was, now):
            yield Change("reference", name, "changed", was, now)
        elif was.get("grade") != now.get("grade"):
            yield Change("reference", name, "graded", was, now)


def _readable(sources: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {source: row for source, row in sources.items() if row["known"]}
