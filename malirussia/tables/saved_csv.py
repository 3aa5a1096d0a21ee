"""CSV files as people save them from a spreadsheet: read whole, or refused with file and line.

Taken: UTF-8 with or without a byte order mark, any line end, blank lines at any place. Refused: other encodings, other
delimiters than the comma, a row with more or fewer cells than the header, a header that is not the one that is known,
a quotation mark that is never closed, characters that nobody sees, and a file without a row. Nothing is dropped.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from malirussia.errors import MaliRussiaError, TablesError
from malirussia.evidence.encoding import decoded
from malirussia.evidence.invisible import refused
from malirussia.evidence.vocabulary import nearest
from malirussia.paths import read_regular

_OTHERS = {";": "a semicolon", "\t": "a tab", "|": "a bar"}
_SAVE = "save it as CSV UTF-8, with commas between the cells and points in the numbers"


@dataclass(frozen=True)
class Row:
    """One row: its cells by the name of their column, and `file:line` of it."""

    cells: dict[str, str]
    where: str


def read_rows(path: Path, columns: Sequence[str], *, more: bool = False) -> list[Row]:
    """Read all rows of a CSV file.

    Args:
        path: The file.
        columns: The columns that it must have.
        more: Whether it may have others, which are read too.

    Raises:
        TablesError: If it cannot be read whole; told with the line.
    """
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            where = f"{path.name}:{line}"
            line = reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = _header(cells, columns, more, where)
            elif len(cells) != len(header):
                fault = f"{len(cells)} cells under {len(header)} columns"
                raise TablesError(where, fault, "give each column one cell, in quotes where it holds a comma")
            else:
                rows.append(Row(dict(zip(header, cells, strict=True)), where))
    except csv.Error as error:
        raise TablesError(f"{path.name}:{line}", f"not CSV: {error}", "mend the quotation marks") from None
    if not rows:
        raise TablesError(f"{path.name}:{line}", "no row of figures", f"give the rows under {','.join(columns)}")
    return rows


def _text(path: Path) -> str:
    try:
        content = read_regular(path)
    except MaliRussiaError as error:
        raise TablesError(path.name, error.found, error.todo) from None
    except OSError as error:
        todo = f"put it into {path.parent.name}/"
        raise TablesError(path.name, f"cannot be read ({error.strerror})", todo) from error
    try:
        text = decoded(content, path.name, _SAVE)
    except MaliRussiaError as error:
        raise TablesError(error.where, error.found, error.todo) from None
    for line, character in refused(text):
        raise TablesError(f"{path.name}:{line}", character, "take it out")
    return text


def _header(cells: list[str], columns: Sequence[str], more: bool, where: str) -> list[str]:
    names = [cell.strip() for cell in cells]
    if len(names) == 1:
        for sign, name in _OTHERS.items():
            if sign in names[0]:
                raise TablesError(where, f"the cells are parted by {name}", _SAVE)
    for name in names:
        if names.count(name) > 1:
            raise TablesError(where, f"column {name!r} stands {names.count(name)} times", "keep one of them")
    absent = [column for column in columns if column not in names]
    unknown = [name for name in names if name not in columns]
    if absent:
        told = f", but one {nearest(absent[0], unknown)[0]!r}" if unknown else ""
        raise TablesError(where, f"no column {absent[0]!r}{told}", f"the header is {','.join(columns)}")
    if unknown and not more:
        raise TablesError(where, f"unknown column {unknown[0]!r}", f"the header is {','.join(columns)}")
    return names
