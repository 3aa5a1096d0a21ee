"""The shape of a table: its columns, their types and descriptions, its keys; and empty cells typed as they should be.

One declaration (`schema.TABLES`) is read by everything that needs to know: the checks on build, `datapackage.json`,
the codebook, and what reads a table back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from malirussia.errors import TablesError
from malirussia.tables.grouping import in_order

ColumnType = Literal["string", "integer", "number", "boolean", "list"]

DTYPES: dict[ColumnType, str] = {
    "string": "str",
    "integer": "int64",
    "number": "float64",
    "boolean": "boolean",
    "list": "str",
}
"""The pandas dtype of each type. A list is one text, its members joined by `;`, in memory as in a cell."""

LIST_SEPARATOR = ";"


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: As in the files.
        type: What a cell holds; `list` is a `;`-joined list of texts.
        description: What it means: shape, unit, vocabulary, and what an empty cell says.
        required: Whether every row has a value.
        enum: The only values there may be.
        pattern: A regular expression that the whole text (of a list: each member) must match.
        minimum: The least value there may be.
        refers: `table.column` of which every value must be one.
    """

    name: str
    type: ColumnType
    description: str
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: int | None = None
    refers: str | None = None


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        name: The name of its files, and of the attribute of a `Dataset`.
        title: What it is, in a few words.
        description: What one row is.
        key: The columns that together tell one row from all others.
        columns: In the order of the files.
    """

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """Return one column.

        Raises:
            KeyError: If there is none of that name.
        """
        return {column.name: column for column in self.columns}[name]

    def frame(self, cells: Mapping[str, Iterable[object]] | pd.DataFrame, *, sort: bool = True) -> pd.DataFrame:
        """Make a DataFrame of this table, its columns in order and typed.

        Args:
            cells: The values of every column of the table; other columns are left behind.
            sort: Whether to order the rows by the key, so that the same rows always make the same bytes.

        Raises:
            KeyError: If a column is absent.
        """
        frame = pd.DataFrame({column.name: _typed(cells[column.name], column.type) for column in self.columns})
        if sort and not (len(self.key) == 1 and in_order(frame[self.key[0]])):
            frame = frame.sort_values(list(self.key), kind="stable", na_position="first", ignore_index=True)
        return frame


def _typed(values: Iterable[object] | pd.Series, kind: ColumnType) -> ExtensionArray:
    """Give the values of a column as an array: a Series would bring its index, and every column be aligned to it."""
    dtype = DTYPES[kind]
    if isinstance(values, pd.Series):
        column = values if values.dtype == dtype else values.astype(dtype)  # type: ignore[call-overload]
    else:
        column = pd.Series(values if isinstance(values, (np.ndarray, pd.Index)) else list(values), dtype=dtype)
    array: ExtensionArray = column.array
    return array


def join(members: Iterable[str]) -> str | None:
    """Return the members as one cell, in the order given; None for no member.

    Raises:
        TablesError: If a member holds the separator.
    """
    listed = list(members)
    for member in listed:
        if LIST_SEPARATOR in member:
            raise TablesError(
                f"list member {member!r}", f"holds {LIST_SEPARATOR!r}", "write it without: it parts the list"
            )
    return LIST_SEPARATOR.join(listed) if listed else None


def split(cell: object) -> list[str]:
    """Return the members of a list cell; none of an empty one."""
    return cell.split(LIST_SEPARATOR) if isinstance(cell, str) and cell != "" else []
