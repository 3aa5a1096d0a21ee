"""Keep the values of secret parameters out of the notebook.

Papermill writes every parameter into the executed notebook twice, in a cell and in the metadata. A parameter is
secret if the caller says so, or if the cell tagged `parameters` does:

    token = ""  # secret: key of the press archive
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from malirussia.render.notebook import ipynb
from malirussia.render.notebook.normalise import INJECTED
from malirussia.render.notebook.spelling import masked, pattern

HIDDEN = "********"
_LONG_NUMBER = 6  # digits
# What Python raises, besides SyntaxError, at texts that it can't read: deep nesting, null bytes, halves of letters.
UNREADABLE = (ValueError, RecursionError, MemoryError, tokenize.TokenError)


def declared(notebook: Any) -> set[str]:
    """Find the parameters that the cell tagged `parameters` calls secret."""
    names = set()
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            names |= {name for name, line, _ in _assigned(cell.source) if line in _secret_lines(cell.source)}
    return names


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
        self._sought = pattern(self._values)
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
        """Hide the secrets that outputs repeat, tracebacks and the state of widgets among them; changed in place."""
        if not self._values:
            return
        for cell in notebook["cells"]:
            self._hide_in(cell.get("outputs", []))
        widgets = notebook["metadata"].get("widgets", {})
        for kind, state in widgets.items():
            widgets[kind] = self._everywhere(state)

    def without(self, text: str) -> str:
        """Give a text with the secrets in it hidden."""
        return masked([text], self._sought, HIDDEN)[0]

    def _hide_in(self, outputs: Sequence[Any]) -> None:
        """Hide in the outputs of a cell; what the format itself writes there stays, whatever a secret is called."""
        for name in ("stdout", "stderr"):
            # Printed in pieces, a secret stands in several outputs.
            pieces = [output for output in outputs if output["output_type"] == "stream" and output["name"] == name]
            hidden = masked([ipynb.text(piece["text"]) for piece in pieces], self._sought, HIDDEN)
            for piece, text in zip(pieces, hidden, strict=True):
                piece["text"] = text
        for output in outputs:
            for field in ("data", "metadata"):
                for kind, content in output.get(field, {}).items():
                    output[field][kind] = self._everywhere(content)
            for field in ("ename", "evalue", "traceback"):
                if field in output:
                    output[field] = self._everywhere(output[field])

    def _everywhere(self, node: Any) -> Any:
        """Hide in a part of an output: in keys as well, and in lines that are one text."""
        if isinstance(node, str):
            return self.without(node)
        if isinstance(node, list):
            if all(isinstance(part, str) for part in node):
                return masked(node, self._sought, HIDDEN)
            return [self._everywhere(part) for part in node]
        if isinstance(node, dict):
            return type(node)({self.without(key): self._everywhere(part) for key, part in node.items()})
        # 123456 tells as much as "123456"; a smaller number may be one of a chart's own.
        is_number = isinstance(node, int | float) and not isinstance(node, bool) and len(str(node)) >= _LONG_NUMBER
        return HIDDEN if is_number and self.without(str(node)) == HIDDEN else node


def _assigned(source: str) -> list[tuple[str, int, ast.expr]]:
    """Give name, last line and value of the assignments of a cell."""
    try:
        statements = ast.parse(source).body
    except (*UNREADABLE, SyntaxError):
        return []
    assigned = []
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                assigned.append((name, statement.end_lineno or 0, value))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                assigned.append((name, statement.end_lineno or 0, value))
    return assigned


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
