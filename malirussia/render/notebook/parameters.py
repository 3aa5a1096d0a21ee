"""The typed parameters of a notebook, read from its cell tagged `parameters`.

The cell holds plain assignments and nothing else:

    lang = "fr"              # "fr" | "en": language of the page
    as_of = "latest"         # EDTF, or latest: what was known by then
    months: int = 12         # months that the simulation runs
    sector: str = None       # papermill reads no `str | None`
    token = ""               # secret: key of the press archive

The annotation gives the type, or else the value does; where the value is None, None may be given as well. A comment
that begins with literals separated by `|` lists the only values allowed, one that begins with `EDTF` asks for a date,
where a year may stand without quotes, one that begins with `secret:` says that the value must not be written anywhere.
`lang` and `as_of` mean the same in every notebook and are checked even where nothing is declared; `as_of` may be
`latest`. Papermill only warns about a parameter that no notebook knows, so everything is checked here before anything
runs.
"""

from __future__ import annotations

import ast
import io
import math
import re
import tokenize
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from malirussia import edtf
from malirussia.errors import DateError, NotebookError, RenderError
from malirussia.evidence.appeared import LATEST
from malirussia.language import LANGS
from malirussia.numerals import misread, mistyped
from malirussia.render.notebook import ipynb
from malirussia.render.notebook.secret import UNREADABLE

_DEEPEST = 20
_LONGEST = 1024  # bits
_OPTIONAL = re.compile(r"(?:typing\.)?Optional\[(.*)\]")
_SURROGATE = re.compile("[\ud800-\udfff]")

Value = Any  # str, int, float, bool, None, or a list or dict of them: what a literal can say

AS_OF = "as_of"
TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict}


@dataclass(frozen=True)
class Parameter:
    """One declared parameter.

    Attributes:
        name: Its name in the notebook.
        type: One of `TYPES`, `edtf`, or `any` where a default of None says nothing.
        optional: Whether None may be passed.
        default: The value in the notebook.
        choices: The only values allowed; empty if any value of the type is.
        help: The rest of the comment on its line.
        secret: Whether its value must not be written anywhere.
    """

    name: str
    type: str
    optional: bool
    default: Value
    choices: tuple[Value, ...]
    help: str
    secret: bool = False


def declared(path: Path, where: str | None = None) -> dict[str, Parameter]:
    """Read which parameters a notebook declares.

    Args:
        path: The notebook.
        where: How errors name the place that asked for the notebook; the notebook itself if None.

    Returns:
        The parameters by name, in the order of the cell.

    Raises:
        RenderError: There is no such notebook.
        NotebookError: It can't be read, has no cell tagged `parameters`, or the cell holds anything but assignments of
            literals.
    """
    tagged = ipynb.tagged(ipynb.read(path, where), "parameters")
    if tagged is None:
        raise NotebookError(path.name, "no cell is tagged parameters", "tag the cell that assigns lang and as_of")
    number, cell = tagged
    source = ipynb.text(cell["source"])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python says of an odd literal is for who runs the notebook
            statements = ast.parse(source).body
        comments = _comments(source)
    except SyntaxError as error:
        place = f"{path.name}, cell {number}, line {error.lineno}"
        raise NotebookError(place, f"no Python: {error.msg}", "correct the cell tagged parameters") from None
    except UNREADABLE as error:
        place = f"{path.name}, cell {number}"
        raise NotebookError(
            place, f"no Python: {str(error) or type(error).__name__}", "correct the cell tagged parameters"
        ) from None
    parameters = {}
    for statement in statements:
        place = f"{path.name}, cell {number}, line {statement.lineno}"
        parameter = _parameter(statement, comments.get(statement.end_lineno or 0, ""), source, place)
        parameters[parameter.name] = parameter
    return parameters


