"""One mapping of an evidence file as it stands, with its place: what the checks read.

The checks read plain data, not records, so that a field of the wrong type in one place hides no problem in another:
what is not of the type asked for is left out here, and told by `shape`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from malirussia.errors import Problem
from malirussia.evidence.records import label
from malirussia.evidence.yaml_lines import Lines


@dataclass(frozen=True)
class Entry:
    """A mapping inside a file.

    Attributes:
        data: The mapping.
        path: Where it stands in the file.
        whole: The file's data.
        lines: The file's lines.
    """

    data: dict[str, Any]
    path: tuple[str | int, ...]
    whole: Any
    lines: Lines

    def text(self, key: str) -> str | None:
        """A field that is text; None where it is not there, or is anything else."""
        value = self.data.get(key)
        return value if isinstance(value, str) else None

    def number(self, key: str) -> int | float | None:
        """A field that is a number."""
        value = self.data.get(key)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def run(self) -> range | None:
        """The words that the fields `first` and `words` point to."""
        first, count = self.number("first"), self.number("words")
        if not isinstance(first, int) or not isinstance(count, int) or first < 0 or count < 1:
            return None
        return range(first, first + count)

    def texts(self, key: str) -> list[tuple[int, str]]:
        """The texts of a field that is a list, each with its index."""
        value = self.data.get(key)
        return [(i, part) for i, part in enumerate(value) if isinstance(part, str)] if isinstance(value, list) else []

    def under(self, key: str) -> Entry | None:
        """A field that is itself a mapping."""
        value = self.data.get(key)
        return Entry(value, (*self.path, key), self.whole, self.lines) if isinstance(value, dict) else None

    def entries(self, key: str) -> list[Entry]:
        """The mappings of a field that is a list or a mapping of them."""
        value = self.data.get(key)
        pairs: list[tuple[str | int, Any]] = []
        if isinstance(value, list):
            pairs.extend(enumerate(value))
        elif isinstance(value, dict):
            pairs.extend(value.items())
        return [
            Entry(part, (*self.path, key, name), self.whole, self.lines)
            for name, part in pairs
            if isinstance(part, dict)
        ]

    @property
    def name(self) -> str:
        """Its own key, in a mapping of mappings."""
        return str(self.path[-1])

    def problem(self, key: str | None, found: str, todo: str) -> Problem:
        """A problem of one of its fields, or (None) of all of it."""
        path = self.path if key is None else (*self.path, key)
        return Problem(self.lines.at(*path), f"{label(path, self.whole)}: {found}", todo)


def whole(data: Any, lines: Lines) -> Entry:
    """A file as an entry."""
    return Entry(data if isinstance(data, dict) else {}, (), data, lines)
