"""Writes YAML as the house has it: plain words plain, everything else in double quotes, nothing broken over lines.

What is written is read back by `evidence.yaml_lines` as the very same data.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

_PLAIN = re.compile(r"[^\W\d_][\w’' \u00a0\u202f«»()/.;–—+€$°-]*(?<![ \u00a0\u202f])")
_ID = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
# Line ends of YAML that JSON leaves as they are.
_ENDS = re.compile("[\x7f\x85\u2028\u2029\ufeff]")


def scalar(value: Any) -> str:
    """Write one value that is no list and no mapping."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if text.casefold() not in _WORDS and (_PLAIN.fullmatch(text) or _ID.fullmatch(text)):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ENDS.sub(lambda match: f"\\u{ord(match.group()):04x}", quoted)


def flow(value: Any) -> str:
    """Write a value on one line: `{first: 3, words: 5}`, `[a, b]`."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(part) for part in value) + "]"
    return scalar(value)


def block(data: Mapping[str, Any], on_a_line: frozenset[str] = frozenset(), indent: str = "") -> Iterator[str]:
    """Write a mapping, one key a line.

    Args:
        data: Its values may be lists and mappings themselves.
        on_a_line: Keys whose values are written on one line; of lists and mappings in them, every entry on one line.
        indent: What stands before each line.

    Yields:
        Lines, without their ends.
    """
    for key, value in data.items():
        name = f"{indent}{scalar(key)}:"
        if isinstance(value, Mapping) and value and key in on_a_line and _holds_parts(value):
            yield name
            yield from (f"{indent}  {scalar(part)}: {flow(held)}" for part, held in value.items())
        elif isinstance(value, list) and value and key in on_a_line and isinstance(value[0], Mapping):
            yield name
            yield from (f"{indent}- {flow(part)}" for part in value)
        elif isinstance(value, Mapping) and value and key not in on_a_line:
            yield name
            yield from block(value, on_a_line, indent + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield name
            for part in value:
                yield from entry(part, on_a_line, indent)
        else:
            yield f"{name} {flow(value)}"


def entry(data: Mapping[str, Any], on_a_line: frozenset[str] = frozenset(), indent: str = "") -> Iterator[str]:
    """Write a mapping as an entry of a list: its first key after a dash."""
    lines = list(block(data, on_a_line, indent + "  "))
    yield f"{indent}- {lines[0][len(indent) + 2 :]}"
    yield from lines[1:]


def _holds_parts(value: Mapping[str, Any]) -> bool:
    return all(isinstance(part, Mapping) for part in value.values())
