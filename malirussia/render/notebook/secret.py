"""Keep the values of secret parameters out of the notebook.

Papermill writes every parameter into the executed notebook twice, in a cell and in the metadata. A parameter is
secret if the caller says so, or if the cell tagged `parameters` does:

    token = ""  # secret: key of the press archive
"""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Collection, Mapping
from typing import Any

from malirussia.render.notebook import ipynb
from malirussia.render.notebook.normalise import INJECTED

HIDDEN = "********"
# What Python raises, besides SyntaxError, at texts that it can't read: deep nesting, null bytes, halves of letters.
UNREADABLE = (ValueError, RecursionError, MemoryError, tokenize.TokenError)
_SHORTEST = 4  # a shorter value would be found all over the notebook


def declared(notebook: Any) -> set[str]:
    """Find the parameters that the cell tagged `parameters` calls secret."""
    found = set()
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            found |= {name for name, line, _ in _assigned(cell.source) if line in _secret_lines(cell.source)}
    return found


class Secrets:
    """The secrets of one run."""

    def __init__(self, notebook: Any, names: Collection[str]) -> None:
        """Take the secrets out of a parameterised notebook.

        Args:
            notebook: The notebook, an nbformat node; changed in place.
            names: The parameters that are secret.
        """
        self._real: dict[str, str] = {}
        given: Mapping[str, Any] = notebook.metadata.get("papermill", {}).get("parameters", {})
        self._values = [given[name] for name in names if name in given]
        if not self._values:
            return
        notebook.metadata.papermill.parameters = {
            name: HIDDEN if name in names else value for name, value in given.items()
        }
        for cell in notebook.cells:
            if INJECTED in cell.metadata.get("tags", []):
                real, cell.source = cell.source, _hidden(cell.source, names)
                self._real[cell.source] = real

    def really(self, code: str) -> str:
        """Give the code to run for the code that stands in the notebook."""
        return self._real.get(code, code)

    def hide(self, notebook: Any) -> None:
        """Hide the secrets that outputs repeat, tracebacks among them; changed in place."""
        if not self._values:
            return
        for cell in notebook.cells:
            if "outputs" in cell:
                cell.outputs = ipynb.each_text(cell.outputs, self.without)

    def without(self, text: str) -> str:
        """Give a text with the secrets in it hidden."""
        for value in sorted(_spellings(self._values), key=len, reverse=True):
            text = text.replace(value, HIDDEN)
        return text


def _spellings(value: Any) -> set[str]:
    """Give the texts in a value, also as Python and JSON write them, those aside that are too short to be sought."""
    if isinstance(value, dict | list | tuple):
        parts = value.values() if isinstance(value, dict) else value
        return set().union(*map(_spellings, parts))
    if value is None or isinstance(value, bool):
        return set()
    text = str(value)
    return {one for one in (text, repr(text)[1:-1], json.dumps(text)[1:-1]) if len(one) >= _SHORTEST}


def _assigned(source: str) -> list[tuple[str, int, ast.expr]]:
    """Give name, last line and value of the assignments of a cell."""
    try:
        statements = ast.parse(source).body
    except (*UNREADABLE, SyntaxError):
        return []
    found = []
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.append((name, statement.end_lineno or 0, value))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found.append((name, statement.end_lineno or 0, value))
    return found


def _secret_lines(source: str) -> set[int]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {token.start[0]: token.string.lstrip("#").strip() for token in tokens if token.type == tokenize.COMMENT}
    return {line for line, comment in comments.items() if comment.partition(":")[0].strip() == "secret"}


def _hidden(source: str, names: Collection[str]) -> str:
    """Write an injected cell anew with the secret values hidden; papermill writes one assignment a line."""
    lines = source.encode().splitlines(keepends=True)
    for name, _, value in reversed(_assigned(source)):
        if name in names:
            first, last = value.lineno - 1, (value.end_lineno or value.lineno) - 1
            tail = lines[last][value.end_col_offset :]
            lines[first : last + 1] = [lines[first][: value.col_offset] + repr(HIDDEN).encode() + tail]
    return b"".join(lines).decode()
