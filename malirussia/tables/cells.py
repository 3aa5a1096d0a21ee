"""How values stand in a CSV cell, and how they are read back.

- A missing value is an empty cell; true and false are `true` and `false`; numbers are plain decimals without a trailing
  `.0`, an exponent or more digits than the value has.
- A text that a spreadsheet would run as a formula (its first character is = + - @, a tab or a carriage return) gets an
  apostrophe in front; so does one that begins with apostrophes and then such a character. Reading takes one away.
  Ids, dates, units and numbers are never touched: none of them can begin so. Parquet holds every text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd

from malirussia.errors import TablesError
from malirussia.tables.grouping import each
from malirussia.tables.shape import Column, Table

FORMULA = "=+-@\t\r"
_ONE_OF = "[" + FORMULA.replace("-", r"\-") + "]"
_RUNS = re.compile("'*" + _ONE_OF)
_ESCAPED = re.compile("'+" + _ONE_OF)


def escape(text: str) -> str:
    """Return a text as it stands in a CSV cell."""
    return "'" + text if _RUNS.match(text) else text


def unescape(cell: str) -> str:
    """Return the text that stands in a CSV cell."""
    return cell[1:] if _ESCAPED.match(cell) else cell


def number(value: float) -> str:
    """Return a number as it stands in a CSV cell: 160000, 0.859, never 160000.0 or 1e-05."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(Decimal(repr(value)), "f")


def write_csv(table: Table, frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV: UTF-8, comma, line ends of one LF, a header of the column names."""
    texts = pd.DataFrame({column.name: _written(column, frame[column.name]) for column in table.columns})
    texts.to_csv(path, index=False, lineterminator="\n", encoding="utf-8", na_rep="")


def read_csv(table: Table, path: Path) -> pd.DataFrame:
    """Read a table as `write_csv` writes it.

    Raises:
        TablesError: If the file cannot be read, or is not this table.
    """
    try:
        texts = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8")
        return table.frame({column.name: _read(column, texts[column.name]) for column in table.columns}, sort=False)
    except (OSError, ValueError, KeyError) as error:
        raise TablesError(path.name, f"is not the table {table.name} ({error})", "build the tables again") from error


def _written(column: Column, values: pd.Series) -> pd.Series:
    if column.type in ("string", "list"):
        return _where(_RUNS, values, escape)
    if column.type == "number":
        return each(values, number)
    if column.type == "boolean":
        return each(values, lambda value: "true" if value else "false")
    return values


def _read(column: Column, cells: pd.Series) -> pd.Series:
    if column.type in ("string", "list"):
        return _where(_ESCAPED, cells, unescape)
    if column.type == "boolean":
        return cells.map({"true": True, "false": False}).astype("boolean")
    return pd.to_numeric(cells)


def _where(pattern: re.Pattern[str], texts: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """Change the texts that begin with a pattern: very few, which the text engine of Arrow finds at once."""
    begins = texts.str.match(pattern.pattern, na=False)
    return texts.mask(begins, each(texts.where(begins), change)) if begins.any() else texts