def check(
    parameters: Mapping[str, Parameter], given: Mapping[str, Value], notebook: str, where: Callable[[str], str]
) -> dict[str, Value]:
    """Check values against what a notebook declares.

    Args:
        parameters: What `declared` found.
        given: The values to pass.
        notebook: The notebook's file name, for errors.
        where: Gives the place where a parameter's value stands, for errors.

    Returns:
        The given values, in the notebook's order, an int made float where the type is float.

    Raises:
        RenderError: A parameter is unknown, or a value has another type or isn't among the allowed ones.
    """
    for name in given:
        if name not in parameters:
            raise RenderError(where(name), f"{notebook} has no parameter {name!r}", nearest(name, parameters))
    return {
        name: _checked(parameter, given[name], where(name)) for name, parameter in parameters.items() if name in given
    }


def nearest(name: str, parameters: Mapping[str, Parameter]) -> str:
    """Say what to do about a parameter that no notebook knows."""
    near = get_close_matches(name, parameters, n=1)
    return f"did you mean {near[0]!r}?" if near else f"it knows {', '.join(parameters) or 'none'}"


def from_text(parameter: Parameter, text: str, where: str) -> Value:
    """Read a value from a command line, by the parameter's type.

    Raises:
        RenderError: The text is no value of that type, or the type is one that only a file can say.
    """
    if parameter.optional and text == "none":
        return None
    wrong = mistyped(text.strip()) if parameter.type in ("int", "float") else None
    if wrong is not None and _is_number(text):
        raise RenderError(where, *wrong)
    try:
        match parameter.type:
            case "int":
                return int(text)
            case "float":
                return float(text)
            case "bool":
                return {"true": True, "false": False}[text]
            case "str" | "edtf":
                return text
    except (ValueError, KeyError):
        raise RenderError(where, f"{text!r}", f"{parameter.name} is of type {parameter.type}") from None
    fault = f"{parameter.name} is of type {parameter.type}"
    raise RenderError(where, fault, "give its values in notebooks/renders.yaml")


def _is_number(text: str) -> bool:
    """Whether Python would read a text as a finite number, in whatever way."""
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _checked(parameter: Parameter, value: Value, where: str) -> Value:
    name, kind = parameter.name, parameter.type
    if value is None and parameter.optional:
        return None
    if parameter.choices and not any(value == choice and type(value) is type(choice) for choice in parameter.choices):
        allowed = ", ".join(repr(choice) for choice in parameter.choices)
        raise RenderError(where, f"{name} = {value!r}", f"{name} is one of {allowed}")
    if kind == "edtf":
        return _date(name, value, where)
    if kind == "float" and type(value) is int:
        try:
            value = float(value)
        except OverflowError:
            value = math.inf
    if not _finite(value):
        # JSON, and so receipts and events, can't say it; and what isn't equal to itself would never be fresh.
        raise RenderError(where, f"{name} = {value!r}", f"{name} takes numbers that are finite")
    # type(), not isinstance(): True is an int to Python, but not to somebody who asked for a number of months.
    if kind in TYPES and type(value) is not TYPES[kind]:
        raise RenderError(where, f"{name} = {value!r}", f"{name} is of type {kind}")
    return value


def _date(name: str, value: Value, where: str) -> str:
    latest = name == AS_OF and value == LATEST
    try:
        # What isn't text may not even be a key of the cache that reads dates.
        text = edtf.written(value)
        return LATEST if latest else edtf.chosen(text if isinstance(text, str) else "").text
    except DateError:
        or_latest = ", or latest" if name == AS_OF else ""
        todo = f"{name} is an EDTF date such as '2025-10-24'{or_latest}"
        raise RenderError(where, f"{name} = {value!r}", todo) from None


def _finite(value: Value) -> bool:
    if isinstance(value, list | dict):
        return all(map(_finite, value.values() if isinstance(value, dict) else value))
    return not isinstance(value, float) or math.isfinite(value)


