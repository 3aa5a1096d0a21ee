"""Plain data → typed records: every field that is missing, unknown or of the wrong type is told with its line."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec

from malirussia.errors import EvidenceError, Problem
from malirussia.evidence.invisible import blank
from malirussia.evidence.vocabulary import TO_WRITE, nearest, use_closed
from malirussia.evidence.yaml_lines import Lines

T = TypeVar("T", bound=msgspec.Struct)

_ONE = {
    "sides": "side",
    "claims": "claim",
    "passages": "passage",
    "names": "name",
    "entities": "entity",
    "identities": "identity",
    "decisions": "decision",
    "ignored": "ignored range",
    "codes": "code",
    "sectors": "sector",
    "kinds": "kind",
    "predicates": "predicate",
}

_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a decimal",
    "bool": "true or false",
}


CODEBOOK_NAMES = {
    "asserted_by": "by",
    "says_fr": "fr",
    "says_en": "en",
    "low": "value.low",
    "high": "value.high",
    "unit": "value.unit",
    "per": "value.per",
    "approx": "value.approx",
    "claim_id": "id",
    "source_id": "id",
    "passage_id": "passage",
    "entity_id": "entity",
    "commitment_id": "commitment.id",
    "what_fr": "fr",
    "what_en": "en",
    "caption_fr": "fr",
    "caption_en": "en",
}
"""What the tables call a field that the evidence calls otherwise."""


def convert(data: Any, record: type[T], lines: Lines) -> T:
    """Makes a record of a file's data.

    Raises:
        EvidenceError: If anything is missing, unknown or of the wrong type; every such place.
    """
    problems = list(_check(data, record, (), data, lines))
    if problems:
        raise EvidenceError(problems)
    return msgspec.convert(data, record)


def label(path: tuple[str | int, ...], data: Any) -> str:
    """A place in a file in words: ("claims", 6, "value", "low") is `claim c07 field value.low`."""
    if len(path) > 1 and path[0] in _ONE:
        name: object = path[1]
        if isinstance(name, int):
            entry = data[path[0]][name]
            name = entry.get("id", name + 1) if isinstance(entry, dict) else name + 1
        thing, rest = f"{_ONE[str(path[0])]} {name}", path[2:]
    elif len(path) > 1:
        thing, rest = str(path[0]), path[1:]
    else:
        thing, rest = "", path
    field = f"field {'.'.join(str(part) for part in rest)}" if rest else ""
    return f"{thing} {field}".strip() or "the file"


def _check(data: Any, kind: Any, path: tuple[str | int, ...], whole: Any, lines: Lines) -> Iterator[Problem]:
    options, optional, bare = _unwrap(kind)
    if data is None and optional:
        return
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        yield from _record(data, bare, path, whole, lines)
    elif options:
        if data not in options:
            fault = f"unknown {path[-1]} {data!r}"
            yield _problem(fault, use_closed(str(data), options), path, whole, lines)
    elif get_origin(bare) is list:
        if isinstance(data, list):
            for i, entry in enumerate(data):
                yield from _check(entry, get_args(bare)[0], (*path, i), whole, lines)
        else:
            yield _problem(f"{_said(data)} is no list", "write a list: [a, b]", path, whole, lines)
    elif get_origin(bare) is dict:
        if isinstance(data, dict):
            for key, entry in data.items():
                yield from _check(entry, get_args(bare)[1], (*path, key), whole, lines)
        else:
            yield _problem(f"{_said(data)} is no mapping", "write one entry a line, key: {…}", path, whole, lines)
    else:
        yield from _leaf(data, bare, path, whole, lines)


def _record(data: Any, record: type[msgspec.Struct], path: Any, whole: Any, lines: Lines) -> Iterator[Problem]:
    fields = _fields(record)
    if not isinstance(data, dict):
        yield _problem(f"{_said(data)} is no mapping", f"write its fields: {', '.join(fields)}", path, whole, lines)
        return
    for key, value in data.items():
        if key in fields:
            yield from _check(value, fields[key].type, (*path, key), whole, lines)
        else:
            yield _problem("unknown field", _use_field(key, fields), (*path, key), whole, lines)
    for key, field in fields.items():
        if field.required and key not in data:
            yield _problem("missing", f"add {key}: {TO_WRITE}", (*path, key), whole, lines)


def _use_field(key: str, fields: Mapping[str, object]) -> str:
    """What to write instead of an unknown field: what the tables call so, else the nearest."""
    meant = CODEBOOK_NAMES.get(key, "")
    if meant.partition(".")[0] not in fields:
        return f"nearest known field {nearest(key, fields)[0]!r}; use it, or take the line out"
    inside = f" under {meant.partition('.')[0]}" if "." in meant else ""
    return f"here it is {meant.rpartition('.')[2]!r}{inside}; write that, or take the line out"


@lru_cache(maxsize=256)
def _fields(record: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    """The fields of a record by name; asked once, for asking costs more than checking does."""
    return {field.encode_name: field for field in msgspec.structs.fields(record)}


def _leaf(data: Any, kind: Any, path: Any, whole: Any, lines: Lines) -> Iterator[Problem]:
    if isinstance(data, str) and data.strip() == TO_WRITE:
        yield _problem(f"{TO_WRITE!r} is still to be written", "write it", path, whole, lines)
        return
    if isinstance(data, str) and data != "" and blank(data):
        yield _problem("a blank text", "write it, or take the line out", path, whole, lines)
        return
    try:
        msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        number = isinstance(data, int | float) and not isinstance(data, bool)
        todo = f'put it in quotes: "{data}"' if number and "`str`" in str(error) else "correct it"
        yield _problem(f"{_said(data)} is not {_wanted(error)}", todo, path, whole, lines)


def _wanted(error: msgspec.ValidationError) -> str:
    """What msgspec expected, in words: "Expected `int`, got `str`" is `a whole number`."""
    wanted = str(error).partition(" - at ")[0].partition(", got ")[0].removeprefix("Expected ")
    names, _, rest = wanted.removeprefix("`").partition("`")
    return " or ".join(_WORDS[name] for name in names.split(" | ") if name in _WORDS) + rest


@lru_cache(maxsize=256)
def _unwrap(kind: Any) -> tuple[tuple[Any, ...], bool, Any]:
    """A type as (the words of its Literal, whether null may stand, the type without null)."""
    optional = False
    if get_origin(kind) in (Union, types.UnionType):
        rest = [part for part in get_args(kind) if part is not type(None)]
        optional = len(rest) < len(get_args(kind))
        kind = rest[0] if len(rest) == 1 else Union[tuple(rest)]  # noqa: UP007 - built at run time
    bare = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    return (get_args(bare) if get_origin(bare) is Literal else ()), optional, kind


def _problem(found: str, todo: str, path: Any, whole: Any, lines: Lines) -> Problem:
    return Problem(lines.at(*path), f"{label(path, whole)}: {found}", todo)


def _said(data: Any) -> str:
    """A value as it is told in an error: short, in the words of the file."""
    if data is None:
        return "nothing"
    if isinstance(data, dict | list):
        return "a mapping" if isinstance(data, dict) else "a list"
    text = repr(data) if isinstance(data, str) else str(data).lower()
    return text if len(text) <= 60 else f"{text[:57]}…"
