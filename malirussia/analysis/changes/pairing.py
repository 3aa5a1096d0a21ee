"""What bears another id and is the same for a reader: it neither goes nor comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any

Rows = Mapping[str, dict[str, Any]]
Pair = tuple[str, dict[str, Any] | None, dict[str, Any] | None]


def pairs(before: Rows, after: Rows, marks: Callable[[str, dict[str, Any]], Iterable[Hashable]]) -> Iterator[Pair]:
    """Put each thing beside itself.

    Args:
        before: Id → what the earlier picture says of it.
        after: The same of the later one.
        marks: Takes id and row: by what a thing is known under another id. Two that share a mark are the same; where
            several do, those that share most.

    Yields:
        Its id (as it is now, else as it was), what was, what is; None where it was not, or is no longer.
    """
    gone, came = (sorted(rows.keys() - other.keys()) for rows, other in ((before, after), (after, before)))
    bearers: dict[Hashable, list[str]] = {}
    for name in came:
        for mark in set(marks(name, after[name])):
            bearers.setdefault(mark, []).append(name)
    marked = ((was, mark) for was in gone for mark in set(marks(was, before[was])))
    shared = Counter((was, now) for was, mark in marked for now in bearers.get(mark, ()))
    renamed: dict[str, str] = {}
    taken: set[str] = set()
    # Most marks first; the order is the same read backwards, so what came one way has gone the other.
    for was, now in sorted(shared, key=lambda pair: (-shared[pair], sorted(pair))):
        if was not in renamed and now not in taken:
            renamed[was] = now
            taken.add(now)
    for name in sorted(before):
        now = renamed.get(name, name)
        yield now, before[name], after.get(now)
    for name in came:
        if name not in taken:
            yield name, None, after[name]


def with_sources_renamed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return the earlier picture under the ids that its sources have now: the same coded copy is the same source."""
    left, came = (
        _copies(picture["sources"], other["sources"]) for picture, other in ((before, after), (after, before))
    )
    names = {left[copy]: came[copy] for copy in left.keys() & came.keys()}
    if not names:
        return before
    renamed: dict[str, Any] = _renamed(before, names)
    return {**renamed, "sources": {names.get(name, name): row for name, row in before["sources"].items()}}


def _copies(sources: Rows, others: Rows) -> dict[str, str]:
    """Return coded copy → source, of the sources that the other picture lacks; no copy that two of them share."""
    copies = [(row["copy"], name) for name, row in sources.items() if name not in others]
    times = Counter(copy for copy, _ in copies)
    return {copy: name for copy, name in copies if times[copy] == 1}


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return a JSON value with the ids of claims of renamed sources as they would be now."""
    match value:
        case dict():
            return {key: _renamed(part, names) for key, part in value.items()}
        case list():
            return [_renamed(part, names) for part in value]
        case str():
            source, dot, number = value.partition(".")
            return f"{names[source]}.{number}" if dot and source in names else value
        case _:
            return value