def _parameter(statement: ast.stmt, comment: str, source: str, where: str) -> Parameter:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=expression):
            annotation = None
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=ast.expr() as expression):
            pass
        case _:
            raise NotebookError(where, "not a plain assignment", 'keep only lines such as lang = "fr" in this cell')
    try:
        default = ast.literal_eval(expression)
    except (*UNREADABLE, SyntaxError, TypeError):
        raise NotebookError(where, f"the value of {name} is no literal", "compute it in another cell") from None
    for part in ast.walk(expression):
        written = ast.get_source_segment(source, part) if isinstance(part, ast.Constant) else None
        wrong = misread(written.replace("_", "")) if written is not None and _is_number(written) else None
        if wrong is not None and isinstance(getattr(part, "value", None), float):
            raise NotebookError(where, f"{name} = {wrong[0]}", wrong[1])
    strange = _strange(default)
    if strange is not None:
        # JSON, and so receipts, events and pages, can't say it.
        todo = "use text, numbers, true, false, None, and lists and dicts of them"
        raise NotebookError(where, f"the value of {name} holds {strange}", todo)
    kind, optional = _type(annotation, default, where)
    choices, help_text = _choices(comment)
    if name == "lang":
        choices = choices or LANGS
    if name == AS_OF or help_text.startswith("EDTF"):
        kind = "edtf"
    secret = help_text.partition(":")[0].strip() == "secret"
    parameter = Parameter(name, kind, optional or default is None, default, choices, help_text, secret)
    try:
        checked = _checked(parameter, default, where)
    except RenderError as error:
        raise NotebookError(error.where, error.found, error.todo) from None
    return replace(parameter, default=checked) if kind == "edtf" else parameter


def _type(annotation: ast.expr | None, default: Value, where: str) -> tuple[str, bool]:
    """Give the type that an annotation or else a default says, and whether the annotation allows None."""
    if annotation is None:
        return ("any" if default is None else type(default).__name__), False
    written = ast.unparse(annotation).strip("'\"")
    optional = _OPTIONAL.fullmatch(written)
    names = [name.strip().split("[")[0] for name in (optional[1] + "|None" if optional else written).split("|")]
    kinds = [name for name in names if name != "None"]
    if len(kinds) != 1 or kinds[0] not in TYPES:
        allowed = ", ".join(TYPES)
        raise NotebookError(
            where, f"type {ast.unparse(annotation)}", f"use one of {allowed}; with = None it may be None"
        )
    return kinds[0], "None" in names


def _strange(value: Any, depth: int = 0) -> str | None:
    """Name what JSON can't say in the value of a literal; None if it can say all of it."""
    match value:
        case None | bool() | float():
            return None
        case int():
            return "a number too long to be meant" if value.bit_length() > _LONGEST else None
        case str():
            return "half a letter" if _SURROGATE.search(value) else None
        case list() | dict() if depth == _DEEPEST:
            return f"values inside values, more than {_DEEPEST} deep"
        case list():
            return next(filter(None, (_strange(part, depth + 1) for part in value)), None)
        case dict() if all(isinstance(key, str) for key in value):
            return next(filter(None, (_strange(part, depth + 1) for part in (*value, *value.values()))), None)
        case dict():
            return "a dict whose keys are not texts"
        case _:
            return f"a {type(value).__name__}"


def _comments(source: str) -> dict[int, str]:
    """Give the comment that ends each line of a cell, by line number."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("#").strip() for token in tokens if token.type == tokenize.COMMENT}


def _choices(comment: str) -> tuple[tuple[Value, ...], str]:
    """Split a comment such as `"fr" | "en": language` into the allowed values and the help."""
    listed, _, rest = comment.partition(":")
    words = [word.strip() for word in listed.split("|")]
    try:
        values = tuple(ast.literal_eval(word) for word in words)
    except (*UNREADABLE, SyntaxError, TypeError):
        return (), comment
    if any(_strange(value) for value in values):
        return (), comment
    return (values, rest.strip()) if len(values) > 1 else ((), comment)
