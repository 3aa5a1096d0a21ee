"""How values stand in a CSV cell, and how they are read back.

- A missing value is an empty cell; true and false are `true` and `false`; numbers are plain decimals without a trailing
  `.0`, an exponent or more digits than the value has.
- A text that a spreadsheet would run as a formula (its first character is = + - @, also full-width, a tab or a carriage
  return) gets an apostrophe in front; so does one that begins with apostrophes and then such a character. The same is
  done after a semicolon, a tab or a line end inside a text, where a spreadsheet set to French begins another cell.
  Reading takes one away. Ids, dates, units and numbers are never touched: none of them can begin so. Parquet holds
  every text as it is.

`csv_text` writes what is no table of the schema, such as the data of a chart, in the same way.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from malirussia.errors import TablesError
from malirussia.tables.columns import Column, ColumnType, Table
from malirussia.tables.grouping import each

FORMULA = "=+-@\t\r＝＋－＠"
_ONE_OF = "[" + FORMULA.replace("-", r"\-") + "]"
_CELL_BEGINS = r"(?:(?<=[;\t\r\n])|\A)"
_RUNS = re.compile(f"{_CELL_BEGINS}(?='*{_ONE_OF})")
_ESCAPED = re.compile(f"{_CELL_BEGINS}'(?='*{_ONE_OF})")
# What Arrow looks for: a text that holds one of those.
_ANY_RUNS = f"(?:^|[;\t\r\n])'*{_ONE_OF}"
_ANY_ESCAPED = f"(?:^|[;\t\r\n])'+{_ONE_OF}"
_PARTS_CELLS = '[",\\r\\n]'

_TYPES: dict[ColumnType, pa.DataType] = {
    "string": pa.large_string(),
    "list": pa.large_string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}
AT_ONCE = 100_000
"""Rows held in memory as lines of text at one time."""


def escape(text: str) -> str:
    """Return a text as it stands in a CSV cell."""
    return _RUNS.sub("'", text)


def unescape(cell: str) -> str:
    """Return the text that stands in a CSV cell."""
    return _ESCAPED.sub("", cell)


def csv_text(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, separator: str = ",", decimal: str = "."
) -> str:
    """Return a table as CSV: one LF a line, empty where there is no value, escaped as `escape` does.

    Args:
        columns: Their names.
        rows: Texts, numbers, truths and None.
        separator: What parts the cells of a line.
        decimal: What parts the decimals of a number.
    """
    parts = _PARTS_CELLS.replace(",", separator)

    def cell(value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        text = str(value).replace(".", decimal) if isinstance(value, int | float) else escape(str(value))
        return '"' + text.replace('"', '""') + '"' if re.search(parts, text) else text

    return "".join(separator.join(cell(value) for value in row) + "\n" for row in (columns, *rows))


def number(value: float) -> str:
    """Return a number as it stands in a CSV cell: 160000, 0.859, never 160000.0 or 1e-05."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(Decimal(repr(value)), "f")


def write_csv(table: Table, frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV: UTF-8, comma, lines that end with one LF, a header, quotes only where they are needed."""
    path.write_bytes(to_csv(table, frame))


def to_csv(table: Table, frame: pd.DataFrame) -> bytes:
    """Give a table as `write_csv` writes it."""
    file = io.BytesIO()
    file.write((",".join(table.names) + "\n").encode())
    for start in range(0, len(frame), AT_ONCE):
        some = frame.iloc[start : start + AT_ONCE]
        texts = [_quoted(_written(column, some[column.name])) for column in table.columns]
        lines = pc.binary_join_element_wise(*texts, _text(","), null_handling="replace", null_replacement="")
        whole = pa.LargeListArray.from_arrays([0, len(lines)], lines)
        file.write(pc.binary_join(whole, _text("\n"))[0].as_buffer())
        file.write(b"\n")
    return file.getvalue()


def read_csv(table: Table, path: Path) -> pd.DataFrame:
    """Read a table as `write_csv` writes it.

    Raises:
        TablesError: If the file cannot be read, or is not this table.
    """
    convert = csv.ConvertOptions(
        column_types={column.name: _TYPES[column.type] for column in table.columns},
        include_columns=table.names,
        null_values=[""],
        true_values=["true"],
        false_values=["false"],
        strings_can_be_null=True,
    )
    try:
        # One thread reads as fast as several here, in a third of the processor time.
        read = csv.read_csv(
            path,
            read_options=csv.ReadOptions(use_threads=False, block_size=1 << 24),
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=convert,
        ).to_pandas()
        return table.frame({column.name: _read(column, read[column.name]) for column in table.columns}, sort=False)
    except (OSError, ValueError, KeyError) as error:
        what = " ".join(str(error).split())
        raise TablesError(path.name, f"is not the table {table.name} ({what})", "build the tables again") from error


def _written(column: Column, values: pd.Series) -> pd.Series:
    if column.type in ("string", "list"):
        return _where(_ANY_RUNS, values, escape)
    if column.type == "number":
        return each(values, number)
    if column.type == "boolean":
        return each(values, lambda value: "true" if value else "false")
    return values.astype("str")


def _quoted(texts: pd.Series) -> pa.Array:
    """Put the cells into quotes that would otherwise part into several."""
    cells = pa.array(texts, pa.large_string())
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    parts = pc.match_substring_regex(cells, _PARTS_CELLS)
    if not _any(parts):
        return cells
    doubled = pc.replace_substring(cells, '"', '""')
    return pc.if_else(parts, pc.binary_join_element_wise(_text('"'), doubled, _text('"'), _text("")), cells)


def _any(hits: pa.Array | pa.ChunkedArray) -> bool:
    return bool(pc.any(hits, min_count=0).as_py())


def _text(text: str) -> pa.Scalar:
    return pa.scalar(text, pa.large_string())


def _read(column: Column, values: pd.Series) -> pd.Series:
    if column.type not in ("string", "list") or not _any(pc.match_substring(pa.array(values, pa.large_string()), "'")):
        return values
    return _where(_ANY_ESCAPED, values, unescape)


def _where(pattern: str, texts: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """Change the texts that hold a pattern: very few, which the text engine of Arrow finds at once."""
    hits = pc.match_substring_regex(pa.array(texts, pa.large_string()), pattern)
    if not _any(hits):
        return texts
    begins = pd.Series(hits.fill_null(False).to_pandas().to_numpy(), texts.index)
    return texts.mask(begins, each(texts.where(begins), change))
