"""YAML read plainly, with the line of every value.

Only what an analyst means is read: text stays text (`2025-06-23`, `no` and `0729` too), a whole number or a decimal is
a number, `true` and `false` are true and false, `null`, `~` and nothing are null. A key that stands twice, an anchor,
an alias or a tag is refused: each makes a file say something other than what it seems to say. So are characters that
nobody sees, and numbers that can be read twice (`160.000`) or are longer than a number can be kept.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from malirussia.errors import EvidenceError, MaliRussiaError, Problem, shortened
from malirussia.evidence.encoding import decoded
from malirussia.evidence.invisible import refused
from malirussia.numerals import misread
from malirussia.paths import read_regular, shown

__all__ = ["Lines", "load", "shown"]

Place = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_NUMBERS: dict[str, type[int] | type[float]] = {"int": int, "float": float}
_DEEPEST = 100
_DEEP = f"values inside values, more than {_DEEPEST} deep"
# PyYAML's C code goes into every value and overflows its stack, at a thousand on the smallest. What opens fewer flow
# values, and begins no value further to the right, isn't that deep: a block value stands at most once in a column, but
# for a list under its key.
_HARMLESS = 500
_FAR_RIGHT = re.compile(rf"[ \t?:-]{{{_HARMLESS // 2}}}")


class _Reader(yaml.CSafeLoader):
    """The safe C loader with the few plain words that are not text (YAML 1.2 core, without octals and exponents)."""


# Its own: CSafeLoader's words of YAML 1.1 make a date of 2025-06-23 and a truth value of "no".
_Reader.yaml_implicit_resolvers = {}

for _name, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+", "-+0123456789"),
):
    _Reader.add_implicit_resolver(_TAG + _name, re.compile(f"(?:{_pattern})\\Z"), list(_first))


class Lines:
    """Where the values of one file stand.

    Args:
        file: The file as it is to be shown.
        lines: The line of each value, by its path, such as `("claims", 3, "status")`; a key's line for a mapping.
    """

    def __init__(self, file: str, lines: dict[Place, int]) -> None:
        self.file = file
        self._line_of = lines

    def line(self, *path: str | int) -> int:
        """The line, from 1, of the value at a path; of the nearest value above it where it does not exist."""
        while path and path not in self._line_of:
            path = path[:-1]
        return self._line_of.get(path, 1)

    def at(self, *path: str | int) -> str:
        """`file:line` of the value at a path."""
        return f"{self.file}:{self.line(*path)}"


def load(path: Path) -> tuple[Any, Lines]:
    """Reads one YAML file.

    Returns:
        Its data (dicts, lists, text, numbers, true, false, None) and the lines of its values.

    Raises:
        EvidenceError: If the file cannot be read, is no YAML, or holds what this reader refuses; every such place.
    """
    file = shown(path)
    try:
        text = read_text(path)
        deep = _too_deep(text)
        node = None if deep else yaml.compose(text, _Reader)
    except OSError as error:
        raise EvidenceError([Problem(file, f"cannot be read ({error.strerror})", "make the file readable")]) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = file if mark is None else f"{file}:{mark.line + 1}"
        raise EvidenceError([Problem(where, f"not YAML: {error.problem}", "mend the line")]) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise EvidenceError([Problem(f"{file}:1", f"not YAML: {error}", "mend the file")]) from error
    if deep:
        raise EvidenceError([Problem(f"{file}:{deep}", _DEEP, "write it flatter")])
    builder = _Builder(file)
    data = None if node is None else builder.value(node, ())
    if builder.problems:
        raise EvidenceError(builder.problems)
    return data, Lines(file, builder.lines)


def read_text(path: Path) -> str:
    """Read a text file that people write, in UTF-8 and without characters that nobody sees.

    Raises:
        OSError: If it cannot be read.
        EvidenceError: If it is no regular file, not UTF-8, or holds such a character, told with its line.
    """
    file = shown(path)
    try:
        text = decoded(read_regular(path), file, "save the file as UTF-8")
    except MaliRussiaError as error:
        raise EvidenceError([Problem(error.where, error.found, error.todo)]) from error
    problems = [Problem(f"{file}:{line}", f"not YAML: {character}", "take it out") for line, character in refused(text)]
    if problems:
        raise EvidenceError(problems)
    return text


def _too_deep(text: str) -> int | None:
    """Give the line of a value that lies so deep in others that reading it might end this process."""
    if text.count("[") + text.count("{") < _HARMLESS and _FAR_RIGHT.search(text) is None:
        return None
    depth = 0
    for event in yaml.parse(text, _Reader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return 1 if event.start_mark is None else event.start_mark.line + 1
    return None


class _Builder:
    """Makes data of YAML nodes, and notes lines and problems on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, path: Place) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self._seen:
            # The node is the anchor's: the alias stands at the key, or under it.
            self._problem(self.lines[path], "an alias (*name)", "write the value out")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.CollectionNode) and len(path) >= _DEEPEST:
            self._refuse(node, _DEEP, "write it flatter")
            return None
        kind = node.tag.removeprefix(_TAG)
        if isinstance(node, yaml.MappingNode) and kind == "map":
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode) and kind == "seq":
            return [self.value(child, (*path, i)) for i, child in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode) and kind in {"str", "null", "bool", "int", "float"}:
            return self._scalar(node, kind)
        self._refuse(node, f"a tag ({node.tag})", "take the tag out")
        return None

    def _mapping(self, node: yaml.MappingNode, path: Place) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._refuse(key, "a key that is no word", "write a plain word before the colon")
                continue
            name = key.value
            self._seen_by_nobody(key)
            if name in data:
                first = self.lines[(*path, name)]
                self._refuse(key, f"key {name!r} stands twice, first on line {first}", "keep one of the two")
                continue
            self.lines[(*path, name)] = key.start_mark.line + 1
            data[name] = self.value(child, (*path, name))
        return data

    def _scalar(self, node: yaml.ScalarNode, kind: str) -> Any:
        text = node.value
        if kind == "null":
            return None
        if kind == "bool":
            return text == "true"
        if kind in _NUMBERS:
            return self._number(node, _NUMBERS[kind])
        self._seen_by_nobody(node)
        return text

    def _number(self, node: yaml.ScalarNode, kind: type[int] | type[float]) -> Any:
        wrong = misread(node.value)
        if wrong is not None:
            self._refuse(node, *wrong)
            return None
        try:
            return kind(node.value)
        except ValueError:
            self._refuse(node, f"{shortened(node.value, 20)!r} is no number", "write a number, or take the tag out")
            return None

    def _seen_by_nobody(self, node: yaml.ScalarNode) -> None:
        """Refuse what an escape in double quotes writes into a text."""
        for _, character in refused(node.value):
            self._refuse(node, character, "take it out")

    def _refuse(self, node: yaml.Node, found: str, todo: str) -> None:
        self._problem(node.start_mark.line + 1, found, todo)

    def _problem(self, line: int, found: str, todo: str) -> None:
        self.problems.append(Problem(f"{self.file}:{line}", found, todo))
