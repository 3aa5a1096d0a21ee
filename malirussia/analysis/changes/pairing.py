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
        marks: Takes id and row: by what a thing is known under another id. Two that share a mark are the same.

    Yields:
        Its id (as it is now, else as it was), what was, what is; None where it was not, or is no longer.
    """
    came = {name: after[name] for name in sorted(after.keys() - before.keys())}
    bearer = {mark: name for name, own in reversed(came.items()) for mark in marks(name, own)}
    for name in sorted(before):
        if name in after:
            yield name, before[name], after[name]
            continue
        borne = (bearer[mark] for mark in marks(name, before[name]) if mark in bearer)
        now = next((other for other in borne if other in came), None)
        if now is None:
            yield name, before[name], None
        else:
            yield now, before[name], came.pop(now)
    for name, own in came.items():
        yield name, None, own


def with_sources_renamed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return the earlier picture under the ids that its sources have now: the same coded copy is the same source."""
    left, came = (_copies(one["sources"], other["sources"]) for one, other in ((before, after), (after, before)))
    names = {left[copy]: came[copy] for copy in left.keys() & came.keys()}
    if not names:
        return before
    renamed: dict[str, Any] = _renamed(before, names)
    return {**renamed, "sources": {names.get(name, name): own for name, own in before["sources"].items()}}


def _copies(sources: Rows, others: Rows) -> dict[str, str]:
    """Return coded copy → source, of the sources that the other picture lacks; no copy that two of them share."""
    found = [(own["copy"], name) for name, own in sources.items() if name not in others]
    times = Counter(copy for copy, _ in found)
    return {copy: name for copy, name in found if times[copy] == 1}


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return a JSON value with the ids of claims of renamed sources as they would be now."""
    match value:
        case dict():
            return {key: _renamed(own, names) for key, own in value.items()}
        case list():
            return [_renamed(own, names) for own in value]
        case str():
            source, dot, number = value.partition(".")
            return f"{names[source]}.{number}" if dot and source in names else value
        case _:
            return value
